"""The dates of a body in a year: rules, days off, and people who are asked for twice."""

from __future__ import annotations

import time as clock
from collections.abc import Iterable
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_docs.model.body import Avoided, Body, Member, MemberRole, Schedule
from pmo_docs.model.holidays import Holiday, HolidayKind
from pmo_docs.model.meeting import Attendee, Head, Meeting
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import InvalidInput, Place
from pmo_docs.model.recurrence import RecurrenceRule
from pmo_docs.model.times import TimeSpan
from pmo_docs.public_holidays import public_holidays
from pmo_docs.scheduling import Calendar, Proposal, appointments, dates, overlap, propose, with_clashes

PLACE = Place("bodies/x.yaml", 3, 10)
AFTERNOON = TimeSpan(time(13, 30), time(15))
EVERY_LAST_TUESDAY = "FREQ=MONTHLY;BYDAY=-1TU"


def rule(text: str) -> RecurrenceRule:
    return RecurrenceRule.from_text(text, PLACE)


def proposed(
    text: str,
    year: int = 2027,
    holidays: tuple[Holiday, ...] = (),
    avoid: tuple[Avoided, ...] = (Avoided.PUBLIC_HOLIDAYS, Avoided.SCHOOL_HOLIDAYS),
) -> tuple[Proposal, ...]:
    calendar = Calendar(public_holidays("NL", year, "nl"), holidays)
    return propose(Schedule(rule(text), AFTERNOON, avoid), year, calendar)


def moves(proposals: Iterable[Proposal]) -> list[tuple[date | None, date, str]]:
    return [(each.date, each.moved_from, each.reason) for each in proposals if each.moved_from]


def holiday(name: str, first: date, until: date | None = None, kind: HolidayKind = HolidayKind.SCHOOL) -> Holiday:
    return Holiday(name, first, until, kind)


# Rules


def test_every_last_tuesday() -> None:
    found = dates(rule(EVERY_LAST_TUESDAY), 2026)

    assert len(found) == 12
    assert found[:3] == (date(2026, 1, 27), date(2026, 2, 24), date(2026, 3, 31))
    assert {day.weekday() for day in found} == {1}


