"""Links and pictures: written out, by reference, and bare addresses in the text."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from typing import ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from pmo_docs.readers.markdown.references import end_of_address, normalised

Result = tuple[Element | str | None, int, int]
Target = tuple[str, str, int]

BARE_LINK = (
    r"(?<![\w./-])(?:(?i:https?://)|www\.)[^\s<\x02\x03]+"  # an address
    r"|(?<![\w.+-])(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # a mailbox
)

_POINTED = re.compile(r"\(\s*<([^<>\n]*)>")
_BARE = re.compile(r"\(\s*")
_TITLE_AND_END = re.compile(r"""(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""")
_LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
_LINK_INSIDE = re.compile(r"(?<!!)\[[^\[\]]*\]\(")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_OPENED_BY = {")": "(", "]": "["}


class LinkProcessor(InlineProcessor):
    """Turns `[text](address "title")`, `[text][label]`, `[label][]` and `[label]` into a link.

    After an exclamation mark, which is then the first group of the pattern, they are pictures.
    """

    def __init__(self, pattern: str, markdown: Markdown) -> None:
        super().__init__(pattern, markdown)
        self._markdown = markdown
        self._brackets = Brackets()

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        closing = self._brackets.closing(data, m.end() - 1)
        if closing < 0:
            return None, m.start(), m.end()
        text = data[m.end() : closing]
        target = self._target(data, closing + 1) or self._reference(data, text, closing + 1)
        # A link in a link wins from the one around it.
        if not target or (not m[1] and _LINK_INSIDE.search(text)):
            return None, m.start(), m.end()
        address, title, end = target
        address = unescape(self.unescape(address))
        if m[1]:
            element = Element("img", {"src": address, "alt": self.unescape(text)})
        else:
            element = Element("a", {"href": address})
            element.text = text
        if title:
            element.set("title", unescape(self.unescape(title)))
        return element, m.start(), end

    def _target(self, data: str, start: int) -> Target | None:
        """Address, title and end of what stands between parentheses."""
        if pointed := _POINTED.match(data, start):
            address, end = pointed[1], pointed.end()
        elif opening := _BARE.match(data, start):
            end = end_of_address(data, opening.end())
            address = data[opening.end() : end]
        else:
            return None
        rest = _TITLE_AND_END.match(data, end) if end >= 0 else None
        return (address, rest[1][1:-1] if rest[1] else "", rest.end()) if rest else None

    def _reference(self, data: str, text: str, start: int) -> Target | None:
        label = _LABEL.match(data, start)
        key = label[1] if label and label[1] else text
        if len(key) > 999 or "[" in key:
            return None
        found = self._markdown.references.get(normalised(key))
        return (*found, label.end() if label else start) if found else None


class Brackets:
    """Which bracket closes which, looked up once for a text.

    Positions count from the end: what lies before a bracket has been replaced by the time the bracket is met, what
    comes after it has not.
    """

    def __init__(self) -> None:
        self._text = ""
        self._closing: dict[int, int] = {}

    def closing(self, data: str, opening: int) -> int:
        """The position of the bracket that closes the one at `opening`; -1 when none does."""
        rest = data[opening:]
        if not self._text.endswith(rest):
            self._text = rest
            self._closing = {len(rest) - start: len(rest) - end for start, end in bracket_pairs(rest)[0]}
        from_end = self._closing.get(len(rest))
        return -1 if from_end is None else len(data) - from_end


def bracket_pairs(text: str) -> tuple[list[tuple[int, int]], int]:
    """The pairs of square brackets, and how many were open at most or are never closed."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    most = 0
    for found in re.finditer(r"[\[\]]", text):
        if found.group() == "[":
            opened.append(found.start())
            most = max(most, len(opened))
        elif opened:
            pairs.append((opened.pop(), found.start()))
    return pairs, most


class BareLinkProcessor(InlineProcessor):
    """Turns an address or a mailbox in the text into a link, without the punctuation of the sentence around it."""

    ANCESTOR_EXCLUDES: ClassVar[Collection[str]] = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        shown = without_punctuation(m.group())
        address = unescape(shown)
        if "://" not in shown and not shown.startswith("mailto:"):
            address = f"https://{address}" if shown.startswith("www.") else f"mailto:{address}"
        link = Element("a", {"href": address})
        link.text = AtomicString(unescape(shown))
        return link, m.start(), m.start() + len(shown)


def without_punctuation(address: str) -> str:
    """The address without what belongs to the sentence: `https://example.org).` is `https://example.org`."""
    surplus = {closing: address.count(closing) - address.count(opening) for closing, opening in _OPENED_BY.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in "?!.,:;*_~'\"-" and not (last == ";" and (entity := _ENTITY_AT_END.search(address, 0, end))):
            end -= 1
        elif last == ";":
            end = entity.start()  # type: ignore[union-attr]
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        else:
            break
    return address[:end]
