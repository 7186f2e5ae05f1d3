"""The headings of notes that have none: lines in bold, "Agendapunt 2 – …", the first lines of a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.recognising import Recogniser, is_new_line

# "**2. Budget**", "**TOP 3 - Sonstiges:**", "**Mededelingen**"; "**Actie: Jan belt.**" says something itself.
_BOLD = re.compile(r"\s*(?P<sign>\*\*|__)(?P<words>[^*_\n]{2,80})(?P=sign)\s*:?[ \t\\]*(?:\n|$)")
# "TOP 4: Platzpflege", "Agendapunt 2 – Voortgang".
_NUMBERED = re.compile(r"\s*(?P<label>[^\W\d_]{3,20}) \d{1,2}(?:\.\d{1,2})?\s*[:.–-]?\s+(?P<words>[^\n]{2,80})(?:\n|$)")
_SAYS_SOMETHING = re.compile(r":\s*\S|(?<!\w\.\w)[.!?]\s*$")
_FEWEST = 3
_FIRST = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_TOPIC = 60


def raise_headings(root: Element, recogniser: Recogniser) -> None:
    """Make headings of the lines that are meant as such, where the notes have no headings but their title."""
    if sum(block.tag in LEVELS for block in root) > 1:
        return
    outline = _Outline(recogniser)
    outline.open_agendas(root)
    opening = _opening(root)
    blocks = list(root)
    found = {at: words for at, block in enumerate(blocks) if at >= opening and (words := outline.words(block))}
    if len(found) < _FEWEST:
        return
    root[:] = [piece for at, block in enumerate(blocks) for piece in _pieces(block, found.get(at, ""))]


def _opening(root: Element) -> int:
    """How many of the first blocks say when the meeting was: "**Monday 9 March 2026, town hall**" is no heading."""
    dated = [at for at, block in enumerate(list(root)[:_FIRST]) if block.tag == "p" and _YEAR.search(block.text or "")]
    return dated[-1] + 1 if dated else 0


def _pieces(block: Element, words: str) -> Iterator[Element]:
    """A block, or the heading that its first line is with the rest below it."""
    if words:
        line = int(block.get(LINE, "0"))
        heading = Element("h2", {LINE: str(line)})
        heading.text = words
        yield heading
        block.text = (block.text or "").lstrip().partition("\n")[2]
        block.set(LINE, str(line + 1))
    if not words or (block.text or "").strip():
        yield block


class _Outline:
    """Knows which lines are headings."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser

    def words(self, block: Element) -> str:
        """The words of the first line of a paragraph when that is a heading."""
        text = (block.text or "") if block.tag == "p" else ""
        match = _BOLD.match(text)
        words = match["words"].strip(" :") if match else ""
        # "**Topic: budget**" says what it is about.
        label, _, topic = words.partition(":")
        topic = topic if self._recogniser.is_a("topic_label", label) else words
        if words and not _SAYS_SOMETHING.search(topic):
            return words
        numbered = _NUMBERED.match(text)
        is_topic = numbered and self._recogniser.kind_of(("topic_label", "agenda_point"), numbered["label"])
        return numbered[0].strip() if numbered and is_topic else ""

    def open_agendas(self, root: Element) -> None:
        """A numbered list of which every item begins with a heading is the agenda with what was said of it."""
        blocks: list[Element] = []
        for block in root:
            items = list(block) if block.tag == "ol" else []
            if len(items) < _FEWEST or not self._is_agenda(items):
                blocks.append(block)
                continue
            for number, item in enumerate(items, start=int(block.get("start", "1"))):
                first, end, rest = (item[0].text or "").partition("\n")
                # As a line that was written so: the number is that of the item.
                item[0].text = f"**{number}. {first.strip().strip('*_: ')}**{end}{rest}"
                blocks += item
        root[:] = blocks

    def _is_agenda(self, items: list[Element]) -> bool:
        """Whether every item begins with a line in bold, or with a short one and most go on below it."""
        if any(len(item) == 0 or item[0].tag != "p" for item in items):
            return False
        if all(_BOLD.match(item[0].text or "") and self.words(item[0]) for item in items):
            return True
        firsts = [(item[0].text or "").split("\n") for item in items]
        are_topics = all(
            len(lines[0]) <= _LONGEST_TOPIC
            and not _SAYS_SOMETHING.search(lines[0])
            and (len(lines) == 1 or is_new_line(lines[0], lines[1]))
            for lines in firsts
        )
        going_on = sum(len(lines) > 1 or len(item) > 1 for lines, item in zip(firsts, items, strict=True))
        return are_topics and 2 * going_on > len(items)
