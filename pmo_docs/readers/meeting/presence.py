"""Who was in the room at an agenda item: the whole meeting, or as "komt 10.20" and "vertrekt na punt 4" say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmo_docs.model.meeting import AgendaItem, Attendee, Decision, Meeting, walk
from pmo_docs.model.people import folded, names_of
from pmo_docs.model.problems import Problem, Severity
from pmo_docs.readers.meeting.recognising import Recogniser

_TIME = re.compile(r"(?<!\d)(\d{1,2})[.:h]([0-5]\d)(?!\d)")


@dataclass
class _Span:
    """From which and until which item or time somebody was there, both included; None where it is not said."""

    first: int | None = None
    last: int | None = None
    since: datetime.time | None = None
    until: datetime.time | None = None

    def holds(self, number: int | None, time: datetime.time | None) -> bool:
        if number is not None and ((self.first or 0) > number or (self.last is not None and self.last < number)):
            return False
        return time is None or not ((self.since and time < self.since) or (self.until and time >= self.until))


class Presence:
    """Who was there at each item of a meeting."""

    def __init__(self, meeting: Meeting, recogniser: Recogniser) -> None:
        self._meeting = meeting
        self._recogniser = recogniser
        self._point = re.compile(rf"(?<!\w)(?:{recogniser.any_of('agenda_point')})\s*(\d{{1,3}})(?!\w)", re.IGNORECASE)
        self._spans = {one.person: self._span(one.note) for one in meeting.present if one.note}
        self._times = dict(_times(meeting))

    def at(self, item: AgendaItem | None) -> tuple[Attendee, ...]:
        """Those of the present who were there at an item; above the first item everybody."""
        if item is None:
            return self._meeting.present
        number, time = _number(item), self._times.get(item.place.line)
        return tuple(
            one
            for one in self._meeting.present
            if one.person not in self._spans or self._spans[one.person].holds(number, time)
        )

    def _span(self, note: str) -> _Span:
        """What a remark says, part by part: "komt 10.20, vertrekt na punt 4"."""
        span = _Span()
        for part in re.split(r"[,;]", note):
            leaves, comes = (self._recogniser.says(kind, part) for kind in ("leaves", "comes"))
            point, time = self._point.search(part), _time(part)
            is_after = point is not None and self._recogniser.says("after", part[: point.start()])
            if leaves and not comes:
                # "tot punt 4" is without it, "na punt 4" with it.
                span.last = int(point[1]) - (not is_after) if point else span.last
                span.until = time or span.until
            elif comes and not leaves:
                span.first = int(point[1]) + is_after if point else span.first
                span.since = time or span.since
        return span


def odd_in_presence(meeting: Meeting, recogniser: Recogniser, severity: Severity) -> Iterator[Problem]:
    """A quorum that was missing, at all or at an item; more votes than voters; a motion by somebody absent."""
    if not meeting.was_held or not meeting.present:
        return
    presence = Presence(meeting, recogniser)
    missing = _without_quorum(meeting, meeting.present)
    if missing:
        yield Problem("quorum-missing", meeting.head.place_of("present"), missing, Severity.WARNING)
    for item in meeting.items if not missing else ():
        short = _without_quorum(meeting, presence.at(item))
        if short:
            yield Problem("quorum-missing-at-item", item.place, short, Severity.WARNING)
    yield from _odd_votes(meeting, presence, severity)


def _without_quorum(meeting: Meeting, present: tuple[Attendee, ...]) -> dict[str, str]:
    """How many members were there and how many the body asks for, when there were fewer."""
    quorum = meeting.body.quorum if meeting.body else None
    if quorum is None:
        return {}
    members = {one.person for one in meeting.members}
    there = members & {one.person for one in present}
    needed = quorum.needed(len(members))
    if len(there) >= needed:
        return {}
    return {"present": str(len(there)), "needed": str(needed), "rule": quorum.text}


def _odd_votes(meeting: Meeting, presence: Presence, severity: Severity) -> Iterator[Problem]:
    absent = {name: one.person for one in meeting.absent for name in names_of(one.person)}
    parts = ((item, part) for item in (None, *meeting.items) for part in (item.parts if item else meeting.preamble))
    for item, decision in ((item, each) for item, part in parts for each in walk((part,))):
        if not isinstance(decision, Decision) or decision.vote is None:
            continue
        vote, voters = decision.vote, _voters(meeting, presence.at(item))
        values = {"votes": str(vote.cast), "voters": str(voters)}
        is_counted = None not in (vote.in_favour, vote.against, vote.abstained)
        if vote.cast > voters:
            yield Problem("votes-too-many", decision.place, values, severity)
        elif is_counted and vote.cast < voters:
            yield Problem("votes-too-few", decision.place, values, Severity.INFORMATION)
        for name in filter(None, (vote.mover, vote.seconder)):
            if folded(name) in absent:
                yield Problem("mover-absent", decision.place, {"name": absent[folded(name)].name}, severity)


def _voters(meeting: Meeting, present: tuple[Attendee, ...]) -> int:
    """How many of those present have a vote: the members of a body, else everybody whom the notes name."""
    there = {one.person for one in present}
    return len(there.intersection(meeting.voters)) if meeting.voters else len(there)


def _number(item: AgendaItem) -> int | None:
    digits = re.match(r"\d+", item.number)
    return int(digits[0]) if digits else None


def _time(text: str) -> datetime.time | None:
    found = _TIME.search(text)
    return datetime.time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 else None


def _times(meeting: Meeting) -> Iterator[tuple[int, datetime.time]]:
    """When each item began, by its line: as the notes say, else by the minutes of the items before it."""
    now = meeting.head.time.start if meeting.head.time else None
    for item in meeting.items:
        now = item.time or now
        if now is None:
            continue
        yield item.place.line, now
        minutes = now.hour * 60 + now.minute + item.minutes if item.minutes else None
        now = datetime.time(minutes // 60, minutes % 60) if minutes is not None and minutes < 24 * 60 else None
