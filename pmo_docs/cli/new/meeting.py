"""`pmo-docs new meeting`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pmo_docs import carrying
from pmo_docs.cli import asking
from pmo_docs.cli.asking import asked, chosen
from pmo_docs.cli.new.body import make_body
from pmo_docs.cli.new.site import open_site, wrong
from pmo_docs.cli.options import Day, workspace_option
from pmo_docs.cli.speaking import note, say
from pmo_docs.model.problems import Place, Problem
from pmo_docs.model.times import TimeSpan
from pmo_docs.starting.meeting import meeting_text, next_number


@click.command("meeting", help=say("help_new_meeting"))
@click.argument("body", required=False)
@click.option("--date", type=Day(), help=say("help_new_date"))
@click.option("--time", help=say("help_new_time"))
@click.option("--number", help=say("help_new_number"))
@workspace_option
def meeting(
    body: str | None, date: datetime.date | None, time: str | None, number: str | None, workspace: Path | None
) -> None:
    """A meeting file with the agenda of its body."""
    site = open_site(workspace)
    names = [path.stem for path in site.workspace.paths("body")]
    if not names and not body and asking.is_terminal():
        body = make_body(site, None)
        site = open_site(workspace)
        names = [body]
    name = chosen(body, "BODY", say("ask_which_body"), names)
    found = site.workspace.body(name) if name in names else None
    if found is None:
        raise click.UsageError(f"{say('unknown_name', name=name)} {say('there_is', names=', '.join(names) or '–')}")
    day = asked(date, "--date", say("ask_date"), convert=_day)
    usual = found.schedule.time if found.schedule else None
    span = _span(asked(time, "--time", say("ask_time"), default=f"{usual}" if usual else ""))
    heads = [one.head for one in site.workspace.meetings(name).values() if one]
    language = site.workspace.catalogues.find(found.language) or site.language
    carried = carrying.carried(site.workspace, found, day, language)
    text = meeting_text(found, day, span, number or next_number(found, heads, day), language, carried)
    site.write(text, site.root / "meetings" / name / f"{day.isoformat()}.md")
    note(say("next_after_meeting", meeting=f"{name}/{day.isoformat()}"))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("not_a_date", text=text)) from None


def _span(text: str) -> TimeSpan | None:
    if not text:
        return None
    try:
        return TimeSpan.from_text(text, Place())
    except ValueError as error:
        code, values = error.args
        raise wrong(Problem(code, values=values)) from None
