"""The S-curve: what was planned over time, what was done and spent by each report, and what is expected in the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, SIZE, WIDTH, Chart, Text
from pmo_docs.charts.scales import QUARTER, YEAR, Calendar, Scale, calendar, round_amounts
from pmo_docs.documents.earned_value import EarnedValueSection
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.language import Language
from pmo_docs.model.earned_value import ZERO

_HEIGHT = 150.0
# Beside the lines stand amounts and names, between them their gaps.
_GAP, _BETWEEN, _SIGN = 5.0, 12.0, 20.0
_NAMES = {"planned": "PV", "earned": "EV", "spent": "AC", "estimate": "EAC"}

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One line with its mark at `marks`, and its name where it ends."""

    name: str
    points: tuple[Point, ...]
    marks: tuple[Point, ...]
    label: Text

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in self.points)


@dataclass(frozen=True)
class EarnedValueChart(Chart):
    """The lines between `left`, `right`, `top` and `bottom`; `key` the signs above them with amounts."""

    left: float
    right: float
    top: float
    bottom: float
    today: float
    lines: tuple[Line, ...]
    amounts: tuple[Text, ...]
    days: tuple[tuple[float, Text], ...]
    key: tuple[tuple[str, float, Text], ...]


def layout(document: ProgressReportDocument, language: Language, lettering: Lettering) -> EarnedValueChart | None:
    """The S-curve of a report in euros, or None when it has no earned value."""
    section = document.earned_value
    if section is None:
        return None
    placing = _Placing.of(section, document.unit.euros, language, lettering)
    return EarnedValueChart(
        height=placing.bottom + LEADING + 4,
        title=language.term.earned_value_chart,
        description=_description(placing),
        alternative=language.phrase("earned_chart_shows", n=len(section.measured)),
        caption=_caption(section, placing),
        left=placing.across.start,
        right=placing.across.end,
        top=placing.top,
        bottom=placing.bottom,
        today=placing.x(section.day),
        lines=tuple(placing.lines()),
        amounts=tuple(placing.amounts()),
        days=tuple(placing.days()),
        key=placing.key,
    )


def _description(placing: _Placing) -> str:
    """Every measurement with its day and amounts."""
    language, section = placing.language, placing.section
    said = []
    for point in section.measured:
        amounts = (("planned", point.value.planned), ("earned", point.value.earned), ("actual", point.value.spent))
        words = (language.phrase(f"amount_{name}", amount=placing.money(amount)) for name, amount in amounts)
        said.append(f"{language.date(point.day)}: {', '.join(words)}")
    return "; ".join(said)


def _caption(section: EarnedValueSection, placing: _Placing) -> str:
    language, value = placing.language, section.value
    amounts = {name: placing.money(getattr(value, name)) for name in ("planned", "earned", "spent")}
    says = language.phrase("earned_chart_says", day=language.date(section.day), **amounts)
    if value.estimate is None:
        return says
    expected = {"estimate": placing.money(value.estimate), "budget": placing.money(value.budget)}
    return f"{says} {language.phrase('earned_chart_expects', **expected)}"


