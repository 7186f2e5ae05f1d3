"""Who, when and how far, behind labels of their own: "Owner: Ann", "(Deadline: 25 April)", on one line or below."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pmo_docs.readers.meeting.recognising import FirstWords, Recogniser, alternatives, plain

_KINDS = ("owner", "due", "status")
_STATUSES = ("open_status", "done_status", "busy_status", "deferred_status", "dropped_status", "yes", "no")
_LONGEST = 120
# "Who: Ann, what: rent a tent": more than one field, and not all of them known.
# "9.10." ends with its own full stop.
_DAY = re.compile(r"\d\.\d{1,2}\.$")
_ANOTHER = re.compile(r"[,;]\s*[^\W\d_]+:\s")


@dataclass(frozen=True)
class Fields:
    """What the labels say, as written; nothing where there is none."""

    owner: str = ""
    due: str = ""
    status: str = ""

    def __bool__(self) -> bool:
        return bool(self.owner or self.due or self.status)

    def over(self, others: Fields) -> Fields:
        """These, and the others where these say nothing."""
        return Fields(self.owner or others.owner, self.due or others.due, self.status or others.status)


class FieldReader:
    """Finds labelled fields behind the words of an action."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        recognise = recogniser.catalogues.recognise
        self._kinds = {word.casefold(): kind for kind in _KINDS for word in recognise(f"{kind}_label")}
        self._first_words = FirstWords(self._kinds)
        labels = {word for kind in _KINDS for word in recognise(f"{kind}_label")}
        words = alternatives(tuple(sorted(labels)))
        label = rf"(?:\*\*|__|\*|_)?(?P<label>{words})\s?(?:\*\*|__|\*|_)?:(?:\*\*|__|\*|_)?[ \t]*"
        bare = label.replace("?P<label>", "?:")
        self._only = re.compile(rf"\s*{label}(?P<value>[^\n]{{1,{_LONGEST}}})", re.IGNORECASE)
        self._in_brackets = re.compile(rf"\s*[(\[]\s*({bare}[^()\[\]]*)[)\]]", re.IGNORECASE)
        # "Draft the plan – Owner: Ann – Due: 1 May", or each on a line of its own.
        self._between = re.compile(
            rf"\s*(?:\n\s*(?:[-*]\s+)?|[;,|–—]\s*|\s-\s+|\.\s+|\s+(?=[*_]))(?={bare})", re.IGNORECASE
        )

    def only(self, text: str) -> Fields | None:
        """The field that a text is, and nothing else."""
        match = self._only.fullmatch(text.strip()) if self._first_words.may_stand_in(text) else None
        value = plain(match["value"]).strip(" *_,;") if match else ""
        value = value if _DAY.search(value) else value.rstrip(" .*_,;")
        if match is None or not value or _ANOTHER.search(value):
            return None
        kind = self._kinds[match["label"].casefold()]
        # "Status: in review, see the proposal" says more than how far it is.
        is_known = kind != "status" or self._recogniser.kind_of(_STATUSES, value)
        return replace(Fields(), **{kind: value}) if is_known else None

    def cut(self, text: str) -> tuple[str, Fields]:
        """A text (Markdown) without the fields behind it, and what they say; the first of a kind counts."""
        found = Fields()
        if not self._first_words.may_stand_in(text):
            return text, found
        for bracket in self._in_brackets.finditer(text):
            found = self._all(self._between.split(bracket[1]), found)
        text = self._in_brackets.sub("", text) if found else text
        starts = [match.span() for match in self._between.finditer(text)]
        if not starts:
            return text, found
        kept = [text[: starts[0][0]]]
        for (at, begin), (until, _) in pairwise([*starts, (len(text), 0)]):
            line, end, below = text[begin:until].partition("\n")
            field = self.only(line)
            kept.append(end + below if field else text[at:until])
            found = found.over(field) if field else found
        return "".join(kept).strip(), found

    def _all(self, pieces: list[str], found: Fields) -> Fields:
        for field in filter(None, map(self.only, pieces)):
            found = found.over(field)
        return found


@lru_cache(maxsize=4)
def field_reader(recogniser: Recogniser) -> FieldReader:
    """The one for these catalogues: it remembers nothing of any meeting, and takes time to make."""
    return FieldReader(recogniser)
