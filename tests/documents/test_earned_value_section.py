"""Earned value in the report: what is printed, of which reports, and what keeps it from being printed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from pmo_docs.documents.earned_value import EarnedValueSection, Measure, section
from pmo_docs.model.earned_value import EacFormula
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import Place, Severity
from pmo_docs.model.project import AmountUnit, BudgetLine, Project, WorkPackage
from pmo_docs.model.report import ProgressReport, Spending, WorkProgress
from pmo_docs.readers.project import check_project, check_report

HALF, WHOLE = Decimal(50), Decimal(100)
# The fence of "PMP Exam Prep" (R. Mulcahy): four sides of 1000, a day each.
FENCE = Project(
    "Hek",
    budget={"hek": BudgetLine("Hek", Decimal(4000))},
    work_packages={
        f"zijde-{n}": WorkPackage(
            f"Zijde {n}", start=datetime.date(2026, 6, n), end=datetime.date(2026, 6, n), budget=Decimal(1000)
        )
        for n in range(1, 5)
    },
)


def report(day: int, *complete: int, spent: int | None = 2800) -> ProgressReport:
    told = {f"zijde-{n}": WorkProgress(Decimal(part)) for n, part in enumerate(complete, 1)}
    money = {} if spent is None else {"hek": Spending(Decimal(spent))}
    return ProgressReport(date=datetime.date(2026, 6, day), work_packages=told, money=money)


DAY_THREE = report(3, 100, 100, 50, 0)


def made(*reports: ProgressReport, project: Project = FENCE) -> EarnedValueSection:
    found = section(project, reports)
    assert found is not None
    return found


def printed(found: EarnedValueSection) -> dict[Measure, tuple[str, str]]:
    return {figure.measure: (str(figure.value), figure.saying) for figure in found.figures}


def test_the_fence_of_pmp_exam_prep_is_printed_rounded_with_what_it_says():
    figures = printed(made(DAY_THREE))

    assert figures[Measure.PLANNED][0] == "3000"
    assert figures[Measure.EARNED][0] == "2500"
    assert figures[Measure.CPI] == ("0.89", "earned_cpi")
    assert figures[Measure.ESTIMATE][0] == "4480"
    assert figures[Measure.SCHEDULE_VARIANCE] == ("-500", "earned_schedule_variance_less")
    assert figures[Measure.SLIP] == ("1", "earned_slip_more")
    assert figures[Measure.COMPLETE][0] == "0.625"


def test_what_cannot_be_computed_has_its_own_words():
    figures = printed(made(report(1, 0, 0, 0, 0, spent=0)))

    assert figures[Measure.CPI] == ("None", "earned_cpi_none")
    assert figures[Measure.ESTIMATE] == ("None", "earned_estimate_none")
    assert figures[Measure.TCPI_ESTIMATE] == ("None", "earned_tcpi_estimate_none")


def test_every_report_so_far_is_a_measurement_by_its_day():
    silent = ProgressReport(date=datetime.date(2026, 6, 2))
    found = made(report(1, 100, 0, 0, 0, spent=1000), silent, DAY_THREE)

    assert [(point.day.day, point.value.earned, point.value.spent) for point in found.measured] == [
        (1, 1000, 1000),
        (3, 2500, 2800),
    ]


def test_what_packages_cost_comes_before_what_was_spent_of_the_budget():
    own = {id: replace(told, spent=Decimal(100)) for id, told in DAY_THREE.work_packages.items()}
    some = {**own, "zijde-4": WorkProgress(Decimal(0))}

    by_packages = made(replace(DAY_THREE, work_packages=own))
    assert (by_packages.value.spent, by_packages.spent_saying) == (400, "earned_spent_by_packages")
    assert made(DAY_THREE).spent_saying == "earned_spent_by_money"
    assert section(FENCE, [replace(DAY_THREE, work_packages=some)]) is None


def test_slip_stops_when_all_work_is_done():
    done = (100, 100, 100, 100)

    assert made(report(6, *done), report(30, *done)).slip == 2


def test_the_end_is_expected_when_the_last_package_is():
    late = {**DAY_THREE.work_packages, "zijde-4": WorkProgress(Decimal(0), forecast=datetime.date(2026, 6, 9))}

    assert made(DAY_THREE).end == datetime.date(2026, 6, 4)
    assert made(replace(DAY_THREE, work_packages=late)).end == datetime.date(2026, 6, 9)


def test_the_credit_is_told_when_it_is_another_amount():
    assert made(DAY_THREE).agreed is None
    assert made(DAY_THREE, project=replace(FENCE, credit=Decimal(5000))).agreed == 5000


def test_thousands_keep_a_decimal_and_the_formula_is_that_of_the_project():
    project = replace(FENCE, amounts_in=AmountUnit.THOUSANDS, eac_formula=EacFormula.BUDGET)

    assert printed(made(DAY_THREE, project=project))[Measure.ESTIMATE][0] == "4300.0"


def test_a_report_from_before_the_start_has_nothing_planned():
    early = replace(report(1, 0, 0, 0, 0), date=datetime.date(2026, 5, 1))

    assert printed(made(early))[Measure.SPI] == ("None", "earned_spi_none")
    assert made(early).slip == 0


@pytest.mark.parametrize("key", ["start", "end", "budget"])
def test_a_package_without_day_or_budget_is_a_warning_at_its_line(key: str):
    place = Place("project.yaml", 12, 3)
    broken = replace(FENCE.work_packages["zijde-2"], **{key: None}, place=place)
    project = replace(FENCE, work_packages={**FENCE.work_packages, "zijde-2": broken})

    (problem,) = check_project(project, Organisation(), str)

    assert (problem.code, problem.place, problem.severity) == ("work-package-incomplete", place, Severity.WARNING)
    assert problem.values == {"name": "Zijde 2", "keys": key}
    assert section(project, [DAY_THREE]) is None


def found_in(report: ProgressReport) -> list[tuple[str, Severity]]:
    found = check_report(report, FENCE, Period.from_text("2026-06"), Organisation(), str)
    return [(problem.code, problem.severity) for problem in found]


def test_work_for_nothing_or_for_more_than_the_credit_is_a_warning():
    free = {id: replace(package, budget=Decimal(0)) for id, package in FENCE.work_packages.items()}
    poor, rich = (replace(FENCE, budget={}, credit=Decimal(amount)) for amount in (3000, 5000))

    assert [one.code for one in check_project(replace(FENCE, work_packages=free), Organisation(), str)] == [
        "work-packages-cost-nothing"
    ]
    (problem,) = check_project(poor, Organisation(), str)
    assert (problem.code, problem.severity) == ("work-packages-over-credit", Severity.WARNING)
    assert problem.values == {"total": "4000", "agreed": "3000"}
    assert not list(check_project(rich, Organisation(), str))


def test_what_a_report_lacks_is_told():
    some = {**DAY_THREE.work_packages, "zijde-1": WorkProgress(WHOLE, spent=Decimal(1000))}

    assert found_in(DAY_THREE) == []
    assert found_in(ProgressReport()) == [("work-packages-left-out", Severity.INFORMATION)]
    assert found_in(report(3, 100, 100)) == [("work-packages-left-out", Severity.WARNING)]
    assert found_in(report(3, 100, 100, 50, 0, spent=None)) == [("work-without-costs", Severity.WARNING)]
    assert found_in(replace(DAY_THREE, work_packages=some)) == [("work-spent-left-out", Severity.WARNING)]


def test_work_that_is_done_before_it_starts_is_a_warning():
    early = replace(DAY_THREE, date=datetime.date(2026, 5, 1))

    assert ("work-before-start", Severity.WARNING) in found_in(early)


def test_without_budgets_nothing_is_asked():
    bare = {id: replace(package, budget=None, start=None) for id, package in FENCE.work_packages.items()}

    assert not list(check_project(replace(FENCE, work_packages=bare), Organisation(), str))
