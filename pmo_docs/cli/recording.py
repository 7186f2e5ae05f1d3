"""Commands that record what happened between meetings: `actions done 34-3`, `circulate`, `adopt`.

They add lines to `registers/BODY.log`, and touch no other file.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from pmo_docs import files, listings, recording
from pmo_docs.cli import sources
from pmo_docs.cli.options import Day, as_of_option, today, workspace_option
from pmo_docs.cli.speaking import note, report, say, user_language
from pmo_docs.documents.agenda import build as build_agenda
from pmo_docs.files import is_file, shown
from pmo_docs.kept import Kept
from pmo_docs.language import printable
from pmo_docs.model.log import Entry, Verb
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.people import folded
from pmo_docs.model.problems import InvalidInput, Problem, Severity
from pmo_docs.model.register import RegisteredAction
from pmo_docs.model.subjects import BodySubject, MeetingSubject, SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import log, subjects
from pmo_docs.readers.workspace import Workspace
from pmo_docs.registers.actions import register
from pmo_docs.writers.invitation import Invitation


def commands() -> dict[str, click.Command]:
    return {"invite": invite, "circulate": circulate, "adopt": adopt}


class _Recorded(NamedTuple):
    """A body with its register, in its workspace."""

    workspace: Workspace
    subject: BodySubject

    @property
    def actions(self) -> dict[str, RegisteredAction]:
        return {action.number: action for action in register(self.subject)}

    def add(self, entries: Sequence[Entry]) -> None:
        """Write the entries behind what the log has by now, and say what was written."""
        path = self.workspace.log_path(self.subject.body.id)
        with files.alone(path):
            before = self.workspace.shelf.text(path)[0] if is_file(path) else ""
            heading = say("log_heading", body=self.subject.body.name)
            files.save(log.appended(before, entries, heading).encode(), path)
        for entry in entries:
            words = " · ".join(filter(None, entry.fields))
            click.echo(printable(" ".join(filter(None, (entry.verb, entry.subject, words)))))
        click.echo(printable(shown(path)))


def _on_option(function: Any) -> Any:
    return click.option("--on", "day", type=Day(), default=today, show_default=False, help=say("help_on"))(function)


def action_commands() -> list[click.Command]:
    """`done`, `drop`, `note`, `move`, `assign` and `show`, below `actions`."""
    return [
        _action_command("done", Verb.DONE),
        _action_command("drop", Verb.DROPPED),
        _action_command("note", Verb.NOTE, are_words_needed=True),
        _action_command("move", Verb.MOVED, first=click.Argument(["first"], metavar="DATE", type=Day())),
        _action_command("assign", Verb.ASSIGNED, first=click.Argument(["first"], metavar="OWNER")),
        show,
    ]


@click.command(help=say("help_actions_show"))
@click.argument("number")
@click.option("-b", "--body", help=say("help_body"))
@workspace_option
@as_of_option
def show(number: str, body: str | None, workspace: Path | None, as_of: datetime.date) -> None:
    """Print everything that happened to an action up to a day."""
    found, action = _action(number, body, workspace)
    known = {one.number: one for one in register(found.subject, as_of)}
    if action.number not in known:
        raise click.BadParameter(say("before_it_arose", day=str(action.arose)), param_hint="--as-of")
    click.echo(listings.history(known[action.number], user_language(), as_of))


def _action_command(
    name: str, verb: Verb, *, first: click.Argument | None = None, are_words_needed: bool = False
) -> click.Command:
    @click.command(name, help=say(f"help_actions_{name}"))
    @click.argument("number")
    @click.option("-b", "--body", help=say("help_body"))
    @workspace_option
    @_on_option
    def command(
        number: str,
        words: tuple[str, ...],
        body: str | None,
        workspace: Path | None,
        day: datetime.date,
        first: Any = None,
    ) -> None:
        found, action = _action(number, body, workspace)
        if verb is not Verb.NOTE and action.closed:
            where = action.history[-1].place
            raise InvalidInput([Problem("action-closed-twice", where, {"number": number, "first": str(where)})])
        if action.arose and day < action.arose:
            raise click.BadParameter(say("before_it_arose", day=action.arose.isoformat()), param_hint="--on")
        said = " ".join(words)
        fields = () if first is None else (first.isoformat() if verb is Verb.MOVED else _owners(first, found),)
        found.add([Entry(day, verb, action.number, (*fields, said) if said else fields)])

    if first is not None:
        command.params.append(first)
    command.params.append(click.Argument(["words"], nargs=-1, required=are_words_needed))
    return command


def _owners(text: str, found: _Recorded) -> str:
    """Ids or names of those who do it now; a single word that is nobody's is wrong usage."""
    names = [name.strip().removeprefix("@") for name in text.replace(";", ",").split(",") if name.strip()]
    directory = found.workspace.directory
    for name in names:
        if directory.people and " " not in name and not directory.named(folded(name)):
            raise click.BadParameter(sources.unknown(name, directory.people), param_hint="OWNER")
    return "; ".join(names)


def _action(number: str, body: str | None, workspace: Path | None) -> tuple[_Recorded, RegisteredAction]:
    """The action with a number, "34-3" or "BODY/34-3"; a number that there is not, or twice, is wrong usage."""
    named, slash, rest = number.partition("/")
    root = sources.workspace_root(workspace)
    if root is None:
        raise click.UsageError(say("no_workspace", file="pmo.yaml"))
    ids = sources.body_ids(root)
    if slash and named in ids:
        body, number = named, rest
    bodies = [_opened(id, root) for id in ([body] if body else ids)]
    having = [one for one in bodies if number in one.actions]
    if len(having) == 1:
        return having[0], having[0].actions[number]
    if having:
        names = ", ".join(f"{one.subject.body.id}/{number}" for one in having)
        raise click.BadParameter(say("several_have_it", names=names), param_hint="NUMBER")
    known = [given for one in bodies for given, action in one.actions.items() if not action.closed]
    raise click.BadParameter(sources.unknown(number, known), param_hint="NUMBER")


