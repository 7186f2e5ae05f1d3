"""What a project and its reports say has to fit together."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pmo_docs.model.problems import Place, Severity
from pmo_docs.model.project import (
    Aspect,
    Assessment,
    BudgetLine,
    Colour,
    Milestone,
    MilestoneProgress,
    Period,
    ProgressReport,
    Project,
    Spending,
)
from pmo_docs.readers.project import check_project, check_report

OCTOBER = Period.from_text("2026-10")
PROJECT = Project(
    "Zaaksysteem",
    milestones={"livegang": Milestone("Livegang", datetime.date(2026, 12, 1))},
    budget={"licenties": BudgetLine("Licenties", Decimal(165000)), "migratie": BudgetLine("Migratie", Decimal(75000))},
    credit=Decimal(240000),
)


def problems(report: ProgressReport) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in check_report(report, PROJECT, OCTOBER)]


def test_a_budget_that_adds_up_to_the_credit_is_fine():
    assert not list(check_project(PROJECT))


def test_a_budget_that_does_not_add_up_says_both_amounts():
    project = Project("Zaaksysteem", budget=PROJECT.budget, credit=Decimal(250000))

    (problem,) = check_project(project)

    assert (problem.code, problem.values) == ("budget-does-not-add-up", {"total": "240000", "credit": "250000"})


def test_a_report_that_fits_its_project_is_fine():
    report = ProgressReport(
        period=OCTOBER,
        date=datetime.date(2026, 11, 2),
        milestones={"livegang": MilestoneProgress(forecast=datetime.date(2027, 3, 1))},
        money={"licenties": Spending(Decimal(82500))},
    )

    assert not problems(report)


def test_an_unknown_milestone_names_the_one_that_was_probably_meant():
    place = Place("2026-10.yaml", 4, 3)
    report = ProgressReport(milestones={"livegan": MilestoneProgress(place=place)})

    (problem,) = check_report(report, PROJECT, OCTOBER)

    assert (problem.code, problem.place, problem.suggestion) == ("milestone-unknown", place, "livegang")


def test_an_unknown_budget_line_is_an_error():
    assert problems(ProgressReport(money={"opleiding": Spending()})) == [("budget-line-unknown", Severity.ERROR)]


def test_a_report_about_another_period_than_its_file_is_an_error():
    report = ProgressReport(period=Period.from_text("2026-09"))

    assert problems(report) == [("period-differs", Severity.ERROR)]


def test_a_milestone_cannot_be_reached_after_the_report():
    report = ProgressReport(
        date=datetime.date(2026, 11, 2), milestones={"livegang": MilestoneProgress(actual=datetime.date(2026, 12, 1))}
    )

    assert problems(report) == [("milestone-in-future", Severity.ERROR)]


def test_a_report_from_before_its_period_is_a_warning():
    report = ProgressReport(date=datetime.date(2026, 9, 30))

    assert problems(report) == [("report-before-period", Severity.WARNING)]


def test_red_without_a_measure_is_a_warning():
    report = ProgressReport(
        overall=Assessment(Colour.RED, measure="Nieuwe planning"),
        aspects={Aspect.TIME: Assessment(Colour.RED), Aspect.MONEY: Assessment(Colour.AMBER)},
    )

    assert problems(report) == [("red-without-measure", Severity.WARNING)]
