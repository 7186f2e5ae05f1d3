"""The agenda of one meeting: what is on it, who introduces it, what is asked, how long it takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs.documents.minutes import in_printed_order
from pmo_docs.model.meeting import AgendaItem, Annex, Attendee, Meeting, Notice
from pmo_docs.model.organisation import Classification
from pmo_docs.model.subjects import MeetingSubject


@dataclass(frozen=True)
class Agenda:
    """What the agenda prints; `total_minutes` is the sum of the items that say how long they take.

    An agenda is final once it has been sent.
    """

    identifier: str
    meeting: Meeting
    invited: tuple[Attendee, ...]
    apologies: tuple[Attendee, ...]
    guests: tuple[Attendee, ...]
    annexes: tuple[tuple[AgendaItem, Annex], ...]
    total_minutes: int
    is_final: bool
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.meeting.title


def build(subject: MeetingSubject, identifier: str, as_of: datetime.date) -> Agenda:
    """The agenda of a meeting: those who said that they cannot come are not among the invited."""
    meeting, order = subject.meeting.without_skipped(), subject.organisation.name_order
    return Agenda(
        identifier=identifier,
        meeting=meeting,
        invited=in_printed_order(meeting.invited, order),
        apologies=in_printed_order(tuple(one for one in meeting.absent if one.notice is not Notice.WITHOUT), order),
        guests=in_printed_order(meeting.guests, order),
        annexes=tuple((item, annex) for item in meeting.items for annex in item.annexes),
        total_minutes=sum(item.minutes or 0 for item in meeting.items),
        is_final=meeting.head.sent is not None,
        classification=subject.classification,
    )
