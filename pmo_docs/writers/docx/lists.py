"""Lists with bullets, with numbers and of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmo_docs.rendering.tree import Element
from pmo_docs.writers.docx.blocks import split_lead, trimmed
from pmo_docs.writers.docx.numbering import DEEPEST_LEVEL
from pmo_docs.writers.docx.ooxml import XmlElement, add
from pmo_docs.writers.docx.runs import add_run
from pmo_docs.writers.docx.writing import ElementFunction, Setting, Writing, misplaced

_LEVELS_WITH_STYLE = 3
_HIGHEST_START = 32767


def bullets(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    if "tasks" in element.classes:
        _items(writing, element, setting, into, "List Task", None)
    else:
        number = (writing.numbering.bullets(), min(setting.list_level, DEEPEST_LEVEL))
        _items(writing, element, setting, into, _style("List Bullet", setting), number)


def numbers(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """A list that counts from its own start; footnotes stand below a line."""
    if "footnotes" in element.classes:
        writing.paragraph("Rule", (), setting, into)
    level = min(setting.list_level, DEEPEST_LEVEL)
    start = element.attributes.get("start", "1")
    number = (writing.numbering.numbers(level, min(int(start), _HIGHEST_START) if start.isdecimal() else 1), level)
    _items(writing, element, setting, into, _style("List Number", setting), number)


def _style(name: str, setting: Setting) -> str:
    if setting.in_cell:
        return f"Table {name}"
    level = min(setting.list_level + 1, _LEVELS_WITH_STYLE)
    return name if level == 1 else f"{name} {level}"


def _items(
    writing: Writing,
    element: Element,
    setting: Setting,
    into: XmlElement,
    style: str,
    number: tuple[str, int] | None,
) -> None:
    left = setting.left + writing.styles.left_of("List Bullet")
    inside = replace(
        setting,
        left=left,
        text_style="Table Text" if setting.in_cell else _style("List Continue", setting),
        list_level=setting.list_level + 1,
        keep_next=False,
    )
    # The first item stays with the second: a list does not begin with one line at the foot of a page.
    settings = [replace(inside, keep_next=len(element.elements) > 1)] + [inside] * len(element.elements)
    for item, line in zip(element.elements, settings, strict=False):
        if item.name != "li":
            raise misplaced(item)
        lead, rest = split_lead(writing, item)
        paragraph, text = writing.start_paragraph(style, line.within(item), into, left, number)
        if identifier := item.attributes.get("id"):
            writing.bookmark(identifier, paragraph)
        if number is None:
            lead = _after_mark(writing, lead, text, paragraph)
        writing.inline(lead, text, paragraph)
        writing.flow(rest, inside.within(item), into)


def _after_mark(
    writing: Writing, lead: list[Element | str], setting: Setting, paragraph: XmlElement
) -> list[Element | str]:
    """Write the tick box of a task and a tab; what is left is its text."""
    if lead and isinstance(mark := lead[0], Element) and "mark" in mark.classes:
        writing.inline([mark], setting, paragraph)
        lead = trimmed(lead[1:])
    add(add_run(setting.look, writing.styles, paragraph), "tab")
    return lead


LISTS: Mapping[str, ElementFunction] = {"ul": bullets, "ol": numbers}
