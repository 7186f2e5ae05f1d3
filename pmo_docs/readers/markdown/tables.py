"""Rows of a table, as GitHub reads them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

_DELIMITER_ROW = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
# A few bytes may not ask for millions of cells.
_SPARSEST = 20
_WIDEST = 200
_MOST_CELLS = 100_000
_CLASSES = {(True, True): "centre", (True, False): "left", (False, True): "right", (False, False): ""}


def alignments(line: str) -> tuple[str, ...]:
    """The class of each column, empty where none is asked for; no columns when this is not a delimiter row."""
    if line.count("|") > _WIDEST or not _DELIMITER_ROW.fullmatch(line):
        return ()
    return tuple(_CLASSES[cell.startswith(":"), cell.endswith(":")] for cell in cells(line))


def cells(line: str) -> list[str]:
    """The cells of a row; `\\|` is a bar in a cell, also in code."""
    line = line.strip()
    found = [cell.strip().replace("\\|", "|") for cell in _UNESCAPED_BAR.split(line)]
    if line.startswith("|"):
        del found[0]
    if len(found) > 1 and not found[-1]:
        del found[-1]
    return found


def add_row(group: Element, texts: list[str], classes: tuple[str, ...], line: int) -> Element:
    """Add a row to the head or body of a table.

    GitHub drops what stands beyond the last column; in minutes no word may get lost, so it is kept in the last cell.
    """
    last = len(classes) - 1
    if len(texts) > len(classes):
        texts = [*texts[:last], " ".join(text for text in texts[last:] if text)]
    row = SubElement(group, "tr", {"data-line": str(line)})
    for text, alignment in zip(texts, classes, strict=False):
        add_cell(row, group.tag, alignment).text = text
    return row


def add_cell(row: Element, group: str, alignment: str = "") -> Element:
    """Add an empty cell to a row of the head or the body."""
    cell = SubElement(row, "th", {"scope": "col"}) if group == "thead" else SubElement(row, "td")
    if alignment:
        cell.set("class", alignment)
    return cell


def fill_up(table: Element, classes: tuple[str, ...] = ()) -> None:
    """Give every row as many cells as the longest one, unless nearly all of them would be empty."""
    lengths = [len(row) for group in table for row in group]
    width = max(lengths, default=0)
    if width * len(lengths) > min(_SPARSEST * sum(lengths), _MOST_CELLS):
        return
    for group in table:
        for row in group:
            for number in range(len(row), width):
                add_cell(row, group.tag, classes[number] if number < len(classes) else "")
