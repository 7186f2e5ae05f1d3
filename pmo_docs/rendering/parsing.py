"""HTML text to a tree and back; what is outside the vocabulary is a problem at its own template and line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.rendering.tree import Element
from pmo_docs.rendering.vocabulary import BLOCKS, CLASSES, ELEMENTS, GLOBAL, VOID

# Every element carries the file and line it was written on in this attribute until it is parsed.
SOURCE = "data-source"

# Not `\s`: a non-breaking space is meant.
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
_HOLDS_BLOCKS_ONLY = frozenset(
    {"body", "header", "section", "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup", "figure"}
)
_HOLDS_EITHER = frozenset({"li", "dd", "td", "th", "blockquote", "aside", "footer"})


def parse(html: str) -> Element:
    """Read the body of a document.

    White space is folded as a browser does. Raises InvalidInput, once, with every element, attribute and class that
    is not in the vocabulary, and every tag that is not closed where it should be.
    """
    parser = _TreeParser()
    parser.feed(html)
    parser.close()
    return parser.result()


def serialise(element: Element) -> str:
    """The tree as HTML text."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    if element.name in VOID:
        return f"<{element.name}{attributes}>"
    content = "".join(
        escape(child, quote=False) if isinstance(child, str) else serialise(child) for child in element.children
    )
    return f"<{element.name}{attributes}>{content}</{element.name}>"


@dataclass
class _Open:
    name: str
    attributes: dict[str, str]
    source: str
    children: list[Element | str] = field(default_factory=list)


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [_Open("", {}, "")]
        self._problems: list[Problem] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        source = attributes.pop(SOURCE, "") or self._open[-1].source
        self._check(tag, attributes, source)
        self._open.append(_Open(tag, attributes, source))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        closing = self._open[-1]
        if closing.name != tag:
            self._report("template-nesting", closing.source, element=tag, open=closing.name or "—")
            return
        self._open.pop()
        element = Element(tag, closing.attributes, _fold(closing, self._inside_pre()), closing.source)
        self._open[-1].children.append(element)

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def result(self) -> Element:
        for unclosed in self._open[1:]:
            self._report("template-nesting", unclosed.source, element="—", open=unclosed.name)
        if self._problems:
            raise InvalidInput(self._problems)
        bodies = [child for child in self._open[0].children if isinstance(child, Element)]
        if len(bodies) != 1:
            raise ValueError(f"a document is one element, not {len(bodies)}")
        return bodies[0]

    def _inside_pre(self) -> bool:
        return any(element.name == "pre" for element in self._open)

    def _check(self, tag: str, attributes: dict[str, str], source: str) -> None:
        if tag not in ELEMENTS:
            self._report("template-element", source, element=tag)
            return
        for name in attributes:
            if name not in ELEMENTS[tag] | GLOBAL:
                self._report("template-attribute", source, element=tag, attribute=name)
        for name in attributes.get("class", "").split():
            if name not in CLASSES.get(tag, frozenset()):
                self._report("template-class", source, element=tag, name=name)

    def _report(self, code: str, source: str, **values: str) -> None:
        file, _, line = source.rpartition(":")
        self._problems.append(Problem(code, Place(file, int(line or 0)), values))


def _fold(element: _Open, inside_pre: bool) -> tuple[Element | str, ...]:
    """The children with white space as a browser shows it: runs are one space, none at the edges of a block."""
    if element.name == "pre" or inside_pre:
        return tuple(element.children)
    folded: list[Element | str] = []
    for child in _joined(element.children):
        if isinstance(child, str):
            child = _WHITE_SPACE.sub(" ", child)
            if element.name in _HOLDS_BLOCKS_ONLY and child == " ":
                continue
        folded.append(child)
    if element.name in BLOCKS | _HOLDS_EITHER | {"dt", "caption", "figcaption"}:
        folded = _trimmed(folded)
    return tuple(folded)


def _joined(children: list[Element | str]) -> list[Element | str]:
    joined: list[Element | str] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    return joined


def _trimmed(children: list[Element | str]) -> list[Element | str]:
    """Without the white space at both edges and beside blocks and line breaks."""
    trimmed: list[Element | str] = []
    for index, child in enumerate(children):
        if isinstance(child, str):
            if index == 0 or _is_break(children[index - 1]):
                child = child.lstrip(" ")
            if index == len(children) - 1 or _is_break(children[index + 1]):
                child = child.rstrip(" ")
            if not child:
                continue
        trimmed.append(child)
    return trimmed


def _is_break(node: Element | str) -> bool:
    return isinstance(node, Element) and (node.name in BLOCKS or node.name == "br")
