"""Blocks of notes taken apart where people wrote more than one thing in them, while their text is still Markdown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement

from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import FACT, IN_TEXT, KIND, LINE, MARKED, WORD, Marks, marked
from pmo_docs.readers.meeting.mentions import MentionReader, line_of, paragraphs


def part_paragraphs(root: Element, marks: Marks, mentions: MentionReader) -> None:
    """A line with a label of its own is no part of the marked line above it."""
    for parent, words in list(paragraphs(root)):
        lines = (words.text or "").split("\n")
        cut = next((at for at, line in enumerate(lines) if at and mentions.starts(line)), 0)
        if cut and any(map(marks.is_marked, lines[:cut])):
            words.text = "\n".join(lines[:cut])
            below = Element("p", {LINE: str(line_of(words) + cut)})
            below.text = "\n".join(lines[cut:])
            parent.insert(list(parent).index(words) + 1, below)


def part_actions(root: Element, apart: Callable[[str], list[str]]) -> None:
    """What several people do behind one label, "Action: Ann to call; Bob to write.", are several actions."""
    for parent in list(root.iter()):
        found = [one for one in parent if one.tag == MARKED and one.get(KIND) == "action" and not one.get(FACT)]
        for element in found:
            pieces = apart(element.text or "")
            at = list(parent).index(element) + 1 if len(pieces) > 1 else 0
            for said in reversed(pieces[1:]):
                parent.insert(at, marked("action", said, line_of(element), word=element.get(WORD, "")))
                element.text = pieces[0]


def part_from_marks(item: Element, words: Element, marks: Marks) -> None:
    """A marked line right below a task is no part of it."""
    first, rest = marks.cut(words.text or "")
    if rest:
        words.text = first
        below = Element("p", {LINE: str(line_of(words) + first.count("\n") + 1)})
        below.text = rest
        item.insert(1, below)


def insert_behind(root: Element, found: Mapping[int, list[Element]]) -> None:
    """Put elements behind a paragraph, given by its id, and behind what is marked there already; in one pass."""
    for parent in list(root.iter()) if found else ():
        children: list[Element] = []
        pending: list[Element] = []
        for child in parent:
            if pending and child.tag != MARKED:
                children += pending
                pending = []
            children.append(child)
            pending = found.get(id(child), pending)
        if len(children) + len(pending) > len(parent):
            parent[:] = [*children, *pending]


def order_by_line(root: Element) -> None:
    """What was found in a line stands before what is marked further down in the same paragraph."""
    for parent in list(root.iter()):
        written = [child for child in parent if not child.get(IN_TEXT)]
        if len(written) == len(parent):
            continue
        lines = list(accumulate(map(line_of, written), max))
        behind: list[list[Element]] = [[] for _ in range(len(written) + 1)]
        count = 0
        for child in parent:
            if child.get(IN_TEXT):
                behind[min(count, bisect_right(lines, line_of(child)))].append(child)
            else:
                count += 1
        parent[:] = [
            *behind[0],
            *(one for child, found in zip(written, behind[1:], strict=True) for one in (child, *found)),
        ]


def make_nested_headings_bold(root: Element) -> None:
    """A heading inside a list or a quote is no part of the outline of the document: its words become bold."""
    for parent in root.iter():
        if parent.tag in ("li", "blockquote"):
            for heading in parent:
                if heading.tag in LEVELS:
                    strong = SubElement(heading, "strong")
                    strong.text, heading.text, heading.tag = heading.text, None, "p"
