"""How each kind of block starts.

A start looks at a line from its first sign that is not a space, opens its block in the reader and tells what is left to
do with the line; None when the line does not start such a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from pmo_docs.readers.markdown.blocks import (
    Fence,
    Html,
    IndentedCode,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Simple,
    Table,
)
from pmo_docs.readers.markdown.comments import OPENING
from pmo_docs.readers.markdown.footnotes import REFERENCE
from pmo_docs.readers.markdown.inlines import HTML_TAG
from pmo_docs.readers.markdown.lines import Line
from pmo_docs.readers.markdown.tables import add_row, alignments, cells

if TYPE_CHECKING:
    from pmo_docs.readers.markdown.reader import BlockReader


class Start(Enum):
    """What a start leaves of its line: more blocks may start in it, it is text, or nothing."""

    CONTAINER = auto()
    CONTENT = auto()
    LINE = auto()


StartOfBlock = Callable[["BlockReader", Line], Start | None]

_HEADING = re.compile(r"(#{1,6})(?: +|$)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_RULE = re.compile(r"(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})")
_NOTE = re.compile(rf"{REFERENCE}:")
_LONGEST_RULE = 10_000
# Beside a cell of a table.
_WEIGHT_OF_NOTE = 10
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_BULLET_OR_NUMBER = re.compile(r"(?:([*+-])|(\d{1,9})([.)]))(?= |$)")
_VERBATIM_TAG = r"(?:script|pre|style|textarea)"
_HTML_STARTS = (
    (re.compile(rf"<{_VERBATIM_TAG}(?:[ >]|$)", re.IGNORECASE), re.compile(rf"</{_VERBATIM_TAG}>", re.IGNORECASE)),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (
        re.compile(
            r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir"
            r"|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend"
            r"|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td"
            r"|tfoot|th|thead|title|tr|track|ul)(?: |/?>|$)",
            re.IGNORECASE,
        ),
        None,
    ),
)
_TAG_ALONE = re.compile(rf"{HTML_TAG} *$")


def _quote(reader: BlockReader, line: Line) -> Start | None:
    if not reader.has_room(line):
        return None
    Quote.enter(line)
    reader.open(Quote(line.number))
    return Start.CONTAINER


def _heading(reader: BlockReader, line: Line) -> Start | None:
    found = _HEADING.match(line.text, line.content)
    if not found:
        return None
    heading = Simple(f"h{len(found[1])}", line.number)
    line.move_to(found.end())
    reader.open(heading)
    heading.element.text = _without_closing_signs(reader.text(line).strip(" "))
    return Start.LINE


def _without_closing_signs(text: str) -> str:
    """ "Planning ##" is Planning; in one pass, however many spaces there are."""
    bare = text.rstrip("#")
    return bare.rstrip(" ") if not bare or bare.endswith(" ") else text


def _underline(reader: BlockReader, line: Line) -> Start | None:
    paragraph = reader.container
    if not isinstance(paragraph, Paragraph) or not _UNDERLINE.fullmatch(line.text, line.content):
        return None
    paragraph.take_definitions()
    if not paragraph.lines:
        return None
    reader.replace_paragraph()
    heading = Simple("h1" if line.first == "=" else "h2", paragraph.line)
    heading.element.text = "\n".join(paragraph.lines).rstrip(" ")
    reader.open(heading)
    return Start.LINE


def _rule(reader: BlockReader, line: Line) -> Start | None:
    if len(line.text) - line.content > _LONGEST_RULE or not _RULE.fullmatch(line.text, line.content):
        return None
    reader.open(Simple("hr", line.number))
    return Start.LINE


def _fence(reader: BlockReader, line: Line) -> Start | None:
    found = _FENCE.match(line.text, line.content)
    if not found:
        return None
    reader.open(Fence(line.number, found.group(), line.indent))
    return Start.LINE


def _comment(reader: BlockReader, line: Line) -> Start | None:
    if not line.text.startswith(OPENING, line.content):
        return None
    reader.end_text()
    reader.skip_comment(line)
    return Start.LINE if line.is_blank else Start.CONTAINER


def _html(reader: BlockReader, line: Line) -> Start | None:
    for start, end in _HTML_STARTS:
        if start.match(line.text, line.content):
            reader.open(Html(line.number, end))
            return Start.CONTENT
    if not reader.is_in_paragraph and _TAG_ALONE.match(line.text, line.content):
        reader.open(Html(line.number, None))
        return Start.CONTENT
    return None


def _item(reader: BlockReader, line: Line) -> Start | None:
    found = _BULLET_OR_NUMBER.match(line.text, line.content)
    if not found:
        return None
    bullet, number, sign = found.groups()
    is_empty = not line.text[found.end() :].strip(" ")
    if isinstance(reader.container, Paragraph) and (is_empty or (number and int(number) != 1)):
        return None
    if not reader.has_room(line):
        return None
    marked = line.indent + found.end() - line.content
    line.move_to(found.end())
    # More than four spaces after the mark: one belongs to it, the others make code of what follows.
    own = 1 if is_empty or line.indent > 4 else line.indent
    line.move_to(min(found.end() + own, len(line.text)))
    reader.open_list(List(line.number, bullet or sign, number or ""))
    reader.open(Item(line.number, marked + own))
    return Start.LINE if line.is_blank else Start.CONTAINER


def _note(reader: BlockReader, line: Line) -> Start | None:
    found = _NOTE.match(line.text, line.content)
    if not found or not reader.has_room(line):
        return None
    line.move_to(found.end())
    line.move_to_content()
    reader.open(Note(line.number, found[1]))
    reader.weight += _WEIGHT_OF_NOTE
    return Start.LINE if line.is_blank else Start.CONTAINER


def start_code(reader: BlockReader, line: Line) -> Start:
    """Start code that stands four columns to the right."""
    line.move_to(line.start + 4)
    reader.open(IndentedCode(line.number))
    return Start.CONTENT


def _table(reader: BlockReader, line: Line) -> Start | None:
    paragraph = reader.container
    if not isinstance(paragraph, Paragraph) or not paragraph.lines:
        return None
    header = paragraph.lines[-1]
    texts, classes = cells(header), alignments(line.rest.strip(" "))
    if len(texts) != len(classes) or "|" not in header:
        return None
    paragraph.lines.pop()
    if not paragraph.lines:
        reader.replace_paragraph()
    table = Table(line.number - 1, classes)
    reader.open(table)
    add_row(table.head, texts, classes, line.number - 1)
    return Start.LINE


STARTS: dict[str, tuple[StartOfBlock, ...]] = {
    ">": (_quote,),
    "#": (_heading,),
    "`": (_fence,),
    "~": (_fence,),
    "<": (_comment, _html),
    "=": (_underline,),
    "-": (_underline, _rule, _item, _table),
    "*": (_rule, _item),
    "_": (_rule,),
    "+": (_item,),
    "[": (_note,),
    "|": (_table,),
    ":": (_table,),
    **dict.fromkeys("0123456789", (_item,)),
}
