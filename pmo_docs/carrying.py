"""What a new meeting of a body takes over: topics, minutes to adopt, and decisions that projects ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pmo_docs.language import Language
from pmo_docs.model.body import Body
from pmo_docs.model.meeting import Meeting
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Involved
from pmo_docs.readers.workspace import Workspace
from pmo_docs.recording import adopting
from pmo_docs.registers import until
from pmo_docs.registers.actions import actions
from pmo_docs.registers.requests import requests
from pmo_docs.registers.topics import returning
from pmo_docs.starting.meeting import Carried, Waiting, invited

# So many earlier minutes are looked at: what was never adopted long ago is not put on every agenda.
_LAST = 3


def carried(workspace: Workspace, body: Body, day: datetime.date, language: Language) -> Carried:
    """What the meeting of a body on a day takes over from those before it."""
    read = tuple(meeting for meeting in workspace.meetings(body.id).values() if meeting)
    before = until(read, day - datetime.timedelta(days=1))
    recogniser = Recogniser(workspace.catalogues)
    log = [entry for entry in workspace.log(body.id) if entry.day <= day]
    open_actions = [action for action in actions(before, log, workspace.elsewhere(body.id)) if action.status.is_open]
    usual = [str(getattr(language.term, name)) for name in _USUAL]
    topics = returning(body, before, open_actions, lambda text: recogniser.says("put_off", text), usual)
    return Carried(
        topics, tuple(_unadopted(before)), tuple(_waiting(workspace, body, day)), tuple(_away(workspace, body, day))
    )


_USUAL = (
    "item_opening", "item_agenda", "item_announcements", "item_minutes", "item_actions", "item_questions",
    "item_next_meeting", "item_closing",
)  # fmt: skip


def _unadopted(before: tuple[Meeting, ...]) -> Iterator[datetime.date]:
    """The days of the last meetings whose minutes nobody adopted, in the log or in later notes."""
    held = [meeting for meeting in before if meeting.was_held]
    for meeting in held[-_LAST:]:
        is_adopted = meeting.adopted or adopting(meeting, before[before.index(meeting) + 1 :])
        if meeting.date and not is_adopted:
            yield meeting.date


def _away(workspace: Workspace, body: Body, day: datetime.date) -> Iterator[str]:
    """Those of a body, as it names them, of whom people.yaml says that they are away on a day."""
    people = Involved(workspace.directory, [])
    for reference in invited(body, day):
        if people.resolve(reference).is_away(day):
            yield reference.text.removeprefix("@").strip()


def _waiting(workspace: Workspace, body: Body, day: datetime.date) -> Iterator[Waiting]:
    """What the latest report of each project asks of this body, when no meeting had it on its agenda since."""
    before = {body.id: tuple(one for one in workspace.meetings(body.id).values() if one)}
    for name in dict.fromkeys(path.parent.name for path in workspace.paths("project")):
        project = workspace.project(name)
        reports = [report for _, report in workspace.reports(name) if report and (report.day or day) <= day]
        for one in requests(project, reports, before, day) if project and reports else ():
            period = reports[-1].period.text if reports[-1].period else ""
            is_waiting = one.answer is None and not one.is_on_agenda and one.last_report == period
            if project and one.body == body.id and is_waiting:
                yield Waiting(one.text, project.name, f"{name} {period}", one.id)
