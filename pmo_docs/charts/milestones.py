"""The timeline of the milestones: what was agreed, what is expected, what was reached, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmo_docs.charts import milestone_texts
from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, Chart, Text
from pmo_docs.charts.milestone_texts import days, now
from pmo_docs.charts.timeline import GAP, Stretch, Timeline, row_height
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.documents.project_planning import MilestoneRow
from pmo_docs.language import Language

FEWEST, MOST = 2, 16


@dataclass(frozen=True)
class Row:
    """One milestone, and where its days stand; at most one of `expected` and `reached` is there."""

    y: float
    bottom: float
    name: tuple[Text, ...]
    agreed: float | None
    expected: float | None
    reached: float | None
    is_later: bool
    label: Text | None
    agreed_label: Text | None

    @property
    def now(self) -> float | None:
        return self.expected if self.reached is None else self.reached

    @property
    def slip(self) -> tuple[float, float] | None:
        """The line from what was agreed to how it stands."""
        return None if self.agreed is None or self.now is None or self.agreed == self.now else (self.agreed, self.now)


@dataclass(frozen=True)
class MilestonesChart(Chart):
    """The timeline: `top` and `bottom` are those of the rows, `today` names the day of the report, at `today_x`.

    `key` says what the mark of an agreed day means, when no label does.
    """

    top: float
    bottom: float
    stretches: tuple[Stretch, ...]
    axis_labels: tuple[Text, ...]
    rows: tuple[Row, ...]
    today: Text | None
    today_x: float | None
    key: Text | None


def layout(document: ProgressReportDocument, language: Language, lettering: Lettering) -> MilestonesChart | None:
    """The timeline of a report, or None when fewer than two milestones have a day."""
    dated = [row for row in document.milestones if days(row)]
    if len(dated) < FEWEST:
        return None
    shown = _most_telling(dated)
    drawn = [day for row in shown for day in days(row)]
    timeline = Timeline.of(
        drawn, document.date, lambda line: [(max(days(row)), words(row, line)[0]) for row in shown], language, lettering
    )
    rows = _rows(shown, timeline)
    bottom = rows[-1].bottom
    has_key = any(row.agreed is not None for row in rows) and not any(row.agreed_label for row in rows)
    return MilestonesChart(
        height=bottom + 16 if document.date or has_key else bottom + 2,
        title=language.term.milestones_chart,
        description=milestone_texts.description(shown, language),
        alternative=language.phrase(
            "milestones_chart_shows", n=len(shown), first=language.date(min(drawn)), last=language.date(max(drawn))
        ),
        caption=milestone_texts.caption(document.milestones, len(shown), language),
        top=timeline.top,
        bottom=bottom,
        stretches=timeline.stretches,
        axis_labels=tuple(timeline.axis_labels()),
        rows=rows,
        today=timeline.today(bottom + 11),
        today_x=timeline.today_x,
        key=timeline.text(14, bottom + 11, language.term.agreed) if has_key else None,
    )


def _most_telling(rows: Sequence[MilestoneRow]) -> list[MilestoneRow]:
    """At most as many as fit on a page: those reached longest ago go first, then the farthest ahead."""
    spare = len(rows) - MOST
    if spare <= 0:
        return list(rows)
    reached = [row for row in rows if row.progress.actual][:spare]
    kept = [row for row in rows if not any(row is left for left in reached)]
    return kept[:MOST]


def _rows(rows: Sequence[MilestoneRow], timeline: Timeline) -> tuple[Row, ...]:
    """The rows below each other; one of them says in words what the mark of an agreed day means."""
    names = [timeline.name(row.milestone.name) for row in rows]
    height = row_height(names)
    placed = [
        place(row, name, timeline.top + index * height, height, timeline)
        for index, (row, name) in enumerate(zip(rows, names, strict=True))
    ]
    if not any(row.agreed_label for row in placed):
        # Where the marks are farthest apart, the words can belong to only one of them.
        by_distance = sorted(range(len(rows)), key=lambda index: -abs(rows[index].slip or 0))
        for index in by_distance:
            if label := _agreed_label(rows[index], placed[index], timeline):
                placed[index] = replace(placed[index], agreed_label=label)
                break
    return tuple(placed)


def place(
    row: MilestoneRow, name: Sequence[str], top: float, height: float, timeline: Timeline, indent: float = 0
) -> Row:
    """A milestone on its row of a timeline."""
    y = top + height / 2
    first = y + BASELINE - (len(name) - 1) * LEADING / 2
    places = [timeline.at(day) for day in days(row)]
    label = _label(row, min(places), max(places), y, timeline)
    agreed = timeline.at(row.milestone.baseline) if row.milestone.baseline else None
    current = now(row)
    at = timeline.at(current) if current else None
    return Row(
        y=y,
        bottom=top + height,
        name=tuple(timeline.text(indent, first + index * LEADING, line) for index, line in enumerate(name)),
        agreed=agreed,
        expected=None if row.progress.actual else at,
        reached=at if row.progress.actual else None,
        is_later=bool(row.slip and row.slip > 0),
        label=label if current else None,
        agreed_label=None if current else label,
    )


def words(row: MilestoneRow, timeline: Timeline) -> tuple[str, str]:
    """How the milestone stands, in full and in few words."""
    language = timeline.language
    standing, slip = milestone_texts.standing(row, timeline.named, language), milestone_texts.slip(row, language)
    full = ", ".join(filter(None, (standing, slip))) or milestone_texts.agreed(row, timeline.named, language)
    return full, slip or full


def _label(row: MilestoneRow, left: float, right: float, y: float, timeline: Timeline) -> Text:
    """How the milestone stands, behind its marks if there is room, else before them or in fewer words."""
    full, short = words(row, timeline)
    sides = [(right + GAP, "start"), (left - GAP, "end")]
    if row.slip and row.slip < 0:  # the mark that the words are about is the left one
        sides.reverse()
    beside = [timeline.text(x, y + BASELINE, text, anchor) for text in (full, short) for x, anchor in sides]
    above = timeline.text((left + right) / 2, y - 4.5, short, "middle")
    return next((place for place in beside if timeline.fits(place)), above)


def _agreed_label(row: MilestoneRow, placed: Row, timeline: Timeline) -> Text | None:
    """The agreed day in words, on the other side of the marks; None when there is no room."""
    if placed.label is None or placed.slip is None or placed.label.anchor == "middle":
        return None
    text, y = milestone_texts.agreed(row, timeline.named, timeline.language), placed.y + BASELINE
    if placed.is_later and placed.label.anchor == "start":
        label = timeline.text(placed.slip[0] - GAP, y, text, "end")
    elif not placed.is_later and placed.label.anchor == "end":
        label = timeline.text(placed.slip[0] + GAP, y, text)
    else:
        return None
    return label if timeline.fits(label) and not timeline.is_crossed(label) else None
