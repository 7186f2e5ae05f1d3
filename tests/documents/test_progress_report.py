"""What the progress report decides: trends, slip, money, and which risks it shows."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pmo_docs.documents.progress_report import MoneyRow, ProgressReportDocument, Trend, build, trend
from pmo_docs.model.organisation import Aspect, Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.project import BudgetLine, Milestone, Project
from pmo_docs.model.report import Assessment, Colour, MilestoneProgress, ProgressReport, Risk, Spending
from pmo_docs.model.subjects import ProjectSubject


def document(*reports: ProgressReport, project: Project | None = None) -> ProgressReportDocument:
    period = Period.from_text("2026-10")
    agreed = project or Project("Zaaksysteem")
    subject = ProjectSubject(agreed, reports, period, Organisation(), "projects/zaaksysteem", "2026-10")
    return build(subject, "2026-10-report.nl", datetime.date(2026, 11, 16))


@pytest.mark.parametrize(
    ("previous", "colour", "expected"),
    [
        (Colour.GREEN, Colour.RED, Trend.WORSE),
        (Colour.AMBER, Colour.RED, Trend.WORSE),
        (Colour.RED, Colour.AMBER, Trend.BETTER),
        (Colour.AMBER, Colour.AMBER, Trend.SAME),
        (Colour.GREY, Colour.GREEN, None),
        (Colour.GREEN, Colour.BLUE, None),
        (None, Colour.RED, None),
    ],
)
def test_a_trend_compares_with_the_previous_report(previous: Colour | None, colour: Colour, expected: Trend | None):
    assert trend(colour, previous) is expected


def test_aspects_stand_in_their_own_order_with_their_previous_colour():
    september = ProgressReport(aspects={Aspect.TIME: Assessment(Colour.AMBER)})
    october = ProgressReport(aspects={Aspect.TIME: Assessment(Colour.RED), Aspect.MONEY: Assessment(Colour.GREEN)})

    money, time = document(september, october).aspects

    assert (money.aspect, money.previous, money.trend) == (Aspect.MONEY, None, None)
    assert (time.aspect, time.previous, time.trend) == (Aspect.TIME, Colour.AMBER, Trend.WORSE)


def test_the_first_report_has_nothing_to_compare_with():
    first = document(ProgressReport(overall=Assessment(Colour.RED)))

    assert first.overall is not None
    assert first.overall.trend is None


def test_a_milestone_slips_by_days_from_what_was_agreed():
    project = Project(
        "Zaaksysteem",
        milestones={
            "livegang": Milestone("Livegang", datetime.date(2026, 12, 1)),
            "gunning": Milestone("Gunning", datetime.date(2026, 4, 15)),
            "inrichting": Milestone("Inrichting", datetime.date(2026, 8, 15)),
            "evaluatie": Milestone("Evaluatie"),
        },
    )
    report = ProgressReport(
        milestones={
            "livegang": MilestoneProgress(forecast=datetime.date(2027, 3, 1)),
            "inrichting": MilestoneProgress(forecast=datetime.date(2026, 9, 1), actual=datetime.date(2026, 8, 14)),
        }
    )

    rows = document(report, project=project).milestones

    assert [(row.milestone.name, row.slip) for row in rows] == [
        ("Gunning", None),
        ("Inrichting", -1),
        ("Livegang", 90),
        ("Evaluatie", None),
    ]


BUDGET = Project(
    "Zaaksysteem",
    budget={"licenties": BudgetLine("Licenties", Decimal(100000)), "migratie": BudgetLine("Migratie", Decimal(50000))},
)


def test_the_total_adds_up_the_lines():
    report = ProgressReport(
        money={
            "licenties": Spending(Decimal(82500), Decimal("10000.50"), Decimal(112000)),
            "migratie": Spending(Decimal(500), Decimal(0), Decimal(47000)),
        }
    )

    total = document(report, project=BUDGET).total

    assert total is not None
    assert (total.budget, total.spent, total.committed) == (Decimal(150000), Decimal(83000), Decimal("10000.50"))
    assert (total.deviation, total.share) == (Decimal(9000), Decimal("0.06"))


def test_a_line_without_a_forecast_leaves_the_total_without_one():
    report = ProgressReport(money={"licenties": Spending(forecast=Decimal(100000))})

    total = document(report, project=BUDGET).total

    assert total is not None
    assert (total.forecast, total.deviation, total.share) == (None, None, None)


def test_a_budget_of_zero_has_a_deviation_but_no_share():
    row = MoneyRow("Meerwerk", Decimal(0), Decimal(0), Decimal(0), Decimal(4000))

    assert (row.deviation, row.share) == (Decimal(4000), None)


def test_without_amounts_there_is_no_table():
    nothing = document(ProgressReport(), project=BUDGET)

    assert (nothing.money, nothing.total) == ((), None)


def test_the_five_greatest_risks_are_shown():
    exposures = [(1, 1), (5, 5), (2, 3), (3, 2), (4, 4), (1, 5), (5, 4)]
    risks = tuple(Risk(f"{one}×{two}", probability=one, impact=two) for one, two in exposures)

    report = document(ProgressReport(risks=risks))

    assert [risk.event for risk in report.risks] == ["5×5", "5×4", "4×4", "2×3", "3×2"]
    assert report.other_risks == 2
