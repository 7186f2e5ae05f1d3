"""Sentences that settle something: motions that are carried, and the adoption of the agenda or earlier minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_docs.readers.meeting.recognising import Recogniser

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_VOTES = re.compile(r"\d+\s*[-–:]\s*\d+\s*[-–:]\s*\d+")
_LONGEST_ADOPTION = 180
_VOTES = re.compile(r"\d+\s*[-–:]\s*\d+\s*[-–:]\s*\d+")
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
        if (
            len(text) > _LONGEST_ADOPTION
            or not self._says("adopted_word", text)
            or not self._says("adopted_thing", text)
        ):
            return False
        return not self._is_unsettled(text) and not text.rstrip().endswith("?")

    def read(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Adoptions and decisions of a paragraph: kind, words, and lines below its first."""
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            if self.is_adoption(sentence):
                yield "adoption", sentence, text.count("\n", 0, match.start() + match[0].index(sentence))
        motion = self._motion(text)
        if motion and not self.is_adoption(text):
            yield "decision", motion, 0

    def _motion(self, text: str) -> str:
        """A motion in one paragraph that was moved and carried; one that was defeated or put off settles nothing."""
        # What is said least often is looked for first.
        if not self._says("carried", text) or not self._says("moved", text):
            return ""
        if self._says("defeated", text) or self._says("tabled", text) or self._is_unsettled(text):
            return ""
        is_formal = self._says("seconded", text) or self._says("motion", text) or _VOTES.search(text)
        return text.strip() if is_formal else ""

    def _is_unsettled(self, text: str) -> bool:
        """What is still to come, or did not happen, settles nothing."""
        return self._says("unsettled", text) or self._recogniser.pattern("denial").match(text.lstrip()) is not None

    def _says(self, kind: str, text: str) -> bool:
        return self._recogniser.pattern(kind).search(text) is not None
