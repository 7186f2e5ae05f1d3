"""The words of an action: who does it, and by when, cut from what is to be done."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pmo_docs.language import Catalogues
from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import Place
from pmo_docs.readers.dates import DateReader, FoundDate
from pmo_docs.readers.people import Involved, folded

_HANDLE = r"@[\w][\w.-]*\w|@\w"
_OWNERS_IN_BRACKETS = re.compile(rf"\((?P<owners>(?:{_HANDLE})[^()]*)\)\.?\s*$")
# "M. Jansen", "Kade Software BV", "P. van den Berg": words with a capital, some small ones known from names between.
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_NAME = re.compile(
    rf"{_CAPITAL}(?:\s+(?:(?:aan|de|den|der|het|in|'t|op|te|ten|ter|van|von|du|la|le)\s+)*{_CAPITAL}){{0,4}}"
)
_LONGEST_OWNERS = 80
_SEPARATORS = (",", ";", ":", "–", "—", "-")


@dataclass(frozen=True)
class Promise:
    """An action's text without owners and date; see ActionItem for the fields."""

    text: str
    owners: tuple[Owner, ...]
    due: datetime.date | None
    due_text: str


class ActionReader:
    """Reads the text behind "Actie:"; `people` knows who is involved."""

    def __init__(
        self, catalogues: Catalogues, people: Involved, since: datetime.date | None, *, is_day_first: bool = True
    ) -> None:
        self._people = people
        self._since = since
        self._dates = DateReader(catalogues.months(), is_day_first=is_day_first)
        self._everyone = {folded(word) for word in catalogues.recognise("everyone")}
        joined = "|".join(map(re.escape, catalogues.recognise("and")))
        self._separator = re.compile(rf"\s*(?:,|/|&|\+|\b(?:{joined})\b)\s*")
        prefix = "|".join(map(re.escape, catalogues.recognise("due")))
        self._due_prefix = re.compile(rf"(?:(?<=[\s,;(–—-])|^)(?P<words>{prefix})[:\s]+$", re.IGNORECASE)
        self._leading_handles = re.compile(rf"(?:{_HANDLE})(?:{self._separator.pattern}(?:{_HANDLE}))*\s*[:–—-]?\s+")

    def read(self, text: str, place: Place) -> Promise:
        """Owners and date are cut off only where they clearly stand apart; everything else stays in the text."""
        text, due, due_text = self._cut_date(text.strip())
        text, owners = self._cut_owners(text, place)
        if not due_text:
            text, due, due_text = self._cut_date(text)
        if due and due.other:
            self._people.warn("date-two-readings", place, text=due_text, first=str(due.date), second=str(due.other))
            return Promise(text.strip(), owners, None, due_text)
        return Promise(text.strip(), owners, due.date if due else None, due_text)

    def _cut_date(self, text: str) -> tuple[str, FoundDate | None, str]:
        bracketed = re.search(r"\(([^()]*)\)\.?\s*$", text)
        if not bracketed:
            return self._cut_trailing_date(text, stands_apart=False)
        inside, due, due_text = self._cut_trailing_date(bracketed[1], stands_apart=True)
        if not due_text:
            return text, None, ""
        before = text[: bracketed.start()].rstrip()
        return f"{before} ({inside})" if inside else before, due, due_text

    def _cut_trailing_date(self, text: str, *, stands_apart: bool) -> tuple[str, FoundDate | None, str]:
        """A date at the end counts when a word such as "vóór", a comma or a dash sets it apart."""
        found = self._dates.find(text, self._since)
        if not found or text[found[-1].end :].strip(" ."):
            return text, None, ""
        last = found[-1]
        prefix = self._due_prefix.search(text[: last.start])
        start = prefix.start("words") if prefix else last.start
        before = text[:start].rstrip()
        if not (stands_apart or prefix or before.endswith(_SEPARATORS)):
            return text, None, ""
        return before.rstrip("".join(_SEPARATORS) + " "), last, text[start : last.end]

    def _cut_owners(self, text: str, place: Place) -> tuple[str, tuple[Owner, ...]]:
        leading = self._leading_handles.match(text + " ")
        if leading:
            return text[leading.end() :], self._owners(leading[0].rstrip(" :–—-"), place)
        head, colon, rest = text.partition(":")
        if colon and len(head) <= _LONGEST_OWNERS and "\n" not in head:
            owners = self._owners(head, place)
            if owners:
                return rest, owners
        bracketed = _OWNERS_IN_BRACKETS.search(text)
        if bracketed:
            owners = self._owners(bracketed["owners"].rstrip(" ,;"), place)
            if owners:
                return text[: bracketed.start()], owners
        return self._cut_leading_word(text)

    def _cut_leading_word(self, text: str) -> tuple[str, tuple[Owner, ...]]:
        """ "Allen leveren …" and "M. Jansen stuurt …", when the name is somebody's who is known."""
        words = text.split()
        if words and len(words[0]) > len("all") and folded(words[0]) in self._everyone:
            return text[len(words[0]) :], (Owner(words[0]),)
        for count in range(min(5, len(words) - 1), 1, -1):
            person = self._people.recognise(" ".join(words[:count])) if self._people.is_known else None
            if person and words[0][:1].isupper():
                return " ".join(words[count:]), (Owner(person.name, person),)
        return text, ()

    def _owners(self, text: str, place: Place) -> tuple[Owner, ...]:
        """The owners when every part of the text is one, else none."""
        owners = [self._owner(part.strip(), place) for part in self._parts(text)]
        return tuple(owner for owner in owners if owner) if all(owners) else ()

    def _parts(self, text: str) -> Iterable[str]:
        return [part for part in self._separator.split(text.strip()) if part]

    def _owner(self, text: str, place: Place) -> Owner | None:
        if text.startswith("@"):
            if not re.fullmatch(_HANDLE, text):
                return None
            if folded(text[1:]) in self._everyone:
                return Owner(text[1:])
            person = self._people.resolve(PersonReference(text, place))
            return Owner(person.name, person)
        if folded(text) in self._everyone:
            return Owner(text)
        person_known = self._people.recognise(text)
        if person_known:
            return Owner(person_known.name, person_known)
        if folded(text) in self._people.organisations:
            return Owner(text)
        return Owner(text) if not self._people.is_known and _NAME.fullmatch(text) else None