def test_every_other_thursday_counts_from_the_week_of_new_year() -> None:
    found = dates(rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"), 2027)

    assert found[:2] == (date(2027, 1, 14), date(2027, 1, 28))
    assert len(found) == 26


def test_the_29th_of_february_is_there_in_a_leap_year_alone() -> None:
    leap = rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")

    assert dates(leap, 2028) == (date(2028, 2, 29),)
    assert dates(leap, 2027) == ()


def test_a_rule_may_have_a_last_day_or_a_number_of_days() -> None:
    until = dates(rule("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270331T235959Z"), 2027)

    assert until == (date(2027, 1, 15), date(2027, 2, 15), date(2027, 3, 15))
    assert len(dates(rule("FREQ=DAILY;COUNT=3"), 2027)) == 3
    assert dates(rule("FREQ=DAILY;UNTIL=20261231"), 2027) == ()


def test_a_year_has_no_more_dates_than_days() -> None:
    assert len(dates(rule("FREQ=DAILY"), 2028)) == 366


@pytest.mark.parametrize(
    "text", ["RRULE:FREQ=MONTHLY;BYDAY=-1TU", "freq=monthly; byday=-1tu;", "BYDAY=-1TU;FREQ=MONTHLY"]
)
def test_a_rule_may_be_written_in_several_ways(text: str) -> None:
    assert dates(rule(text), 2027) == dates(rule(EVERY_LAST_TUESDAY), 2027)


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("", "schedule-rule", "–"),
        ("elke laatste dinsdag", "schedule-rule", "ELKELAATSTEDINSDAG"),
        ("BYDAY=TU", "schedule-rule", "FREQ"),
        ("FREQ=FORTNIGHTLY", "schedule-rule", "FREQ=FORTNIGHTLY"),
        ("FREQ=MONTHLY;BYDAY=DI", "schedule-rule", "BYDAY=DI"),
        ("FREQ=MONTHLY;BYDAY=-1TU;BYDAY=MO", "schedule-rule", "BYDAY=MO"),
        ("FREQ=DAILY;INTERVAL=0", "schedule-rule", "INTERVAL=0"),
        ("FREQ=YEARLY;BYEASTER=1", "schedule-rule", "BYEASTER=1"),
        ("FREQ=DAILY;BYHOUR=9,10", "schedule-rule", "BYHOUR=9,10"),
        ("FREQ=DAILY;BYSETPOS=1", "schedule-rule", "BYSETPOS"),
        ("FREQ=MONTHLY;UNTIL=20271399", "schedule-rule", "UNTIL=20271399"),
        ("FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 200), "schedule-rule", "…"),
        ("DTSTART:20270101\nRRULE:FREQ=DAILY", "schedule-rule", "DTSTART:20270101RRULE:FREQ=DAILY"),
        ("FREQ=HOURLY", "schedule-frequency", None),
        ("FREQ=SECONDLY;INTERVAL=5", "schedule-frequency", None),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_part_that_is_wrong(text: str, code: str, part: str | None) -> None:
    with pytest.raises(ValueError, match=code) as refused:
        rule(text)

    assert refused.value.args[1].get("part") == part


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=SA",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=9",
        "FREQ=YEARLY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_no_day_fits_is_said_so_at_once(text: str) -> None:
    started = clock.perf_counter()
    with pytest.raises(InvalidInput) as refused:
        proposed(text)

    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("schedule-without-dates", PLACE)
    assert clock.perf_counter() - started < 5


# Days off


def test_the_kings_day_moves_a_meeting_a_week() -> None:
    assert moves(proposed(EVERY_LAST_TUESDAY)) == [(date(2027, 5, 4), date(2027, 4, 27), "Koningsdag")]


def test_a_weekly_meeting_on_easter_monday_goes_to_the_tuesday_after_it() -> None:
    found = proposed("FREQ=WEEKLY;BYDAY=MO")

    assert (date(2027, 3, 30), date(2027, 3, 29), "Tweede paasdag") in moves(found)
    assert len({each.date for each in found}) == len(found) == 52


def test_the_nearest_workday_is_taken_when_a_week_later_is_not_free_either() -> None:
    spring = holiday("Voorjaarsvakantie", date(2027, 2, 20), date(2027, 3, 2))

    assert (date(2027, 2, 19), date(2027, 2, 23), "Voorjaarsvakantie") in moves(
        proposed(EVERY_LAST_TUESDAY, holidays=(spring,))
    )


def test_a_meeting_in_the_summer_holidays_is_skipped_when_there_is_no_workday_within_a_week() -> None:
    summer = holiday("Zomervakantie", date(2027, 7, 17), date(2027, 8, 29))
    found = proposed(EVERY_LAST_TUESDAY, holidays=(summer,))

    assert (None, date(2027, 7, 27), "Zomervakantie") in moves(found)
    assert len(found) == 12


def test_a_meeting_does_not_leave_its_year() -> None:
    christmas = holiday("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3))

    assert moves(proposed(EVERY_LAST_TUESDAY, 2026, (christmas,)))[-1] == (None, date(2026, 12, 29), "Kerstvakantie")


def test_a_daily_meeting_has_nowhere_to_go() -> None:
    found = proposed("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR")
    placed = [each.date for each in found if each.date]

    assert (None, date(2027, 4, 27), "Koningsdag") in moves(found)
    assert placed == sorted(set(placed))


def test_only_what_is_to_be_avoided_is_avoided_and_a_closed_day_always() -> None:
    days = (
        holiday("Meivakantie", date(2027, 4, 24), date(2027, 5, 2)),
        holiday("Brugdag", date(2027, 5, 25), kind=HolidayKind.CLOSED),
    )

    assert moves(proposed(EVERY_LAST_TUESDAY, holidays=days, avoid=())) == [
        (date(2027, 6, 1), date(2027, 5, 25), "Brugdag")
    ]
    assert [reason for *_, reason in moves(proposed(EVERY_LAST_TUESDAY, holidays=days))] == ["Koningsdag", "Brugdag"]


def test_holidays_are_named_in_a_language_and_a_country_must_be_known() -> None:
    day = date(2027, 4, 27)

    assert public_holidays("", 2027, "nl")[day] == "Koningsdag"
    assert public_holidays("nl", 2027, "en")[day] == "King's Day"
    assert public_holidays("BE", 2027, "nl")[date(2027, 7, 21)] == "Nationale feestdag"
    with pytest.raises(LookupError):
        public_holidays("Nederland", 2027, "nl")


# Clashes

VRIES, BAKKER, JANSEN = Person("Vries", "vries"), Person("Bakker", "bakker"), Person("Jansen", "jansen")
PEOPLE = {person.id: person for person in (VRIES, BAKKER, JANSEN)}
DAY = date(2027, 3, 30)


def reference(id: str) -> PersonReference:
    return PersonReference(id)


def resolve(named: PersonReference) -> Person:
    return PEOPLE[named.text]


def body(id: str, chair: str = "", members: tuple[Member, ...] = (), time: TimeSpan | None = AFTERNOON) -> Body:
    schedule = Schedule(rule(EVERY_LAST_TUESDAY), time)
    return Body(id, id=id, chair=reference(chair) if chair else None, members=members, schedule=schedule)


def clashing(own: Body, other: Body, day: date = DAY, meetings: tuple[Meeting, ...] = ()) -> list[str]:
    """The ids of those who are asked for twice, the other body's own proposal being for the same day."""
    usual = other.schedule.time if other.schedule else None
    diary = appointments(other, meetings, [Proposal(day, usual)], resolve)
    (proposal,) = with_clashes(own, [Proposal(day, own.schedule.time if own.schedule else None)], diary, resolve)
    return [clash.person.id for clash in proposal.clashes]


def meeting(other: Body, time: TimeSpan | None, **people: tuple[Attendee, ...]) -> Meeting:
    return Meeting("x/2027-03-30", "X", Head(date=DAY, time=time), other, **people)


def test_a_chair_who_is_a_member_elsewhere_clashes_as_long_as_they_are_a_member() -> None:
    own = body("stuurgroep", "vries", (Member(reference("jansen")),))
    other = body(
        "projectgroep", "bakker", (Member(reference("vries"), since=date(2027, 2, 1), until=date(2027, 6, 30)),)
    )

    days = (date(2027, 1, 26), date(2027, 2, 1), DAY, date(2027, 6, 30), date(2027, 8, 31))
    assert [clashing(own, other, day) for day in days] == [[], ["vries"], ["vries"], ["vries"], []]


def test_members_of_our_own_count_on_the_days_that_they_are_members() -> None:
    own = body(
        "stuurgroep", "vries", (Member(reference("bakker"), until=date(2027, 3, 1)), Member(reference("jansen")))
    )
    other = body("projectgroep", "bakker", (Member(reference("jansen"), MemberRole.SECRETARY),))

    assert clashing(own, other) == ["jansen"]


def test_who_only_gets_the_agenda_need_not_be_there() -> None:
    own = body("stuurgroep", "vries", (Member(reference("jansen"), MemberRole.AGENDA_MEMBER),))
    other = body("projectgroep", "jansen", (Member(reference("vries"), MemberRole.AGENDA_MEMBER),))

    assert clashing(own, other) == []


def test_a_meeting_with_a_file_counts_instead_of_what_the_rule_says_for_that_day() -> None:
    own, other = body("stuurgroep", "vries"), body("projectgroep", "vries")
    morning = TimeSpan(time(9), time(10))

    assert clashing(own, other) == ["vries"]
    assert clashing(own, other, meetings=(meeting(other, morning),)) == []
    assert clashing(own, other, meetings=(meeting(other, None),)) == ["vries"]
    assert clashing(own, other, meetings=(meeting(other, AFTERNOON, absent=(Attendee(VRIES),)),)) == []


def test_a_guest_elsewhere_is_asked_for_there() -> None:
    own, other = body("stuurgroep", "vries"), body("projectgroep", "bakker")

    assert clashing(own, other, meetings=(meeting(other, AFTERNOON, guests=(Attendee(VRIES),)),)) == ["vries"]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("13:30-15:00", "15:00-16:00", False),
        ("13:30-15:00", "14:59-16:00", True),
        ("13:30-15:00", "9:00-17:00", True),
        ("13:30-15:00", "9:00", True),
        ("13:30-15:00", "15:00", False),
        ("13:30-15:00", "", True),
        ("", "", True),
        ("22:00-1:00", "23:00-23:30", True),
    ],
)
def test_meetings_overlap_by_their_times(one: str, other: str, meet: bool) -> None:
    first, second = (TimeSpan.from_text(text, PLACE) if text else None for text in (one, other))

    assert overlap(first, second) is overlap(second, first) is meet


# Rules that nobody can follow


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=YEARLY;BYDAY=99MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYSETPOS=400;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=YEARLY;BYYEARDAY=367",
    ],
)
def test_a_number_that_no_day_can_have_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError, match="schedule-rule"):
        rule(text)


_PARTS = {
    "INTERVAL": ("1", "2", "9999"),
    "COUNT": ("1", "999"),
    "BYDAY": ("MO", "1MO", "-1TU", "5WE", "-5WE", "53MO", "MO,2TU"),
    "BYMONTH": ("1", "12"),
    "BYMONTHDAY": ("1", "31", "-31"),
    "BYYEARDAY": ("366", "-366"),
    "BYWEEKNO": ("53", "-53"),
    "BYSETPOS": ("1", "-1", "366"),
    "WKST": ("SU",),
}


@given(
    frequency=st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    parts=st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in _PARTS.items()}),
)
@settings(max_examples=150, deadline=None)
def test_every_rule_that_is_accepted_can_be_followed(frequency: str, parts: dict[str, str]) -> None:
    text = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])
    try:
        accepted = rule(text)
    except ValueError:
        return

    assert all(day.year == 2027 for day in dates(accepted, 2027))
