"""The S-curve: where its lines go, what is written beside them, and what it says in words."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations

import pytest

from charts.report import LETTERING, report
from pmo_docs.charts.earned_value import EarnedValueChart, layout
from pmo_docs.charts.marks import WIDTH
from pmo_docs.language import Language
from pmo_docs.model.project import AmountUnit, BudgetLine, Project, WorkPackage
from pmo_docs.model.report import ProgressReport, Spending, WorkProgress


def drawn(
    language: Language, start: str, end: str, amounts: tuple[str, str, str], today: str, unit: AmountUnit
) -> EarnedValueChart:
    """The chart of one package, with amounts as (budget, percentage done, spent)."""
    days = [datetime.date.fromisoformat(text) for text in (start, end, today)]
    budget, complete, spent = map(Decimal, amounts)
    project = Project(
        "Hek",
        amounts_in=unit,
        budget={"a": BudgetLine("A", budget)},
        work_packages={"a": WorkPackage("A", start=days[0], end=days[1], budget=budget)},
    )
    newest = ProgressReport(date=days[2], work_packages={"a": WorkProgress(complete)}, money={"a": Spending(spent)})
    chart = layout(report(project, newest), language, LETTERING)
    assert chart is not None
    return chart


HARD = {
    "usual": ("2026-01-01", "2026-12-31", ("120000", "40", "60000"), "2026-06-30"),
    "one day": ("2026-06-01", "2026-06-01", ("1000", "50", "800"), "2026-06-01"),
    "as planned": ("2026-01-01", "2026-12-31", ("365", "50", "182.5"), "2026-07-02"),
    "before the start": ("2026-03-01", "2026-12-31", ("1000", "0", "10"), "2026-01-15"),
    "after the end": ("2024-02-29", "2024-06-30", ("1000", "90", "5000"), "2026-01-15"),
    "nothing yet": ("2026-01-01", "2026-12-31", ("1000", "0", "0"), "2026-01-01"),
    "billions": ("2020-01-01", "2035-12-31", ("5000000000", "30", "1800000000"), "2025-01-01"),
    "money back": ("2026-01-01", "2026-12-31", ("1000", "10", "-300"), "2026-06-30"),
    "very dear": ("2026-01-01", "2026-12-31", ("1000", "1", "900"), "2026-06-30"),
}


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("unit", AmountUnit)
def test_everything_stays_on_the_paper_and_no_name_lies_on_another(
    name: str, unit: AmountUnit, dutch: Language
) -> None:
    chart = drawn(dutch, *HARD[name], unit)

    labels = [line.label for line in chart.lines] + [text for _, _, text in chart.key]
    assert all(label.left >= 0 and label.right <= WIDTH + 0.5 and 0 < label.y < chart.height for label in labels)
    assert all(
        0 <= x <= WIDTH and chart.top - 0.5 <= y <= chart.bottom + 0.5 for line in chart.lines for x, y in line.points
    )
    for one, other in combinations([line.label for line in chart.lines], 2):
        is_beside = one.right <= other.left or other.right <= one.left
        assert is_beside or abs(one.y - other.y) >= 9


def test_lines_end_at_the_amounts_of_the_day(dutch: Language) -> None:
    chart = drawn(dutch, *HARD["usual"], AmountUnit.EUROS)
    planned, earned, spent, estimate = chart.lines

    def amount(y: float) -> float:
        """With the estimate of 150 000 at the top."""
        return (chart.bottom - y) / (chart.bottom - chart.top) * 150_000

    assert amount(planned.points[-1][1]) == pytest.approx(120_000, abs=20)
    assert amount(earned.points[-1][1]) == pytest.approx(48_000, abs=20)
    assert amount(spent.points[-1][1]) == pytest.approx(60_000, abs=20)
    assert amount(estimate.points[-1][1]) == pytest.approx(150_000, abs=20)
    assert earned.points[-1][0] == spent.points[-1][0] == estimate.points[0][0] == chart.today
    assert estimate.points[-1][0] == planned.points[-1][0]


def test_without_an_estimate_there_is_no_line_to_it(dutch: Language) -> None:
    chart = drawn(dutch, *HARD["nothing yet"], AmountUnit.EUROS)

    assert [line.name for line in chart.lines] == ["planned", "earned", "spent"]
    assert "verwacht" not in chart.caption


def test_it_says_in_words_what_it_shows(dutch: Language, english: Language) -> None:
    in_dutch, in_english = (drawn(language, *HARD["usual"], AmountUnit.THOUSANDS) for language in (dutch, english))

    assert in_dutch.caption.replace("\u00a0", " ") == (
        "Op 30 juni 2026 was € 59.506.849 aan werk gepland; € 48.000.000 is klaar en € 60.000.000 is uitgegeven. "
        "Al het werk kost naar verwachting € 150.000.000, bij een budget van € 120.000.000."
    )
    assert "€48,000,000 is done" in in_english.caption
    assert "30 juni 2026" in in_dutch.description
    assert [text.text for _, _, text in in_english.key][1] == "done (EV) 48,000,000"


def test_a_report_without_earned_value_has_no_curve(dutch: Language) -> None:
    assert layout(report(Project("Hek"), ProgressReport()), dutch, LETTERING) is None
