"""Actions and decisions right at a heading: "### Besluit 2: …", lines of people, who and when below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.fields import Fields, field_reader
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.listed import WITH_ACTIONS, Found, Listed, says_nothing
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

# "Actie 3", "Besluit 2".
_NUMBERED = re.compile(r"(?P<words>[^\d\W][^\d]*?)\s*(?:nr\.?|no\.?|#)?\s*\d{1,3}\s*:?")
# "Actie 3 – Boek de zaal"
_LABELLED_TITLE = re.compile(r"(?P<words>[^\W\d_]+(?: [^\W\d_]+)?)\s*(?:nr\.?|no\.?|#)?\s*\d{1,3}\s*[-–—:.)]\s*(?=\S)")
_HEADINGS = ("actions_heading", "agreements_heading", "agreement_word")
_HEADING_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+")
# "AB and CD to …"
_INITIALS = re.compile(r"[A-Z]{2,3}(?:(?:\s?[/,&+]\s?|\s[a-z]{1,3}\s)[A-Z]{2,3}){0,4}(?=\s\S)")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[^\W\d_a-z])")
_KINDS = ("action", "decision")
_LONGEST_ITEM = 140
_LONGEST_LABEL, _LONGEST_WORDING, _LONGEST_SHORT = 60, 600, 200


class HeadedReader:
    """Looks at one heading with the block below it, or at one paragraph below a heading."""

    def __init__(
        self,
        recogniser: Recogniser,
        names: NameReader,
        owners: OwnerReader,
        is_marked: Callable[[str], bool],
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        self._owners = owners
        self._fields = field_reader(recogniser)
        self._is_marked = is_marked

    def numbered(self, text: str) -> str:
        """The kind of a heading that is a label with a number, "Besluit 2"; nothing for another."""
        words = _without_number(text)
        return self._recogniser.kind_of(_KINDS, words) if words != text else ""

    def alone(self, root: Element, heading: Element, below: Element, found: Found) -> None:
        """Hand over "### Besluit 2: we gaan door", or the paragraph below a heading that is nothing but "Besluit"."""
        text = plain(heading.text or "").strip()
        label, colon, said = text.partition(":")
        words = _without_number(label)
        kind = self._recogniser.kind_of(_KINDS, words)
        if kind and colon and said.strip():
            # "Besluit: begroting" with more below it is what an item is about.
            is_whole = words != label or below.tag in LEVELS or below.tag == "end"
            put(root, heading, [Listed(kind, said.strip(), _line(heading))] if is_whole else [], found)
        elif kind and self._recogniser.is_a("one_heading", words) and below.tag == "p":
            wording = (below.text or "").strip()
            put(root, below, [Listed(kind, wording, _line(below))] if self._is_wording(wording, kind) else [], found)

    def are_items(self, root: Element, heading: Element) -> bool:
        """Whether nothing but short paragraphs stands below a heading, each a sentence: a list without signs."""
        blocks = list(_until_next(root, heading))
        texts = [(block.text or "").strip() for block in blocks]
        are_short = all(
            block.tag == "p" and len(text) <= _LONGEST_ITEM and len(_SENTENCE_END.split(text)) == 1
            for block, text in zip(blocks, texts, strict=True)
        )
        are_tasks = all("\n" not in text and "?" not in text and self._is_wording(text, "action") for text in texts)
        # "Set up the meeting: no update" says how far it is.
        are_plain = 2 * sum(":" in text for text in texts) < len(texts)
        return len(blocks) > 1 and are_short and are_tasks and are_plain

    def with_fields(self, root: Element, heading: Element, found: Found) -> None:
        """Hand over a heading below "Acties" when a line below it says who does it; words around that explain it."""
        blocks = list(_until_next(root, heading))
        paragraphs = [words for block in blocks for words in ([block] if block.tag == "p" else block.iter("p"))]
        lines = [line for words in paragraphs for line in (words.text or "").split("\n") if line.strip()]
        said = Fields()
        for field in filter(None, map(self._fields.only, lines)):
            said = said.over(field)
        if said.owner:
            text = _HEADING_NUMBER.sub("", self._without_label(heading.text or ""))
            one = Listed("action", text, _line(heading), said.owner, said.due, status=said.status, is_row=True)
            put(root, blocks[-1], [one], found)

    def _without_label(self, text: str) -> str:
        """ "Actie 3 – Boek de zaal" without what says that it is an action."""
        label = _LABELLED_TITLE.match(text)
        is_label = label and self._recogniser.kind_of((*_KINDS, *_HEADINGS), label["words"])
        return text[label.end() :] if label and is_label else text

    def by_people(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """Whether every line of a paragraph is somebody with what they do, "Els belt …": these are actions."""
        lines = (block.text or "").split("\n")
        is_lead = any(line.rstrip(" *_").endswith(":") for line in lines)
        if kind not in WITH_ACTIONS or is_lead or not all(map(self._is_of_somebody, lines)):
            return False
        if any(self._recogniser.pattern("wish").match(line.partition(":")[2].strip()) for line in lines):
            # "Chris: het zou fijn zijn om …" is what Chris said.
            return False
        put(root, block, (Listed(kind, line, _line(block) + offset) for offset, line in enumerate(lines)), found)
        return True

    def in_sentences(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """Hand over the sentences of a paragraph in which somebody, or we, will do something."""
        ones: list[Listed] = []
        line = _line(block)
        for sentence in _SENTENCE_END.split(block.text or "") if kind in WITH_ACTIONS else ():
            if self._owners.is_promise(sentence) and not self._is_marked(sentence):
                ones.append(Listed("action", sentence.strip(), line))
            line += sentence.count("\n")
        put(root, block, ones, found)
        return bool(ones)

    def below_label(self, root: Element, block: Element, kind: str, found: Found) -> None:
        """Hand over the sentences of a short paragraph right below "**Actions:**", when nobody is named in them."""
        text = block.text or ""
        if kind != "action" or len(text) > _LONGEST_SHORT or not self._is_wording(text, kind) or "?" in text:
            return
        ones = [Listed(kind, said.strip(), _line(block)) for said in _SENTENCE_END.split(text) if said.strip()]
        put(root, block, ones, found)

    def _is_of_somebody(self, line: str) -> bool:
        """ "Els belt …", "AB en CD issue 48 voorbereiden": in letters only of those who are known."""
        letters = _INITIALS.match(line)
        is_known = letters is not None and all(map(self._owners.who.knows, self._names.parts(letters[0])))
        return is_known or self._owners.does_something(line)

    def _is_wording(self, text: str, kind: str) -> bool:
        """Whether a paragraph is the decision or action itself, and not about one that is still to come."""
        words = plain(text)
        is_unsettled = kind == "decision" and self._recogniser.says("unsettled", words)
        is_other = self._is_marked(text) or self._owners.does_something(text) or text.endswith(":")
        return len(text) <= _LONGEST_WORDING and not (
            is_unsettled or is_other or says_nothing(self._recogniser, words, kind)
        )


def put(root: Element, block: Element, ones: Iterable[Listed], found: Found) -> None:
    """Hand over what a block of `root` holds, each with the place behind the one before it."""
    at = list(root).index(block) + 1
    for one in ones:
        before = len(root)
        found(root, at, one)
        at += len(root) - before


def _until_next(root: Element, heading: Element) -> Iterator[Element]:
    """The blocks between a heading and the next one, or the rule that ends its part."""
    blocks = list(root)
    for block in blocks[blocks.index(heading) + 1 :]:
        if block.tag in LEVELS or block.tag == "hr":
            return
        yield block


def _without_number(label: str) -> str:
    numbered = _NUMBERED.fullmatch(label) if len(label) <= _LONGEST_LABEL else None
    return numbered["words"] if numbered else label


def _line(element: Element) -> int:
    return int(element.get(LINE, "0"))
