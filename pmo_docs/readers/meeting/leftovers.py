"""The passages of which nothing was understood: they are printed as they were written, and `inspect` names them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Leftover
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.attending import GROUPS
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import MARKED
from pmo_docs.readers.meeting.mentions import line_of, paragraphs
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_ANNOUNCED = ("actions_heading", "decisions_heading", *GROUPS)
_LONGEST = 120
_PLAIN_BLOCKS = frozenset({"table", "pre", "blockquote"})


def leftovers(root: Element, read: Set[int], recogniser: Recogniser, file: str) -> Iterator[Leftover]:
    """Paragraphs, items, tables, quotes and code without a fact, in reading order; `read` are the lines of the blocks
    that say who, when and where."""
    for block, behind in pairwise([*root, Element("end")]):
        if block.tag == MARKED or block.tag in LEVELS or line_of(block) in read:
            continue
        if block.tag == "p" and _announces(block.text or "", recogniser):
            continue
        if block.tag in _PLAIN_BLOCKS:
            if behind.tag != MARKED:
                yield from _leftover(_all_words(block), line_of(block), file)
        elif block.tag == "p":
            if behind.tag != MARKED:
                yield from _leftover(block.text or "", line_of(block), file)
        else:
            for parent, words in paragraphs(block):
                children = list(parent)
                at = children.index(words) + 1
                is_read = line_of(words) in read or _announces(words.text or "", recogniser)
                if not is_read and (at == len(children) or children[at].tag != MARKED):
                    yield from _leftover(words.text or "", line_of(words), file)


def _announces(raw: str, recogniser: Recogniser) -> bool:
    """Whether a text only says what stands below it: "Actiepunten:"."""
    return len(raw) <= _LONGEST and recogniser.loosely(_ANNOUNCED, plain(raw).strip()) != ""


def _leftover(raw: str, line: int, file: str) -> Iterator[Leftover]:
    text = " ".join(plain(raw).split())
    if text:
        yield Leftover(text, Place(file, line, 1))


def _all_words(block: Element) -> str:
    return " ".join(
        part for element in block.iter() for part in (element.text or "", element.tail or "") if part.strip()
    )
