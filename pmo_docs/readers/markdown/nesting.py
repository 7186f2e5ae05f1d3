"""Raw HTML put in order: elements of the vocabulary only, nested as it asks, and every word kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from pmo_docs.readers.markdown.blocks import LINE
from pmo_docs.readers.markdown.tables import add_cell, fill_up

RENAMED = {
    "b": "strong",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "s": "del",
    "strike": "del",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
# They go, but set their words apart from what stands beside them.
CONTAINERS = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "header", "hgroup", "legend", "main", "nav", "option", "section"}
    | {"summary"}
)
INLINE = frozenset({"strong", "em", "del", "ins", "sub", "sup", "code", "a", "br", "img", "span"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "th", "td"})
BLOCKS = HEADINGS | TABLE_PARTS | {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table"}

_WORDS = "words"
_SET_APART = BLOCKS | CONTAINERS
_CLASSES = {"right": "right", "left": "left", "center": "centre"}
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_WIDEST_CELL = 20
# A relative address has no scheme; `//` and `\\` would name another machine.
_ADDRESS = re.compile(r"(?:https?|mailto):|(?![a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def is_link(address: str) -> bool:
    """Whether a reader may follow the address: on the web, to a mailbox, or beside the document."""
    return bool(_ADDRESS.match(address.strip()))


def blocks_in(parent: Element, line: str = "") -> list[Element]:
    """What stands in the element as a row of blocks; words between blocks become paragraphs."""
    blocks = _parts(parent, line)
    for block in blocks:
        if block.tag == _WORDS:
            block.tag = "p"
    return blocks


def words_in(parent: Element) -> Element:
    """What stands in the element without blocks; a space is left where one began or ended."""
    words = Element(_WORDS)
    for node in _nodes(parent):
        _add(words, node)
    return words


def _parts(parent: Element, line: str) -> list[Element]:
    line = parent.get(LINE, line)
    parts: list[Element] = []
    words = _new(_WORDS, line)
    for node in _nodes(parent):
        if isinstance(node, str) or not _holds_block(node):
            _add(words, node)
            continue
        parts += [words, *_blocks_of(node, node.get(LINE, line))]
        words = _new(_WORDS, line)
    return [part for part in (*parts, words) if part.tag not in ("p", _WORDS) or not _is_empty(part)]


def _blocks_of(element: Element, line: str) -> list[Element]:
    tag = element.tag
    if tag in ("ul", "ol"):
        return [_list(element, line)]
    if tag == "li":
        stray = _new("ul", line)
        stray.append(_holder(element, "li", line))
        return [stray]
    if tag == "table":
        return _table(element, line)
    if tag == "blockquote":
        quote = _new(tag, line)
        quote.extend(blocks_in(element, line))
        return [quote]
    if tag == "pre":
        code = _new(tag, line)
        SubElement(code, "code").text = "".join(element.itertext())
        return [code]
    if tag == "hr":
        return [_new(tag, line)]
    if tag in HEADINGS:
        heading = words_in(element)
        heading.tag = tag
        heading.attrib = _new(tag, line).attrib
        return [heading]
    if tag == "p":
        return blocks_in(element, line)
    return _parts(element, line)


def _list(element: Element, line: str) -> Element:
    result = _new(element.tag, line)
    for name in ("class", "start"):
        if element.get(name):
            result.set(name, element.get(name, ""))
    for node in _nodes(element):
        if isinstance(node, str) and not node.strip():
            continue
        item = node if isinstance(node, Element) and node.tag == "li" else _stray_item(node)
        holder = _holder(item, "li", item.get(LINE, line))
        if item.get("id"):
            holder.set("id", item.get("id", ""))
        result.append(holder)
    return result


def _stray_item(node: Element | str) -> Element:
    """What stands in a list outside its items, as an item."""
    item = Element("li")
    if isinstance(node, str):
        item.text = node
    else:
        # A copy, because the words after the element are items of their own.
        copy = SubElement(item, node.tag, node.attrib)
        copy.text = node.text
        copy.extend(node)
    return item


def _holder(element: Element, tag: str, line: str) -> Element:
    """An item or a cell: words, blocks, or words and then blocks."""
    holder = _new(tag, line)
    parts = _parts(element, line)
    if parts and parts[0].tag == _WORDS:
        words = parts.pop(0)
        holder.text = words.text
        holder.extend(words)
    for part in parts:
        if part.tag == _WORDS:
            part.tag = "p"
    holder.extend(parts)
    return holder


def _table(element: Element, line: str) -> list[Element]:
    captions = [part for caption in element.iterfind("caption") for part in blocks_in(caption, line)]
    rows = [row for group in element if group.tag in _ROW_GROUPS for row in group.iterfind("tr") if len(row)]
    heads = set(element.iterfind("thead/tr"))
    if not heads and rows and all(cell.tag == "th" for cell in rows[0]):
        heads = {rows[0]}
    table = _new("table", line)
    table.set("class", "notes")
    for tag in ("thead", "tbody"):
        group = Element(tag)
        group.extend(_row(row, tag, line) for row in rows if (row in heads) is (tag == "thead"))
        if len(group):
            table.append(group)
    fill_up(table)
    return [*captions, table] if len(table) else captions


def _row(element: Element, group: str, line: str) -> Element:
    line = element.get(LINE, line)
    row = _new("tr", line)
    for cell in element:
        drawn = add_cell(row, group, cell.get("class") or _CLASSES.get(cell.get("align", "").lower(), ""))
        if group == "tbody" and cell.tag == "th":
            drawn.tag = "th"
            drawn.set("scope", "row")
        # A table in a table leaves its words only.
        content = _holder(words_in(cell) if cell.find(".//table") is not None else cell, cell.tag, line)
        drawn.text = content.text
        drawn.extend(content)
        span = cell.get("colspan", "")
        for _ in range(min(int(span), _WIDEST_CELL) - 1 if span.isdecimal() else 0):
            add_cell(row, group)
    return row


def _add(words: Element, node: Element | str) -> None:
    """Add text or an inline element to the words; what has no place among them leaves its own words."""
    if isinstance(node, str):
        _add_text(words, node)
        return
    tag = RENAMED.get(node.tag, node.tag)
    is_kept = tag in INLINE
    if tag == "a":
        is_kept = "href" in node.attrib and is_link(node.attrib["href"])
    elif tag == "span":
        is_kept = node.get("class") == "mark"
    elif tag == "img":
        is_kept = bool(node.get("src"))
    if tag in _SET_APART:
        _add_text(words, " ")
    target = SubElement(words, tag, node.attrib) if is_kept else words
    for child in _nodes(node):
        _add(target, child)
    if tag in _SET_APART:
        _add_text(words, " ")


def _add_text(words: Element, text: str) -> None:
    if len(words):
        words[-1].tail = (words[-1].tail or "") + text
    else:
        words.text = (words.text or "") + text


def _nodes(parent: Element) -> Iterator[Element | str]:
    if parent.text:
        yield parent.text
    for child in parent:
        yield child
        if child.tail:
            yield child.tail


def _holds_block(element: Element) -> bool:
    return any(inner.tag in _SET_APART for inner in element.iter())


def _is_empty(element: Element) -> bool:
    return element.find(".//img") is None and not "".join(element.itertext()).strip()


def _new(tag: str, line: str) -> Element:
    return Element(tag, {LINE: line} if line else {})
