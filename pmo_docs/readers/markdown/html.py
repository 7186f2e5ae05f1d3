"""A block of the notes as HTML that is safe and stays within the prose part of the vocabulary."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

import nh3

from pmo_docs.readers.markdown.blocks import LINE, RAW
from pmo_docs.readers.markdown.emphasis import STRETCH
from pmo_docs.readers.markdown.footnotes import IDENTIFIER
from pmo_docs.readers.markdown.nesting import BLOCKS, CONTAINERS, INLINE, RENAMED, blocks_in, is_link, words_in
from pmo_docs.rendering.vocabulary import VOID

# What a picture shows is looked into where files are read: until it is sanitised, its source goes by another name.
_SOURCE = "data-src"
_RAW_SOURCE = re.compile(r"(<img\b[^<>]*?[\s\"'/])src(?=\s*=)", re.IGNORECASE)
# Lines are given here, not by who writes the notes.
_RAW_LINE = re.compile(rf"{LINE}(?=\s*=)", re.IGNORECASE)
_CLEAN_SOURCE = re.compile(rf'(<img (?:[a-z-]+="[^"]*" )*?){_SOURCE}="')
_ALIGNMENTS = {"right", "left", "centre"}
_ANY = re.compile(".*", re.DOTALL)
_NUMBER = re.compile(r"\d+")
# What the values of attributes look like.
_WRITTEN = {LINE: _NUMBER, "start": _NUMBER, "id": IDENTIFIER}
_SANITISER = nh3.Cleaner(
    tags=set(BLOCKS | INLINE | CONTAINERS | RENAMED.keys()),
    clean_content_tags={"script", "style"},
    attributes={
        "*": {LINE},
        "a": {"href", "title", "id"},
        "li": {"id"},
        "img": {_SOURCE, "alt", "title"},
        "ol": {"start"},
        "th": {"scope", "align", "colspan"},
        "td": {"align", "colspan"},
    },
    allowed_classes={
        "table": {"notes"},
        "th": _ALIGNMENTS,
        "td": _ALIGNMENTS,
        "ul": {"tasks"},
        "ol": {"footnotes"},
        "sup": {"note"},
        "span": {"mark"},
    },
    attribute_filter=lambda _, name, value: value if _WRITTEN.get(name, _ANY).fullmatch(value) else None,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_DEEPEST = 150

_MARK = re.compile(r'<span class="mark">[^<]*</span> ?|<sup class="note">.*?</sup>')
_BLOCK_EDGE = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def to_html(element: Element) -> str:
    """The element as HTML, with `data-line` on its blocks."""
    clean = _clean(_written(element))
    if not _holds_raw_html(element):
        return _CLEAN_SOURCE.sub(r'\1src="', clean)
    blocks = list(blocks_in(_tree(clean)))
    if element.tag == "li":
        # An item by itself gets a list around it, and stands in one already.
        blocks = [item for block in blocks for item in (block if block.tag in ("ul", "ol") else (block,))]
    return _with_references("".join(_written(block, source="src") for block in blocks))


def inline_html(element: Element) -> str:
    """What stands in the element as HTML without blocks: the words of a paragraph, a heading or a cell."""
    clean = _clean(_written_content(element))
    if not _holds_raw_html(element) and not any(child.tag in BLOCKS for child in element):
        return _CLEAN_SOURCE.sub(r'\1src="', clean)
    return _with_references(_written_content(words_in(_tree(clean)), source="src"))


def plain_text(content: Element | str) -> str:
    """The words a reader sees, of an element or of HTML from here, each block on a line of its own.

    Boxes and the numbers of footnotes are left out.
    """
    html = content if isinstance(content, str) else to_html(content)
    text = _TAG.sub("", _BLOCK_EDGE.sub("\n", _MARK.sub("", html.replace("\n", " ").replace("<br>", " "))))
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _holds_raw_html(element: Element) -> bool:
    return next(element.iter(RAW), None) is not None


def _written(element: Element, source: str = _SOURCE) -> str:
    """The element as HTML; raw HTML in it as it is, but for the sources of pictures."""
    content = _written_content(element, source)
    tag = element.tag
    if tag == RAW:
        # A block of raw HTML gets the line from around it, for the blocks inside.
        return f'<div {LINE}="{element.get(LINE)}">{content}</div>' if LINE in element.attrib else content
    if tag == STRETCH or (tag == "a" and not is_link(element.get("href", ""))):
        return content
    attributes = "".join(
        f' {source if name == "src" else name}="{escape(value)}"' for name, value in element.attrib.items()
    )
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{content}</{tag}>"


def _written_content(element: Element, source: str = _SOURCE) -> str:
    if element.tag == RAW:
        return _RAW_SOURCE.sub(rf"\1{_SOURCE}", _RAW_LINE.sub("data-", element.text or ""))
    pieces = [_escaped(element.text)] if element.text else []
    for child in element:
        pieces.append(_written(child, source))
        if child.tail:
            pieces.append(_escaped(child.tail))
    return "".join(pieces)


# The sanitiser takes time by the square of the character references in a text. Line has dropped this sign from notes.
_STANDS_FOR = {"&": "\x02a", "<": "\x02l", ">": "\x02g"}
_TO_SIGNS = str.maketrans(_STANDS_FOR)


def _escaped(text: str) -> str:
    return text.translate(_TO_SIGNS)


def _with_references(html: str) -> str:
    for character, sign in _STANDS_FOR.items():
        html = html.replace(sign, escape(character))
    return html


def _clean(html: str) -> str:
    return _with_references(_SANITISER.clean(html))


def _tree(html: str) -> Element:
    """Sanitised HTML as a tree; beyond the deepest level only words are kept."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]
        self._beyond = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID and len(self._open) > _DEEPEST:
            self._beyond += 1
            return
        attributes = {"src" if name == _SOURCE else name: value or "" for name, value in attrs}
        element = SubElement(self._open[-1], tag, {name: value for name, value in attributes.items() if value})
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._beyond:
            self._beyond -= 1
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data
