"""Slip in working days: what is counted, and what is left out."""

from __future__ import annotations

import datetime

import pytest

from pmo_docs.model.working_days import WorkingDays
from pmo_docs.public_holidays import public_holidays


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def in_the_netherlands(*years: int) -> WorkingDays:
    return WorkingDays(frozenset(day for year in years for day in public_holidays("NL", year, "")))


@pytest.mark.parametrize(
    ("off", "expected"),
    [((), 110), (("2012-11-22",), 109), (("2012-11-22", "2012-12-04", "2013-01-21"), 107)],
)
def test_the_worked_example_of_networkdays(off: tuple[str, ...], expected: int) -> None:
    """The example in Microsoft's page on NETWORKDAYS: 1 October 2012 to 1 March 2013, both days included."""
    counted = WorkingDays(frozenset(map(day, off)))

    assert counted.slip(day("2012-09-30"), day("2013-03-01")) == expected


@pytest.mark.parametrize(
    ("agreed", "now", "expected"),
    [
        ("2026-11-16", "2026-11-16", 0),
        ("2026-11-13", "2026-11-16", 1),  # Friday to Monday
        ("2026-11-13", "2026-11-14", 0),  # Friday to Saturday
        ("2026-11-14", "2026-11-16", 1),  # Saturday to Monday
        ("2027-04-26", "2027-04-28", 1),  # King's Day is a Tuesday
        ("2027-03-26", "2027-03-30", 1),  # the weekend of Easter, with its Monday
        ("2026-12-24", "2026-12-28", 1),  # Christmas Day is a Friday
        ("2028-02-28", "2028-03-01", 2),  # with the leap day, a Tuesday
        ("2027-02-26", "2027-03-01", 1),
        ("2026-12-01", "2026-11-24", -5),
        ("2027-04-28", "2027-04-26", -1),
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(agreed: str, now: str, expected: int) -> None:
    counted = in_the_netherlands(2026, 2027, 2028)

    assert counted.slip(day(agreed), day(now)) == expected


def test_over_several_years_every_day_is_looked_at() -> None:
    counted, agreed, now = in_the_netherlands(*range(2024, 2030)), day("2024-02-29"), day("2029-05-14")

    one_by_one = 0
    for ordinal in range(agreed.toordinal() + 1, now.toordinal() + 1):
        each = datetime.date.fromordinal(ordinal)
        one_by_one += each.isoweekday() <= 5 and each not in counted.off
    assert counted.slip(agreed, now) == one_by_one
    assert counted.slip(now, agreed) == -one_by_one


def test_a_holiday_in_a_weekend_is_not_left_out_twice() -> None:
    """King's Day is kept on Saturday 26 April in 2025, Liberation Day is a Monday then."""
    assert day("2025-04-26") in in_the_netherlands(2025).off
    assert in_the_netherlands(2025).slip(day("2025-04-25"), day("2025-04-28")) == 1
