"""Lists of what was voted on, "Forbid direct access (5/6 votes)" below "Votes": what most were for is decided."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.listed import Found, Listed, words_of
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.recognising import Recogniser, plain


class BallotReader:
    """Hands over what the items of such a list decided."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._share = re.compile(
            rf"\((?P<for>\d{{1,3}})\s?/\s?(?P<of>\d{{1,3}})\s(?:{recogniser.any_of('votes')})\)[\s.]*$", re.IGNORECASE
        )

    def is_above(self, heading: str) -> bool:
        """Whether a heading says that votes stand below it."""
        return self._recogniser.is_a("votes_heading", heading)

    def read(self, block: Element, found: Found) -> None:
        """Those for which more than half of all voted; others stay what they are. The count stands behind the words, or
        behind the last that stands below them."""
        for item in block:
            words = words_of(item)
            last = [one for one in item.iter("p") if (one.text or "").strip()][-1:]
            share = self._share.search(plain(last[0].text or "")) if last else None
            if words is not None and share and 2 * int(share["for"]) > int(share["of"]):
                one = Listed("decision", words.text or "", int(words.get(LINE, "0")))
                found(item, list(item).index(words) + 1, one)


@lru_cache(maxsize=4)
def ballot_reader(recogniser: Recogniser) -> BallotReader:
    """The one for these words: it remembers nothing of any meeting."""
    return BallotReader(recogniser)
