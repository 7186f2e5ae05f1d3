"""What a Word file says, read from its XML without the library that wrote it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHARACTERS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}


def paragraphs(word: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """The paragraphs as (name of the style, text) in reading order, those in tables and lists included.

    `part` may also be a header or a footer. A tab is a tab, a line break a line feed, and unbroken spaces and hyphens
    are plain ones.
    """
    names = _style_names(word)
    return [(names[_style_id(paragraph)], _text(paragraph)) for paragraph in read(word, part).iter(f"{W}p")]


def read(word: bytes, part: str = "word/document.xml") -> etree._Element:
    """The XML of a part."""
    with ZipFile(BytesIO(word)) as package:
        return etree.fromstring(package.read(part))


def _style_names(word: bytes) -> dict[str, str]:
    return {
        style.get(f"{W}styleId", ""): style.find(f"{W}name").get(f"{W}val", "")
        for style in read(word, "word/styles.xml").iter(f"{W}style")
    }


def _style_id(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else "Normal"


def _text(paragraph: etree._Element) -> str:
    pieces = (
        element.text or "" if element.tag == f"{W}t" else _CHARACTERS[element.tag]
        for run in paragraph.iter(f"{W}r")
        for element in run
        if element.tag == f"{W}t" or element.tag in _CHARACTERS
    )
    return "".join(pieces).replace("\u00a0", " ")
