"""Emphasis: `*em*`, `**strong**`, `_em_`, `__strong__` and GitHub's `~~deleted~~`, by the rules of CommonMark."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX

from pmo_docs.readers.markdown.links import Result

# Holds a stretch of text and elements; it is not an element of its own in HTML.
STRETCH = "stretch"

_RUN = re.compile(r"\*+|_+|~+")
_DEEPEST = 20


class EmphasisProcessor(InlineProcessor):
    """Finds all emphasis in a text at once, for which mark closes which depends on all of them.

    The processor of Python-Markdown loses letters when three marks meet one.
    """

    def __init__(self) -> None:
        super().__init__(_RUN.pattern)

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]  # noqa: N802
        pairs = _pairs([_Run.found(run, data) for run in _RUN.finditer(data, m.start())])
        return (_stretch(data, m.start(), pairs) if pairs else None), m.start(), len(data)


class _Mark(NamedTuple):
    """One end of an emphasis."""

    start: int
    end: int
    tag: str
    opens: bool


@dataclass
class _Run:
    """A row of equal signs; `left` to `right` is the part that is not used yet."""

    sign: str
    length: int
    left: int
    right: int
    can_open: bool
    can_close: bool

    @classmethod
    def found(cls, match: re.Match[str], text: str) -> _Run:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        sign = match.group()[0]
        is_left = not _is_space(after) and (not _is_punctuation(after) or _is_space(before) or _is_punctuation(before))
        is_right = not _is_space(before) and (not _is_punctuation(before) or _is_space(after) or _is_punctuation(after))
        can_open, can_close = is_left, is_right
        if sign == "_":
            can_open = is_left and (not is_right or _is_punctuation(before))
            can_close = is_right and (not is_left or _is_punctuation(after))
        return cls(sign, len(match.group()), match.start(), match.end(), can_open, can_close)

    @property
    def size(self) -> int:
        return self.right - self.left

    def is_closed_by(self, closer: _Run) -> bool:
        if self.sign != closer.sign:
            return False
        if self.sign == "~":
            return self.length == closer.length <= 2
        is_ambiguous = self.can_close or closer.can_open
        return not (is_ambiguous and (self.length + closer.length) % 3 == 0 and self.length % 3)


def _pairs(runs: list[_Run]) -> list[_Mark]:
    """Both ends of every emphasis, in reading order."""
    marks: list[_Mark] = []
    openers: list[_Run] = []
    # Below these there is nothing that a run of this kind could close; it keeps the search short.
    searched: dict[tuple[str, bool, int], int] = defaultdict(int)
    for run in runs:
        kind = (run.sign, run.can_open, run.length if run.sign == "~" else run.length % 3)
        while run.can_close and run.size:
            found = next(
                (i for i in range(len(openers) - 1, searched[kind] - 1, -1) if openers[i].is_closed_by(run)), -1
            )
            if found < 0:
                searched[kind] = len(openers)
                break
            opener = openers[found]
            marks += _paired(opener, run)
            del openers[found + bool(opener.size) :]
            for other, bottom in searched.items():
                searched[other] = min(bottom, len(openers))
        if run.can_open and run.size:
            openers.append(run)
    return sorted(marks)


def _paired(opener: _Run, closer: _Run) -> tuple[_Mark, _Mark]:
    """Use up the signs that the two have in common."""
    size = 2 if min(opener.size, closer.size) >= 2 else 1
    tag = "del" if opener.sign == "~" else ("em", "strong")[size - 1]
    opener.right -= size
    closer.left += size
    return (
        _Mark(opener.right, opener.right + size, tag, opens=True),
        _Mark(closer.left - size, closer.left, tag, opens=False),
    )


def _stretch(data: str, start: int, marks: list[_Mark]) -> Element:
    """The text from `start` with its emphasis; what is nested beyond the deepest level stays as it is written."""
    open_elements = [Element(STRETCH)]
    depth = 0
    for mark in marks:
        _add_text(open_elements[-1], data[start : mark.start])
        start = mark.end
        is_too_deep = depth >= _DEEPEST if mark.opens else depth > _DEEPEST
        depth += 1 if mark.opens else -1
        if is_too_deep:
            _add_text(open_elements[-1], data[mark.start : mark.end])
        elif mark.opens:
            open_elements.append(SubElement(open_elements[-1], mark.tag))
        else:
            open_elements.pop()
    _add_text(open_elements[0], data[start:])
    return open_elements[0]


def _add_text(element: Element, text: str) -> None:
    # Signs that are left over are words: nothing may pair them later.
    text = _RUN.sub(lambda run: f"{STX}{ord(run.group()[0])}{ETX}" * len(run.group()), text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _is_punctuation(character: str) -> bool:
    # What an earlier pattern found stands between STX and ETX; it began and ended with punctuation.
    return character in (STX, ETX) or (character != "" and unicodedata.category(character)[0] in "PS")
