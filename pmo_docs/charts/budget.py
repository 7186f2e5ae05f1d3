"""The bars of the budget: what may be spent, what is spent and committed of it, and what is expected in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pmo_docs.charts.lettering import Lettering
from pmo_docs.charts.marks import BASELINE, LEADING, ROW, SIZE, TALL_ROW, WIDTH, Box, Chart, Text
from pmo_docs.charts.scales import Scale, round_amounts
from pmo_docs.documents.progress_report import MoneyRow, ProgressReportDocument
from pmo_docs.language import Language
from pmo_docs.model.earned_value import ZERO

MOST = 20
_NAME_WIDTH = 118.0
_START = 130.0
_SHORTEST_AXIS = 40.0
_BUDGET_HEIGHT, _SPENT_HEIGHT = 13.0, 7.0
# From a bar to its label, from a sign in the key to its word, and from that to the next sign.
_GAP, _AFTER_SIGN, _BETWEEN = 8.0, 4.0, 11.0
SIGN = 8.0


@dataclass(frozen=True)
class Row:
    """One budget line, or the total: `forecast` is where its mark stands, None when it is not known."""

    y: float
    bottom: float
    name: tuple[Text, ...]
    is_total: bool
    budget: Box
    spent: Box
    committed: Box
    forecast: float | None
    label: Text


@dataclass(frozen=True)
class Tick:
    """A round amount on the axis."""

    x: float
    label: Text


@dataclass(frozen=True)
class BudgetChart(Chart):
    """The bars: `top` and `bottom` are those of the rows, `key` the signs above them, with the amounts of the first."""

    top: float
    bottom: float
    zero: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    key: tuple[tuple[str, Box, Text], ...]


def layout(document: ProgressReportDocument, language: Language, lettering: Lettering) -> BudgetChart | None:
    """The bars of a report in euros, the total first, or None when no budget line has an amount."""
    lines = [row.times(document.unit.euros) for row in document.money if any(_amounts(row))]
    if not lines:
        return None
    lines = _largest(lines)
    total = document.total and replace(document.total, name=language.term.total).times(document.unit.euros)
    shown = [total, *lines] if total else lines
    summary = total or lines[0]
    placing = _Placing.of(shown, language, lettering)
    key = tuple(placing.key(summary))
    top = 2 * LEADING + 6 if key and key[-1][2].y > LEADING else LEADING + 6
    rows = placing.rows(shown, top)
    bottom = rows[-1].bottom
    return BudgetChart(
        height=bottom + LEADING + 5,
        title=language.term.budget_chart,
        description="; ".join(f"{row.name}: {_said(row, language)}" for row in shown),
        alternative=language.phrase("budget_chart_shows", n=len(lines)),
        caption=_caption(summary, len(document.money) - len(lines), language),
        top=top,
        bottom=bottom,
        zero=placing.scale.at(0),
        rows=rows,
        ticks=tuple(placing.ticks(bottom + LEADING + 1)),
        key=key,
    )


def _amounts(row: MoneyRow) -> tuple[Decimal, ...]:
    return row.budget, row.spent, row.committed, row.forecast or ZERO


def _largest(lines: Sequence[MoneyRow]) -> list[MoneyRow]:
    """At most as many as fit on a page, in their own order."""
    by_size = sorted(range(len(lines)), key=lambda index: -max(map(abs, _amounts(lines[index]))))
    return [lines[index] for index in sorted(by_size[:MOST])]


def _said(row: MoneyRow, language: Language) -> str:
    amounts = [("budget", row.budget), ("spent", row.spent), ("committed", row.committed), ("forecast", row.forecast)]
    return ", ".join(
        language.phrase(f"amount_{name}", amount=language.number(amount))
        for name, amount in amounts
        if amount is not None
    )


def _caption(row: MoneyRow, hidden: int, language: Language) -> str:
    """What the bars show of the total, or of the only line: what it will cost, and what is spent and committed."""
    if row.deviation is None:
        phrase = "budget_without_forecast"
    else:
        phrase = "budget_over" if row.deviation > 0 else "budget_under" if row.deviation < 0 else "budget_even"
    money = {name: language.money(amount) for name, amount in _named(row)}
    sentences = [language.phrase(phrase, **money)]
    if hidden:
        sentences.append(language.phrase("budget_lines_in_table", n=hidden))
    return " ".join(sentences)


def _named(row: MoneyRow) -> Iterator[tuple[str, Decimal]]:
    yield from (("budget", row.budget), ("spent", row.spent), ("committed", row.committed))
    if row.forecast is not None and row.deviation is not None:
        yield from (("forecast", row.forecast), ("difference", abs(row.deviation)))


def _stacked(row: MoneyRow) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """From where to where spent and committed go: what is negative goes the other way."""
    start = row.spent if (row.spent > 0) == (row.committed > 0) else ZERO
    return (ZERO, row.spent), (start, start + row.committed)


def _extent(row: MoneyRow) -> tuple[Decimal, Decimal]:
    """The least and the greatest amount that the row reaches."""
    places = [ZERO, row.budget, row.forecast or ZERO, *(place for pair in _stacked(row) for place in pair)]
    return min(places), max(places)


@dataclass(frozen=True)
class _Placing:
    """Puts bars and their labels on the axis from `low` to `high`."""

    language: Language
    lettering: Lettering
    low: Decimal
    high: Decimal
    scale: Scale

    @classmethod
    def of(cls, rows: Sequence[MoneyRow], language: Language, lettering: Lettering) -> _Placing:
        """With bars as long as the labels behind them allow."""
        low, high = min(_extent(row)[0] for row in rows), max(_extent(row)[1] for row in rows)
        room = WIDTH - _START
        for row in rows:
            share = float((_extent(row)[1] - low) / (high - low))
            left = WIDTH - _START - _GAP - lettering.width(_label(row, language), SIZE, bold=True)
            room = min(room, left / share if share else room)
        return cls(
            language, lettering, low, high, Scale(float(low), float(high), _START, _START + max(room, _SHORTEST_AXIS))
        )

    def rows(self, rows: Sequence[MoneyRow], top: float) -> tuple[Row, ...]:
        """The rows below each other; the total is the first of more than one."""
        is_bold = [index == 0 and len(rows) > 1 for index in range(len(rows))]
        names = [
            self.lettering.wrapped(row.name, SIZE, _NAME_WIDTH, 2, bold=bold)
            for row, bold in zip(rows, is_bold, strict=True)
        ]
        height = TALL_ROW if any(len(name) > 1 for name in names) else ROW
        return tuple(
            self._row(row, name, top + index * height, height, is_total=is_bold[index])
            for index, (row, name) in enumerate(zip(rows, names, strict=True))
        )

    def _row(self, row: MoneyRow, name: Sequence[str], top: float, height: float, *, is_total: bool) -> Row:
        y = top + height / 2
        first = y + BASELINE - (len(name) - 1) * LEADING / 2
        spent, committed = _stacked(row)
        return Row(
            y=y,
            bottom=top + height,
            name=tuple(Text(0, round(first + index * LEADING, 2), line) for index, line in enumerate(name)),
            is_total=is_total,
            budget=self._bar(ZERO, row.budget, y, _BUDGET_HEIGHT),
            spent=self._bar(*spent, y, _SPENT_HEIGHT),
            committed=self._bar(*committed, y, _SPENT_HEIGHT),
            forecast=None if row.forecast is None else self.scale.at(row.forecast),
            label=self._text(self.scale.at(_extent(row)[1]) + _GAP, y + BASELINE, _label(row, self.language)),
        )

    def ticks(self, y: float) -> Iterator[Tick]:
        def fits(step: Decimal) -> bool:
            widest = max(self._width(self.language.money(amount)) for amount in (self.low, self.high, step))
            return self.scale.at(step) - self.scale.at(0) > widest + _BETWEEN

        for amount in round_amounts(self.low, self.high, fits):
            label = self._text(self.scale.at(amount), y, self.language.money(amount), "middle")
            yield Tick(self.scale.at(amount), self._within(label))

    def key(self, row: MoneyRow) -> Iterator[tuple[str, Box, Text]]:
        """The signs in the bar with their words and the amounts of the first row; the label says what the pin is."""
        named = (("spent", row.spent), ("committed", row.committed), ("budget", row.budget))
        texts = [
            (name, self.language.phrase(f"amount_{name}", amount=self.language.number(amount)))
            for name, amount in named
        ]
        width = sum(SIGN + _AFTER_SIGN + self._width(text) + _BETWEEN for _, text in texts) - _BETWEEN
        x, y = min(_START, max(0.0, WIDTH - width)), LEADING - 1
        for name, text in texts:
            label = self._text(x + SIGN + _AFTER_SIGN, y, text)
            if label.right > WIDTH + 0.5:
                x, y = 0.0, y + LEADING
                label = self._text(x + SIGN + _AFTER_SIGN, y, text)
            yield name, Box(round(x, 2), y - SIGN + 1, SIGN, SIGN), label
            x = label.right + _BETWEEN

    def _bar(self, first: Decimal, last: Decimal, y: float, height: float) -> Box:
        left, right = sorted((self.scale.at(first), self.scale.at(last)))
        return Box(left, round(y - height / 2, 2), round(right - left, 2), height)

    def _text(self, x: float, y: float, text: str, anchor: str = "start") -> Text:
        return Text(round(x, 2), round(y, 2), text, anchor, round(self._width(text), 2))

    def _width(self, text: str) -> float:
        return self.lettering.width(text, SIZE)

    def _within(self, label: Text) -> Text:
        return replace(label, x=round(label.x - max(0.0, label.right - WIDTH), 2))


def _label(row: MoneyRow, language: Language) -> str:
    """What is expected, and how much that differs from what was agreed; without a forecast what was agreed."""
    if row.forecast is None or row.deviation is None:
        return language.phrase("amount_budget", amount=language.number(row.budget))
    expected = language.phrase("amount_forecast", amount=language.number(row.forecast))
    return f"{expected}, {language.signed(row.deviation)}" if row.deviation else expected
