"""Footnotes of a whole document: numbered through, and linked with what is really there."""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_docs.rendering.tree import Element
from pmo_docs.writers.page import change

_ADDRESS = re.compile(r"#(note_[0-9a-f]{8}_\d+(?:_\d+)?)")


def with_footnotes(body: Element) -> Element:
    """The body with its footnotes numbered through, list after list, and every identifier once.

    Where an action or a decision is repeated without the notes of its meeting, the reference to a note goes.
    """
    if not any(is_reference(element) or "footnotes" in element.classes for element in body.walk()):
        return body
    numbers, starts = _numbers(body)
    identifiers = {element.attributes["id"] for element in body.walk() if "id" in element.attributes}
    seen: set[str] = set()

    def settled(element: Element) -> Element | None:
        if is_reference(element):
            number = numbers.get(target(*element.elements))
            return _numbered(element, number) if number else None
        if (place := target(element)) and place not in identifiers:
            return None
        if start := starts.get(id(element), 1) - 1:
            return replace(element, attributes={**element.attributes, "start": str(start + 1)})
        return _identified_once(element, seen)

    return change(body, settled)


def is_reference(element: Element) -> bool:
    """Whether the element is the number of a note in the text."""
    return "note" in element.classes and len(element.children) == 1 and target(*element.elements) != ""


def target(link: Element | None = None) -> str:
    """The identifier that a link to or from a note leads to; empty for any other element."""
    found = _ADDRESS.fullmatch(link.attributes.get("href", "")) if link else None
    return found[1] if found else ""


def _numbers(body: Element) -> tuple[dict[str, int], dict[int, int]]:
    """The number of each note, and of the first note of each list."""
    numbers: dict[str, int] = {}
    starts: dict[int, int] = {}
    before = 0
    for notes in (element for element in body.walk() if "footnotes" in element.classes):
        starts[id(notes)] = before + 1
        for number, note in enumerate(notes.elements, before + 1):
            numbers.setdefault(note.attributes.get("id", ""), number)
        before += len(notes.elements)
    return numbers, starts


def _numbered(reference: Element, number: int) -> Element:
    (link,) = reference.elements
    return replace(reference, children=(replace(link, children=(str(number),)),))


def _identified_once(element: Element, seen: set[str]) -> Element:
    identifier = element.attributes.get("id", "")
    if identifier in seen:
        return replace(element, attributes={k: v for k, v in element.attributes.items() if k != "id"})
    if identifier:
        seen.add(identifier)
    return element
