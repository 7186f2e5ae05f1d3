"""Tables that notes write in HTML, as those that Markdown makes: rows of cells with the words in them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import lxml.html

from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.mentions import line_of

_LONGEST = 50_000
# What begins a line of its own within a cell.
_BREAKS = frozenset({"br", "li", "p", "div"})


def html_table(block: Element) -> Element | None:
    """The first table in a block of raw HTML, every row with its line in the file; None where there is none."""
    html = block.text or ""
    if "<table" not in html or len(html) > _LONGEST:
        return None
    written = lxml.html.fragment_fromstring(html, create_parent="div").find(".//table")
    if written is None:
        return None
    table = Element("table", {LINE: str(line_of(block))})
    for row in written.iter("tr"):
        line = line_of(block) + (row.sourceline or 1) - 1
        below = SubElement(table, "tr", {LINE: str(line)})
        for cell in row.iterchildren("td", "th"):
            SubElement(below, "td").text = _words(cell)
    return table


def _words(cell: lxml.html.HtmlElement) -> str:
    """The words of a cell, a break or an item on a line of its own."""
    text = "".join(_pieces(cell))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(element: lxml.html.HtmlElement) -> list[str]:
    # A break in the source is a space.
    pieces = [" ".join((element.text or "").split("\n"))]
    for child in element:
        if not isinstance(child.tag, str):
            pieces.append(child.tail or "")
            continue
        is_break = child.tag in _BREAKS
        pieces += [*(["\n"] if is_break else []), *_pieces(child), *(["\n"] if is_break else [])]
        pieces.append(" ".join((child.tail or "").split("\n")))
    return pieces
