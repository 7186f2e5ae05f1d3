"""Earned value: published examples, and what cannot be computed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_docs.model.earned_value import Baseline, EacFormula, EarnedValue, Planned, baseline

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
WORK = st.lists(
    st.builds(
        lambda start, days, budget: Planned(start, start + datetime.timedelta(days=days), budget),
        DAYS,
        st.integers(0, 900),
        st.decimals(min_value=1, max_value=10**6, places=2),
    ),
    min_size=1,
    max_size=5,
)


def value(planned: int, earned: int, spent: int, budget: int, formula: EacFormula = EacFormula.CPI) -> EarnedValue:
    return EarnedValue(Decimal(planned), Decimal(earned), Decimal(spent), Decimal(budget), formula)


def shown(amount: Decimal | None, decimals: int) -> str:
    assert amount is not None
    return str(round(amount, decimals))


def day(number: int) -> datetime.date:
    return datetime.date(2026, 6, number)


# The fence of "PMP Exam Prep" (R. Mulcahy): four sides of 1000, a day each; at the end of day three two and a half of
# them are done and 2800 is spent.
FENCE = Baseline(tuple(Planned(day(number), day(number), Decimal(1000)) for number in range(1, 5)))


def test_the_fence_of_pmp_exam_prep() -> None:
    fence = EarnedValue(FENCE.planned(day(3)), Decimal(2500), Decimal(2800), FENCE.budget)

    assert (fence.planned, fence.budget) == (3000, 4000)
    assert (fence.cost_variance, fence.schedule_variance) == (-300, -500)
    assert (shown(fence.cpi, 3), shown(fence.spi, 3)) == ("0.893", "0.833")
    # The book rounds CPI to 0.893 before it divides: 4479, 1679 and -479; without that one more.
    assert (shown(fence.estimate, 0), shown(fence.to_complete, 0)) == ("4480", "1680")
    assert shown(fence.variance_at_completion, 0) == "-480"


def test_the_building_of_five_million() -> None:
    """BAC 5 000 000, EV 1 500 000, AC 1 800 000: the worked example of construction courses."""
    building = value(2_000_000, 1_500_000, 1_800_000, 5_000_000)

    assert shown(building.cpi, 4) == "0.8333"
    assert shown(building.estimate, 0) == "6000000"
    assert shown(building.to_complete, 0) == "4200000"
    assert shown(building.variance_at_completion, 0) == "-1000000"
    assert shown(building.tcpi_budget, 4) == "1.0938"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [(EacFormula.CPI, "6000000"), (EacFormula.BUDGET, "5300000"), (EacFormula.CPI_SPI, "7400000")],
)
def test_each_formula_supposes_something_else_of_the_remaining_work(formula: EacFormula, expected: str) -> None:
    # 1.8 million + 3.5 million / (0.8333 x 0.75) = 7.4 million.
    assert shown(value(2_000_000, 1_500_000, 1_800_000, 5_000_000, formula).estimate, 0) == expected


def test_what_is_divided_by_nothing_is_not_known() -> None:
    nothing = value(0, 0, 0, 100)
    assert (nothing.spi, nothing.cpi, nothing.estimate, nothing.to_complete) == (None, None, None, None)
    assert (nothing.variance_at_completion, nothing.tcpi_estimate) == (None, None)
    assert nothing.tcpi_budget == 1

    assert value(50, 0, 30, 100).estimate is None
    assert value(50, 0, 30, 100, EacFormula.CPI_SPI).estimate is None
    assert value(50, 0, 30, 100, EacFormula.BUDGET).estimate == 130
    assert value(50, 40, 100, 100).tcpi_budget is None
    assert value(100, 100, 90, 100).tcpi_estimate is None


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from(EacFormula))
def test_every_figure_is_a_finite_number_or_none(
    planned: Decimal, earned: Decimal, spent: Decimal, budget: Decimal, formula: EacFormula
) -> None:
    figures = EarnedValue(planned, earned, spent, budget, formula)

    for name in ("spi", "cpi", "estimate", "to_complete", "variance_at_completion", "tcpi_budget", "tcpi_estimate"):
        figure = getattr(figures, name)
        assert figure is None or figure.is_finite()
    assert (figures.spi is None) == (planned <= 0)
    assert (figures.cpi is None) == (spent <= 0)
    assert (figures.tcpi_budget is None) == (budget <= spent)
    if formula is EacFormula.CPI and (spent <= 0 or earned <= 0):
        assert figures.estimate is None
    if figures.estimate is None or figures.estimate <= spent:
        assert figures.tcpi_estimate is None


@given(WORK, DAYS)
def test_planned_value_only_grows_from_nothing_to_the_budget(work: list[Planned], today: datetime.date) -> None:
    plan = Baseline(tuple(work))
    one = datetime.timedelta(days=1)

    assert plan.planned(plan.start - one) == 0
    assert plan.planned(plan.end) == plan.budget
    assert 0 <= plan.planned(today) <= plan.planned(today + one) <= plan.budget


@given(WORK, DAYS)
def test_work_as_planned_has_no_slip(work: list[Planned], today: datetime.date) -> None:
    plan = Baseline(tuple(work))
    if plan.planned(today) < plan.budget:
        assert plan.slip(today, plan.planned(today)) == 0


def test_slip_is_counted_in_days_from_when_as_much_was_planned() -> None:
    # Earned schedule: two and a half sides were planned during day three, so two whole days at the end of day three.
    assert FENCE.slip(day(3), Decimal(2500)) == 1
    assert FENCE.slip(day(4), Decimal(2000)) == 2
    assert FENCE.slip(day(2), Decimal(3000)) == -1
    # Here SPI says 1: it was late all the same.
    assert FENCE.slip(day(10), Decimal(4000)) == 6


def test_days_on_which_nothing_is_planned_are_no_slip() -> None:
    plan = Baseline((Planned(day(1), day(2), Decimal(10)), Planned(day(20), day(21), Decimal(10))))

    assert plan.slip(day(10), Decimal(10)) == 0
    assert plan.slip(day(21), Decimal(10)) == 2
    assert plan.slip(datetime.date(2025, 1, 1), Decimal(0)) == 0


def test_a_leap_day_counts() -> None:
    plan = Baseline((Planned(datetime.date(2028, 2, 28), datetime.date(2028, 3, 1), Decimal(3)),))

    assert plan.planned(datetime.date(2028, 2, 29)) == 2
    assert Baseline((Planned(datetime.date(2028, 2, 29), datetime.date(2028, 2, 29), Decimal(3)),)).bends == (
        datetime.date(2028, 2, 28),
        datetime.date(2028, 2, 29),
    )


@pytest.mark.parametrize(
    "broken",
    [(None, day(2), Decimal(1)), (day(1), None, Decimal(1)), (day(1), day(2), None), (day(2), day(1), Decimal(1)),
     (day(1), day(2), Decimal(-1))],
)  # fmt: skip
def test_without_days_and_budgets_there_is_no_planned_value(
    broken: tuple[datetime.date | None, datetime.date | None, Decimal | None],
) -> None:
    assert baseline([(day(1), day(2), Decimal(100)), broken]) is None


def test_work_that_costs_nothing_has_no_planned_value() -> None:
    assert baseline([(day(1), day(2), Decimal(0))]) is None
    assert baseline([]) is None
    plan = baseline([(day(1), day(2), Decimal(0)), (day(1), day(2), Decimal(4))])
    assert plan is not None
    assert plan.budget == 4


def test_the_first_and_the_last_day_of_the_calendar() -> None:
    plan = Baseline((Planned(datetime.date.min, datetime.date.max, Decimal(100)),))

    assert plan.bends == (datetime.date.max,)
    assert plan.slip(datetime.date.max, Decimal(0)) == datetime.date.max.toordinal()
