"""The Gantt chart: stages and work packages as bars, how much of them is done, and the milestones among them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmo_docs.charts import gantt_texts, milestones
from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, WIDTH, Box, Chart, Text
from pmo_docs.charts.milestone_texts import days
from pmo_docs.charts.timeline import GAP, Stretch, Timeline, row_height
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.documents.project_planning import MilestoneRow, PackageRow, Plan, StageRow
from pmo_docs.language import Language

FEWEST, MOST = 2, 20
_INDENT = 6.0
_STAGE_HEIGHT, _PACKAGE_HEIGHT = 4.0, 8.0
# The bar of what was agreed is thin and stands under that of how it goes.
_AGREED_HEIGHT, _AGREED_BELOW = 2.0, 6.0

Drawn = StageRow | PackageRow | MilestoneRow
Entry = Drawn | str
"""What has a row: a heading is text."""


@dataclass(frozen=True)
class Bar:
    """A bar as far as is known now: `done` is the part that is complete, `agreed` what differs from it."""

    box: Box
    done: Box | None = None
    agreed: Box | None = None
    is_stage: bool = False


@dataclass(frozen=True)
class Row:
    """A stage, a work package, a milestone or a heading, which has neither."""

    y: float
    bottom: float
    name: tuple[Text, ...]
    is_bold: bool
    bar: Bar | None = None
    milestone: milestones.Row | None = None
    label: Text | None = None


@dataclass(frozen=True)
class GanttChart(Chart):
    """The bars: `top` and `bottom` are those of the rows, `today` names the day of the report, at `today_x`.

    `key` says what an open diamond and a thin bar mean, `agreed_bar` is the thin bar in front of it.
    """

    top: float
    bottom: float
    stretches: tuple[Stretch, ...]
    axis_labels: tuple[Text, ...]
    rows: tuple[Row, ...]
    today: Text | None
    today_x: float | None
    key: Text | None
    agreed_bar: Box | None


def layout(document: ProgressReportDocument, language: Language, lettering: Lettering) -> GanttChart | None:
    """The planning of a report in bars, or None when no stage or work package has its days, or there is only one."""
    every = list(_drawn(document.plan))
    if not document.plan or len(every) < FEWEST:
        return None
    shown = _most_telling(every)
    held = [day for row in shown for day in _days(row)]
    timeline = Timeline.of(held, document.date, lambda line: _labels(shown, line), language, lettering)
    rows = tuple(_rows(list(_with_headings(shown, document.plan, language)), timeline))
    bottom = rows[-1].bottom
    has_diamond = any(row.milestone and row.milestone.agreed is not None for row in rows)
    has_bar = any(row.bar and row.bar.agreed for row in rows)
    has_key = has_diamond or has_bar
    return GanttChart(
        height=bottom + 16 if document.date or has_key else bottom + 2,
        title=language.term.gantt_chart,
        description=gantt_texts.description(shown, language),
        alternative=gantt_texts.alternative(shown, min(held), max(held), language),
        caption=gantt_texts.caption(document, len(every) - len(shown), language),
        top=timeline.top,
        bottom=bottom,
        stretches=timeline.stretches,
        axis_labels=tuple(timeline.axis_labels()),
        rows=rows,
        today=timeline.today(bottom + 11),
        today_x=timeline.today_x,
        key=timeline.text(30 if has_bar else 14, bottom + 11, language.term.agreed) if has_key else None,
        agreed_bar=Box(13, bottom + 7, 13, _AGREED_HEIGHT) if has_bar else None,
    )


def _drawn(plan: Plan) -> Iterator[Drawn]:
    """Stages with their milestones, then work packages, then the other milestones that have a day."""
    for stage in plan.stages:
        yield stage
        yield from (row for row in stage.milestones if days(row))
    yield from plan.packages
    yield from (row for row in plan.others if days(row))


def _most_telling(rows: Sequence[Drawn]) -> list[Drawn]:
    """At most as many as fit on a page: what was done longest ago goes first, then what begins last."""

    def weight(index: int) -> tuple[bool, int]:
        is_done, day = _is_done(rows[index]), min(_days(rows[index])).toordinal()
        return is_done, -day if is_done else day

    return [rows[index] for index in sorted(sorted(range(len(rows)), key=weight)[:MOST])]


def _is_done(row: Drawn) -> bool:
    if isinstance(row, PackageRow):
        return row.is_done
    return isinstance(row, MilestoneRow) and row.progress.actual is not None


def _with_headings(rows: Sequence[Drawn], plan: Plan, language: Language) -> Iterator[Entry]:
    """Work packages and the other milestones get a heading, when there is anything else."""
    others = {id(row) for row in plan.others}
    groups: list[tuple[str, list[Drawn]]] = [
        ("", [row for row in rows if not isinstance(row, PackageRow) and id(row) not in others]),
        (language.term.work_packages, [row for row in rows if isinstance(row, PackageRow)]),
        (language.term.milestone_rows, [row for row in rows if id(row) in others]),
    ]
    held = [group for group in groups if group[1]]
    for heading, members in held:
        if heading and len(held) > 1:
            yield heading
        yield from members


def _days(row: Drawn) -> tuple[datetime.date, ...]:
    if isinstance(row, StageRow):
        return row.start, row.end
    return (row.start, row.end, row.until) if isinstance(row, PackageRow) else days(row)


def _labels(rows: Sequence[Drawn], timeline: Timeline) -> Iterator[tuple[datetime.date, str]]:
    """What stands behind which day; a stage needs no words."""
    for row in rows:
        if isinstance(row, PackageRow):
            yield max(_days(row)), gantt_texts.standing(row, timeline.language)[0]
        elif isinstance(row, MilestoneRow):
            yield max(_days(row)), milestones.words(row, timeline)[0]


def _rows(entries: Sequence[Entry], timeline: Timeline) -> Iterator[Row]:
    names = [_name(entry, timeline) for entry in entries]
    height = row_height(names)
    for index, (entry, name) in enumerate(zip(entries, names, strict=True)):
        indent = 0.0 if isinstance(entry, str | StageRow) else _INDENT
        yield _row(entry, name, timeline.top + index * height, height, timeline, indent)


def _name(entry: Entry, timeline: Timeline) -> tuple[str, ...]:
    """What stands at the left, in at most two lines."""
    is_bold = isinstance(entry, str | StageRow)
    return timeline.name(gantt_texts.name(entry, timeline.language), bold=is_bold)


def _row(entry: Entry, name: Sequence[str], top: float, height: float, timeline: Timeline, indent: float) -> Row:
    y = top + height / 2
    if isinstance(entry, MilestoneRow):
        placed = milestones.place(entry, name, top, height, timeline, indent)
        # A milestone of which nothing is known but the agreed day says so beside its mark.
        return Row(y, placed.bottom, placed.name, False, None, placed, placed.label or placed.agreed_label)
    first = y + BASELINE - (len(name) - 1) * LEADING / 2
    lines = tuple(timeline.text(indent, first + index * LEADING, line) for index, line in enumerate(name))
    if isinstance(entry, str):
        return Row(y, top + height, lines, is_bold=True)
    if isinstance(entry, StageRow):
        bar = Bar(_box(entry.start, entry.end, y, _STAGE_HEIGHT, timeline), is_stage=True)
        return Row(y, top + height, lines, True, bar)
    return Row(y, top + height, lines, False, _bar(entry, y, timeline), None, _label(entry, y, timeline))


def _bar(row: PackageRow, y: float, timeline: Timeline) -> Bar:
    box = _box(row.start, row.until, y, _PACKAGE_HEIGHT, timeline)
    complete = row.progress.complete
    done = Box(box.x, box.y, round(box.width * float(complete) / 100, 2), box.height) if complete else None
    agreed = _box(row.start, row.end, y + _AGREED_BELOW, _AGREED_HEIGHT, timeline) if row.slip else None
    return Bar(box, done, agreed)


def _box(start: datetime.date, end: datetime.date, y: float, height: float, timeline: Timeline) -> Box:
    """A bar over some days; one of a single day is thin, but there."""
    left = timeline.at(start)
    return Box(left, round(y - height / 2, 2), max(1.0, round(timeline.at(end) - left, 2)), height)


def _label(row: PackageRow, y: float, timeline: Timeline) -> Text | None:
    """How far the work package is, behind its bar if there is room, else before it or in fewer words."""
    full, short = gantt_texts.standing(row, timeline.language)
    if not full:
        return None
    places = [timeline.at(day) for day in _days(row)]
    sides = ((max(places) + GAP, "start"), (min(places) - GAP, "end"))
    beside = [timeline.text(x, y + BASELINE, text, anchor) for text in (full, short) for x, anchor in sides]
    inside = timeline.text(WIDTH, y + BASELINE, short, "end")
    return next((place for place in beside if timeline.fits(place)), inside)
