"""Footnotes as on GitHub: `[^label]` in the text and `[^label]: words` anywhere; the notes follow behind everything."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement
from zlib import crc32

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from pmo_docs.readers.markdown.blocks import LINE, NOTE
from pmo_docs.readers.markdown.links import Result
from pmo_docs.readers.markdown.references import normalised

REFERENCE = r"\[\^([^\[\]\s]{1,999})\]"
BACK = "↩"
# What identifies a note, and with one more number a reference to it: nobody writes that by hand.
IDENTIFIER = re.compile(r"note_[0-9a-f]{8}_\d+(?:_\d+)?")

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_EMPTIED = frozenset({"blockquote", "ul", "ol", "li"})


class Footnotes:
    """The notes of one text; nothing that they are called by is the same in another text."""

    def __init__(self, text: str) -> None:
        self._prefix = f"note_{crc32(text.encode(errors='backslashreplace')):08x}_"
        self._notes: list[Element] = []
        self._by_label: dict[str, str] = {}

    def take_from(self, root: Element) -> None:
        """Take the notes out of the tree; of two with the same label the first is referred to, both are printed."""
        self._notes = list(root.iter(NOTE))
        if self._notes:
            _empty(root)
        for number, note in enumerate(self._notes):
            note.set("id", f"{self._prefix}{number}")
            self._by_label.setdefault(normalised(note.attrib.pop(NOTE)), note.get("id", ""))
            _make_headings_bold(note)
            note.tag = "li"

    def append_to(self, root: Element) -> None:
        """Put the notes behind everything else, as a list."""
        if self._notes:
            notes = SubElement(root, "ol", {"class": "footnotes", LINE: self._notes[0].get(LINE, "0")})
            notes.extend(self._notes)

    def reference(self, label: str) -> Element | None:
        """A reference to the note with this label, as yet without its number."""
        note = self._by_label.get(normalised(label))
        if note is None:
            return None
        reference = Element("sup", {"class": "note"})
        SubElement(reference, "a", {"href": f"#{note}"})
        return reference

    def number(self, root: Element) -> None:
        """Number the notes in the order in which they are referred to, and link them with what refers to them."""
        if not self._notes:
            return
        notes = {f"#{note.get('id')}": note for note in self._notes}
        listed = root[-1]
        order: dict[str, list[Element]] = {}
        for block in root[:-1]:
            _add_references(block, order)
        # What a note itself refers to comes after it, and notes that nothing refers to are last.
        _follow(list(order), notes, order)
        for name in notes:
            if name not in order:
                order[name] = []
                _follow([name], notes, order)
        _unlink_in_links(root)
        listed[:] = [notes[name] for name in order]
        for number, (name, links) in enumerate(order.items(), 1):
            for count, link in enumerate(links, 1):
                link.text = str(number)
                if "href" in link.attrib:
                    link.set("id", f"{name[1:]}_{count}")
            _link_back(notes[name], [link for link in links if "id" in link.attrib])


class ReferenceProcessor(InlineProcessor):
    """Turns `[^label]` into a reference, if there is such a note."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__(REFERENCE)
        self._footnotes = footnotes

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        return self._footnotes.reference(m[1]), m.start(), m.end()


class AppendProcessor(Treeprocessor):
    """Puts the notes behind the blocks, before the text of either is read."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self._footnotes = footnotes

    def run(self, root: Element) -> None:
        self._footnotes.append_to(root)


class NumberProcessor(Treeprocessor):
    """Numbers the notes, once it is known what refers to them."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self._footnotes = footnotes

    def run(self, root: Element) -> None:
        self._footnotes.number(root)


def _empty(root: Element) -> None:
    """Remove the notes from the tree, with the lists and quotations that held nothing else."""
    emptied: set[Element] = set()
    for parent in reversed(list(root.iter())):
        kept = [child for child in parent if child.tag != NOTE and child not in emptied]
        if len(kept) < len(parent):
            parent[:] = kept
            if not kept and parent.tag in _EMPTIED and not (parent.text or "").strip():
                emptied.add(parent)


def _make_headings_bold(note: Element) -> None:
    """A heading in a note is no part of the outline of the document."""
    for heading in [element for element in note.iter() if element.tag in _HEADINGS]:
        strong = SubElement(heading, "strong")
        strong.text, heading.text, heading.tag = heading.text, None, "p"


def _add_references(element: Element, order: dict[str, list[Element]]) -> list[str]:
    """Add what refers to notes in the element, in reading order, by its note; returns the notes that are new."""
    new = []
    for found in element.iter("sup"):
        if found.get("class") == "note":
            name = found[0].get("href", "")
            if name not in order:
                new.append(name)
            order.setdefault(name, []).append(found[0])
    return new


def _follow(names: list[str], notes: dict[str, Element], order: dict[str, list[Element]]) -> None:
    """Add what the notes refer to, and what those refer to in turn."""
    for name in names:
        names += _add_references(notes[name], order)


def _unlink_in_links(root: Element) -> None:
    """A link holds no other link: what refers to a note from within one is a number only."""
    for link in root.iter("a"):
        for reference in link.iter("sup"):
            if reference.get("class") == "note":
                reference[0].tag = "span"
                reference[0].attrib.clear()


def _link_back(note: Element, links: list[Element]) -> None:
    """End the note with a way back to each place that refers to it."""
    if not links:
        return
    words = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p", {LINE: note.get(LINE, "0")})
    for count, link in enumerate(links, 1):
        _add_text(words, " ")
        back = SubElement(words, "a", {"href": f"#{link.get('id')}"})
        SubElement(back, "span", {"class": "mark"}).text = BACK
        if count > 1:
            SubElement(back, "sup").text = str(count)


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
