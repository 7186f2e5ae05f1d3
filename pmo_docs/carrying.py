"""What a new meeting of a body takes over: topics, minutes to adopt, and decisions that projects ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pmo_docs.language import Language
from pmo_docs.model.body import Body
from pmo_docs.model.meeting import Meeting
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.workspace import Workspace
from pmo_docs.recording import adopting
from pmo_docs.registers import until
from pmo_docs.registers.actions import actions
from pmo_docs.registers.topics import returning
from pmo_docs.starting.meeting import Carried, Waiting

# So many earlier minutes are looked at: what was never adopted long ago is not put on every agenda.
_LAST = 3


def carried(workspace: Workspace, body: Body, day: datetime.date, language: Language) -> Carried:
    """What the meeting of a body on a day takes over from those before it."""
    read = tuple(meeting for meeting in workspace.meetings(body.id).values() if meeting)
    before = until(read, day - datetime.timedelta(days=1))
    recogniser = Recogniser(workspace.catalogues)
    log = [entry for entry in workspace.log(body.id) if entry.day <= day]
    open_actions = [action for action in actions(before, log) if action.status.is_open]
    usual = [str(getattr(language.term, name)) for name in _USUAL]
    topics = returning(body, before, open_actions, lambda text: recogniser.says("put_off", text), usual)
    return Carried(topics, tuple(_unadopted(before)), tuple(_waiting(workspace, body, before, day)))


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


def _waiting(workspace: Workspace, body: Body, before: tuple[Meeting, ...], day: datetime.date) -> Iterator[Waiting]:
    """What the latest report of each project asks of this body, when no meeting has dealt with it since."""
    dealt_with = {request.text.plain for meeting in before for item in meeting.items for request in item.requests}
    for name in dict.fromkeys(path.parent.name for path in workspace.paths("project")):
        project = workspace.project(name)
        reports = [
            report
            for _, report in workspace.reports(name)
            if report and (report.date or (report.period.last_day if report.period else day)) <= day
        ]
        for needed in reports[-1].decisions_requested if project and reports else ():
            asked_of = needed.body or (project.body if project else None)
            if asked_of and asked_of.text == body.id and not any(needed.text.strip() in one for one in dealt_with):
                period = reports[-1].period
                yield Waiting(needed.text, project.name if project else name, f"{name} {period.text if period else ''}")
