"""The adoption of earlier minutes, of the agenda or of a list: what, of which day, and what in it was changed."""

from __future__ import annotations

import datetime
import re
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Adoption
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

# In this order: whoever adopts the agenda and the minutes in one sentence adopts the minutes.
_WRITTEN_LATER = re.compile(r"(?<=\S)\s*\([^()]{4,40}\b\d{4}\)\s*$")
_THINGS = ("minutes", "agenda", "list")
_LONGEST = 180
_FEW = 1
_YEAR = datetime.timedelta(days=364)
# An answer to what the heading asks: "Akkoord.", "No objections."
_LONGEST_ANSWER = 60


class AdoptionReader:
    """Tells whether a sentence adopts something."""

    def __init__(self, recogniser: Recogniser, dates: DateReader, day: datetime.date | None) -> None:
        self._recogniser = recogniser
        self._dates = dates
        # "Notulen 1 december" are those of the last one before the meeting.
        self._since = day and day - _YEAR

    def read(self, text: str, topic: str = "", *, is_carried: bool = False) -> Adoption | None:
        """What a sentence adopts: "Het verslag wordt ongewijzigd vastgesteld"; None when it adopts nothing.

        `topic` is the heading above it: what is asked there may be answered with a word. Of a motion that
        `is_carried` the sentence says what it was about: "Ann moved to accept the minutes".
        """
        later = _WRITTEN_LATER.search(text)
        if later and self._recogniser.says("adopted_word", later[0]):
            # "Minutes of 27 August 2018 (approved 13 September 2018)": somebody wrote that there later.
            text = text[: later.start()]
        words, said = self._parted(text)
        is_said = self._recogniser.says("adopted_word", words)
        # "Approved unanimously." below the heading "Minutes of 3 May" says nothing else.
        # "Geen wijzigingen." below "Vaststelling agenda".
        is_asked = self._recogniser.says("adopt", topic) and len(topic) <= _LONGEST_ANSWER
        is_said = is_said or (is_asked and self._recogniser.is_a("no_remarks", words))
        is_said = is_said or (is_carried and (text == topic or self._recogniser.says("adopt", words)))
        if not is_said or len(words) > _LONGEST or text.rstrip().endswith("?"):
            return None
        is_answer = (
            self._is_answer(words)
            or self._recogniser.is_a("no_remarks", words)
            or (is_carried and self._lacks_object(words))
        )
        what = self._thing(words) or (self._thing(topic) if is_answer and len(topic) <= _LONGEST else "")
        if not what or self.is_unsettled(words):
            return None
        texts = (words, topic) if what == "minutes" else ()
        dates = next(filter(None, (self._dates.find(each, self._since) for each in texts)), ())
        of = dates[0].date if len({one.date for one in dates}) == 1 and not dates[0].other else None
        return Adoption(what, of, (said,) if said else ())

    def _parted(self, text: str) -> tuple[str, str]:
        """What is adopted, and the corrections: "… wordt met de volgende wijziging vastgesteld: …"."""
        corrected = self._recogniser.search("with_corrections", text)
        if not corrected:
            return text, ""
        before, behind = text[: corrected.start()], text[corrected.end() :]
        head, colon, tail = behind.partition(":")
        if colon and len(head) <= _LONGEST_ANSWER and self._recogniser.says("adopted_word", head):
            before, behind = before + head, tail
        if not self._recogniser.says("adopted_word", before):
            # "Met deze wijziging wordt het verslag vastgesteld."
            return before + behind, corrected[0]
        return before, behind.strip(" .:") or corrected[0]

    def is_unsettled(self, text: str) -> bool:
        """What is still to come, or did not happen, settles nothing."""
        # "Geen opmerkingen, vastgesteld": that nobody said anything settles.
        bare = self._recogniser.pattern("no_remarks").sub(" ", text).lstrip(" ,.;")
        if self._recogniser.says("unsettled", self._recogniser.pattern("adopted_word").sub(" ", bare)):
            return True
        # "No objections" settles what "no quorum" does not.
        denial = self._recogniser.pattern("denial").match(bare)
        return denial is not None and self._recogniser.pattern("adopted_word").match(bare) is None

    def _is_answer(self, text: str) -> bool:
        """Whether a sentence has no subject of its own: "Akkoord.", "They were approved without changes."."""
        # "Vastgesteld, met dank aan de notulist."
        first = text.partition(",")[0]
        text = first if self._recogniser.pattern("adopted_word").fullmatch(first) else text
        if self._recogniser.is_a("no_remarks", text):
            return True
        rest = self._recogniser.pattern("adopted_word").sub(" ", text)
        rest = self._recogniser.pattern("adopted_filler").sub(" ", self._recogniser.pattern("unanimous").sub(" ", rest))
        return len(text) <= _LONGEST_ANSWER and not re.search(r"\w", rest)

    def _lacks_object(self, text: str) -> bool:
        """ "Ann moves to approve, Bob seconds": what they approve stands above it."""
        word = self._recogniser.search("adopt", text)
        return word is not None and text[word.end() :].lstrip()[:1] in ("", ",", ".", ";", ":")

    def _thing(self, text: str) -> str:
        found = ((thing, self._recogniser.search(f"adopted_{thing}", text)) for thing in _THINGS)
        return next((thing for thing, word in found if word and not self._is_within(text[: word.start()])), "")

    def _is_within(self, before: str) -> bool:
        """ "In het vorige verslag werden drie dagen vastgesteld": something in the minutes, and not the minutes."""
        within = list(self._recogniser.finditer("within_adopted", before))
        return bool(within) and len(before[within[-1].end() :].split()) <= _FEW


def corrections_below(parent: Element, words: Element) -> tuple[str, ...]:
    """The items of the list right below a paragraph that ends with a colon."""
    if not plain(words.text or "").rstrip().endswith(":"):
        return ()
    at = list(parent).index(words) + 1
    below = parent[at] if at < len(parent) and parent[at].tag in ("ul", "ol") else None
    found = (next((child for child in item if child.tag == "p"), None) for item in below) if below is not None else ()
    return tuple(plain(first.text or "").strip() for first in found if first is not None)
