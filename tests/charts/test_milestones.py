"""The timeline: where its marks stand, what is written beside them, and what its caption says."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest

from charts.report import LETTERING, with_milestones
from pmo_docs.charts.marks import WIDTH, Text
from pmo_docs.charts.milestones import MOST, MilestonesChart, layout
from pmo_docs.language import Language

EXAMPLE = (
    ("Opdracht gegund", "2026-04-15", "", "2026-04-15"),
    ("Ingericht", "2026-08-15", "", "2026-08-21"),
    ("Koppeling klaar", "2026-10-15", "2027-01-15", ""),
    ("Livegang", "2026-12-01", "2027-03-01", ""),
)
LONG = "Een mijlpaal met een naam die veel langer is dan er naast een tijdlijn ooit zal passen"


def drawn(
    *milestones: tuple[str, str, str, str], language: Language, **changes: datetime.date | None
) -> MilestonesChart:
    chart = layout(with_milestones(*milestones, **changes), language, LETTERING)
    assert chart is not None
    return chart


def labels(chart: MilestonesChart) -> list[str | None]:
    return [row.label.text if row.label else None for row in chart.rows]


def texts(chart: MilestonesChart) -> list[Text]:
    rows = [text for row in chart.rows for text in (*row.name, row.label, row.agreed_label) if text]
    return [*rows, *chart.axis_labels, *filter(None, [chart.today, chart.key])]


def overlap(one: Text, other: Text) -> bool:
    return abs(one.y - other.y) < 6 and one.left < other.right - 0.5 and other.left < one.right - 0.5


def test_later_days_stand_farther_right_and_the_line_runs_from_what_was_agreed(dutch: Language) -> None:
    awarded, ready, link, live = drawn(*EXAMPLE, language=dutch).rows

    assert awarded.agreed == awarded.reached
    assert awarded.slip is None
    assert ready.slip == (ready.agreed, ready.reached)
    assert link.slip == (link.agreed, link.expected)
    assert link.is_later
    assert awarded.agreed < ready.reached < link.agreed < live.agreed < link.expected < live.expected  # type: ignore[operator]


def test_days_stand_on_the_axis_in_proportion(dutch: Language) -> None:
    chart = drawn(("a", "2026-01-01", "", ""), ("b", "2026-12-31", "", ""), language=dutch, reported=None)
    first, last = chart.stretches[0].x, chart.stretches[-1].x

    assert chart.rows[0].agreed == first
    assert chart.rows[1].agreed == pytest.approx(first + (last - first) * 364 / 365, abs=0.01)


def test_labels_say_how_it_stands_and_one_of_them_what_was_agreed(dutch: Language, english: Language) -> None:
    chart = drawn(*EXAMPLE, language=dutch)

    assert labels(chart) == [
        "behaald 15 apr, op tijd",
        "behaald 21 aug, 6 dagen later",
        "verwacht 15 jan, 92 dagen later",
        "verwacht 1 mrt, 90 dagen later",
    ]
    assert [row.agreed_label.text for row in chart.rows if row.agreed_label] == ["afgesproken 15 okt"]
    assert chart.key is None
    assert labels(drawn(*EXAMPLE, language=english))[2] == "forecast 15 Jan, 92 days later"


def test_the_agreed_mark_is_named_below_when_no_label_does(dutch: Language) -> None:
    chart = drawn(("a", "2026-10-01", "", "2026-10-01"), ("b", "2026-12-01", "2026-12-01", ""), language=dutch)

    assert chart.key is not None
    assert chart.key.text == "afgesproken"


def test_an_earlier_day_is_told_from_a_later_one(dutch: Language) -> None:
    chart = drawn(("a", "2026-12-01", "2026-11-30", ""), ("b", "2026-12-01", "2026-12-02", ""), language=dutch)

    assert [row.is_later for row in chart.rows] == [False, True]
    assert labels(chart) == ["verwacht 30 nov, 1 dag eerder", "verwacht 2 dec, 1 dag later"]


def test_over_many_years_labels_name_the_year(dutch: Language) -> None:
    chart = drawn(("a", "1998-01-01", "", ""), ("b", "2040-05-05", "2046-05-05", ""), language=dutch)

    assert chart.rows[0].agreed_label is not None
    assert chart.rows[0].agreed_label.text == "afgesproken 1 jan 1998"
    assert labels(chart) == [None, "verwacht 5 mei 2046, 2191 dagen later"]
    assert "2040" in [label.text for label in chart.axis_labels]


HARD = {
    "example": EXAMPLE,
    "the same day": (
        ("a", "2026-11-16", "", ""),
        ("b", "2026-11-16", "2026-11-16", ""),
        ("c", "2026-11-16", "", "2026-11-16"),
    ),
    "years apart": ((LONG, "0001-01-01", "", ""), (LONG, "2040-05-05", "9999-12-31", "")),
    "early": tuple((LONG, f"2027-{month:02}-01", f"2026-{month:02}-15", "") for month in range(1, 13)),
    "late": tuple((LONG, f"2026-{month:02}-01", f"2027-{month:02}-15", "") for month in range(1, 13)),
    "whole width": (("a", "2020-01-01", "2030-01-01", ""), ("b", "2030-01-01", "2020-01-01", "")),
    "no baseline": (("a", "", "2026-12-01", ""), ("b", "", "", "2026-10-01")),
    "forty": tuple(
        (f"{LONG} {n}", f"{2020 + n // 4}-{n % 12 + 1:02}-10", f"{2020 + n // 4}-12-28", "") for n in range(40)
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_whatever_the_days_no_text_leaves_the_chart_or_stands_on_another(name: str, dutch: Language) -> None:
    chart = drawn(*HARD[name], language=dutch)

    found = texts(chart)
    assert [text for text in found if text.left < -0.1 or text.right > WIDTH + 0.1 or text.y > chart.height] == []
    assert [(a.text, b.text) for a, b in combinations(found, 2) if overlap(a, b)] == []
    assert chart.height < 460


def test_of_many_milestones_those_reached_long_ago_stand_only_in_the_table(dutch: Language) -> None:
    reached = [(f"r{n}", f"2026-01-{n + 1:02}", "", f"2026-01-{n + 1:02}") for n in range(20)]
    ahead = [(f"a{n}", f"2027-01-{n + 1:02}", "", "") for n in range(14)]

    chart = drawn(*reached, *ahead, language=dutch)

    assert len(chart.rows) == MOST
    assert [row.name[0].text for row in chart.rows] == ["r18", "r19", *(name for name, *_ in ahead)]
    assert chart.caption.endswith("; 20 van 34 mijlpalen zijn behaald. 18 mijlpalen staan alleen in de tabel.")


def test_rows_are_as_high_however_many_there_are(dutch: Language) -> None:
    few, many = (drawn(*(("a", "2026-01-01", "", "") for _ in range(n)), language=dutch) for n in (2, 12))

    assert few.rows[1].y - few.rows[0].y == many.rows[11].y - many.rows[10].y


@pytest.mark.parametrize(
    "milestones", [(), (("a", "2026-01-01", "", ""),), (("a", "2026-01-01", "", ""), ("b", "", "", ""))]
)
def test_one_day_is_no_timeline(milestones: tuple[tuple[str, str, str, str], ...], dutch: Language) -> None:
    assert layout(with_milestones(*milestones), dutch, LETTERING) is None


@pytest.mark.parametrize(
    ("last", "dutch_says", "english_says"),
    [
        (
            ("2027-03-01", "2027-03-31", ""),
            "wordt 30 dagen later verwacht dan afgesproken",
            "is expected 30 days later than agreed",
        ),
        (
            ("2027-03-01", "2027-03-02", ""),
            "wordt 1 dag later verwacht dan afgesproken",
            "is expected 1 day later than agreed",
        ),
        (
            ("2027-03-02", "2027-03-01", ""),
            "wordt 1 dag eerder verwacht dan afgesproken",
            "is expected 1 day earlier than agreed",
        ),
        (("2027-03-01", "2027-03-01", ""), "wordt verwacht op de afgesproken dag", "is expected on the agreed day"),
        (("", "2027-03-01", ""), "wordt verwacht op 1 maart 2027", "is expected on 1 March 2027"),
        (("2027-03-01", "", ""), "is afgesproken voor 1 maart 2027", "was agreed for 1 March 2027"),
        (
            ("2027-03-01", "", "2027-03-03"),
            "is 2 dagen later behaald dan afgesproken",
            "was reached 2 days later than agreed",
        ),
        (
            ("2027-03-03", "", "2027-03-01"),
            "is 2 dagen eerder behaald dan afgesproken",
            "was reached 2 days earlier than agreed",
        ),
        (("2027-03-01", "", "2027-03-01"), "is behaald op de afgesproken dag", "was reached on the agreed day"),
        (("", "", "2027-03-01"), "is behaald op 1 maart 2027", "was reached on 1 March 2027"),
    ],
)
def test_the_caption_says_how_the_last_milestone_stands(
    last: tuple[str, str, str], dutch_says: str, english_says: str, dutch: Language, english: Language
) -> None:
    milestones = (("Livegang", *last), ("Gegund", "2026-04-15", "", ""))

    assert drawn(*milestones, language=dutch).caption.startswith(f"De laatste mijlpaal, Livegang, {dutch_says}; ")
    assert drawn(*milestones, language=english).caption.startswith(f"The last milestone, Livegang, {english_says}; ")


@pytest.mark.parametrize(
    ("reached", "dutch_says", "english_says"),
    [
        (0, "nog geen van de 3 mijlpalen is behaald.", "none of the 3 milestones has been reached yet."),
        (1, "1 van 3 mijlpalen is behaald.", "1 of 3 milestones has been reached."),
        (2, "2 van 3 mijlpalen zijn behaald.", "2 of 3 milestones have been reached."),
        (3, "alle 3 mijlpalen zijn behaald.", "all 3 milestones have been reached."),
    ],
)
def test_the_caption_counts_what_is_reached(
    reached: int, dutch_says: str, english_says: str, dutch: Language, english: Language
) -> None:
    milestones = [("a", "2026-04-15", "", "2026-04-15" if n < reached else "") for n in range(3)]

    assert drawn(*milestones, language=dutch).caption.endswith(dutch_says)
    assert drawn(*milestones, language=english).caption.endswith(english_says)


def test_a_name_that_is_shortened_in_the_rows_stands_in_full_in_the_description(dutch: Language) -> None:
    chart = drawn((LONG, "2026-12-01", "2027-01-01", ""), ("b", "2026-01-01", "", ""), language=dutch)

    assert chart.rows[1].name[-1].text.endswith("…")
    assert f"{LONG}: afgesproken 1 dec 2026, verwacht 1 jan 2027, 31 dagen later" in chart.description
    assert chart.alternative.startswith("Tijdlijn met 2 mijlpalen van 1 januari 2026 tot en met 1 januari 2027;")
