"""A chart with names at the left and a calendar beside them: its axis, and the line at the day of the report."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import LEADING, ROW, SIZE, TALL_ROW, WIDTH, Text
from pmo_docs.charts.scales import MONTH, QUARTER, YEAR, Calendar, Scale, calendar
from pmo_docs.language import Language

NAME_WIDTH = 130.0
START = 138.0
# The axis leaves room for the label behind its last mark, but not more than this.
_SHORTEST_AXIS = 170.0
# From the day of a mark to its label, and from the line of the report to the text beside it.
GAP, _CLEAR = 8.5, 2.0


@dataclass(frozen=True)
class Stretch:
    """A part of the axis: where it begins, and whether a year begins there."""

    x: float
    is_year: bool


@dataclass(frozen=True)
class Timeline:
    """Puts days, names and labels on the axis; `day` is that of the report."""

    language: Language
    lettering: Lettering
    axis: Calendar
    scale: Scale
    day: datetime.date | None

    @classmethod
    def of(
        cls,
        days: Iterable[datetime.date],
        day: datetime.date | None,
        labels: Callable[[Timeline], Iterable[tuple[datetime.date, str]]],
        language: Language,
        lettering: Lettering,
    ) -> Timeline:
        """With room for all days, on an axis as long as the labels allow; each stands behind a day."""
        held, end = [*days, *filter(None, [day])], WIDTH
        for _ in range(2):  # once more: a shorter axis may have other stretches, and so another end
            axis = calendar(held, end - START)
            timeline = cls(language, lettering, axis, axis.scale(START, WIDTH), day)
            end = min((timeline._longest(last, text) for last, text in labels(timeline)), default=WIDTH)
        return replace(timeline, scale=axis.scale(START, end))

    def _longest(self, last: datetime.date, text: str) -> float:
        """Where an axis from here to the edge must end for a label to fit behind a day."""
        right = self.at(last) - START
        room = WIDTH - START - GAP - self.text(0, 0, text).width
        return max(START + _SHORTEST_AXIS, min(WIDTH, START + (WIDTH - START) * room / max(right, 1)))

    @property
    def top(self) -> float:
        """Where the rows begin, below the names of the stretches."""
        return 2 * LEADING + 5 if self.axis.stretch < YEAR else LEADING + 5

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        is_short = self.axis.stretch < YEAR
        return tuple(Stretch(self.at(day), day.month == 1 and is_short) for day in self.axis.days)

    @property
    def today_x(self) -> float | None:
        return None if self.day is None else self.at(self.day)

    def today(self, y: float) -> Text | None:
        """The name of the line at the day of the report, under it as far as there is room."""
        if self.day is None:
            return None
        text = self.text(self.at(self.day), y, f"{self.language.term.as_of} {self.language.short_date(self.day)}")
        middle = min(max(text.x, START + text.width / 2), WIDTH - text.width / 2)
        return Text(round(middle, 2), y, text.text, "middle", text.width)

    def name(self, name: str, *, bold: bool = False) -> tuple[str, ...]:
        """A name in one or two lines; what is left is shortened."""
        return self.lettering.wrapped(name, SIZE, NAME_WIDTH, 2, bold=bold)

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> Text:
        return Text(round(x, 2), round(y, 2), text, anchor, round(self.lettering.width(text, SIZE), 2))

    def axis_labels(self) -> Iterator[Text]:
        """The months or quarters with the years above them, or only years; a label without room is left out."""
        stretch, starts = self.axis.stretch, self.axis.days
        line = LEADING if stretch >= YEAR else 2 * LEADING
        named = {MONTH: self.language.month, QUARTER: self.language.quarter}.get(stretch, _year)
        for day, after in pairwise(starts):
            start, end = self.at(day), self.at(after)
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
            label = self.text(self.at(day) + 2, LEADING, _year(day))
            if label.right <= self.at(following):
                yield label

    def named(self, day: datetime.date) -> str:
        """The day as the axis leaves it open."""
        return (self.language.short_date if self.axis.stretch >= YEAR else self.language.day_and_month)(day)

    def fits(self, text: Text) -> bool:
        return text.left >= START and text.right <= WIDTH + 0.1

    def is_crossed(self, text: Text) -> bool:
        """Whether the line of the report goes through a text."""
        return self.today_x is not None and text.left - _CLEAR < self.today_x < text.right + _CLEAR

    def at(self, day: datetime.date) -> float:
        """Where a day stands."""
        return self.scale.at(day.toordinal())


def row_height(names: Iterable[Sequence[str]]) -> float:
    """How high every row is, so that the tallest name fits."""
    return TALL_ROW if any(len(name) > 1 for name in names) else ROW


def _year(day: datetime.date) -> str:
    return str(day.year)
