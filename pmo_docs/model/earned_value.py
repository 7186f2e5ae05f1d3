"""Earned value: what the work that is done was to cost, beside what was planned and what was spent.

The formulas are those of the PMI Practice Standard for Earned Value Management; slip in days is the earned schedule of
Lipke ("Schedule is Different", 2003). What cannot be computed is None.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class EacFormula(StrEnum):
    """How the estimate at completion is computed, by what is supposed of the work that remains."""

    # BAC / CPI: it costs as much more than its budget as the work so far.
    CPI = "cpi"
    # AC + (BAC - EV): it costs what was budgeted.
    BUDGET = "budget"
    # AC + (BAC - EV) / (CPI x SPI): it is dearer, and has to make up for lost time too.
    CPI_SPI = "cpi_spi"


@dataclass(frozen=True)
class EarnedValue:
    """The four amounts of a day, in one unit: planned (PV), earned (EV), spent (AC) and budgeted in all (BAC)."""

    planned: Decimal
    earned: Decimal
    spent: Decimal
    budget: Decimal
    formula: EacFormula = EacFormula.CPI

    @property
    def schedule_variance(self) -> Decimal:
        """SV = EV - PV: negative when less is done than planned."""
        return self.earned - self.planned

    @property
    def cost_variance(self) -> Decimal:
        """CV = EV - AC: negative when the work cost more than its budget."""
        return self.earned - self.spent

    @property
    def spi(self) -> Decimal | None:
        """SPI = EV / PV; it tends to 1 at the end of any project, however late."""
        return _quotient(self.earned, self.planned)

    @property
    def cpi(self) -> Decimal | None:
        """CPI = EV / AC."""
        return _quotient(self.earned, self.spent)

    @property
    def estimate(self) -> Decimal | None:
        """EAC by the chosen formula."""
        if self.formula is EacFormula.BUDGET:
            return self.spent + self._remaining
        if not self.cpi or self.earned <= ZERO:
            return None
        # Multiplied before it is divided: when all work is done the estimate is what was spent, to the cent.
        if self.formula is EacFormula.CPI:
            return self.budget * self.spent / self.earned
        if not self.spi:
            return None
        return self.spent + self._remaining * self.spent * self.planned / (self.earned * self.earned)

    @property
    def to_complete(self) -> Decimal | None:
        """ETC = EAC - AC."""
        return None if self.estimate is None else self.estimate - self.spent

    @property
    def variance_at_completion(self) -> Decimal | None:
        """VAC = BAC - EAC: negative when it will cost more than its budget."""
        return None if self.estimate is None else self.budget - self.estimate

    @property
    def tcpi_budget(self) -> Decimal | None:
        """TCPI = (BAC - EV) / (BAC - AC): how well money must be used from now on to stay within the budget."""
        return _quotient(self._remaining, self.budget - self.spent)

    @property
    def tcpi_estimate(self) -> Decimal | None:
        """TCPI = (BAC - EV) / (EAC - AC): the same to stay within the estimate."""
        return _quotient(self._remaining, self.to_complete)

    @property
    def complete(self) -> Decimal | None:
        """EV / BAC: which part of the work is done."""
        return _quotient(self.earned, self.budget)

    @property
    def used(self) -> Decimal | None:
        """AC / BAC: which part of the budget is spent."""
        return _quotient(self.spent, self.budget)

    @property
    def _remaining(self) -> Decimal:
        return self.budget - self.earned


def _quotient(amount: Decimal, by: Decimal | None) -> Decimal | None:
    """None where nothing, or less than nothing, is to be divided by: an index of that says nothing."""
    return None if by is None or by <= ZERO else amount / by


@dataclass(frozen=True)
class Planned:
    """A piece of work with what it costs, from the first day to the last, both included."""

    start: datetime.date
    end: datetime.date
    budget: Decimal

    def by(self, ordinal: int) -> Decimal:
        """How much of it was to be done at the end of a day, in a straight line over calendar days."""
        first, last = self.start.toordinal(), self.end.toordinal()
        if ordinal < first:
            return ZERO
        return self.budget if ordinal >= last else self.budget * (ordinal - first + 1) / (last - first + 1)


@dataclass(frozen=True)
class Baseline:
    """The planned value over time: at least one piece of work, none of which ends before it starts."""

    packages: tuple[Planned, ...]

    @property
    def start(self) -> datetime.date:
        return min(package.start for package in self.packages)

    @property
    def end(self) -> datetime.date:
        return max(package.end for package in self.packages)

    @property
    def budget(self) -> Decimal:
        """BAC: the budgets of all work together."""
        return sum((package.budget for package in self.packages), ZERO)

    @property
    def bends(self) -> tuple[datetime.date, ...]:
        """The days at whose ends the line of the planned value changes direction; between them it is straight."""
        one = datetime.timedelta(days=1)
        starts = {package.start - one for package in self.packages if package.start > datetime.date.min}
        return tuple(sorted(starts | {package.end for package in self.packages}))

    def planned(self, day: datetime.date) -> Decimal:
        """PV at the end of a day."""
        return self._planned(day.toordinal())

    def slip(self, day: datetime.date, earned: Decimal) -> int:
        """How many days later than planned as much was done as is done on `day`; negative when that is earlier.

        The earned schedule of Lipke in whole days: the last day by whose end no more was planned than is earned. Where
        nothing was planned for a while, the day of it that is nearest to `day`.
        """
        today = day.toordinal()
        days = range(min(self.start.toordinal() - 1, today), self.end.toordinal() + 1)
        earned = min(earned, self.budget)
        last = days[max(0, bisect_right(days, earned, key=self._planned) - 1)]
        first = days[bisect_left(days, self._planned(last), key=self._planned)]
        return today - (first if earned >= self.budget else min(last, max(first, today)))

    def _planned(self, ordinal: int) -> Decimal:
        return sum((package.by(ordinal) for package in self.packages), ZERO)


def baseline(packages: Iterable[tuple[datetime.date | None, datetime.date | None, Decimal | None]]) -> Baseline | None:
    """The planned value of work as (start, end, budget); None when any of it lacks one, or it costs nothing."""
    planned = []
    for start, end, budget in packages:
        if start is None or end is None or budget is None or end < start or budget < ZERO:
            return None
        planned.append(Planned(start, end, budget))
    return Baseline(tuple(planned)) if any(package.budget for package in planned) else None
