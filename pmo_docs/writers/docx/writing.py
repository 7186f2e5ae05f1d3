"""What every function of the Word writer works with: the part under way, and the place that a block stands at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from docx.opc.part import Part

from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.rendering.tree import Element, Image
from pmo_docs.writers.docx.numbering import Numbering
from pmo_docs.writers.docx.ooxml import TWIPS_PER_POINT, W, XmlElement, add, clean, word_language
from pmo_docs.writers.docx.runs import PLAIN, Look, add_text
from pmo_docs.writers.docx.styles import Styles
from pmo_docs.writers.page import Report, place

# The farthest that Word draws a line from its paragraph, in points.
_FARTHEST_BORDER = 31
# Beyond those that a reference document may have of its own.
_FIRST_BOOKMARK = 10_000


@dataclass(frozen=True)
class Setting:
    """Where a block stands; lengths are in twips.

    `text_style` is the style of plain paragraphs here, and `left` where their text begins. Along every paragraph
    in a `frame` runs the line of the paragraph style of that name.
    """

    width: int
    height: int
    text_style: str = "Body Text"
    left: int = 0
    frame: str = ""
    frame_left: int = 0
    list_level: int = 0
    in_cell: bool = False
    keep_next: bool = False
    look: Look = PLAIN

    def within(self, element: Element) -> Setting:
        """The setting of what stands in `element`: its language, if it has one of its own."""
        language = element.attributes.get("lang")
        return self.with_look(language=word_language(language)) if language else self

    def with_look(self, **changes: Any) -> Setting:
        """The same place with letters that look different."""
        return replace(self, look=replace(self.look, **changes))


# Writes an element at its place as the last child of another.
ElementFunction = Callable[["Writing", Element, Setting, XmlElement], None]


@dataclass(frozen=True)
class Writing:
    """One part of a Word file under way: the document itself, a header or a footer."""

    part: Part
    styles: Styles
    numbering: Numbering
    images: Mapping[str, Image]
    blocks: Mapping[str, ElementFunction]
    inlines: Mapping[str, ElementFunction]
    drawing_numbers: Iterator[int]
    fonts: Path
    report: Report
    image_blips: dict[str, str] = field(default_factory=dict)
    bookmark_numbers: Iterator[int] = field(default_factory=lambda: count(_FIRST_BOOKMARK))

    def flow(self, nodes: Iterable[Element | str], setting: Setting, into: XmlElement) -> None:
        """Write blocks and, between them, text as plain paragraphs."""
        line: list[Element | str] = []
        for node in (*nodes, None):
            if isinstance(node, str) or (node and node.name in self.inlines):
                line.append(node)
                continue
            if any(isinstance(part, Element) or part.strip() for part in line):
                self.plain_paragraph(line, setting, into)
            line = []
            if node:
                self.block(node, setting, into)

    def block(self, element: Element, setting: Setting, into: XmlElement) -> None:
        """Write one block; raises InvalidInput when it cannot stand here."""
        function = self.blocks.get(element.name)
        if function is None:
            raise misplaced(element)
        function(self, element, setting.within(element), into)

    def plain_paragraph(self, nodes: Iterable[Element | str], setting: Setting, into: XmlElement) -> None:
        """Write a paragraph in the text style of this place."""
        self.paragraph(setting.text_style, nodes, setting, into, left=setting.left)

    def paragraph(
        self,
        style: str,
        nodes: Iterable[Element | str],
        setting: Setting,
        into: XmlElement,
        left: int | None = None,
        number: tuple[str, int] | None = None,
    ) -> None:
        """Write a paragraph; `left` and `number` are as in `start_paragraph`."""
        paragraph, setting = self.start_paragraph(style, setting, into, left, number)
        self.inline(nodes, setting, paragraph)

    def start_paragraph(
        self,
        style: str,
        setting: Setting,
        into: XmlElement,
        left: int | None = None,
        number: tuple[str, int] | None = None,
    ) -> tuple[XmlElement, Setting]:
        """An empty paragraph and the setting of its text.

        Its text begins at `left`, or as far from the place's own as the style says; `number` is the id of the list
        that it is an item of, and its level.
        """
        paragraph = add(into, "p")
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=self.styles.id_of(style))
        if setting.keep_next:
            add(properties, "keepNext")
        if (frame := self.styles.frame_of(style)) is not None:
            # LibreOffice sees a frame at the paragraph, but not in its style.
            properties.append(deepcopy(frame))
        if number is not None:
            numbering = add(properties, "numPr")
            add(numbering, "ilvl", val=str(number[1]))
            add(numbering, "numId", val=number[0])
        own_left = self.styles.left_of(style)
        left = setting.left + own_left if left is None else left
        if setting.frame and not style.startswith(setting.frame):
            edge = setting.frame_left if number else left - self.styles.hanging_of(style)
            self._frame(properties, setting, edge)
        own_right = self.styles.right_of(style)
        right = self.styles.right_of(setting.frame) if setting.frame else own_right
        if (left, right) != (own_left, own_right):
            indent = add(properties, "ind", left=str(left), right=str(right))
            if setting.frame and number:
                # The line of the frame stands left of the number: on one place at every level, or it would break.
                indent.set(f"{W}hanging", str(left - setting.frame_left))
        if left != setting.left:
            setting = replace(setting, left=left)
        return paragraph, setting.with_look(on_bold=True) if self.styles.is_bold(style) else setting

    def bookmark(self, name: str, into: XmlElement) -> None:
        """Mark the place as one that a link can lead to."""
        number = str(next(self.bookmark_numbers))
        add(into, "bookmarkStart", id=number).set(f"{W}name", clean(name))
        add(into, "bookmarkEnd", id=number)

    def inline(self, nodes: Iterable[Element | str], setting: Setting, into: XmlElement) -> None:
        """Write text and inline elements."""
        for node in nodes:
            if isinstance(node, str):
                add_text(node, setting.look, self.styles, into)
                continue
            function = self.inlines.get(node.name)
            if function is None:
                raise misplaced(node)
            function(self, node, setting.within(node), into)

    def _frame(self, properties: XmlElement, setting: Setting, left: int) -> None:
        """Draw the line of the frame beside a paragraph that begins farther to the right."""
        borders = self.styles.borders_of(setting.frame)
        if borders is None:
            return
        borders = deepcopy(borders)
        for side in borders.iterfind(f"{W}left"):
            distance = int(side.get(f"{W}space", "0")) + (left - setting.frame_left) // TWIPS_PER_POINT
            side.set(f"{W}space", str(max(0, min(distance, _FARTHEST_BORDER))))
        properties.append(borders)


def misplaced(element: Element) -> InvalidInput:
    """The problem of an element that stands where Word has no place for it."""
    return InvalidInput([Problem("word-element", place(element), {"element": element.name})])
