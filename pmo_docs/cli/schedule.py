"""`pmo-docs schedule`: the dates of a body in a year, and the meeting files for them."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import click

from pmo_docs import files
from pmo_docs.cli import sources
from pmo_docs.cli.options import TERMINAL_FORMATS, as_of_option, workspace_option
from pmo_docs.cli.speaking import finish, note, report, say, user_language
from pmo_docs.files import shown
from pmo_docs.language import printable
from pmo_docs.model.meeting import Head
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.planning import Plan, plan
from pmo_docs.starting.meeting import meeting_text, next_number
from pmo_docs.timetable import FORMATS


def commands() -> dict[str, click.Command]:
    return {"schedule": schedule}


@click.command(help=say("help_schedule"))
@click.argument("body")
@click.option("--year", type=click.IntRange(1950, 2200), help=say("help_year"))
@workspace_option
@click.option(
    "-f",
    "--format",
    type=click.Choice((*TERMINAL_FORMATS, "ics")),
    default="text",
    show_default=True,
    help=say("help_format_one"),
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("help_output_calendar"))
@click.option("--meetings", is_flag=True, help=say("help_meetings"))
@as_of_option
def schedule(
    body: str,
    year: int | None,
    workspace: Path | None,
    format: str,
    output: Path | None,
    meetings: bool,
    as_of: datetime.date,
) -> None:
    """Propose the dates of BODY in a year."""
    if output and format != "ics":
        raise click.UsageError(say("output_is_for_calendars"))
    source = sources.find(SubjectKind.BODY, body, workspace)
    opened = open_workspace(source.root)
    made = plan(opened, source.path, year or as_of.year, None if format == "ics" else user_language())
    if format == "ics":
        _write_calendar(made, as_of, opened.organisation.country, output)
    else:
        click.echo(FORMATS[format](made, user_language()))
    if meetings:
        for line in _write_meetings(made, source.root / "meetings" / made.body.id, as_of):
            note(printable(line))
    report(made.problems)
    finish(made.problems)


def _write_calendar(made: Plan, as_of: datetime.date, country: str, output: Path | None) -> None:
    """The calendar on standard output, or in a file; in a folder it gets a name of its own."""
    from pmo_docs.writers import ics

    calendar = ics.write(made, as_of, country)
    if output is None:
        click.echo(calendar, nl=False)
        return
    is_file = output.suffix.lower() == ".ics" and not output.is_dir()
    path = output if is_file else output / f"{made.body.id}-{made.year}.ics"
    files.save(calendar, path)
    click.echo(printable(shown(path)))


def _write_meetings(made: Plan, folder: Path, as_of: datetime.date) -> Iterator[str]:
    """Write a file for every date to come that has none, and say of each whether it was there already."""
    known = {meeting.date: path for path, meeting in made.meetings.items() if meeting}
    heads = [meeting.head for meeting in made.meetings.values() if meeting]
    for proposal in made.proposals:
        if proposal.date is None or proposal.date < as_of:
            continue
        path = known.get(proposal.date, folder / f"{proposal.date.isoformat()}.md")
        if os.path.lexists(path):
            yield say("meeting_is_there", file=shown(path))
            continue
        number = next_number(made.body, heads, proposal.date)
        text = meeting_text(made.body, proposal.date, proposal.time, number, made.language)
        files.save_new(text.encode(), path)
        heads.append(Head(date=proposal.date, number=number))
        yield say("meeting_written", file=shown(path))
