"""The milestone trend: which day was expected in which report, a line for every milestone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pmo_docs.charts import milestone_trend_texts as texts
from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, SIZE, WIDTH, Chart, Text
from pmo_docs.charts.scales import YEAR, Scale, calendar
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.documents.project_planning import MilestoneTrend
from pmo_docs.language import Language

MOST = 8
"""As many as there are marks that differ in black and white."""
_LEFT, _RIGHT, _TOP = 46.0, 252.0, 16.0
# The first and the last report stand inside the plot, so that the names of their days fit below.
_FIRST, _LAST = 26.0, 12.0
_SIGN, _LABEL = 271.0, 279.0
# A label is a name in one or two lines, and a line below it.
_LABEL_HEIGHT, _LINES, _LEAST_HEIGHT = 24.0, 2, 150.0
_BETWEEN = 4.0


@dataclass(frozen=True)
class Level:
    """Where a month, quarter or year begins on the axis of the expected days."""

    y: float
    is_year: bool
    label: Text | None


@dataclass(frozen=True)
class Tick:
    """A report on the axis of reports; its day is left out where there is no room."""

    x: float
    label: Text | None


@dataclass(frozen=True)
class Line:
    """One milestone: its `places`, and its label beside the plot with the same mark at `sign`; `mark` is a number."""

    mark: int
    places: tuple[tuple[float, float], ...]
    sign: tuple[float, float]
    name: tuple[Text, ...]
    standing: Text

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in self.places)


@dataclass(frozen=True)
class MilestoneTrendChart(Chart):
    """The lines; `reached` goes through the days on which what is expected is the day of the report itself."""

    left: float
    right: float
    top: float
    bottom: float
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    reached: tuple[tuple[float, float], tuple[float, float]]
    reached_label: Text
    axes: tuple[Text, Text]


def layout(document: ProgressReportDocument, language: Language, lettering: Lettering) -> MilestoneTrendChart | None:
    """The lines of a report, or None when there is no history in which anything moved."""
    if not document.trends:
        return None
    shown = _most_telling(document.trends)
    placing = _Placing.of(shown, language, lettering)
    lines, reached_label = placing.lines(shown)
    first, last = (datetime.date.fromordinal(int(day)) for day in (placing.across.first, placing.across.last))
    return MilestoneTrendChart(
        height=placing.bottom + LEADING + 4,
        title=language.term.milestone_trend_chart,
        description=texts.description(shown, language),
        alternative=texts.alternative(shown, language),
        caption=texts.caption(document.trends, len(shown), language),
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=placing.bottom,
        levels=tuple(placing.levels()),
        ticks=tuple(placing.ticks(shown)),
        lines=lines,
        reached=(placing.at(first, first), placing.at(last, last)),
        reached_label=reached_label,
        axes=(
            placing.text(_LEFT - _BETWEEN, LEADING - 1, language.term.forecast_axis, "end"),
            placing.text(_LEFT - _BETWEEN, placing.bottom + LEADING + 1, language.term.reported_axis, "end"),
        ),
    )


def _most_telling(trends: Sequence[MilestoneTrend]) -> list[MilestoneTrend]:
    """At most as many as there are marks: those that moved farthest, in their own order."""
    by_distance = sorted(range(len(trends)), key=lambda index: -abs(trends[index].moved))
    return [trends[index] for index in sorted(by_distance[:MOST])]


@dataclass(frozen=True)
class _Placing:
    """Puts reports on the axis across, expected days on the axis up, and labels beside the plot."""

    language: Language
    lettering: Lettering
    across: Scale
    up: Scale
    months: tuple[datetime.date, ...]
    stretch: int
    bottom: float
    label_height: float

    @classmethod
    def of(cls, trends: Sequence[MilestoneTrend], language: Language, lettering: Lettering) -> _Placing:
        reported = [point.reported.toordinal() for trend in trends for point in trend.points]
        expected = [point.expected for trend in trends for point in trend.points]
        # The days of the reports belong to it: where both are the same day, a milestone is reached.
        held = [*expected, *(datetime.date.fromordinal(day) for day in (min(reported), max(reported)))]
        lines = max(len(_wrapped(trend, lettering)) for trend in trends)
        label_height = _LABEL_HEIGHT + (lines - 1) * LEADING
        height = max(_LEAST_HEIGHT, (len(trends) + 1) * label_height)
        axis, bottom = calendar(held, height), _TOP + height
        across = Scale(min(reported), max(reported), _LEFT + _FIRST, _RIGHT - _LAST)
        return cls(language, lettering, across, axis.scale(bottom, _TOP), axis.days, axis.stretch, bottom, label_height)

    def at(self, reported: datetime.date, expected: datetime.date) -> tuple[float, float]:
        return self.across.at(reported.toordinal()), self.up.at(expected.toordinal())

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> Text:
        return Text(round(x, 2), round(y, 2), text, anchor, round(self.lettering.width(text, SIZE), 2))

    def levels(self) -> Iterator[Level]:
        """Every stretch at its beginning; the year is named where it begins."""
        for index, day in enumerate(self.months):
            y = self.up.at(day.toordinal())
            is_year = day.month == 1
            named = self.language.month_and_year if index == 0 or is_year else self.language.month
            label = str(day.year) if self.stretch >= YEAR else named(day)
            is_last = index == len(self.months) - 1  # its name would stand on that of the axis
            yield Level(y, is_year, None if is_last else self.text(_LEFT - _BETWEEN, y - 1.5, label, "end"))

    def ticks(self, trends: Sequence[MilestoneTrend]) -> Iterator[Tick]:
        """Every report; of days that stand too close the later one is named, and always the last."""
        days = sorted({point.reported for trend in trends for point in trend.forecasts})
        ticks: list[Tick] = []
        free = WIDTH
        for day in reversed(days):
            x = self.across.at(day.toordinal())
            label = self.text(x, self.bottom + LEADING + 1, self.language.short_date(day), "middle")
            fits = label.right < free and label.left > _LEFT
            free = label.left - _BETWEEN if fits else free
            ticks.append(Tick(x, label if fits else None))
        yield from reversed(ticks)

    def lines(self, trends: Sequence[MilestoneTrend]) -> tuple[tuple[Line, ...], Text]:
        """Every milestone, labelled as near its end as the others allow, and the words of the diagonal."""
        ends = [self.up.at(trend.points[-1].expected.toordinal()) for trend in trends]
        own = self.up.at(self.across.last)
        *middles, middle = self._apart([*ends, own])
        lines = tuple(
            self._line(mark, trend, middle) for mark, (trend, middle) in enumerate(zip(trends, middles, strict=True))
        )
        return lines, self.text(_LABEL, middle + BASELINE, self.language.term.reached_line)

    def _line(self, mark: int, trend: MilestoneTrend, middle: float) -> Line:
        wrapped = _wrapped(trend, self.lettering)
        first = middle - len(wrapped) * LEADING / 2 + BASELINE
        names = tuple(
            replace(
                self.text(_LABEL, first + index * LEADING, name),
                width=round(self.lettering.width(name, SIZE, bold=True), 2),
            )
            for index, name in enumerate(wrapped)
        )
        places = tuple(self.at(point.reported, point.expected) for point in trend.points)
        standing = self.text(_LABEL, first + len(wrapped) * LEADING, texts.standing(trend, self.language))
        return Line(mark, places, (_SIGN, round(first - BASELINE, 2)), names, standing)

    def _apart(self, wanted: Sequence[float]) -> list[float]:
        """The middles of labels, as near to where they are wanted as leaves every one its room."""
        order = sorted(range(len(wanted)), key=lambda index: wanted[index])
        half = self.label_height / 2
        found = [max(_TOP + half, wanted[index]) for index in order]
        for before, after in pairwise(range(len(found))):
            found[after] = max(found[after], found[before] + self.label_height)
        last = self.bottom - half
        for at in reversed(range(len(found))):
            found[at] = min(found[at], last)
            last = found[at] - self.label_height
        middles = dict(zip(order, found, strict=True))
        return [middles[index] for index in range(len(wanted))]


def _wrapped(trend: MilestoneTrend, lettering: Lettering) -> tuple[str, ...]:
    return lettering.wrapped(trend.milestone.name, SIZE, WIDTH - _LABEL, _LINES, bold=True)
