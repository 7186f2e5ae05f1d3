"""The timeline of the milestones: what was agreed, what is expected, what was reached, and what lies between."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pmo_docs.charts import milestone_texts
from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, ROW, SIZE, TALL_ROW, WIDTH, Chart, Text
from pmo_docs.charts.milestone_texts import days, now
from pmo_docs.charts.scales import MONTH, QUARTER, YEAR, Calendar, Scale, calendar
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.documents.project_planning import MilestoneRow
from pmo_docs.language import Language

FEWEST, MOST = 2, 16
_NAME_WIDTH = 130.0
_START = 138.0
# The axis leaves room for the label behind its last mark, but not more than this.
_SHORTEST_AXIS = 170.0
# From the day of a mark to its label, and from the line of the report to the text beside it.
_GAP, _CLEAR = 8.5, 2.0


@dataclass(frozen=True)
class Stretch:
    """A part of the axis: where it begins, and whether a year begins there."""

    x: float
    is_year: bool


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
    placing = _Placing.of(shown, document.date, language, lettering)
    axis = placing.axis
    top = 2 * LEADING + 5 if axis.stretch < YEAR else LEADING + 5
    rows = placing.rows(shown, top)
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
        top=top,
        bottom=bottom,
        stretches=tuple(
            Stretch(placing.scale.at(day.toordinal()), day.month == 1 and axis.stretch < YEAR) for day in axis.days
        ),
        axis_labels=tuple(placing.axis_labels()),
        rows=rows,
        today=placing.today(bottom + 11),
        today_x=placing.today_x,
        key=placing.text(14, bottom + 11, language.term.agreed) if has_key else None,
    )


def _most_telling(rows: Sequence[MilestoneRow]) -> list[MilestoneRow]:
    """At most as many as fit on a page: those reached longest ago go first, then the farthest ahead."""
    spare = len(rows) - MOST
    if spare <= 0:
        return list(rows)
    reached = [row for row in rows if row.progress.actual][:spare]
    kept = [row for row in rows if not any(row is left for left in reached)]
    return kept[:MOST]


@dataclass(frozen=True)
class _Placing:
    """Puts marks and their labels on the axis."""

    language: Language
    lettering: Lettering
    axis: Calendar
    scale: Scale
    day: datetime.date | None

    @classmethod
    def of(
        cls, rows: Sequence[MilestoneRow], day: datetime.date | None, language: Language, lettering: Lettering
    ) -> _Placing:
        """On an axis as long as the labels behind the marks allow."""
        held = [*(day for row in rows for day in days(row)), *filter(None, [day])]
        end = WIDTH
        for _ in range(2):  # once more: a shorter axis may have other stretches, and so another end
            axis = calendar(held, end - _START)
            placing = cls(language, lettering, axis, axis.scale(_START, WIDTH), day)
            end = min(placing.longest(row) for row in rows)
        return replace(placing, scale=axis.scale(_START, end))

    def longest(self, row: MilestoneRow) -> float:
        """Where an axis from here to the edge must end for the label of the row to fit behind its marks."""
        right = max(self._at(day) for day in days(row)) - _START
        room = WIDTH - _START - _GAP - self.text(0, 0, self._words(row)[0]).width
        return max(_START + _SHORTEST_AXIS, min(WIDTH, _START + (WIDTH - _START) * room / max(right, 1)))

    @property
    def today_x(self) -> float | None:
        return None if self.day is None else self._at(self.day)

    def today(self, y: float) -> Text | None:
        """The name of the line at the day of the report, under it as far as there is room."""
        if self.day is None:
            return None
        text = self.text(self._at(self.day), y, f"{self.language.term.as_of} {self.language.short_date(self.day)}")
        middle = min(max(text.x, _START + text.width / 2), WIDTH - text.width / 2)
        return Text(round(middle, 2), y, text.text, "middle", text.width)

    def rows(self, rows: Sequence[MilestoneRow], top: float) -> tuple[Row, ...]:
        """The rows below each other; one of them says in words what the mark of an agreed day means."""
        names = [self.lettering.wrapped(row.milestone.name, SIZE, _NAME_WIDTH, 2) for row in rows]
        height = TALL_ROW if any(len(name) > 1 for name in names) else ROW
        placed = [
            self._row(row, name, top + index * height, height)
            for index, (row, name) in enumerate(zip(rows, names, strict=True))
        ]
        if not any(row.agreed_label for row in placed):
            # Where the marks are farthest apart, the words can belong to only one of them.
            by_distance = sorted(range(len(rows)), key=lambda index: -abs(rows[index].slip or 0))
            for index in by_distance:
                if label := self._agreed_label(rows[index], placed[index]):
                    placed[index] = replace(placed[index], agreed_label=label)
                    break
        return tuple(placed)

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> Text:
        return Text(round(x, 2), round(y, 2), text, anchor, round(self.lettering.width(text, SIZE), 2))

    def axis_labels(self) -> Iterator[Text]:
        """The months or quarters with the years above them, or only years; a label without room is left out."""
        stretch, starts = self.axis.stretch, self.axis.days
        line = LEADING if stretch >= YEAR else 2 * LEADING
        named = {MONTH: self.language.month, QUARTER: self.language.quarter}.get(stretch, _year)
        for day, after in pairwise(starts):
            start, end = self._at(day), self._at(after)
            if stretch > YEAR:
                yield self.text(start + 2, line, named(day))
            else:
                yield self.text((start + end) / 2, line, named(day), "middle")
        if stretch < YEAR:
            yield from self._years(starts)

    def _years(self, starts: Sequence[datetime.date]) -> Iterator[Text]:
        """Each year at its beginning, or at that of the axis."""
        first = [day for index, day in enumerate(starts[:-1]) if index == 0 or day.month == 1]
        for day, following in pairwise([*first, starts[-1]]):
            label = self.text(self._at(day) + 2, LEADING, _year(day))
            if label.right <= self._at(following):
                yield label

    def _row(self, row: MilestoneRow, name: Sequence[str], top: float, height: float) -> Row:
        y = top + height / 2
        first = y + BASELINE - (len(name) - 1) * LEADING / 2
        places = [self._at(day) for day in days(row)]
        label = self._label(row, min(places), max(places), y)
        agreed = self._at(row.milestone.baseline) if row.milestone.baseline else None
        current = now(row)
        at = self._at(current) if current else None
        return Row(
            y=y,
            bottom=top + height,
            name=tuple(self.text(0, first + index * LEADING, line) for index, line in enumerate(name)),
            agreed=agreed,
            expected=None if row.progress.actual else at,
            reached=at if row.progress.actual else None,
            is_later=bool(row.slip and row.slip > 0),
            label=label if current else None,
            agreed_label=None if current else label,
        )

    def _label(self, row: MilestoneRow, left: float, right: float, y: float) -> Text:
        """How the milestone stands, behind its marks if there is room, else before them or in fewer words."""
        full, short = self._words(row)
        sides = [(right + _GAP, "start"), (left - _GAP, "end")]
        if row.slip and row.slip < 0:  # the mark that the words are about is the left one
            sides.reverse()
        beside = [self.text(x, y + BASELINE, text, anchor) for text in (full, short) for x, anchor in sides]
        above = self.text((left + right) / 2, y - 4.5, short, "middle")
        return next((place for place in beside if self._fits(place)), above)

    def _words(self, row: MilestoneRow) -> tuple[str, str]:
        """How the milestone stands, in full and in few words."""
        standing = milestone_texts.standing(row, self._named, self.language)
        slip = milestone_texts.slip(row, self.language)
        full = ", ".join(filter(None, (standing, slip))) or milestone_texts.agreed(row, self._named, self.language)
        return full, slip or full

    def _named(self, day: datetime.date) -> str:
        """The day as the axis leaves it open."""
        return (self.language.short_date if self.axis.stretch >= YEAR else self.language.day_and_month)(day)

    def _agreed_label(self, row: MilestoneRow, placed: Row) -> Text | None:
        """The agreed day in words, on the other side of the marks; None when there is no room."""
        if placed.label is None or placed.slip is None or placed.label.anchor == "middle":
            return None
        text, y = milestone_texts.agreed(row, self._named, self.language), placed.y + BASELINE
        if placed.is_later and placed.label.anchor == "start":
            label = self.text(placed.slip[0] - _GAP, y, text, "end")
        elif not placed.is_later and placed.label.anchor == "end":
            label = self.text(placed.slip[0] + _GAP, y, text)
        else:
            return None
        return label if self._fits(label) and not self._is_crossed(label) else None

    def _fits(self, text: Text) -> bool:
        return text.left >= _START and text.right <= WIDTH + 0.1

    def _is_crossed(self, text: Text) -> bool:
        return self.today_x is not None and text.left - _CLEAR < self.today_x < text.right + _CLEAR

    def _at(self, day: datetime.date) -> float:
        return self.scale.at(day.toordinal())


def _year(day: datetime.date) -> str:
    return str(day.year)
