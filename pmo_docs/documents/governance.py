"""The governance calendar: the meetings to come with their papers, and what waits at every body."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from pmo_docs import registers
from pmo_docs.model.body import Body
from pmo_docs.model.governance import OfBody, Upcoming
from pmo_docs.model.meeting import Meeting, Text
from pmo_docs.model.organisation import Classification
from pmo_docs.model.register import DecisionStatus, ProjectRequest, RegisteredDecision
from pmo_docs.model.subjects import BodySubject, ProjectSubject, WorkspaceSubject
from pmo_docs.recording import adopting
from pmo_docs.registers.actions import register
from pmo_docs.registers.decisions import decisions, unanswered
from pmo_docs.registers.requests import bare, requests


@dataclass(frozen=True)
class Governance:
    """What the calendar prints: meetings by date, bodies at which something waits by name."""

    identifier: str
    title: str
    as_of: datetime.date
    upcoming: tuple[Upcoming, ...]
    waiting: tuple[OfBody, ...]
    classification: Classification | None

    @property
    def late_papers(self) -> int:
        return sum(paper.is_late(self.as_of) for one in self.upcoming for paper in one.papers)


def build(subject: WorkspaceSubject, identifier: str, as_of: datetime.date) -> Governance:
    """How it stands on a day."""
    upcoming = [
        Upcoming(one.body, meeting, subject.papers.get(meeting.id, ()))
        for one in subject.bodies
        for meeting in one.meetings
        if meeting.date is not None and meeting.date >= as_of
    ]
    bodies = sorted(subject.bodies, key=lambda one: one.body.name.casefold())
    waiting = [_of_body(one, subject.projects, as_of) for one in bodies]
    return Governance(
        identifier=identifier,
        title=subject.organisation.organisation or identifier,
        as_of=as_of,
        upcoming=tuple(sorted(upcoming, key=lambda one: (one.meeting.date or as_of, one.body.name))),
        waiting=tuple(one for one in waiting if one.unadopted or one.asked or one.overdue),
        classification=subject.classification,
    )


def _of_body(subject: BodySubject, projects: Iterable[ProjectSubject], as_of: datetime.date) -> OfBody:
    held = registers.until(subject.meetings, as_of)
    on_agendas = unanswered(decisions(held, has_requested=True))
    overdue = [action for action in register(subject, as_of) if action.is_overdue(as_of)]
    return OfBody(
        subject.body,
        _unadopted(held),
        tuple(_asked(subject.body, projects, on_agendas, as_of)),
        tuple(sorted(overdue, key=lambda one: one.due or as_of)),
    )


def _asked(
    body: Body, projects: Iterable[ProjectSubject], on_agendas: Iterable[RegisteredDecision], as_of: datetime.date
) -> Iterator[RegisteredDecision]:
    """What was put to a body and what reports ask of it, and it did not answer; what a report asks was asked then."""
    reported: dict[str, ProjectRequest] = {}
    for project in projects:
        for one in requests(project.project, project.reports, project.meetings, as_of):
            if one.body == body.id and one.answer is None:
                reported |= {key: one for key in (one.id, bare(one.text)) if key}
    for asked in on_agendas:
        keys = (*asked.answers, bare(asked.text.plain))
        request = next((reported[key] for key in keys if key in reported), None)
        if request is not None:
            reported = {key: one for key, one in reported.items() if one is not request}
        yield replace(asked, asked=request.asked) if request else asked
    for request in dict.fromkeys(reported.values()):
        words = Text(request.text, escape(request.text))
        names = (request.id,) if request.id else ()
        status = DecisionStatus.PROPOSED
        yield RegisteredDecision("", words, asked=request.asked, answers=names, status=status, place=request.place)


def _unadopted(held: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Meetings of which neither the log nor later notes say that their minutes were adopted.

    A body that never adopts minutes is not told so of each of them.
    """
    adopts = any(meeting.adopted or meeting.adoptions for meeting in held)
    later = [(meeting, held[at + 1 :]) for at, meeting in enumerate(held) if meeting.was_held]
    return tuple(one for one, others in later if adopts and not one.adopted and not adopting(one, others))
