"""The timeline of the milestones: what was agreed, what is expected, what was reached, and what lies between."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmo_docs.charts import milestone_texts
from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, SIZE, WIDTH, Chart, Text
from pmo_docs.charts.milestone_texts import days, now
from pmo_docs.charts.scales import MONTH, QUARTER, YEAR, Calendar, Scale, calendar
from pmo_docs.documents.progress_report import MilestoneRow, ProgressReportDocument
from pmo_docs.language import Language

FEWEST, MOST = 2, 22
_NAME_WIDTH = 134.0
_START, _END = 146.0, WIDTH
# Days at the edges of the axis keep their marks whole.
_EDGE = 6.0
_ROW = 24.0
_NARROWEST_STRETCH = 22.0
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

    start: float
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
    axis = calendar([*drawn, *filter(None, [document.date])], int((_END - _START) / _NARROWEST_STRETCH))
    placing = _Placing(language, lettering, axis.scale(_START + _EDGE, _END - _EDGE), document.date)
    top = 2 * LEADING + 5 if axis.stretch < YEAR else LEADING + 5
    bottom = top + len(shown) * _ROW
    rows = placing.rows(shown, top)
    has_key = any(row.agreed is not None for row in rows) and not any(row.agreed_label for row in rows)
    return MilestonesChart(
        height=bottom + 16 if document.date or has_key else bottom + 2,
        title=language.term.milestones_chart,
        description=milestone_texts.description(shown, language),
        alternative=language.phrase(
            "milestones_chart_shows", n=len(shown), first=language.date(min(drawn)), last=language.date(max(drawn))
        ),
        caption=milestone_texts.caption(document.milestones, len(shown), language),
        start=_START,
        top=top,
        bottom=bottom,
        stretches=tuple(
            Stretch(placing.scale.at(day.toordinal()), day.month == 1 and axis.stretch < YEAR) for day in axis.days
        ),
        axis_labels=tuple(placing.axis_labels(axis)),
        rows=rows,
        today=placing.today(bottom + 11),
        today_x=placing.today_x,
        key=placing.text(12, bottom + 11, language.term.agreed) if has_key else None,
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
    scale: Scale
    day: datetime.date | None

    @property
    def today_x(self) -> float | None:
        return None if self.day is None else self._at(self.day)

    def today(self, y: float) -> Text | None:
        """The name of the line at the day of the report, under it as far as there is room."""
        if self.day is None:
            return None
        text = self.text(self._at(self.day), y, f"{self.language.term.as_of} {self.language.short_date(self.day)}")
        middle = min(max(text.x, _START + text.width / 2), _END - text.width / 2)
        return Text(round(middle, 2), y, text.text, "middle", text.width)

    def rows(self, rows: Sequence[MilestoneRow], top: float) -> tuple[Row, ...]:
        """The rows below each other; the first one with room for it says what the mark of an agreed day means."""
        placed: list[Row] = []
        for index, row in enumerate(rows):
            has_named = any(earlier.agreed_label for earlier in placed)
            placed.append(self._row(row, top + (index + 0.5) * _ROW, names_agreed=not has_named))
        return tuple(placed)

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> Text:
        return Text(round(x, 2), round(y, 2), text, anchor, round(self.lettering.width(text, SIZE), 2))

    def axis_labels(self, axis: Calendar) -> Iterator[Text]:
        """The months or quarters with the years above them, or only years; a label without room is left out."""
        line = 2 * LEADING if axis.stretch < YEAR else LEADING
        for day, after in zip(axis.days, axis.days[1:], strict=False):
            start, end = self._at(day), self._at(after)
            if axis.stretch <= YEAR:
                named = {MONTH: self.language.month, QUARTER: self.language.quarter}.get(axis.stretch, _year)
                yield self.text((start + end) / 2, line, named(day), "middle")
            else:
                yield self.text(start + 2, line, _year(day))
        if axis.stretch < YEAR:
            yield from self._years(axis)

    def _years(self, axis: Calendar) -> Iterator[Text]:
        """Each year at its beginning, or at that of the axis."""
        starts = [self._at(day) for day in axis.days]
        first = [index for index, day in enumerate(axis.days[:-1]) if index == 0 or day.month == 1]
        for index, following in zip(first, [*first[1:], len(starts) - 1], strict=True):
            label = self.text(starts[index] + 2, LEADING, _year(axis.days[index]))
            if label.right <= starts[following]:
                yield label

    def _row(self, row: MilestoneRow, y: float, *, names_agreed: bool) -> Row:
        name = self.lettering.wrapped(row.milestone.name, SIZE, _NAME_WIDTH, 2)
        first = y + BASELINE - (len(name) - 1) * LEADING / 2
        places = [self._at(day) for day in days(row)]
        label = self._label(row, min(places), max(places), y)
        agreed = self._at(row.milestone.baseline) if row.milestone.baseline else None
        current = now(row)
        at = self._at(current) if current else None
        return Row(
            y=y,
            name=tuple(self.text(0, first + index * LEADING, line) for index, line in enumerate(name)),
            agreed=agreed,
            expected=None if row.progress.actual else at,
            reached=at if row.progress.actual else None,
            is_later=bool(row.slip and row.slip > 0),
            label=label if current else None,
            agreed_label=label if not current else self._agreed_label(row, label, y) if names_agreed else None,
        )

    def _label(self, row: MilestoneRow, left: float, right: float, y: float) -> Text:
        """How the milestone stands, beside its marks where there is most room; in fewer words where there is little."""
        standing = milestone_texts.standing(row, self.language.day_and_month, self.language)
        slip = milestone_texts.slip(row, self.language)
        full = ", ".join(filter(None, (standing, slip)))
        full = full or milestone_texts.agreed(row, self.language.day_and_month, self.language)
        beside = [
            place
            for text in dict.fromkeys((full, slip or full))
            for place in (
                self.text(right + _GAP, y + BASELINE, text),
                self.text(left - _GAP, y + BASELINE, text, "end"),
            )
        ]
        above = self.text((left + right) / 2, y - 4.5, slip or full, "middle")
        fitting = [place for place in beside if self._fits(place)]
        clear = [place for place in fitting if not self._is_crossed(place)]
        return next(iter((*clear, *fitting)), above)

    def _agreed_label(self, row: MilestoneRow, label: Text, y: float) -> Text | None:
        """The agreed day in words, on the other side of the marks; None when there is no room."""
        if not row.milestone.baseline or not row.slip or label.anchor == "middle":
            return None
        at, text = (
            self._at(row.milestone.baseline),
            milestone_texts.agreed(row, self.language.day_and_month, self.language),
        )
        if row.slip > 0 and label.anchor == "start":
            place = self.text(at - _GAP, y + BASELINE, text, "end")
        elif row.slip < 0 and label.anchor == "end":
            place = self.text(at + _GAP, y + BASELINE, text)
        else:
            return None
        return place if self._fits(place) and not self._is_crossed(place) else None

    def _fits(self, text: Text) -> bool:
        return text.left >= _START and text.right <= _END

    def _is_crossed(self, text: Text) -> bool:
        return self.today_x is not None and text.left - _CLEAR < self.today_x < text.right + _CLEAR

    def _at(self, day: datetime.date) -> float:
        return self.scale.at(day.toordinal())


def _year(day: datetime.date) -> str:
    return str(day.year)
