"""`pmo-docs inspect`: what was understood of a file with notes."""

from __future__ import annotations

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
from pmo_docs.readers.dates import DateOrder


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
    read = open_workspace(found.root, date_order).find(SubjectKind.MEETING, found.path)
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
        (term.decisions, facts["decisions"], lambda row: f"{row['number'] or '–'}  {row['text']}"),
        (term.adoptions, facts["adoptions"], lambda row: row["text"]),
        (term.suggestions, facts["suggestions"], lambda row: f"{row['text']}  ({row['reason']})"),
    ):
        yield ""
        yield f"{label} ({len(rows)})"
        yield from (f"  {row['line']:>5}  {printable(describe(row))}" for row in rows)


def _action(row: dict[str, Any]) -> str:
    owners = ", ".join(row["owners"]) or user_language().term.no_owner
    due = row["due"] or row["due_text"] or user_language().term.no_date
    return f"{row['number'] or '–'}  {row['text']}  [{owners}, {due}]"
