"""Drawings that templates make: a small closed vocabulary of SVG, which fetches nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.rendering.parsing import SOURCE

_SVG = "http://www.w3.org/2000/svg"
_LOOK = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "transform", "opacity"}
    | {"font-family", "font-size", "font-weight", "text-anchor"}
)
# What every program that shows a Word file, a PDF or a web page draws alike.
ELEMENTS: dict[str, frozenset[str]] = {
    "svg": frozenset({"width", "height", "viewBox", "role"}),
    "title": frozenset(),
    "desc": frozenset(),
    "g": frozenset(),
    "path": frozenset({"d"}),
    "line": frozenset({"x1", "y1", "x2", "y2"}),
    "rect": frozenset({"x", "y", "width", "height", "rx"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "text": frozenset({"x", "y"}),
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_drawing(svg: str, template: str) -> bytes:
    """The drawing as a file.

    Raises InvalidInput with every element and attribute outside the vocabulary, at the line of the template, and when
    the template did not write XML.
    """
    svg = _FORBIDDEN.sub("", svg).strip()
    if "<!" in svg:  # what a document type declares could make a short file endless
        raise InvalidInput([Problem("template-element", Place(template), {"element": "!"})])
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise InvalidInput([Problem("template-syntax", Place(template), {"message": str(error)})]) from error
    if problems := list(_problems(root)):
        raise InvalidInput(problems)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        element.attrib.pop(SOURCE, None)
    root.attrib = {"xmlns": _SVG, **root.attrib}
    drawing: bytes = ElementTree.tostring(root, encoding="utf-8")
    return drawing


def _problems(root: ElementTree.Element) -> Iterator[Problem]:
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{_SVG}}}")
        file, _, line = element.get(SOURCE, "").rpartition(":")
        place = Place(file, int(line or 0))
        if name not in ELEMENTS:
            yield Problem("template-element", place, {"element": name})
            continue
        for attribute, value in element.attrib.items():
            if attribute not in ELEMENTS[name] | _LOOK | {SOURCE} or "url(" in value.lower():
                yield Problem("template-attribute", place, {"element": name, "attribute": attribute})
