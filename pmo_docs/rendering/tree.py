"""A rendered document: a tree of elements from the closed vocabulary, and what the writers need beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Element:
    """One element; `source` is the template or the notes it came from, as `file:line`."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element | str, ...] = ()
    source: str = ""

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text in the element, as written, in reading order."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The child elements, without the text between them."""
        return tuple(child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """The element itself and every element below it, in reading order."""
        yield self
        for child in self.elements:
            yield from child.walk()


@dataclass(frozen=True)
class Image:
    """A picture that was read and found sound, its size in pixels: PNG, JPEG or GIF, or a chart of our own as SVG."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Metadata:
    """What file managers and archives show of a document."""

    title: str
    author: str = ""
    subject: str = ""
    identifier: str = ""
    keywords: tuple[str, ...] = ()
    created: datetime | None = None


@dataclass(frozen=True)
class HouseStyle:
    """How documents look: the style sheet, the Word document with the styles, and the folder with the fonts.

    `accent` (six hexadecimal digits) and `font` are the organisation's own; empty means as in the style sheet.
    """

    stylesheet: str
    word_reference: bytes
    fonts: Path
    accent: str = ""
    font: str = ""


@dataclass(frozen=True)
class RenderedDocument:
    """One document, ready for any writer.

    `language` is a BCP 47 tag such as `nl` or `en-GB`; `images` holds every picture that the body names in `src`,
    so that a writer never reads a file that somebody's notes point at.
    """

    body: Element
    language: str
    metadata: Metadata
    style: HouseStyle
    images: Mapping[str, Image] = field(default_factory=dict)
