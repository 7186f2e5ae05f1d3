"""The dates on which a body meets in a year: by its rule, beside days off, with who is asked for twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from pmo_docs.model.body import Avoided, Body, MemberRole, Schedule
from pmo_docs.model.holidays import Holiday, HolidayKind
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.model.recurrence import RecurrenceRule
from pmo_docs.model.times import TimeSpan

Resolve = Callable[[PersonReference], Person]

_DAY = datetime.timedelta(days=1)
_MOST = 366


@dataclass(frozen=True)
class Calendar:
    """The days off of a year: `public` ones by their names, `holidays` of the schools and of the organisation."""

    public: Mapping[datetime.date, str]
    holidays: tuple[Holiday, ...] = ()

    def reason_against(self, day: datetime.date, avoid: Iterable[Avoided]) -> str:
        """What keeps people from meeting on a day, nothing when nothing does; a closed day always does."""
        if Avoided.PUBLIC_HOLIDAYS in avoid and day in self.public:
            return self.public[day]
        kinds = [HolidayKind.CLOSED, *([HolidayKind.SCHOOL] if Avoided.SCHOOL_HOLIDAYS in avoid else [])]
        return next((off.name for kind in kinds for off in self.holidays if off.kind is kind and day in off), "")

    def has_school_holidays(self, year: int) -> bool:
        """Whether it is known when the schools are closed in a year."""
        schools = [off for off in self.holidays if off.kind is HolidayKind.SCHOOL]
        return any(off.first.year <= year <= off.last.year for off in schools)


@dataclass(frozen=True)
class Clash:
    """Somebody who is asked for by another body on the same day at the same time; no time is the whole day."""

    person: Person
    body: Body
    time: TimeSpan | None


@dataclass(frozen=True)
class Proposal:
    """A date for a meeting: `moved_from` is the day that the rule gave, `reason` why it is not that day.

    Without a `date` there was no other day for it.
    """

    date: datetime.date | None
    time: TimeSpan | None = None
    moved_from: datetime.date | None = None
    reason: str = ""
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class Appointment:
    """A meeting of a body that has a file or is proposed, and who is to be there."""

    body: Body
    date: datetime.date
    time: TimeSpan | None
    people: frozenset[Person]


def dates(rule: RecurrenceRule, year: int) -> tuple[datetime.date, ...]:
    """The days that a rule gives in a year, counted from its first of January."""
    from dateutil.rrule import rrulestr  # here: only planning needs it

    # A rule that no day fits is followed until the year 9999, which takes seconds. The calendar repeats itself every
    # 400 years, so a year near the end has the same days and little behind it.
    later = 9500 + (year - 9500) % 400
    found: list[datetime.date] = []
    for moment in islice(rrulestr(rule.text, dtstart=datetime.datetime(later, 1, 1)), _MOST):  # noqa: DTZ001 - days only
        if moment.year > later:
            break
        found.append(moment.date().replace(year=year))
    return tuple(day for day in found if rule.until is None or day <= rule.until)


def propose(schedule: Schedule, year: int, calendar: Calendar) -> tuple[Proposal, ...]:
    """A proposal for every day that the rule gives in a year; raises InvalidInput when it gives none."""
    days = dates(schedule.rule, year)
    if not days:
        values = {"rule": schedule.rule.text, "year": str(year)}
        raise InvalidInput([Problem("schedule-without-dates", schedule.rule.place, values)])
    proposals = []
    earlier = datetime.date(year, 1, 1) - _DAY
    for day, following in zip(days, (*days[1:], datetime.date(year + 1, 1, 1)), strict=True):
        reason = calendar.reason_against(day, schedule.avoid)
        # A meeting neither passes the one before or after it, nor leaves the year.
        others = (other for other in _other_days(day) if earlier < other < following) if reason else iter([day])
        date = next((other for other in others if not calendar.reason_against(other, schedule.avoid)), None)
        proposals.append(Proposal(date, schedule.time, day if reason else None, reason))
        earlier = date or earlier
    return tuple(proposals)


def _other_days(day: datetime.date) -> Iterator[datetime.date]:
    """A week later, then every workday within a week, nearest first."""
    yield day + 7 * _DAY
    for distance in range(1, 8):
        for other in (day - distance * _DAY, day + distance * _DAY):
            if other.weekday() < 5:
                yield other


def appointments(
    body: Body, meetings: Iterable[Meeting], proposals: Iterable[Proposal], resolve: Resolve
) -> tuple[Appointment, ...]:
    """What a body has in its diary: its meetings, and what is proposed for days without one."""
    usual = body.schedule.time if body.schedule else None
    held = {
        meeting.date: Appointment(body, meeting.date, meeting.head.time or usual, _expected(meeting, body, resolve))
        for meeting in meetings
        if meeting.date
    }
    proposed = (
        Appointment(body, proposal.date, proposal.time, frozenset(people_of(body, proposal.date, resolve)))
        for proposal in proposals
        if proposal.date and proposal.date not in held
    )
    return (*held.values(), *proposed)


def people_of(body: Body, day: datetime.date, resolve: Resolve) -> tuple[Person, ...]:
    """Who is to be there on a day: chair, secretary and members, not those who only get the agenda."""
    leading = [body.holder(role, day) for role in (MemberRole.CHAIR, MemberRole.SECRETARY)]
    members = [member.person for member in body.members_on(day) if member.role != MemberRole.AGENDA_MEMBER]
    return tuple(dict.fromkeys(resolve(reference) for reference in (*leading, *members) if reference))


def _expected(meeting: Meeting, body: Body, resolve: Resolve) -> frozenset[Person]:
    """Who is to be at a meeting, or was there; not who sent word that they would not."""
    usual = people_of(body, meeting.date, resolve) if meeting.date else ()
    named = [one.person for one in (*meeting.present, *meeting.guests)]
    leading = [person for person in (meeting.chair, meeting.secretary) if person]
    return frozenset((*usual, *leading, *named)) - {one.person for one in meeting.absent}


def with_clashes(
    body: Body, proposals: Iterable[Proposal], others: Iterable[Appointment], resolve: Resolve
) -> tuple[Proposal, ...]:
    """The proposals of a body, each with who would have to be in two places."""
    diary: dict[datetime.date, list[Appointment]] = {}
    for appointment in others:
        diary.setdefault(appointment.date, []).append(appointment)
    return tuple(
        replace(proposal, clashes=tuple(_clashes(body, proposal, proposal.date, diary[proposal.date], resolve)))
        if proposal.date in diary
        else proposal
        for proposal in proposals
    )


def _clashes(
    body: Body, proposal: Proposal, day: datetime.date, others: Iterable[Appointment], resolve: Resolve
) -> Iterator[Clash]:
    people = people_of(body, day, resolve)
    for other in others:
        if overlap(proposal.time, other.time):
            yield from (Clash(person, other.body, other.time) for person in people if person in other.people)


def overlap(one: TimeSpan | None, other: TimeSpan | None) -> bool:
    """Whether two meetings on one day meet; no time is the whole day, and no end the rest of it."""
    if one is None or other is None:
        return True
    (start, end), (other_start, other_end) = _minutes(one), _minutes(other)
    return start < other_end and other_start < end


def _minutes(span: TimeSpan) -> tuple[int, int]:
    """From and until when, in minutes of the day; the next day counts on."""
    start = span.start.hour * 60 + span.start.minute
    return start, 24 * 60 if span.minutes is None else start + span.minutes
