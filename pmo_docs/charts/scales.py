"""From days and amounts to places on paper, and the round ones among them that an axis names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

# Stretches of a calendar axis in months: a month, a quarter, a year, and more.
MONTH, QUARTER, YEAR = 1, 3, 12
_STRETCHES = (MONTH, QUARTER, YEAR, *(12 * years for years in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))
_FEWEST_MONTHS = 4
# What the names of months and quarters, and those of years, need.
_NARROWEST, _NARROWEST_YEAR = 16.0, 24.0
_FIRST_MONTH, _LAST_MONTH = 12, 9999 * 12 + 11


@dataclass(frozen=True)
class Scale:
    """Places the values from `first` to `last` between `start` and `end`."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        """Where a value stands."""
        share = (float(value) - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 2)


@dataclass(frozen=True)
class Calendar:
    """An axis of equal stretches: where each begins, counted in months, and where the last one ends."""

    stretch: int
    months: tuple[int, ...]

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The first day of each stretch, and that after the last."""
        return tuple(_first_day(month) for month in self.months)

    def scale(self, start: float, end: float) -> Scale:
        """Places days, by their ordinal, on the axis."""
        return Scale(self.days[0].toordinal(), self.days[-1].toordinal(), start, end)


def calendar(days: Iterable[datetime.date], width: float) -> Calendar:
    """An axis of that width with room for all days: in months when their names fit, else quarters, years and more."""
    months = sorted(day.year * 12 + day.month - 1 for day in days)
    first, last = months[0], months[-1] + 1
    missing = max(0, _FEWEST_MONTHS - (last - first))
    first, last = first - missing // 2, last + missing - missing // 2
    for stretch in _STRETCHES:
        start, end = first // stretch * stretch, -(-last // stretch) * stretch
        narrowest = _NARROWEST_YEAR if stretch >= YEAR else _NARROWEST
        if (end - start) // stretch * narrowest <= width:
            break
    return Calendar(stretch, tuple(range(start, end + 1, stretch)))


def _first_day(month: int) -> datetime.date:
    """The first day of a month; the calendar of Python begins and ends somewhere."""
    year, index = divmod(min(max(month, _FIRST_MONTH), _LAST_MONTH), 12)
    return datetime.date(year, index + 1, 1)


def round_amounts(low: Decimal, high: Decimal, fits: Callable[[Decimal], bool]) -> tuple[Decimal, ...]:
    """Round amounts from `low` to `high`, as close together as `fits` allows; it is given the distance between two.

    There are at most ten, and zero is among them when it lies between the two.
    """
    step = _next_round((high - low) / 10)
    while step < high - low and not fits(step):
        step = _next_round(step)
    first = (low / step).to_integral_value(ROUND_CEILING)
    last = (high / step).to_integral_value(ROUND_FLOOR)
    return tuple((first + index) * step for index in range(int(last - first) + 1))


def _next_round(amount: Decimal) -> Decimal:
    """The first of 1, 2, 5, 10, 20, 50 and so on that is more."""
    power = Decimal(1).scaleb(amount.adjusted())
    return next(digit * power for digit in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if digit * power > amount)
