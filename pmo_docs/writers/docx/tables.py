"""Tables: hairlines from the table style, head rows that repeat, rows that stay on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pmo_docs.rendering.tree import Element
from pmo_docs.rendering.vocabulary import BLOCKS
from pmo_docs.writers.docx.columns import GUTTER, NARROW, WIDEST, Column, column_widths, text_width
from pmo_docs.writers.docx.ooxml import NAMESPACES, W, XmlElement, add, clean
from pmo_docs.writers.docx.runs import Look, unbroken
from pmo_docs.writers.docx.writing import ElementFunction, Setting, Writing, misplaced

_KINDS = ("number", "date", "short", "text")
_ALIGNED = {"right": "Number", "centre": "Centre"}
# What begins on a line of its own: blocks, and in a cell also what is said in small or in bold beside it.
_OWN_LINE = BLOCKS | {"br", "li", "dt", "dd"}
_UNBROKEN = frozenset({"nowrap", "right"})
_SET_APART = frozenset({"quiet", "late"})
_ROOM_FOR_BULLET, _ROOM_FOR_IMAGE = "\u00a0" * 5, "\u00a0" * 30


@dataclass(frozen=True)
class _Row:
    cells: tuple[Element, ...]
    element: Element
    is_head: bool = False
    is_foot: bool = False


def table(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """A caption above, then the table, as wide as its place or, in prose, as its content."""
    rows = _rows(element)
    caption = next((child for child in element.elements if child.name == "caption"), None)
    if caption:
        writing.paragraph("caption", caption.children, setting.within(caption), into)
    if not any(row.cells for row in rows):
        return
    if len(into) and into[-1].tag == f"{W}tbl":
        # Without anything between them Word makes one table of two.
        writing.paragraph("Separator", (), setting, into)
    columns = _columns(element, rows)
    filled = "notes" not in element.classes
    widths = column_widths(columns, setting.width - setting.left, filled=filled)
    result = add(into, "tbl")
    _properties(writing, result, rows, widths, setting, caption.text if caption else "")
    grid = add(result, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    _add_rows(writing, result, rows, columns, widths, setting)


def _rows(element: Element) -> list[_Row]:
    rows: list[_Row] = []
    for group in element.elements:
        if group.name == "tr":
            rows.append(_Row(_cells(group), group))
        elif group.name in ("thead", "tbody", "tfoot"):
            for row in group.elements:
                if row.name != "tr":
                    raise misplaced(row)
                rows.append(_Row(_cells(row), row, group.name == "thead", group.name == "tfoot"))
        elif group.name not in ("caption", "colgroup"):
            raise misplaced(group)
    return rows


def _cells(row: Element) -> tuple[Element, ...]:
    for cell in row.elements:
        if cell.name not in ("td", "th"):
            raise misplaced(cell)
    return row.elements


def _columns(element: Element, rows: Sequence[_Row]) -> list[Column]:
    kinds = [
        next((kind for kind in _KINDS if kind in column.classes), "")
        for group in element.elements
        if group.name == "colgroup"
        for column in group.elements
    ]
    count = max(len(kinds), *(len(row.cells) for row in rows))
    kinds += [""] * (count - len(kinds))
    return [
        Column(
            kind,
            [row.cells[index].text for row in rows if row.is_head and index < len(row.cells)],
            [
                line
                for row in rows
                if not row.is_head and index < len(row.cells)
                for line in _lines(row.cells[index], kind)
            ],
        )
        for index, kind in enumerate(kinds)
    ]


def _lines(cell: Element, kind: str) -> list[str]:
    """The text of a cell as it is measured: without breaks where it is not to be broken."""
    lines = _pieces(cell).split("\n")
    if not cell.classes.isdisjoint(_UNBROKEN):
        return [unbroken(line) for line in lines]
    if kind in NARROW:
        return [line if text_width(line) > WIDEST[kind] else unbroken(line) for line in lines]
    return lines


def _pieces(element: Element) -> str:
    """The text, a line for everything that begins on a line of its own; lists indented, pictures as room for them."""
    return "".join(child if isinstance(child, str) else _piece(child) for child in element.children)


def _piece(element: Element) -> str:
    if element.name == "img":
        return _ROOM_FOR_IMAGE
    text = _pieces(element)
    if element.name == "li":
        return "\n" + _ROOM_FOR_BULLET + text.replace("\n", "\n" + _ROOM_FOR_BULLET) + "\n"
    return f"\n{text}\n" if element.name in _OWN_LINE or element.classes & _SET_APART else text


def _properties(
    writing: Writing, into: XmlElement, rows: Sequence[_Row], widths: list[int], setting: Setting, caption: str
) -> None:
    heads = [cell.text for row in rows if row.is_head for cell in row.cells]
    has_row_heads = any(row.cells and row.cells[0].name == "th" for row in rows if not row.is_head)
    properties = add(into, "tblPr")
    add(properties, "tblStyle", val=writing.styles.id_of("PMO Table"))
    add(properties, "tblW", w=str(sum(widths)), type="dxa")
    add(properties, "tblInd", w=str(setting.left), type="dxa")
    add(properties, "tblLayout", type="fixed")
    look = {
        "firstRow": rows[0].is_head,
        "lastRow": rows[-1].is_foot,
        "firstColumn": has_row_heads,
        "lastColumn": False,
        "noHBand": True,
        "noVBand": True,
    }
    bits = (0x20, 0x40, 0x80, 0x100, 0x200, 0x400)
    value = sum(bit for bit, state in zip(bits, look.values(), strict=True) if state)
    add(properties, "tblLook", val=f"{value:04X}", **{name: str(int(state)) for name, state in look.items()})
    if caption:
        add(properties, "tblCaption", val=clean(caption))
    if heads:
        add(properties, "tblDescription", val=clean(", ".join(heads)))


def _add_rows(
    writing: Writing,
    into: XmlElement,
    rows: Sequence[_Row],
    columns: Sequence[Column],
    widths: Sequence[int],
    setting: Setting,
) -> None:
    place = Setting(setting.width, setting.height, in_cell=True, look=Look(language=setting.look.language))
    places: dict[tuple[str, int, bool], Setting] = {}
    first = next((index for index, row in enumerate(rows) if not row.is_head), None)
    for index, row in enumerate(rows):
        # By itself first: within a document of python-docx every element costs half as much time again.
        result = etree.Element(f"{W}tr", nsmap=NAMESPACES)
        properties = add(result, "trPr")
        add(properties, "cantSplit")
        if row.is_head:
            add(properties, "tblHeader")
        # The first row stays with the second: no table begins with one row at the foot of a page.
        keep_next = index == first and index < len(rows) - 1
        cells = row.cells + (Element("td"),) * (len(columns) - len(row.cells))
        for cell, column, width in zip(cells, columns, widths, strict=True):
            content = _start_cell(result, width, is_last=column is columns[-1])
            key = (_style(cell, row), width, keep_next)
            if key not in places:
                places[key] = replace(place, text_style=key[0], width=width - GUTTER, keep_next=keep_next)
            _write_cell(writing, cell, column, places[key].within(row.element).within(cell), content)
        into.append(result)


def _start_cell(row: XmlElement, width: int, *, is_last: bool) -> XmlElement:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=str(width), type="dxa")
    if is_last:
        # The text of the last column ends where the lines do.
        add(add(properties, "tcMar"), "right", w="0", type="dxa")
    return cell


def _style(cell: Element, row: _Row) -> str:
    classes = cell.classes
    alignment = next((style for name, style in _ALIGNED.items() if name in classes), "")
    if row.is_head:
        return f"Table Head {alignment}".rstrip()
    if cell.name == "th":
        return "Table Row Head"
    return f"Table {alignment or 'Text'}"


def _write_cell(writing: Writing, cell: Element, column: Column, setting: Setting, into: XmlElement) -> None:
    nodes, classes = cell.children, cell.classes
    if "total" in classes:
        setting = setting.with_look(strong=True)
    if not classes.isdisjoint(_UNBROKEN):
        setting = setting.with_look(unbroken=True)
    elif column.is_narrow and cell.name == "td":
        nodes = tuple(_kept_together(node, setting.width) if isinstance(node, str) else node for node in nodes)
    writing.flow(_set_apart(nodes), setting, into)
    if into[-1].tag != f"{W}p":
        writing.plain_paragraph((), setting, into)


def _kept_together(text: str, width: int) -> str:
    """The text with a date or number in it unbroken, when it fits."""
    core = text.strip(" ")
    return text.replace(core, unbroken(core)) if core and text_width(core) <= width else text


def _set_apart(nodes: Sequence[Element | str]) -> list[Element | str]:
    """The content of a cell with what is said in small or in bold beside it on lines of its own."""
    result: list[Element | str] = []
    for node in nodes:
        is_apart = isinstance(node, Element) and bool(node.classes & _SET_APART)
        was_apart = bool(result) and isinstance(last := result[-1], Element) and bool(last.classes & _SET_APART)
        if result and (is_apart or was_apart) and not _is_break(node) and not _is_break(result[-1]):
            if isinstance(text := result[-1], str):
                result[-1] = text.rstrip(" ")
            if isinstance(node, str):
                node = node.lstrip(" ")
            if not node:
                continue
            result.append(Element("br"))
        result.append(node)
    return result


def _is_break(node: Element | str) -> bool:
    return isinstance(node, Element) and node.name in _OWN_LINE


TABLES: Mapping[str, ElementFunction] = {"table": table}
