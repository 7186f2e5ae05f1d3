"""Earned value in the progress report: the figures of the day, and those of every report so far."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pmo_docs.model.earned_value import ZERO, Baseline, EarnedValue, baseline
from pmo_docs.model.project import AmountUnit, Project
from pmo_docs.model.report import ProgressReport


class Measure(StrEnum):
    """One figure of the table, in the order in which they stand."""

    BUDGET = "budget"
    PLANNED = "planned"
    EARNED = "earned"
    SPENT = "spent"
    COMPLETE = "complete"
    USED = "used"
    SCHEDULE_VARIANCE = "schedule_variance"
    SPI = "spi"
    SLIP = "slip"
    COST_VARIANCE = "cost_variance"
    CPI = "cpi"
    ESTIMATE = "estimate"
    TO_COMPLETE = "to_complete"
    VARIANCE_AT_COMPLETION = "variance_at_completion"
    TCPI_BUDGET = "tcpi_budget"
    TCPI_ESTIMATE = "tcpi_estimate"


# Figures that are a part of something, a number of one, a number of days; the others are amounts.
SHARES = frozenset({Measure.COMPLETE, Measure.USED})
INDICES = frozenset({Measure.SPI, Measure.CPI, Measure.TCPI_BUDGET, Measure.TCPI_ESTIMATE})
# What is good or bad by its sign: the words for it differ.
VARIANCES = frozenset({Measure.SCHEDULE_VARIANCE, Measure.COST_VARIANCE, Measure.VARIANCE_AT_COMPLETION, Measure.SLIP})
# In thousands a decimal is left.
_DECIMALS = {AmountUnit.EUROS: 0, AmountUnit.THOUSANDS: 1}


@dataclass(frozen=True)
class Figure:
    """One figure as it is printed; `saying` names the phrase that says what it means."""

    measure: Measure
    value: Decimal | None

    @property
    def is_share(self) -> bool:
        return self.measure in SHARES

    @property
    def is_index(self) -> bool:
        return self.measure in INDICES

    @property
    def is_variance(self) -> bool:
        return self.measure in VARIANCES

    @property
    def saying(self) -> str:
        if self.value is None:
            return f"earned_{self.measure}_none"
        if not self.is_variance:
            return f"earned_{self.measure}"
        sign = "even" if self.value == ZERO else "more" if self.value > ZERO else "less"
        return f"earned_{self.measure}_{sign}"


@dataclass(frozen=True)
class Measured:
    """What was earned and spent by the day of a report."""

    day: datetime.date
    value: EarnedValue


@dataclass(frozen=True)
class EarnedValueSection:
    """What the report prints: the newest of `measured` is its own; amounts in the unit of the project.

    `slip` is in calendar days; `end` is the day for which the end is expected now; `agreed` is the credit when that is
    another amount than the budgets of the work together, else None. `is_by_packages` tells whether what was spent is
    what the packages cost, or all that was spent of the budget.
    """

    baseline: Baseline
    measured: tuple[Measured, ...]
    slip: int
    end: datetime.date
    agreed: Decimal | None
    unit: AmountUnit
    is_by_packages: bool

    @property
    def day(self) -> datetime.date:
        return self.measured[-1].day

    @property
    def value(self) -> EarnedValue:
        return self.measured[-1].value

    @property
    def formula_saying(self) -> str:
        """The name of the phrase that says what the formula supposes."""
        return f"earned_formula_{self.value.formula}"

    @property
    def spent_saying(self) -> str:
        """The name of the phrase that says what was counted as spent."""
        return "earned_spent_by_packages" if self.is_by_packages else "earned_spent_by_money"

    @property
    def budget_in_euros(self) -> Decimal:
        return self.baseline.budget * self.unit.euros

    @property
    def agreed_in_euros(self) -> Decimal | None:
        return None if self.agreed is None else self.agreed * self.unit.euros

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The table: amounts rounded to euros, or to one decimal in thousands, indices to hundredths."""
        return tuple(Figure(measure, self._rounded(measure)) for measure in Measure)

    def _rounded(self, measure: Measure) -> Decimal | None:
        value = Decimal(self.slip) if measure is Measure.SLIP else getattr(self.value, measure.value)
        decimals = 3 if measure in SHARES else 2 if measure in INDICES else _DECIMALS[self.unit]
        return None if value is None else round(value, decimals) + ZERO


def section(project: Project, reports: Sequence[ProgressReport]) -> EarnedValueSection | None:
    """The earned value of the last report; None when the plan, how far the work is or what it cost is not known."""
    packages = project.work_packages.values()
    plan = baseline((package.start, package.end, package.budget) for package in packages)
    newest = measured(project, reports[-1], plan) if plan else None
    if plan is None or newest is None:
        return None
    earlier = (measured(project, report, plan) for report in reports[:-1])
    points = sorted([point for point in earlier if point and point.day < newest.day], key=lambda point: point.day)
    points.append(newest)
    # Once all work is done no time is lost any more: the first report that said so counts.
    finished = (point.day for point in points if point.value.earned >= plan.budget)
    day = next(finished, newest.day)
    forecasts = (progress.forecast for progress in reports[-1].work_packages.values() if progress.forecast)
    return EarnedValueSection(
        baseline=plan,
        measured=tuple(points),
        slip=plan.slip(day, newest.value.earned),
        end=max(newest.day, plan.end, *forecasts),
        agreed=_other_amount(project, plan.budget),
        unit=project.amounts_in,
        is_by_packages=_is_by_packages(project, reports[-1]),
    )


def measured(project: Project, report: ProgressReport, plan: Baseline) -> Measured | None:
    """The four amounts by the day of a report; None when it does not say how far each piece of work is, or the cost."""
    day = report.date or (report.period.last_day if report.period else None)
    spent = _spent(project, report)
    if day is None or spent is None:
        return None
    earned = ZERO
    for id, package in project.work_packages.items():
        complete = report.work_packages[id].complete if id in report.work_packages else None
        if complete is None or package.budget is None:
            return None
        earned += package.budget * complete / 100
    return Measured(day, EarnedValue(plan.planned(day), earned, spent, plan.budget, project.eac_formula))


def _spent(project: Project, report: ProgressReport) -> Decimal | None:
    """AC: what the work packages cost when the report says that of any, else all that was spent of the budget."""
    if _is_by_packages(project, report):
        known = _spent_on_packages(project, report)
        return sum(known, ZERO) if len(known) == len(project.work_packages) else None
    return sum((spending.spent for spending in report.money.values()), ZERO) if report.money else None


def _is_by_packages(project: Project, report: ProgressReport) -> bool:
    return bool(_spent_on_packages(project, report))


def _spent_on_packages(project: Project, report: ProgressReport) -> list[Decimal]:
    told = (progress.spent for id, progress in report.work_packages.items() if id in project.work_packages)
    return [spent for spent in told if spent is not None]


def _other_amount(project: Project, budget: Decimal) -> Decimal | None:
    """The credit, else the sum of its lines, when it is another amount than the budget of the work."""
    agreed = project.agreed_amount
    return agreed if agreed != budget else None
