"""The period that a report is about."""

from __future__ import annotations

import datetime

import pytest

from pmo_docs.model.project import Period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", (2026, 10, 1), (2026, 10, 31)),
        ("2028-02", (2028, 2, 1), (2028, 2, 29)),
        ("2026-Q4", (2026, 10, 1), (2026, 12, 31)),
        ("2026-k1", (2026, 1, 1), (2026, 3, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: tuple[int, int, int], last: tuple[int, int, int]):
    period = Period.from_text(text)

    assert (period.first_day, period.last_day) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000-01", "2026-Q5", "oktober", "2026", ""])
def test_what_is_no_period_says_so(text: str):
    with pytest.raises(ValueError, match="period-form"):
        Period.from_text(text)


def test_periods_stand_in_the_order_of_the_calendar():
    texts = ["2026-11", "2026-Q4", "2026-10", "2026-Q3"]

    ordered = [period.text for period in sorted(Period.from_text(text) for text in texts)]

    assert ordered == ["2026-Q3", "2026-10", "2026-Q4", "2026-11"]
