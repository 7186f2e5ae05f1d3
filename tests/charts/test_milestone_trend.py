"""The milestone trend: when there is one, where its lines run, and that its labels keep apart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from charts.report import LETTERING
from pmo_docs.charts.marks import WIDTH, Text
from pmo_docs.charts.milestone_trend import MOST, MilestoneTrendChart, layout
from pmo_docs.documents.progress_report import build
from pmo_docs.language import Language
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.periods import Period
from pmo_docs.model.project import Milestone, Project
from pmo_docs.model.report import MilestoneProgress, ProgressReport
from pmo_docs.model.subjects import ProjectSubject

LONG = "Een mijlpaal met een naam die veel langer is dan er naast een lijn ooit zal passen, ook in twee regels niet"
REPORTS = ("2026-09-03", "2026-10-02", "2026-11-16")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def progress(text: str) -> MilestoneProgress:
    """ "2026-12-01" is expected, "=2026-12-01" was reached."""
    return MilestoneProgress(actual=day(text[1:])) if text.startswith("=") else MilestoneProgress(day(text))


def chart_of(
    milestones: Mapping[str, Sequence[str]], language: Language, reported: Sequence[str] = REPORTS
) -> MilestoneTrendChart | None:
    """What each report says of each milestone, in order of the reports; nothing where a text is empty."""
    project = Project("Zaaksysteem", milestones={name: Milestone(name) for name in milestones})
    reports = tuple(
        ProgressReport(
            date=day(date),
            milestones={name: progress(told[index]) for name, told in milestones.items() if told[index]},
        )
        for index, date in enumerate(reported)
    )
    subject = ProjectSubject(project, reports, Period.from_text("2026-10"), Organisation(), "projects/z", "2026-10")
    return layout(build(subject, "2026-10-report.nl", day(REPORTS[-1])), language, LETTERING)


def drawn(
    milestones: Mapping[str, Sequence[str]], language: Language, reported: Sequence[str] = REPORTS
) -> MilestoneTrendChart:
    chart = chart_of(milestones, language, reported)
    assert chart is not None
    return chart


MOVED = ("2026-12-01", "2026-12-01", "2027-03-01")
EXAMPLE = {
    "Livegang": MOVED,
    "Omgeving": ("2026-10-02", "=2026-10-01", "=2026-10-01"),
    "Gegund": ("=2026-04-15", "=2026-04-15", "=2026-04-15"),
}


def test_a_line_rises_where_the_day_moved_and_is_level_where_it_did_not(dutch: Language) -> None:
    live = next(line for line in drawn(EXAMPLE, dutch).lines if line.name[0].text == "Livegang")
    (first, before), (second, same), (third, later) = live.places

    assert first < second < third
    assert before == same > later  # up is later


def test_a_line_ends_where_the_milestone_was_reached_on_the_line_of_the_reached(dutch: Language) -> None:
    chart = drawn(EXAMPLE, dutch)
    reached = next(line for line in chart.lines if line.name[0].text == "Omgeving")
    (x1, y1), (x2, y2) = chart.reached
    x, y = reached.places[-1]

    assert len(reached.places) == 2
    assert y == pytest.approx(y1 + (x - x1) / (x2 - x1) * (y2 - y1), abs=0.05)
    assert reached.standing.text == "behaald 1 okt 2026"
    # The day that it was reached is no report.
    assert [tick.label.text for tick in chart.ticks if tick.label] == ["3 sep 2026", "2 okt 2026", "16 nov 2026"]
    assert len(chart.ticks) == 3


def test_what_was_reached_before_the_first_report_has_no_line(dutch: Language) -> None:
    assert "Gegund" not in [line.name[0].text for line in drawn(EXAMPLE, dutch).lines]


@pytest.mark.parametrize(
    ("milestones", "reported"),
    [
        ({}, REPORTS),
        ({"a": MOVED[1:]}, REPORTS[1:]),
        ({"a": ("2026-12-01",) * 3, "b": ("2027-01-01",) * 3}, REPORTS),
        ({"a": ("=2026-08-01",) * 3}, REPORTS),
        ({"a": ("2026-12-01", "", "2027-03-01")}, REPORTS),
        ({"a": MOVED}, ("2026-09-03", "2026-09-03", "2026-09-03")),
    ],
    ids=["nothing", "two reports", "nothing moved", "all reached", "two forecasts", "one day"],
)
def test_without_a_history_in_which_anything_moved_there_is_no_trend(
    milestones: Mapping[str, Sequence[str]], reported: Sequence[str], dutch: Language
) -> None:
    assert chart_of(milestones, dutch, reported) is None


def test_the_words_say_what_moved(dutch: Language, english: Language) -> None:
    chart = drawn({**EXAMPLE, "Nazorg": ("2027-04-01",) * 3}, dutch)

    assert chart.caption == (
        "Mijlpalentrend: Livegang schoof sinds 3 september 2026 het meest, "
        "van 1 december 2026 naar 1 maart 2027: 90 dagen later."
    )
    assert chart.alternative == (
        "Mijlpalentrend van 3 mijlpalen in de rapportages van 3 september 2026 tot en met 16 november 2026: "
        "Omgeving behaald 1 okt 2026; Livegang van 1 dec 2026 naar 1 mrt 2027; Nazorg bleef 1 apr 2027"
    )
    assert "Livegang: op 3 sep 2026 verwacht 1 dec 2026, op 2 okt 2026 verwacht" in chart.description
    assert drawn(EXAMPLE, english).caption.endswith(
        "since 3 September 2026 Livegang moved most, from 1 December 2026 to 1 March 2027: 90 days later."
    )


def test_a_day_that_moved_there_and_back_is_said_so(dutch: Language) -> None:
    chart = drawn({"Livegang": ("2026-12-01", "2027-01-01", "2026-12-01")}, dutch)

    assert chart.caption == "Mijlpalentrend: wat sinds 3 september 2026 schoof, staat weer op de dag van toen."


def test_of_many_milestones_those_that_moved_farthest_have_a_mark_of_their_own(dutch: Language) -> None:
    chart = drawn({f"m{n}": ("2026-12-01", "2026-12-01", f"2027-01-{n + 1:02}") for n in range(MOST + 3)}, dutch)

    assert [line.name[0].text for line in chart.lines] == [f"m{n}" for n in range(3, MOST + 3)]
    assert [line.mark for line in chart.lines] == list(range(MOST))
    assert chart.caption.endswith(" 3 mijlpalen die minder schoven staan alleen in de tabel.")


MONTHLY = [f"{2024 + n // 12}-{n % 12 + 1:02}-05" for n in range(36)]
HARD: dict[str, tuple[Mapping[str, Sequence[str]], Sequence[str]]] = {
    "example": (EXAMPLE, REPORTS),
    "the same days": ({f"m{n}": MOVED for n in range(8)}, REPORTS),
    "long names": ({f"{LONG} {n}": ("2026-12-01", "2026-12-02", f"2027-0{n + 1}-01") for n in range(8)}, REPORTS),
    "all late": ({f"m{n}": ("2026-12-01", "2027-12-02", "2036-01-01") for n in range(8)}, REPORTS),
    "ages": ({"a": ("0001-01-01", "2026-10-02", "9999-12-31"), "b": MOVED}, REPORTS),
    "three years": ({"a": [*MONTHLY[1:], "2027-06-01"], "b": ["2027-12-01"] * 36}, MONTHLY),
    "passed": ({"a": ("2025-01-01", "2025-02-01", "2025-03-01")}, REPORTS),
}


def texts(chart: MilestoneTrendChart) -> list[Text]:
    lines = [text for line in chart.lines for text in (*line.name, line.standing)]
    axes = [one.label for one in (*chart.levels, *chart.ticks) if one.label]
    return [*lines, *axes, *chart.axes, chart.reached_label]


def overlap(one: Text, other: Text) -> bool:
    return abs(one.y - other.y) < 6 and one.left < other.right - 0.5 and other.left < one.right - 0.5


@pytest.mark.parametrize("name", HARD)
def test_whatever_moved_no_text_leaves_the_chart_or_stands_on_another(name: str, dutch: Language) -> None:
    chart = drawn(HARD[name][0], dutch, HARD[name][1])

    found = texts(chart)
    assert [text for text in found if text.left < -0.1 or text.right > WIDTH + 0.1 or text.y > chart.height] == []
    assert [(a.text, b.text) for a, b in combinations(found, 2) if overlap(a, b)] == []
    places = [place for line in chart.lines for place in line.places]
    assert all(chart.left <= x <= chart.right and chart.top <= y <= chart.bottom for x, y in places)
    assert chart.height < 360
