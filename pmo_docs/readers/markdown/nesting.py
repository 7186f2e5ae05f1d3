"""Raw HTML put in order: elements of the vocabulary only, nested as it asks, and every word kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from pmo_docs.readers.markdown.blocks import LINE

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
_MOST_COLUMNS = 100
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
        if isinstance(node, str):
            if not node.strip():
                continue
            holder, node = Element("li"), node
            holder.text = node
        elif node.tag == "li":
            holder = node
        else:
            holder = Element("li")
            holder.append(_without_tail(node))
        result.append(_holder(holder, "li", holder.get(LINE, line)))
    return result


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
    rows = [row for group in element if group.tag in ("thead", "tbody", "tfoot") for row in group.iterfind("tr")]
    heads = element.findall("thead/tr")
    if not heads and rows and all(cell.tag == "th" for cell in rows[0]):
        heads = rows[:1]
    drawn = [(row in heads, _cells(row, line, is_head=row in heads)) for row in rows if len(row)]
    width = max((len(cells) for _, cells in drawn), default=0)
    table = _new("table", line)
    table.set("class", "notes")
    for tag, is_head in (("thead", True), ("tbody", False)):
        group = Element(tag)
        for row, (in_head, cells) in zip((row for row in rows if len(row)), drawn, strict=True):
            if in_head is is_head:
                result = _new("tr", row.get(LINE, line))
                result.extend(cells)
                result.extend(_empty_cell(is_head=is_head) for _ in range(width - len(cells)))
                group.append(result)
        if len(group):
            table.append(group)
    return [*captions, table] if len(table) else captions


def _cells(row: Element, line: str, *, is_head: bool) -> list[Element]:
    cells: list[Element] = []
    for cell in row:
        drawn = _holder(words_in(cell) if cell.find(".//table") is not None else cell, "td", line)
        drawn.attrib.pop(LINE, None)
        if is_head or cell.tag == "th":
            drawn.tag = "th"
            drawn.set("scope", "col" if is_head else "row")
        alignment = cell.get("class") or _CLASSES.get(cell.get("align", "").lower())
        if alignment:
            drawn.set("class", alignment)
        cells.append(drawn)
        span = cell.get("colspan", "")
        extra = min(int(span), _MOST_COLUMNS) - 1 if span.isdecimal() else 0
        cells += [_empty_cell(is_head=is_head) for _ in range(extra)]
    return cells


def _empty_cell(*, is_head: bool) -> Element:
    return Element("th", {"scope": "col"}) if is_head else Element("td")


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


def _without_tail(element: Element) -> Element:
    copy = Element(element.tag, element.attrib)
    copy.text = element.text
    copy.extend(element)
    return copy


def _holds_block(element: Element) -> bool:
    return any(inner.tag in _SET_APART for inner in element.iter())


def _is_empty(element: Element) -> bool:
    return element.find(".//img") is None and not "".join(element.itertext()).strip()


def _new(tag: str, line: str) -> Element:
    return Element(tag, {LINE: line} if line else {})
