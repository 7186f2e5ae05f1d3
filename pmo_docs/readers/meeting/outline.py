"""Lines in bold, and numbered items that begin with one, that are the headings of notes without headings."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.recognising import Recogniser

# "**2. Budget**", "**TOP 3 - Sonstiges:**", "**Mededelingen**"; "**Actie: Jan belt.**" says something itself.
_BOLD = re.compile(r"\s*(?P<sign>\*\*|__)(?P<words>[^*_\n]{2,80})(?P=sign)\s*:?[ \t\\]*(?:\n|$)")
_SAYS_SOMETHING = re.compile(r":\s*\S|(?<!\w\.\w)[.!?]\s*$")
_FEWEST = 3
_FIRST = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def raise_bold_lines(root: Element, recogniser: Recogniser) -> None:
    """Make headings of the lines in bold that begin a paragraph, where the notes have no headings but their title."""
    if sum(block.tag in LEVELS for block in root) > 1:
        return
    _open_agenda(root, recogniser)
    found = {
        id(block): words
        for block in list(root)[_opening(root) :]
        if block.tag == "p" and (words := _words(block.text or "", recogniser))
    }
    if len(found) < _FEWEST:
        return
    blocks = []
    for block in root:
        if id(block) in found:
            _, _, below = (block.text or "").lstrip().partition("\n")
            heading = Element("h2", {LINE: block.get(LINE, "0")})
            heading.text = found[id(block)]
            blocks.append(heading)
            block.text = below
            block.set(LINE, str(int(block.get(LINE, "0")) + 1))
        if block.tag != "p" or (block.text or "").strip():
            blocks.append(block)
    root[:] = blocks


def _opening(root: Element) -> int:
    """How many of the first blocks say when the meeting was: "**Monday 9 March 2026, town hall**" is no heading."""
    dated = [at for at, block in enumerate(list(root)[:_FIRST]) if block.tag == "p" and _YEAR.search(block.text or "")]
    return dated[-1] + 1 if dated else 0


def _open_agenda(root: Element, recogniser: Recogniser) -> None:
    """A numbered list of which every item begins with a line in bold is the agenda with what was said of it."""
    blocks: list[Element] = []
    for block in root:
        items = list(block) if block.tag == "ol" else []
        firsts = [next(iter(item), None) for item in items]
        if len(items) < _FEWEST or not all(
            first is not None and _words(first.text or "", recogniser) for first in firsts
        ):
            blocks.append(block)
            continue
        for number, (item, first) in enumerate(zip(items, firsts, strict=True), start=int(block.get("start", "1"))):
            if first is not None:
                # As a line that was written so: the number is that of the item.
                first.text = re.sub(r"(\*\*|__)", rf"\g<1>{number}. ", first.text or "", count=1)
            blocks += item
    root[:] = blocks


def _words(text: str, recogniser: Recogniser) -> str:
    match = _BOLD.match(text)
    words = match["words"].strip(" :") if match else ""
    # "**Topic: budget**" says what it is about.
    topic = words.partition(":")[2] if recogniser.is_a("topic_label", words.partition(":")[0]) else words
    return "" if _SAYS_SOMETHING.search(topic) else words
