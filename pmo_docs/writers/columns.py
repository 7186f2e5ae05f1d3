"""Widths for the columns of a table, from what stands in them.

Measured by counting characters: WeasyPrint finds widths itself too, but sets every cell several times for it, which
makes a long table ten times as slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pmo_docs.rendering.tree import Element
from pmo_docs.rendering.vocabulary import BLOCKS

# How many characters of table text fit beside each other, and how many the space between two columns takes.
_UPRIGHT, _TURNED = 92, 148
_GAP = 2
# `dense` tables are set smaller, so that this many times as much fits.
_DENSER = 1.2
# Bold capitals at the head of a column are wider than the text below.
_HEAD = 1.15
# Longer words are divided; text longer than a line does not ask for more room; a few words stay together.
_LONGEST_WORD, _LONGEST_LINE, _FEW_WORDS = 16, 60, 18
_LEAST_TEXT = 8
# A table of so few rows, its head included, stays on one page.
_FEW_ROWS = 9
_UNBROKEN = frozenset({"number", "date"})
# Where a word may be divided without a hyphen of our own; not within a date or a range of numbers.
_JOINTS = re.compile(r"[ \n]+|(?<=[^\W\d])[-/](?=[^\W\d])")


@dataclass(frozen=True)
class _Column:
    """What a column cannot do without, and what it would fill: in characters."""

    least: float
    wish: float


def with_column_widths(element: Element, room: int = _UPRIGHT) -> Element:
    """The tree with a width on every column of every table."""
    if element.name == "table":
        return _with_widths(element, room)
    if element.attributes.get("data-orientation") == "landscape":
        room = _TURNED
    children = (child if isinstance(child, str) else with_column_widths(child, room) for child in element.children)
    return replace(element, children=tuple(children))


def _with_widths(table: Element, room: float) -> Element:
    rows = [row.elements for row in table.walk() if row.name == "tr"]
    kinds = [column.classes for column in table.walk() if column.name == "col"]
    columns = [
        _column(kinds[index] if index < len(kinds) else frozenset(), [row[index] for row in rows if index < len(row)])
        for index in range(max(map(len, rows), default=0))
    ]
    needed, wished = sum(column.least for column in columns), sum(column.wish for column in columns)
    attributes = dict(table.attributes)
    if "notes" in table.classes and wished < room:  # far apart, a short row is hard to follow
        attributes["style"] = f"width: {100 * wished / room:.1f}%"
        room = wished
    if len(rows) <= _FEW_ROWS:
        attributes["class"] = f"{attributes.get('class', '')} few".strip()
    if needed > room:
        attributes["class"] = f"{attributes.get('class', '')} dense".strip()
    shares = _shares(columns, room * _DENSER if needed > room else room)
    group = Element("colgroup", children=tuple(map(_col, shares)))
    caption = tuple(child for child in table.elements if child.name == "caption")
    rest = tuple(child for child in table.elements if child.name not in ("caption", "colgroup"))
    return replace(table, attributes=attributes, children=(*caption, group, *rest))


def _shares(columns: list[_Column], room: float) -> list[float]:
    """What every column needs, and of the space that is left a part by what it wishes."""
    needed = sum(column.least for column in columns)
    wishes = sum(column.wish - column.least for column in columns)
    left = max(0.0, room - needed)
    if not wishes:
        return [column.least / needed for column in columns]
    return [(column.least + left * (column.wish - column.least) / wishes) / (needed + left) for column in columns]


def _col(share: float) -> Element:
    return Element("col", {"style": f"width: {100 * share:.2f}%"})


def _column(kind: frozenset[str], cells: list[Element]) -> _Column:
    words, lines = [1.0], [1.0]
    for cell in cells:
        text = _pieces(cell)
        wider = _HEAD if cell.name == "th" else 1.0
        line = wider * max(map(len, text.split("\n")))
        word = wider * max(map(len, _JOINTS.split(text)))
        if kind & _UNBROKEN or cell.classes & {"nowrap", "right"}:
            words.append(min(line, _LONGEST_LINE))
        elif "short" in kind:
            words.append(max(min(line, _FEW_WORDS), min(word, _LONGEST_WORD)))
        else:
            words.append(min(word, _LONGEST_WORD))
        lines.append(min(line, _LONGEST_LINE))
    least = max(words) + _GAP
    if kind & _UNBROKEN:
        return _Column(least, least)
    # A column for text takes the space that is left also when its words are few.
    return _Column(least, max(least, max(lines) + _GAP) + (_LEAST_TEXT if "text" in kind else 0))


def _pieces(element: Element) -> str:
    """The text of a cell, a line for everything that starts on a line of its own."""
    return "".join(
        child
        if isinstance(child, str)
        else f"\n{_pieces(child)}\n"
        if child.name in BLOCKS | {"br", "li"} or child.classes & {"quiet", "late"}
        else _pieces(child)
        for child in element.children
    )
