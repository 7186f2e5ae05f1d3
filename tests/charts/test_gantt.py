"""The Gantt chart: how long its bars are, what is written beside them, and what is read aloud."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations

import pytest

from charts.report import LETTERING, REPORTED, report
from pmo_docs.charts.gantt import MOST, GanttChart, Row, layout
from pmo_docs.charts.marks import WIDTH, Text
from pmo_docs.charts.timeline import START
from pmo_docs.language import Language
from pmo_docs.model.organisation import Stage
from pmo_docs.model.project import Milestone, Project, StagePlan, WorkPackage
from pmo_docs.model.report import MilestoneProgress, ProgressReport, WorkProgress

LONG = "Een werkpakket met een naam die veel langer is dan er naast een balk ooit zal passen, hoe men die ook breekt"
Packages = dict[str, tuple[str, str, int | None, str]]
"""By name: start, end, percentage, forecast."""
Stages = dict[Stage | str, tuple[str, str]]
Milestones = dict[str, tuple[str, Stage | str]]


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def chart_of(
    language: Language,
    stages: Stages | None = None,
    packages: Packages | None = None,
    milestones: Milestones | None = None,
    reported: datetime.date | None = REPORTED,
) -> GanttChart | None:
    stages, packages, milestones = stages or {}, packages or {}, milestones or {}
    project = Project(
        "Zaaksysteem",
        stages={stage: StagePlan(day(start), day(end)) for stage, (start, end) in stages.items()},
        work_packages={
            name: WorkPackage(name, start=day(start), end=day(end)) for name, (start, end, _, _) in packages.items()
        },
        milestones={name: Milestone(name, day(agreed), stage) for name, (agreed, stage) in milestones.items()},
    )
    newest = ProgressReport(
        date=reported,
        work_packages={
            name: WorkProgress(None if complete is None else Decimal(complete), forecast=day(forecast))
            for name, (_, _, complete, forecast) in packages.items()
        },
        milestones={name: MilestoneProgress(day(agreed)) for name, (agreed, _) in milestones.items()},
    )
    return layout(report(project, newest), language, LETTERING)


def drawn(language: Language, **parts: object) -> GanttChart:
    chart = chart_of(language, **parts)  # type: ignore[arg-type]
    assert chart is not None
    return chart


def names(chart: GanttChart) -> list[str]:
    return [" ".join(text.text for text in row.name) for row in chart.rows]


def named(chart: GanttChart, name: str) -> Row:
    return chart.rows[names(chart).index(name)]


STAGES: Stages = {
    Stage.REALISATION: ("2026-05-01", "2026-12-01"),
    Stage.PREPARATION: ("2026-02-01", "2026-04-30"),
}
PACKAGES: Packages = {
    "Koppeling": ("2026-06-15", "2026-10-15", 60, "2027-01-15"),
    "Inrichting": ("2026-05-01", "2026-08-15", 100, ""),
}


def test_milestones_stand_below_their_stage_and_work_packages_below_a_heading(dutch: Language) -> None:
    milestones: Milestones = {
        "Livegang": ("2026-12-01", Stage.REALISATION),
        "Gegund": ("2026-04-15", Stage.PREPARATION),
        "Raad": ("2026-09-01", ""),
    }

    chart = drawn(dutch, stages=STAGES, packages=PACKAGES, milestones=milestones)

    assert names(chart) == [
        *("Voorbereiding", "Gegund", "Realisatie", "Livegang"),
        *("Werkpakketten", "Inrichting", "Koppeling"),
        *("Mijlpalen", "Raad"),
    ]
    assert [row.is_bold for row in chart.rows] == [True, False, True, False, True, False, False, True, False]


def test_the_dark_part_of_a_bar_is_what_is_complete(dutch: Language) -> None:
    bar = named(drawn(dutch, packages=PACKAGES), "Koppeling").bar

    assert bar is not None
    assert bar.done is not None
    assert bar.done.x == bar.box.x
    assert bar.done.width == pytest.approx(bar.box.width * 0.6, abs=0.01)


def test_what_was_agreed_stands_below_a_bar_that_ends_on_another_day(dutch: Language) -> None:
    chart = drawn(dutch, packages=PACKAGES)
    late, done = (named(chart, name).bar for name in ("Koppeling", "Inrichting"))

    assert late is not None
    assert late.agreed is not None
    # From 15 June to 15 October are 122 days, to 15 January 214.
    assert late.agreed.width / late.box.width == pytest.approx(122 / 214, abs=0.001)
    assert late.agreed.y > late.box.y + late.box.height
    assert done is not None
    assert done.agreed is None
    assert chart.agreed_bar is not None


def test_labels_say_how_far_it_is_and_how_late(dutch: Language, english: Language) -> None:
    labels = {name: named(drawn(dutch, packages=PACKAGES), name).label for name in PACKAGES}

    assert {name: label.text for name, label in labels.items() if label} == {
        "Inrichting": "100% gereed",
        "Koppeling": "60% gereed, 92 dagen later",
    }
    label = named(drawn(english, packages=PACKAGES), "Koppeling").label
    assert label is not None
    assert label.text == "60% complete, 92 days later"


def test_a_package_of_which_nothing_is_known_has_an_empty_bar_without_a_label(dutch: Language) -> None:
    row = named(drawn(dutch, stages=STAGES, packages={"a": ("2026-05-01", "2026-08-15", None, "")}), "a")

    assert row.label is None
    assert row.bar is not None
    assert row.bar.done is None


def test_the_caption_counts_what_is_done_and_names_the_latest(dutch: Language, english: Language) -> None:
    assert drawn(dutch, packages=PACKAGES).caption == (
        "1 van 2 werkpakketten is gereed; Koppeling loopt het meest uit, met 92 dagen."
    )
    assert drawn(english, packages=PACKAGES).caption == (
        "1 of 2 work packages is complete; Koppeling slips most, by 92 days."
    )
    none: Packages = {"a": ("2026-05-01", "2026-08-15", 0, ""), "b": ("2026-05-01", "2026-08-15", 10, "")}
    assert drawn(dutch, packages=none).caption == "Nog geen van de 2 werkpakketten is gereed."


def test_without_work_packages_the_caption_names_the_stage(dutch: Language) -> None:
    assert drawn(dutch, stages=STAGES).caption == (
        "Op 16 november 2026 loopt volgens afspraak de fase Realisatie, tot en met 1 december 2026."
    )


def test_the_alternative_text_has_the_days_that_stand_in_no_table(dutch: Language, english: Language) -> None:
    parts = {"stages": STAGES, "packages": PACKAGES, "milestones": {"Livegang": ("2026-12-01", Stage.REALISATION)}}

    assert drawn(dutch, **parts).alternative == (
        "Balkenplanning van 1 februari 2026 tot en met 15 januari 2027: "
        "Voorbereiding, 1 feb 2026 tot en met 30 apr 2026; Realisatie, 1 mei 2026 tot en met 1 dec 2026; "
        "Inrichting, 1 mei 2026 tot en met 15 aug 2026, 100% gereed; "
        "Koppeling, 15 jun 2026 tot en met 15 okt 2026, 60% gereed, 92 dagen later. "
        "De mijlpalen staan in de tabel hierna"
    )
    assert drawn(english, **parts).alternative.startswith("Gantt chart from 1 February 2026 to 15 January 2027: ")


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"milestones": {"a": ("2026-01-01", ""), "b": ("2026-02-01", "")}},
        {"stages": {Stage.DESIGN: ("2026-01-01", "")}, "milestones": {"a": ("2026-01-01", "")}},
        {"stages": {Stage.DESIGN: ("2026-01-01", "2026-02-01")}},
        {"packages": {"a": ("2026-02-01", "2026-01-01", None, ""), "b": ("", "2026-01-01", None, "")}},
    ],
    ids=["nothing", "milestones only", "stage without end", "one bar", "packages without days"],
)
def test_without_bars_that_tell_anything_there_is_no_chart(parts: dict[str, object], dutch: Language) -> None:
    assert chart_of(dutch, **parts) is None  # type: ignore[arg-type]


HARD: dict[str, dict[str, object]] = {
    "example": {"stages": STAGES, "packages": PACKAGES},
    "one day": {"packages": dict.fromkeys(("a", "b"), ("2026-11-16", "2026-11-16", 50, "2026-11-16"))},
    "forecast before start": {"packages": {"a": ("2026-06-01", "2026-07-01", 0, "2026-01-01"), **PACKAGES}},
    "ages": {"packages": {LONG: ("0001-01-01", "9999-12-31", 33, ""), "b": ("2026-01-01", "2026-01-02", 1, "")}},
    "long names": {
        "stages": {f"{LONG} {n}": (f"2026-{n:02}-01", f"2026-{n:02}-28") for n in range(1, 7)},
        "packages": {f"{LONG} {n}": (f"2026-{n:02}-01", "2027-03-01", n, "2028-12-01") for n in range(7, 13)},
        "milestones": {f"{LONG} {n}": (f"2027-{n:02}-01", f"{LONG} 1") for n in range(1, 13)},
    },
    "many": {
        "packages": {f"p{n}": (f"2026-{n % 12 + 1:02}-01", f"2027-{n % 12 + 1:02}-01", n, "") for n in range(60)},
    },
}


def texts(chart: GanttChart) -> list[Text]:
    rows = [text for row in chart.rows for text in (*row.name, row.label) if text]
    return [*rows, *chart.axis_labels, *filter(None, [chart.today, chart.key])]


def overlap(one: Text, other: Text) -> bool:
    return abs(one.y - other.y) < 6 and one.left < other.right - 0.5 and other.left < one.right - 0.5


@pytest.mark.parametrize("name", HARD)
def test_whatever_the_days_nothing_leaves_the_chart_or_stands_on_another(name: str, dutch: Language) -> None:
    chart = drawn(dutch, **HARD[name])

    found = texts(chart)
    assert [text for text in found if text.left < -0.1 or text.right > WIDTH + 0.1 or text.y > chart.height] == []
    assert [(a.text, b.text) for a, b in combinations(found, 2) if overlap(a, b)] == []
    boxes = [row.bar.box for row in chart.rows if row.bar]
    assert all(box.x >= START and box.x + box.width <= WIDTH and box.width > 0 for box in boxes)
    assert chart.height < 600


def test_of_many_rows_those_done_go_first_and_the_caption_says_how_many(dutch: Language) -> None:
    packages: Packages = {f"p{n}": ("2026-01-01", "2026-02-01", 100 if n < 9 else 5, "") for n in range(MOST + 9)}

    chart = drawn(dutch, packages=packages)

    assert names(chart) == [f"p{n}" for n in range(9, MOST + 9)]
    assert chart.caption.endswith(" 9 regels passen niet in de grafiek.")
