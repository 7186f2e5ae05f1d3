"""The period that a report is about."""

from __future__ import annotations

import datetime

import pytest

from pmo_docs.model.periods import Cycle, Period, Sprints


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", (2026, 10, 1), (2026, 10, 31)),
        ("2028-02", (2028, 2, 1), (2028, 2, 29)),
        ("2026-Q4", (2026, 10, 1), (2026, 12, 31)),
        ("2026-k1", (2026, 1, 1), (2026, 3, 31)),
        ("2026-P01", (2025, 12, 29), (2026, 1, 25)),
        ("2026-p13", (2026, 11, 30), (2027, 1, 3)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: tuple[int, int, int], last: tuple[int, int, int]):
    period = Period.from_text(text)

    assert (period.first_day, period.last_day) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "0000-01", "2026-Q5", "2026-P14", "2026-P00", "sprint", "oktober", "2026", ""]
)
def test_what_is_no_period_says_so(text: str):
    with pytest.raises(ValueError, match="period-form"):
        Period.from_text(text)


def test_periods_stand_in_the_order_in_which_they_end():
    texts = ["2026-11", "2026-Q4", "2026-10", "2026-Q3", "2026-P11"]

    ordered = [period.text for period in sorted(Period.from_text(text) for text in texts)]

    assert ordered == ["2026-Q3", "2026-10", "2026-P11", "2026-11", "2026-Q4"]


SPRINTS = Sprints(datetime.date(2026, 1, 5), 3)


def test_sprints_follow_from_the_first_one():
    period = Period.from_text("sprint-3", SPRINTS)

    assert (period.first_day, period.last_day) == (datetime.date(2026, 2, 16), datetime.date(2026, 3, 8))


def test_a_sprint_cannot_be_placed_without_the_first_one():
    with pytest.raises(ValueError, match="sprints-missing"):
        Period.from_text("sprint-3")


@pytest.mark.parametrize(
    ("day", "cycle", "text"),
    [
        ((2026, 11, 23), Cycle.MONTH, "2026-11"),
        ((2026, 11, 23), Cycle.QUARTER, "2026-Q4"),
        ((2026, 11, 23), Cycle.FOUR_WEEKS, "2026-P12"),
        ((2026, 12, 31), Cycle.FOUR_WEEKS, "2026-P13"),
        ((2027, 1, 4), Cycle.FOUR_WEEKS, "2027-P01"),
        ((2026, 2, 16), Cycle.SPRINT, "sprint-3"),
    ],
)
def test_a_day_falls_in_a_period(day: tuple[int, int, int], cycle: Cycle, text: str):
    period = Period.of_day(datetime.date(*day), cycle, SPRINTS)

    assert period.text == text
    assert period.first_day <= datetime.date(*day) <= period.last_day
