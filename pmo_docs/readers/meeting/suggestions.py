"""Sentences without a label that look like an action or a decision: shown to the writer, never printed as a fact."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Suggestion
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.marks import MARKED
from pmo_docs.readers.meeting.mentions import line_of, paragraphs
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.people import Involved

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]?")
# Nobody goes through more of them.
_MOST = 100
_LONGEST, _SHORTEST = 300, 12
_LONGEST_NAME = 50


def suggestions(
    root: Element, told_on: Container[int], recogniser: Recogniser, people: Involved, file: str
) -> Iterator[Suggestion]:
    """What may have been promised or decided in the words that nothing was understood of; not in those `told_on`."""
    found = 0
    understood = {id(words) for parent in root.iter() for words, behind in pairwise(parent) if behind.tag == MARKED}
    for _, words in paragraphs(root):
        if found == _MOST:
            return
        if id(words) in understood or line_of(words) in told_on:
            continue
        text = plain(words.text or "")
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            kind = _kind(sentence, recogniser) or ("action" if _is_promise(sentence, recogniser, people) else "")
            if kind and found < _MOST:
                found += 1
                offset = text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip()))
                yield Suggestion(kind, sentence, f"suggest_{kind}", Place(file, line_of(words) + offset, 1))


def _kind(sentence: str, recogniser: Recogniser) -> str:
    if not _SHORTEST <= len(sentence) <= _LONGEST or sentence.endswith("?"):
        return ""
    if recogniser.search("suggest_decision", sentence):
        return "decision"
    return "action" if recogniser.search("suggest_action", sentence) else ""


def _is_promise(sentence: str, recogniser: Recogniser, people: Involved) -> bool:
    """ "Jan zal …", "AB to …": a sentence that begins with somebody known and what they will do."""
    word = recogniser.search("promises", sentence[:_LONGEST_NAME])
    name = sentence[: word.start()].strip(" →->*") if word else ""
    is_long_enough = _SHORTEST <= len(sentence) <= _LONGEST and not sentence.endswith("?")
    return is_long_enough and bool(name) and people.recognise(name) is not None
