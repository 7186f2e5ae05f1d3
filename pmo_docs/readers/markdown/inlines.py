"""What stands inside a line of text: inline patterns for Python-Markdown that read as GitHub reads."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern, SubstituteTagInlineProcessor
from markdown.util import ETX, STX, AtomicString

from pmo_docs.readers.markdown.blocks import RAW
from pmo_docs.readers.markdown.emphasis import EmphasisProcessor
from pmo_docs.readers.markdown.footnotes import Footnotes, ReferenceProcessor
from pmo_docs.readers.markdown.links import BARE_LINK, BareLinkProcessor, LinkProcessor, Result

HTML_TAG = (
    r"<(?:/[A-Za-z][A-Za-z0-9-]*\s*+>"
    r"|[A-Za-z][A-Za-z0-9-]*+"
    r"""(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+\s*+/?>)"""
)
# Text without any of these reads as it stands.
MARKED = re.compile(r"[\\`*_~\[<&@]|  \n|://|www\.")

_POINTED_LINK = r"<(?P<link>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def inline_patterns(markdown: Markdown, footnotes: Footnotes) -> list[tuple[re.Pattern[str], Pattern]]:
    """The patterns in their order, each behind what a text must hold for it to find anything.

    What a pattern finds is closed to those after it.
    """
    return [
        (re.compile(r"[\\`<]"), VerbatimProcessor()),
        (re.compile(r"\[\^"), ReferenceProcessor(footnotes)),
        (re.compile(r"\["), LinkProcessor(r"(!?)\[", markdown)),
        # Once more for pictures in the text of a link, which is closed to the pattern that found the link.
        (re.compile(r"!\["), LinkProcessor(r"(!)\[", markdown)),
        (re.compile(r"  \n"), SubstituteTagInlineProcessor(r"(?<! ) {2,}\n", "br")),
        (re.compile(r"@|://|www\."), BareLinkProcessor(BARE_LINK)),
        (re.compile(r"&"), EntityProcessor(_ENTITY)),
        (re.compile(r"[*_~]"), EmphasisProcessor()),
    ]


class VerbatimProcessor(InlineProcessor):
    """Finds what is not Markdown inside: signs after a backslash, code, `<https://example.org>` and raw tags."""

    def __init__(self) -> None:
        # After `](` a pointed bracket holds the address of a link.
        super().__init__(rf"\\(?P<escaped>.)|(?P<ticks>`+)|(?<!\]\()(?:{_POINTED_LINK}|(?P<tag>{HTML_TAG}))")

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        if m["ticks"]:
            return self._code(m, data)
        if m["link"]:
            return _pointed_link(m["link"]), m.start(), m.end()
        if m["tag"]:
            return _tag(m["tag"]), m.start(), m.end()
        if m["escaped"] == "\n":
            return Element("br"), m.start(), m.end()
        if m["escaped"] in _PUNCTUATION:
            return _kept(m["escaped"]), m.start(), m.end()
        return None, m.start(), m.start() + 1

    def _code(self, m: re.Match[str], data: str) -> Result:
        closing = re.compile(rf"(?<!`){m['ticks']}(?!`)").search(data, m.end())
        if not closing:
            return None, m.start(), m.end()
        code = data[m.end() : closing.start()].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(code)
        return element, m.start(), closing.end()


class EntityProcessor(InlineProcessor):
    """Replaces a character reference such as `&euro;` by its character."""

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        characters = unescape(m.group())
        return (None if characters == m.group() else _kept(characters)), m.start(), m.end()


def _pointed_link(address: str) -> Element:
    link = Element("a", {"href": address if ":" in address else f"mailto:{address}"})
    link.text = AtomicString(address)
    return link


def _tag(html: str) -> Element:
    """A tag of raw HTML as it is, in an element of its own."""
    if _LINE_BREAK.fullmatch(html):
        return Element("br")
    element = Element(RAW)
    element.text = AtomicString(html)
    return element


def _kept(characters: str) -> str:
    """The characters in the form in which Python-Markdown keeps them from being read as Markdown."""
    return "".join(f"{STX}{ord(character)}{ETX}" for character in characters)
