"""Sentences that settle something: motions that are carried, and the adoption of the agenda or earlier minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_docs.readers.meeting.recognising import Recogniser

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_LONGEST_ADOPTION = 180
# What is still to come, or did not happen, settles nothing.
_NOT = re.compile(
    r"^no\b|\b(?:no quorum|next meeting|will be|to be|should|not|niet|geen|nicht|kein\w*"
    r"|ter vaststelling|wordt? nog|volgende)\b",
    re.I,
)


class Resolutions:
    """Tells what a sentence settles."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser

    def is_adoption(self, text: str) -> bool:
        """Whether a text adopts an agenda or earlier minutes: "Het verslag wordt ongewijzigd vastgesteld"."""
        if len(text) > _LONGEST_ADOPTION or _NOT.search(text) or text.rstrip().endswith("?"):
            return False
        thing = self._recogniser.pattern("adopted_thing").search(text)
        return bool(thing and self._recogniser.pattern("adopted_word").search(text))

    def read(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Adoptions and decisions of a paragraph: kind, words, and lines below its first."""
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            offset = text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip()))
            if self.is_adoption(sentence):
                yield "adoption", sentence, offset
        motion = self._motion(text)
        if motion and not self.is_adoption(text):
            yield "decision", motion, 0

    def _motion(self, text: str) -> str:
        """A motion in one paragraph that was moved and carried; one that was defeated or put off settles nothing."""
        has = {
            kind: self._recogniser.pattern(kind).search(text)
            for kind in ("moved", "seconded", "carried", "defeated", "tabled")
        }
        if not has["moved"] or not has["carried"] or has["defeated"] or has["tabled"] or _NOT.search(text):
            return ""
        is_formal = has["seconded"] or re.search(
            r"\bmotion\b|\bantrag\b|\d+\s*[-–:]\s*\d+\s*[-–:]\s*\d+", text, re.IGNORECASE
        )
        return text.strip() if is_formal else ""
