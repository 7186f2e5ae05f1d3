"""How far an action is, as the words of a list or a column say it: "(gereed)", "~~…~~", "✅", "in review"."""

from __future__ import annotations

import re

from pmo_docs.model.meeting import Status
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_STATUSES = {
    "dropped": Status.DROPPED,
    "done": Status.DONE,
    "busy": Status.BUSY,
    "deferred": Status.DEFERRED,
}
_IN_FRONT = re.compile(r"\s*[(\[](?P<said>[^()\[\]\n]{3,25})[)\]]\s*(?=\S)")
# Also with a word behind it: "~~Daan: book the hall~~ done".
_STRUCK = re.compile(r"^\s*~~(.+)~~\s*[\w ]{0,20}[.)]?\s*$", re.DOTALL)
# "… (gereed)", "… - done", "Status: In review".
_AT_END = re.compile(
    r".*(?:status\s*:\s*|[(\[–—]\s*|[\s.]-\s|[.,;:)]\s)([^().,;\[\]–—:]{2,25})[)\]]?\s*\.?\s*$",
    re.IGNORECASE | re.DOTALL,
)
# "… - **done**. Not possible any more."
_EMPHASISED = re.compile(r"[-–—:]\s*(?:\*\*|__)(?P<said>[^*_\n]{3,25})(?:\*\*|__)")
# "(Done - see the page)"
_OPEN_BRACKET = re.compile(r"[(\[](?P<said>[^\W\d_]{3,12}(?: [^\W\d_]{2,12})?)\s*[-–—:,;]\s")
# "Write to the board. Done: see the page"
_TOLD = re.compile(r"[.;]\s+(?P<said>[^\W\d_]{3,12}):\s")
_LAST_BRACKET = re.compile(r"[(\[](?P<said>[^()\[\]]{3,25})[)\]]\s*\.?\s*$")
# "Write the letter (Ann) Done"
_BEHIND_BRACKET = re.compile(r"(?<=\))\s+(?P<said>[^\W\d_]{3,12}(?: [^\W\d_]{2,12})?)\s*$")
_LONGEST_END = 60


class StatusReader:
    """Tells how far an action is."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser

    def listed(self, text: str, column: str) -> Status:
        """Of an item or a row: its words (Markdown), and what stands in the column of the status."""
        if _STRUCK.match(text):
            return Status.DONE
        front = self._in_front(text)
        if front is not None:
            return self.said(front["said"])
        is_done = column and (self._recogniser.is_a("yes", column) or self._recogniser.is_a("done_heading", column))
        if is_done or self._is_ticked(text):
            return Status.DONE
        status = self.said(column or plain(text))
        if status is not Status.OPEN:
            return status
        bare = plain(text)
        said = (*_EMPHASISED.finditer(text), *_OPEN_BRACKET.finditer(bare), *_TOLD.finditer(bare))
        emphasised = (self.said(one["said"]) for one in said)
        return next((one for one in emphasised if one is not Status.OPEN), Status.OPEN)

    def said(self, text: str) -> Status:
        """What some words say, as a whole or at their end; open when they say nothing of it."""
        for kind, status in _STATUSES.items():
            if self._recogniser.is_a(f"{kind}_status", text) or self._is_at_end(f"{kind}_status", text):
                return status
        return Status.OPEN

    def bracketed(self, text: str) -> Status:
        """What brackets at the end of a text say: "Send the letter (done)"; open when they say nothing of it."""
        last = _LAST_BRACKET.search(plain(text))
        return self.said(last["said"]) if last else Status.OPEN

    def is_status(self, text: str) -> bool:
        """Whether a text says how far something is, and nothing else."""
        kinds = (*(f"{kind}_status" for kind in _STATUSES), "open_status", "yes", "no", "nobody")
        return any(self._recogniser.is_a(kind, text) for kind in kinds)

    def cut(self, text: str) -> str:
        """The words of an item without a line through them, and without the status in front of them."""
        bare = _STRUCK.sub(r"\1", text) if _STRUCK.match(text) else text
        behind = _BEHIND_BRACKET.search(bare)
        if behind and self.said(behind["said"]) is not Status.OPEN:
            bare = bare[: behind.start()]
        front = self._in_front(bare)
        return bare[front.end() :] if front else bare

    def _in_front(self, text: str) -> re.Match[str] | None:
        """ "(Gereed) Theo bestelt"."""
        front = _IN_FRONT.match(text)
        return front if front and self.said(front["said"]) is not Status.OPEN else None

    def _is_ticked(self, text: str) -> bool:
        """ "Book the room ✅"."""
        last = plain(text).split()[-1:]
        return bool(last) and not last[0].isalnum() and self._recogniser.is_a("yes", last[0])

    def _is_at_end(self, kind: str, text: str) -> bool:
        match = _AT_END.match(text[-_LONGEST_END:].replace("\\", ""))
        return bool(match and self._recogniser.is_a(kind, match[1]))
