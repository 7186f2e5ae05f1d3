"""The minutes of one meeting: who was there, what was said, decided and promised."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs.model.meeting import ActionItem, Attendee, Decision, Meeting, MinutesStatus
from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import NameOrder
from pmo_docs.model.subjects import MeetingSubject


@dataclass(frozen=True)
class Minutes:
    """What the minutes print; `present` has the chair first and the secretary last."""

    identifier: str
    meeting: Meeting
    present: tuple[Attendee, ...]
    absent: tuple[Attendee, ...]
    guests: tuple[Attendee, ...]
    actions: tuple[ActionItem, ...]
    decisions: tuple[Decision, ...]
    status: MinutesStatus | None
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.meeting.title


def build(subject: MeetingSubject, identifier: str, as_of: datetime.date) -> Minutes:
    """The minutes of a meeting."""
    meeting, order = subject.meeting.without_skipped(), subject.organisation.name_order

    def printed(attendees: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
        return () if meeting.has_attendance_in_text else in_printed_order(attendees, order)

    return Minutes(
        identifier=identifier,
        meeting=meeting,
        present=printed(meeting.present),
        absent=printed(meeting.absent),
        guests=printed(meeting.guests),
        actions=meeting.actions,
        decisions=meeting.decisions,
        status=meeting.head.status or (MinutesStatus.CONCEPT if meeting.body else None),
        classification=subject.classification,
    )


def in_printed_order(attendees: tuple[Attendee, ...], order: NameOrder) -> tuple[Attendee, ...]:
    """Chair first, secretary last, the others by name."""
    rank = {"chair": 0, "secretary": 2}
    return tuple(sorted(attendees, key=lambda one: (rank.get(one.role, 1), one.person.sorting_key(order))))