@dataclass(frozen=True)
class _Placing:
    """Puts days and amounts, in euros, on their axes."""

    section: EarnedValueSection
    euros: int
    language: Language
    lettering: Lettering
    calendar: Calendar
    low: Decimal
    high: Decimal
    across: Scale
    key: tuple[tuple[str, float, Text], ...]

    @classmethod
    def of(cls, section: EarnedValueSection, euros: int, language: Language, lettering: Lettering) -> _Placing:
        values = [point.value for point in section.measured]
        ends = [section.value.budget, section.value.estimate or ZERO]
        reached = [amount * euros for value in values for amount in (value.spent, value.earned)]
        high = max(*reached, *(amount * euros for amount in ends))
        low = min(ZERO, *reached)
        widest = max(lettering.width(language.money(round(amount, 0)), SIZE) for amount in (low, high))
        left, right = widest + _GAP, WIDTH - lettering.width("EAC", SIZE) - 2 * _GAP
        days = [section.baseline.start, section.end, *(point.day for point in section.measured)]
        axis = calendar(days, right - left)
        key = tuple(_key(section, euros, language, lettering))
        return cls(section, euros, language, lettering, axis, low, high, axis.scale(left, right), key)

    @property
    def top(self) -> float:
        """Below the key."""
        return self.key[-1][2].y + 2 * LEADING

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT

    def x(self, day: datetime.date) -> float:
        """Where the end of a day stands."""
        return self.across.at(min(day.toordinal() + 1, int(self.across.last)))

    def y(self, amount: Decimal) -> float:
        return Scale(float(self.low), float(self.high), self.bottom, self.top).at(amount * self.euros)

    def money(self, amount: Decimal) -> str:
        """An amount in the unit of the project, in euros."""
        return self.language.money(round(amount * self.euros, 0))

    def lines(self) -> Iterator[Line]:
        section, plan = self.section, self.section.baseline
        bends = tuple((self.x(day), self.y(plan.planned(day))) for day in plan.bends)
        start = (bends[0][0], self.y(ZERO))
        drawn: list[tuple[str, tuple[Point, ...], tuple[Point, ...]]] = [("planned", bends, ())]
        for name in ("earned", "spent"):
            marks = tuple((self.x(point.day), self.y(getattr(point.value, name))) for point in section.measured)
            drawn.append((name, (start, *marks) if marks[0][0] > start[0] else marks, marks))
        if section.value.estimate is not None:
            end = (self.x(section.end), self.y(section.value.estimate))
            drawn.append(("estimate", (drawn[2][1][-1], end), (end,)))
        names = self._apart([self._name(name, points[-1], drawn[1:3]) for name, points, _ in drawn])
        for name, points, marks in drawn:
            yield Line(name, points, marks, names[_NAMES[name]])

    def _name(
        self, name: str, end: Point, measured: Sequence[tuple[str, tuple[Point, ...], tuple[Point, ...]]]
    ) -> Text:
        """Behind a line that ends at the side; of done and spent, the lower one's below it and the other's above."""
        (x, y), width = end, round(self.lettering.width(_NAMES[name], SIZE, bold=True), 2)
        lowest = max(points[-1][1] for _, points, _ in measured)
        if name not in ("earned", "spent"):
            y += BASELINE
        elif y < lowest and x - _GAP - width > self.across.start:
            x, y = x - 2 * _GAP - width, y - _GAP
        else:
            y += LEADING
        return Text(round(x + _GAP, 2), round(min(y, self.bottom - 2), 2), _NAMES[name], "start", width)

    def _apart(self, texts: Sequence[Text]) -> dict[str, Text]:
        """The names moved up, from the lowest on, until none lies on another."""
        placed: dict[str, Text] = {}
        for text in sorted(texts, key=lambda text: -text.y):
            for other in sorted(placed.values(), key=lambda other: -other.y):
                is_near = text.left < other.right + 2 and other.left < text.right + 2
                if is_near and other.y - LEADING < text.y < other.y + LEADING:
                    text = replace(text, y=round(other.y - LEADING, 2))
            placed[text.text] = text
        return placed

    def amounts(self) -> Iterator[Text]:
        """The round amounts along the side."""

        def fits(step: Decimal) -> bool:
            return abs(self.y(step / self.euros) - self.y(ZERO)) > 2 * LEADING

        for amount in round_amounts(self.low, self.high, fits):
            y = self.y(amount / self.euros) + BASELINE
            yield Text(round(self.across.start - _GAP, 2), round(y, 2), self.language.money(amount), "end")

    def days(self) -> Iterator[tuple[float, Text]]:
        """The months, quarters or years below the lines: where each begins, and its name in the middle."""
        days, stretch, y = self.calendar.days, self.calendar.stretch, round(self.bottom + LEADING + 1, 2)
        for first, last in pairwise(days):
            name = self._stretch_name(first, stretch)
            begin, end = self.across.at(first.toordinal()), self.across.at(last.toordinal())
            yield begin, Text(round((begin + end) / 2, 2), y, name, "middle")

    def _stretch_name(self, first: datetime.date, stretch: int) -> str:
        if stretch >= YEAR:
            return str(first.year)
        name = self.language.quarter(first) if stretch == QUARTER else self.language.month(first)
        starts_year = first.month == 1 or first == self.calendar.days[0]
        full = f"{name} {first.year}"
        room = (self.across.end - self.across.start) / (len(self.calendar.months) - 1)
        return full if starts_year and self.lettering.width(full, SIZE) < room - 2 else name


def _key(
    section: EarnedValueSection, euros: int, language: Language, lettering: Lettering
) -> Iterator[tuple[str, float, Text]]:
    """The signs with their words and amounts of the day, one row of them, or more when they do not fit."""
    value = section.value
    named = [
        ("planned", "planned", value.planned),
        ("earned", "earned", value.earned),
        ("spent", "actual", value.spent),
    ]
    if value.estimate is not None:
        named.append(("estimate", "estimate", value.estimate))
    x, y = 0.0, LEADING - 1
    for name, phrase, amount in named:
        text = language.phrase(f"amount_{phrase}", amount=language.number(round(amount * euros)))
        width = round(lettering.width(text, SIZE), 2)
        if x and x + _SIGN + _GAP + width > WIDTH:
            x, y = 0.0, y + LEADING
        yield name, round(x, 2), Text(round(x + _SIGN + _GAP, 2), y, text, "start", width)
        x += _SIGN + _GAP + width + _BETWEEN
