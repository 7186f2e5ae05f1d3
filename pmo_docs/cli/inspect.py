"""`pmo-docs inspect`: what was understood of a file with notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pmo_docs import inspection
from pmo_docs.cli import sources
from pmo_docs.cli.options import TERMINAL_FORMATS, date_order_option, format_option, workspace_option
from pmo_docs.cli.speaking import finish, report, say, user_language
from pmo_docs.language import printable
from pmo_docs.listings import as_json_text, table
from pmo_docs.model.subjects import MeetingSubject, SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from pmo_docs.readers.dates import DateOrder

# What was not understood is shown as far as it takes to find it.
_WIDTH = 90


def commands() -> dict[str, click.Command]:
    return {"inspect": inspect}


@click.command(help=say("help_inspect"))
@click.argument("source")
@workspace_option
@format_option(*TERMINAL_FORMATS, default=("text",), several=False)
@date_order_option
def inspect(source: str, workspace: Path | None, formats: str, date_order: DateOrder | None) -> None:
    """Show what was understood of SOURCE."""
    found = sources.find(SubjectKind.MEETING, source, workspace)
    read = subjects.find(open_workspace(found.root, date_order), SubjectKind.MEETING, found.path)
    subject, problems = read.subject, read.problems
    assert isinstance(subject, MeetingSubject)
    facts = inspection.facts(subject.meeting, problems, user_language())
    if formats == "json":
        click.echo(as_json_text(facts))
    elif formats == "csv":
        click.echo(table(inspection.rows(facts)))
    else:
        click.echo("\n".join(_lines(facts)))
        report(problems)
    finish(problems)


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    """The facts as aligned lines, with the line of the notes at the left of everything found in them."""
    term = user_language().term
    when = " ".join(filter(None, (facts["date"], "–".join(filter(None, (facts["start"], facts["end"]))))))
    head = {
        term.title: facts["title"],
        term.date: when,
        term.place: facts["place"],
        term.chair: facts["chair"],
        term.secretary: facts["secretary"],
        term.present: ", ".join(one["name"] for one in facts["present"]),
        term.absent: ", ".join(one["name"] for one in facts["absent"]),
        term.guests: ", ".join(one["name"] for one in facts["guests"]),
    }
    width = max(map(len, head))
    yield from (f"{label:<{width}}  {printable(value or '–')}" for label, value in head.items())
    for label, rows, describe in (
        (term.items, facts["items"], lambda row: f"{row['number'] or '–'}  {row['title']}"),
        (term.actions, facts["actions"], _action),
        (term.decisions, facts["decisions"], _decision),
        (term.adoptions, facts["adoptions"], _adoption),
        (term.motions, facts["motions"], _motion),
        (term.suggestions, facts["suggestions"], lambda row: f"{row['text']}  ({row['reason']})"),
        (term.not_understood, facts["not_understood"], lambda row: textwrap.shorten(row["text"], _WIDTH)),
    ):
        yield ""
        yield f"{label} ({len(rows)})"
        yield from (f"  {row['line']:>5}  {printable(describe(row))}" for row in rows)


def _decision(row: dict[str, Any]) -> str:
    vote = f"  [{said}]" if row["vote"] and (said := _vote(row["vote"])) else ""
    return f"{row['number'] or '–'}  {row['text']}{vote}"


def _motion(row: dict[str, Any]) -> str:
    return f"{row['text']}  [{_vote(row['vote'])}]"


def _vote(vote: dict[str, Any]) -> str:
    """The vote in a few words: "carried; moved by Ann Bol; for 5, against 1"."""
    term = user_language().term
    counts = (("for", term.in_favour), ("against", term.against), ("abstained", term.abstained))
    said = (
        getattr(term, f"outcome_{vote['outcome']}") if vote["outcome"] else "",
        term.unanimous if vote["unanimous"] else "",
        f"{term.mover}: {vote['mover']}" if vote["mover"] else "",
        f"{term.seconder}: {vote['seconder']}" if vote["seconder"] else "",
        ", ".join(f"{label} {vote[key]}" for key, label in counts if vote[key] is not None),
    )
    return "; ".join(filter(None, said))


def _adoption(row: dict[str, Any]) -> str:
    term = user_language().term
    what = " ".join(filter(None, (getattr(term, f"adopted_{row['what']}"), row["of"])))
    corrections = "".join(f"; {term.correction}: {text}" for text in row["corrections"])
    return f"{row['text']}  [{what}{corrections}]"


def _action(row: dict[str, Any]) -> str:
    owners = ", ".join(row["owners"]) or user_language().term.no_owner
    due = row["due"] or row["due_text"] or user_language().term.no_date
    return f"{row['number'] or '–'}  {row['text']}  [{owners}, {due}]"
