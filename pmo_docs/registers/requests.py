"""What a project asks of the bodies above it, report by report, and what these answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pmo_docs.model.meeting import AgendaItem, Decision, Meeting, walk
from pmo_docs.model.people import folded
from pmo_docs.model.project import Project
from pmo_docs.model.register import Answer, ProjectRequest
from pmo_docs.model.report import DecisionNeeded, ProgressReport
from pmo_docs.registers import until


def requests(
    project: Project,
    reports: Iterable[ProgressReport],
    meetings: Mapping[str, Sequence[Meeting]],
    as_of: datetime.date | None = None,
) -> tuple[ProjectRequest, ...]:
    """Everything that the reports up to a day ask, in the order in which it was first asked, with what became of it.

    `meetings` are those of each body, oldest first. What keeps its identifier, or its words where it has none, is the
    same request in every report, on the agenda and in the minutes.
    """
    asked: dict[str, ProjectRequest] = {}
    for report in reports:
        if as_of is None or (report.day is not None and report.day <= as_of):
            for needed in report.decisions_requested:
                key = needed.id or bare(needed.text)
                asked[key] = _asked(needed, report, project, asked.get(key))
    return tuple(_followed(one, meetings.get(one.body, ()), as_of) for one in asked.values())


def bodies_asked(project: Project, reports: Iterable[ProgressReport]) -> tuple[str, ...]:
    """The ids of the bodies of which the reports ask a decision."""
    found = (needed.body or project.body for report in reports for needed in report.decisions_requested)
    return tuple(dict.fromkeys(reference.text for reference in found if reference))


def _asked(
    needed: DecisionNeeded, report: ProgressReport, project: Project, earlier: ProjectRequest | None
) -> ProjectRequest:
    body = needed.body or project.body
    period = report.period.text if report.period else ""
    request = ProjectRequest(
        id=needed.id,
        text=needed.text.strip(),
        project=project.id,
        body=body.text if body else "",
        asked=report.day,
        report=period,
        last_report=period,
        place=needed.place,
    )
    if earlier is None:
        return request
    # It may be put in other words, or to another body.
    return replace(request, asked=earlier.asked, report=earlier.report, asked_again=report.day)


def _followed(request: ProjectRequest, meetings: Sequence[Meeting], as_of: datetime.date | None) -> ProjectRequest:
    """The request with its answer, or with the meetings that put it off."""
    later = [one for one in meetings if one.date and request.asked and one.date >= request.asked]
    later = list(until(later, as_of)) if as_of else later
    put_off: list[datetime.date] = []
    for meeting in later:
        if answer := _answer(request, meeting):
            return replace(request, answer=answer, put_off=tuple(put_off))
        if meeting.date and meeting.was_held and any(_asks(item, request) for item in meeting.items):
            put_off.append(meeting.date)
    held = tuple(one.date for one in later if one.date and one.was_held)
    is_planned = any(_asks(item, request) for one in later for item in one.items)
    return replace(request, put_off=tuple(put_off), met=held, is_on_agenda=is_planned)


def _answer(request: ProjectRequest, meeting: Meeting) -> Answer | None:
    """The decision of a meeting that names the request, or is taken below an item that asks for it."""
    said = [part for part in meeting.parts if isinstance(part, Decision) and part.adoption is None]
    found = next((one for one in said if request.id and request.id in one.answers), None)
    for item in meeting.items if found is None else ():
        if _asks(item, request):
            below = [part for part in walk(item.parts) if isinstance(part, Decision) and not part.answers]
            found = found or next(iter(below), None)
    if found is None or meeting.date is None:
        return None
    return Answer(found, meeting.date, meeting.id, meeting.body.name if meeting.body else "")


def _asks(item: AgendaItem, request: ProjectRequest) -> bool:
    """Whether an agenda item asks for it: by its identifier, or in its words where neither has another one."""
    for one in item.requests:
        if request.id and one.id:
            if one.id == request.id:
                return True
        elif bare(request.text) in bare(one.text.plain):
            return True
    return False


def bare(text: str) -> str:
    """For comparing: without case, and without the full stop behind it."""
    return " ".join(folded(text).split()).rstrip(" .")