def _opened(id: str, root: Path) -> _Recorded:
    source = sources.find(SubjectKind.BODY, id, root)
    workspace = open_workspace(source.root)
    subject = Kept(workspace).body(source.path).subject
    assert isinstance(subject, BodySubject)
    return _Recorded(workspace, subject)


@click.command(help=say("help_invite"))
@click.argument("body")
@click.argument("date")
@click.option("--cancel", is_flag=True, help=say("help_cancel"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("help_output_calendar"))
@workspace_option
@_on_option
def invite(body: str, date: str, workspace: Path | None, day: datetime.date, output: Path | None, cancel: bool) -> None:
    """Write the invitation to the meeting of BODY on DATE, and record which one it is."""
    found, meeting, name = _meeting(body, date, workspace)
    organisation = found.subject.organisation
    agenda = build_agenda(MeetingSubject(meeting, organisation, "", name), "", day)
    language = found.workspace.language_of(found.subject)
    invitation = Invitation(agenda, language, organisation.country)
    entry = recording.invited(name, invitation.fingerprint, day, found.subject.log, is_cancelled=cancel)
    is_file = output is not None and output.suffix.lower() == ".ics" and not output.is_dir()
    folder = output or found.workspace.shelf.root / "output" / "meetings" / found.subject.body.id
    path = output if is_file and output is not None else folder / f"{name}.ics"
    files.save(invitation.write(day, int(entry.field_at(0)), is_cancelled=cancel), path)
    if meeting.secretary is None or meeting.secretary.email is None:
        note(say("invitation_without_sender"))
    click.echo(printable(shown(path)))
    is_known = any((one.verb, one.subject, one.fields) == (entry.verb, name, entry.fields) for one in found.subject.log)
    if not is_known:
        found.add([entry])


@click.command(help=say("help_circulate"))
@click.argument("body")
@click.argument("date")
@click.option("--again", is_flag=True, help=say("help_again"))
@workspace_option
@_on_option
def circulate(body: str, date: str, workspace: Path | None, day: datetime.date, again: bool) -> None:
    """Record that the minutes of BODY on DATE were sent round."""
    found, meeting, name = _meeting(body, date, workspace)
    earlier = [one for one in found.subject.log if one.verb is Verb.CIRCULATED and one.subject == name]
    if meeting.adopted:
        raise InvalidInput([Problem("adopted-already", meeting.place, {"by": meeting.adopted.by})])
    if earlier and not again:
        values = {"day": earlier[-1].day.isoformat()}
        raise InvalidInput([Problem("circulated-already", earlier[-1].place, values)])
    _check_held(meeting, day)
    found.add(recording.circulated(meeting, name, day, found.subject.log))


@click.command(help=say("help_adopt"))
@click.argument("body")
@click.argument("date")
@click.option("--yes", is_flag=True, help=say("help_yes"))
@workspace_option
@_on_option
def adopt(body: str, date: str, workspace: Path | None, day: datetime.date, yes: bool) -> None:
    """Record that a later meeting adopted the minutes of BODY on DATE."""
    found, meeting, name = _meeting(body, date, workspace)
    if meeting.adopted:
        raise InvalidInput([Problem("adopted-already", meeting.place, {"by": meeting.adopted.by})])
    meetings = found.subject.meetings
    later = meetings[meetings.index(meeting) + 1 :]
    by = recording.adopting(meeting, later)
    if by is None:
        raise InvalidInput([Problem("adopted-nowhere", meeting.place, {"date": date})])
    adopter, words = by
    click.echo(printable(say("adopt_proposal", place=str(words.place), words=words.text.plain)))
    for correction in words.adoption.corrections if words.adoption else ():
        click.echo(printable(f"  - {correction}"))
    if not yes:
        click.confirm(say("adopt_confirm", meeting=f"{body}/{name}"), abort=True)
    text = found.workspace.shelf.text(found.workspace.shelf.root / f"meetings/{meeting.id}.md")[0]
    found.add(recording.adopted(name, adopter.id.rpartition("/")[2], words, text, adopter.date or day))


def _meeting(body: str, date: str, workspace: Path | None) -> tuple[_Recorded, Meeting, str]:
    """A meeting by its body and the day in the name of its file."""
    source = sources.find(SubjectKind.BODY, body, workspace)
    found = _opened(source.path.stem, source.root)
    report(problem for problem in _problems(found) if problem.severity is not Severity.INFORMATION)
    names = {one.id.rpartition("/")[2]: one for one in found.subject.meetings}
    names |= {one.date.isoformat(): one for one in found.subject.meetings if one.date}
    if date not in names:
        raise click.BadParameter(sources.unknown(date, names), param_hint="DATE")
    meeting = names[date]
    return found, meeting, meeting.id.rpartition("/")[2]


def _problems(found: _Recorded) -> Sequence[Problem]:
    path = found.workspace.shelf.root / "bodies" / f"{found.subject.body.id}.yaml"
    return subjects.find(found.workspace, SubjectKind.BODY, path).problems


def _check_held(meeting: Meeting, day: datetime.date) -> None:
    """Nobody sends round what has not been said yet."""
    if not meeting.was_held:
        raise InvalidInput([Problem("minutes-empty", meeting.place)])
    if meeting.date and day < meeting.date:
        raise click.BadParameter(say("before_the_meeting", day=meeting.date.isoformat()), param_hint="--on")
