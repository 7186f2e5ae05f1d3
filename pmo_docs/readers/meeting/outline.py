"""The headings of notes that have none: lines in bold, "Agendapunt 2 – …", the first lines of a numbered list.

And sentences that only look like headings, because a rule stands right below them.
"""

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
_TOPIC_LINE = re.compile(r"\s*(?P<label>[^\W\d_][^:\n]{2,20}):[ \t]+[^\n]{2,80}\s*")
_SAYS_SOMETHING = re.compile(r":\s*\S|(?<!\w\.\w)[.!?]\s*$")
# "Opening. Ann opent om 20.00 uur.", "**Dak** Piet vraagt offertes op", "Vrijwilligersavond: 14 maart".
_TOPIC = re.compile(
    r"\s*(?:(?P<sign>\*\*|__)(?P<bold>[^*_\n]{2,60}?)[.:]?(?P=sign)[.:]?|(?P<plain>[^\W\d_][^*\n]{1,59}?)(?:[.:](?=\s|$)|(?=\n|$)))"
)
# "**b) Colours**" is part of what an item is about.
_POINT = re.compile(r"[a-z]\)\s")
_FEWEST = 3
_FIRST = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_TOPIC = 60
_LONGEST_HEADING = 80


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


def lower_sentences(root: Element) -> None:
    """Make paragraphs of the headings that are none: sentences with a rule so close below them that it underlines them.

    A paragraph and "---" on the next line is a heading in Markdown; people who write so mean a line across the page.
    """
    root[:] = [piece for block in root for piece in (_lowered(block) if _is_underlined(block) else (block,))]


def _is_underlined(block: Element) -> bool:
    text = (block.text or "").strip() if block.tag == "h2" and not len(block) else ""
    return text.rstrip("*_").endswith((".", ":")) and ("\n" in text or len(text) > _LONGEST_HEADING)


def _lowered(block: Element) -> Iterator[Element]:
    paragraph = Element("p", dict(block.attrib))
    paragraph.text, paragraph.tail = block.text, "\n"
    yield paragraph
    lines = (block.text or "").strip().count("\n") + 1
    yield Element("hr", {LINE: str(int(block.get(LINE, "0")) + lines)})


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


def _runs(root: Element) -> list[list[Element]]:
    """The numbered lists, those that go on with the next number together: something may stand between them."""
    runs: list[list[Element]] = []
    following = 0
    for block in (block for block in root if block.tag == "ol"):
        start = int(block.get("start", "1"))
        if start != following or start == 1:
            runs.append([])
        runs[-1].append(block)
        following = start + len(block)
    return runs


def _opened(item: Element, words: str, rest: str) -> Iterator[Element]:
    """An item of an agenda as a heading with what stands behind and below it."""
    line = int(item[0].get(LINE, "0"))
    heading = Element("h2", {LINE: str(line)})
    heading.text = words
    yield heading
    said = rest.lstrip()
    item[0].text = said
    item[0].set(LINE, str(line + rest[: len(rest) - len(said)].count("\n")))
    yield from item if rest.strip() else list(item)[1:]


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
        if words and not _SAYS_SOMETHING.search(topic) and not _POINT.match(words):
            return words
        # "Topic: budget", by itself.
        topic_line = _TOPIC_LINE.fullmatch(text)
        if topic_line and self._recogniser.is_a("topic_label", topic_line["label"]):
            return text.strip()
        numbered = _NUMBERED.match(text)
        is_topic = numbered and self._recogniser.kind_of(("topic_label", "agenda_point"), numbered["label"])
        return numbered[0].strip() if numbered and is_topic else ""

    def open_agendas(self, root: Element) -> None:
        """A numbered list of which every item begins with a heading is the agenda with what was said of it."""
        topics: dict[int, tuple[str, str]] = {}
        for lists in _runs(root):
            # All of them together, else each by itself.
            for run in (lists, *([one] for one in lists)):
                items = [item for block in run for item in block]
                found = self._topics(items) if len(items) >= _FEWEST and id(items[0]) not in topics else []
                topics |= {id(item): topic for item, topic in zip(items, found, strict=False)}
        blocks: list[Element] = []
        for block in root:
            items = list(block) if block.tag == "ol" else []
            is_opened = bool(items) and id(items[0]) in topics
            for number, item in enumerate(items if is_opened else (), start=int(block.get("start", "1"))):
                topic, rest = topics[id(item)]
                blocks += _opened(item, f"{number}. {topic}", rest)
            blocks += [] if is_opened else [block]
        root[:] = blocks

    def _topics(self, items: list[Element]) -> list[tuple[str, str]]:
        """The words that are the heading of each item of an agenda, and the rest; none of another list."""
        if any(len(item) == 0 or item[0].tag != "p" for item in items):
            return []
        texts = [item[0].text or "" for item in items]
        if self._is_agenda(items):
            lines = [text.partition("\n") for text in texts]
            return [(first.strip().strip("*_: "), end + rest) for first, end, rest in lines]
        # "1. Opening. Ann opent om 20.00 uur.": known by the topics that every agenda has.
        found = [_TOPIC.match(text) for text in texts]
        topics = [(match["bold"] or match["plain"], match.string[match.end() :]) for match in found if match]
        usual = sum(self._recogniser.is_a("usual_topic", topic) for topic, _ in topics)
        going_on = sum(bool(rest.strip()) or len(item) > 1 for (_, rest), item in zip(topics, items, strict=False))
        return topics if len(topics) == len(items) and usual > 1 and 2 * going_on > len(items) else []

    def _is_agenda(self, items: list[Element]) -> bool:
        """Whether every item begins with a line in bold, or with a short one and most go on below it."""
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
