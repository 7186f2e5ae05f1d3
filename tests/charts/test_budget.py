"""The bars of the budget: how long they are, what is written beside them, and what the caption says."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from charts.report import LETTERING, with_money
from pmo_docs.charts.budget import MOST, BudgetChart, layout
from pmo_docs.charts.marks import WIDTH, Box
from pmo_docs.language import Language
from pmo_docs.model.project import AmountUnit

EXAMPLE = (
    ("Software", "165000", "124000", "41000", "172000"),
    ("Koppelingen", "90000", "58000", "47000", "118000"),
    ("Onvoorzien", "20000", "0", "0", "20000"),
)


def drawn(*lines: tuple[str, str, str, str, str], language: Language) -> BudgetChart:
    chart = layout(with_money(*lines), language, LETTERING)
    assert chart is not None
    return chart


def test_bars_are_as_long_as_their_amounts(dutch: Language) -> None:
    total, software, links, spare = drawn(*EXAMPLE, language=dutch).rows

    assert software.budget.width / total.budget.width == pytest.approx(165 / 275, abs=0.001)
    assert software.spent.width / software.budget.width == pytest.approx(124 / 165, abs=0.001)
    assert software.committed.x == pytest.approx(software.spent.x + software.spent.width, abs=0.02)
    assert links.forecast == pytest.approx(links.budget.x + links.budget.width * 118 / 90, abs=0.05)
    assert spare.spent.width == spare.committed.width == 0


def test_the_total_is_first_and_only_there_when_there_is_something_to_add_up(dutch: Language) -> None:
    assert [(row.name[0].text, row.is_total) for row in drawn(*EXAMPLE, language=dutch).rows][:2] == [
        ("Totaal", True),
        ("Software", False),
    ]
    assert [row.is_total for row in drawn(EXAMPLE[0], language=dutch).rows] == [False]


def test_labels_say_what_is_expected_and_how_much_that_differs(dutch: Language, english: Language) -> None:
    lines = (*EXAMPLE, ("Zonder", "1000", "10", "0", ""), ("Minder", "2000", "10", "0", "500"))

    assert [row.label.text for row in drawn(*lines, language=dutch).rows] == [
        "krediet 278.000",
        "verwacht 172.000, +7.000",
        "verwacht 118.000, +28.000",
        "verwacht 20.000",
        "krediet 1.000",
        "verwacht 500, −1.500",
    ]
    assert drawn(*EXAMPLE, language=english).rows[1].label.text == "forecast 172,000, +7,000"


def test_the_signs_are_named_with_the_amounts_of_the_first_row(dutch: Language) -> None:
    key = drawn(*EXAMPLE, language=dutch).key

    assert [(name, text.text) for name, _, text in key] == [
        ("spent", "besteed 182.000"),
        ("committed", "verplicht 88.000"),
        ("budget", "krediet 275.000"),
    ]


def test_negative_amounts_go_the_other_way(dutch: Language) -> None:
    chart = drawn(("a", "1000", "-400", "300", "-100"), ("b", "1000", "-200", "-100", "900"), language=dutch)
    back, both = chart.rows[1:]

    assert back.spent.x + back.spent.width == pytest.approx(chart.zero, abs=0.02)
    assert back.committed.x == chart.zero
    assert back.forecast is not None
    assert back.forecast < chart.zero
    assert both.committed.x + both.committed.width == pytest.approx(both.spent.x, abs=0.02)


HARD = {
    "example": EXAMPLE,
    "billions": (("a", "1000000000", "250000000", "100000000", "1100000000"), ("b", "1", "0", "0", "0")),
    "cents": (("a", "0.01", "0.02", "0", "0.03"),),
    "only spent": (("a" * 200, "0", "12.5", "0", ""),),
    "all below zero": (("a", "-5", "-1", "-1", "-2"), ("b b b b " * 30, "-100", "0", "0", "")),
    "cancel out": (("a", "1000", "0", "0", "0"), ("b", "-1000", "0", "0", "0")),
    "many": tuple((f"Post {n}", str(n * 1000), "0", "500", "") for n in range(50)),
}


@pytest.mark.parametrize("name", HARD)
def test_whatever_the_amounts_nothing_leaves_the_chart_and_no_text_stands_on_another(
    name: str, dutch: Language
) -> None:
    chart = drawn(*HARD[name], language=dutch)

    found = [text for row in chart.rows for text in (*row.name, row.label)]
    found += [tick.label for tick in chart.ticks] + [text for _, _, text in chart.key]
    assert [text for text in found if text.left < 0 or text.right > WIDTH + 0.1 or text.y > chart.height] == []
    pairs = [
        (one.text, other.text)
        for one, other in combinations(found, 2)
        if abs(one.y - other.y) < 6 and one.left < other.right and other.left < one.right
    ]
    assert pairs == []
    assert all(0 <= box.x <= box.x + box.width <= WIDTH for row in chart.rows for box in (row.budget, row.spent))
    assert chart.ticks
    assert chart.height < 540


def test_of_many_lines_the_smallest_stand_only_in_the_table(dutch: Language) -> None:
    chart = drawn(*HARD["many"], language=dutch)

    assert [row.name[0].text for row in chart.rows] == ["Totaal", *(f"Post {n}" for n in range(50 - MOST, 50))]
    assert chart.caption.endswith(f" {50 - MOST} posten staan alleen in de tabel.")


@pytest.mark.parametrize(
    "lines", [(), (("a", "0", "0", "0", ""),), (("a", "0", "0", "0", "0"), ("b", "0", "0", "0", ""))]
)
def test_without_an_amount_there_is_no_chart(
    lines: tuple[tuple[str, str, str, str, str], ...], dutch: Language
) -> None:
    assert layout(with_money(*lines), dutch, LETTERING) is None


@pytest.mark.parametrize(
    ("forecast", "dutch_says", "english_says"),
    [
        (
            "1200",
            "De verwachte kosten zijn € 1.200, € 200 meer dan het krediet van € 1.000",
            "The expected costs are €1,200, €200 more than the budget of €1,000",
        ),
        (
            "900",
            "De verwachte kosten zijn € 900, € 100 minder dan het krediet van € 1.000",
            "The expected costs are €900, €100 less than the budget of €1,000",
        ),
        (
            "1000",
            "De verwachte kosten zijn gelijk aan het krediet van € 1.000",
            "The expected costs equal the budget of €1,000",
        ),
    ],
)
def test_the_caption_says_what_it_will_cost(
    forecast: str, dutch_says: str, english_says: str, dutch: Language, english: Language
) -> None:
    line = ("Alles", "1000", "300", "100", forecast)

    in_dutch, in_english = (drawn(line, language=language).caption for language in (dutch, english))
    assert in_dutch.replace("\u00a0", " ") == f"{dutch_says}; € 300 is besteed en € 100 verplicht."
    assert in_english == f"{english_says}; €300 has been spent and €100 committed."


def test_without_a_forecast_the_caption_says_what_is_spent(dutch: Language, english: Language) -> None:
    line = ("Alles", "1000", "300", "100", "")

    in_dutch, in_english = (drawn(line, language=language).caption for language in (dutch, english))
    assert in_dutch.replace("\u00a0", " ") == "Bij een krediet van € 1.000 is € 300 besteed en € 100 verplicht."
    assert in_english == "Of a budget of €1,000, €300 has been spent and €100 committed."


def test_hatching_stays_in_its_box() -> None:
    box = Box(100, 20, 31, 7)

    places = [pair.split() for line in box.hatching.split("M")[1:] for pair in line.split("L")]
    assert len(places) > 10
    assert all(100 <= float(x) <= 131 and 20 <= float(y) <= 27 for x, y in places)
    assert Box(0, 0, 0, 7).hatching == ""


def test_amounts_in_thousands_are_drawn_in_euros(dutch: Language) -> None:
    document = with_money(("Techniek", "95", "79", "12", "94"), ("Toets", "40", "18", "20", "38"))
    in_thousands = replace(document, project=replace(document.project, amounts_in=AmountUnit.THOUSANDS))

    chart = layout(in_thousands, dutch, LETTERING)

    assert chart is not None
    assert "€\u00a0135.000" in chart.caption
    assert "79.000" in chart.description
