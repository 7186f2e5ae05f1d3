from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pmo_docs.charts.scales import MONTH, QUARTER, YEAR, Scale, calendar, round_amounts


def test_a_scale_places_its_ends_at_its_ends_and_the_rest_between() -> None:
    scale = Scale(-100, 300, 50, 450)

    assert [scale.at(value) for value in (-100, 0, Decimal(100), 300)] == [50, 150, 250, 450]


@pytest.mark.parametrize(
    ("first", "last", "stretch", "start", "end"),
    [
        ("2026-04-15", "2027-03-01", MONTH, "2026-04-01", "2027-04-01"),
        ("2026-04-15", "2028-03-01", QUARTER, "2026-04-01", "2028-04-01"),
        ("2020-04-15", "2026-03-01", YEAR, "2020-01-01", "2027-01-01"),
        ("1998-01-01", "2046-05-05", 10 * YEAR, "1990-01-01", "2050-01-01"),
        ("2026-01-01", "2026-01-01", MONTH, "2025-12-01", "2026-04-01"),
    ],
)
def test_an_axis_has_stretches_that_its_width_has_room_for(
    first: str, last: str, stretch: int, start: str, end: str
) -> None:
    axis = calendar([datetime.date.fromisoformat(last), datetime.date.fromisoformat(first)], 200)

    assert (axis.stretch, axis.days[0].isoformat(), axis.days[-1].isoformat()) == (stretch, start, end)


def test_the_first_and_the_last_day_that_there_are_stand_on_an_axis() -> None:
    days = [datetime.date.min, datetime.date.max]

    scale = calendar(days, 200).scale(0, 200)

    assert 0 <= scale.at(days[0].toordinal()) < scale.at(days[1].toordinal()) <= 201


@pytest.mark.parametrize(
    ("low", "high", "apart", "amounts"),
    [
        ("0", "525000", "150000", ["0", "200000", "400000"]),
        ("0", "525000", "1", ["0", "100000", "200000", "300000", "400000", "500000"]),
        ("-700", "3000", "900", ["0", "1000", "2000", "3000"]),
        ("-700", "-20", "90", ["-700", "-600", "-500", "-400", "-300", "-200", "-100"]),
        ("0", "0.03", "0.004", ["0", "0.005", "0.010", "0.015", "0.020", "0.025", "0.030"]),
        ("0", "1100000000", "400000000", ["0", "500000000", "1000000000"]),
        ("0", "7", "1000", ["0"]),
    ],
)
def test_an_axis_names_round_amounts_as_far_apart_as_they_must_be(
    low: str, high: str, apart: str, amounts: list[str]
) -> None:
    found = round_amounts(Decimal(low), Decimal(high), lambda step: step >= Decimal(apart))

    assert found == tuple(map(Decimal, amounts))
