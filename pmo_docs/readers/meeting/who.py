"""Whom a name in an action means: somebody who is known, all of a group, or a name that only stands there."""

from __future__ import annotations

import re
from collections.abc import Set

from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import Person, PersonReference, folded, names_of
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.forms import INITIALS
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.people import Involved

HANDLE = r"@[\w][\w.-]*\w|@\w"
LONGEST_OWNERS = 80
_NICKNAME = re.compile(r"[a-z][a-z0-9_.-]+")


class WhoReader:
    """Reads the names; `people` knows who is involved, `common` are words that are hardly names."""

    def __init__(
        self, recogniser: Recogniser, names: NameReader, people: Involved, common: Set[str] = frozenset()
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        self._people = people
        self._common = common
        self._everyone = {folded(word) for word in recogniser.catalogues.recognise("everyone")}
        self._nobody = {folded(word) for word in recogniser.catalogues.recognise("nobody")}

    def named(self, text: str, place: Place) -> tuple[Owner, ...]:
        """Everybody whom a column or a label names, as far as they look like somebody."""
        owners = []
        for part in re.split(r"\n|;", re.sub(r"\s*\([^()]*\)", "", text)):
            for name in self._names.parts(part):
                bare = name.strip(" .:*?–—").strip("-")
                if bare and folded(bare) not in self._nobody:
                    owners.append(self.owner(bare, place) or Owner(bare.removeprefix("@")))
        return tuple(dict.fromkeys(owners))

    def known(self, text: str, place: Place) -> tuple[Owner, ...]:
        """Those whom a text names, when everybody in it is known; nobody otherwise."""
        parts = self._names.parts(text) if len(text) <= LONGEST_OWNERS else []
        are_known = bool(parts) and all(self.is_somebody(part, is_sure=False) for part in parts)
        return tuple(self.somebody(part, place) for part in parts) if are_known else ()

    def knows(self, text: str) -> bool:
        """Whether this is the name of somebody who is known."""
        return self._people.recognise(text) is not None

    def is_known(self, text: str) -> bool:
        """Whether this is somebody who is known, also as "dhr. Bakker"."""
        return self.knows(text) or self.addressed(text) is not None

    def is_somebody(self, text: str, *, is_sure: bool) -> bool:
        """Whether a text names somebody: by handle, known from the attendance, or clearly a name."""
        bare = text.strip().removeprefix("@").strip(" .")
        if not bare or folded(bare) in self._nobody:
            return False
        if self.is_known(bare) or folded(bare) in self._everyone | self._people.organisations:
            return True
        if self._people.is_known:
            return False
        one = self._names.person(bare)
        words = bare.split()
        if not is_sure and (self.is_common(bare) or (" " in bare and self._people.are_first_names)):
            # "Erste Aufgabenverteilung" where everybody is called by first name.
            return False
        if len(words) > 1 and any(self._people.recognise(word) for word in words[1:]):
            # "Ask Petra to call": Petra is known, and called otherwise.
            return False
        is_nickname = is_sure and re.fullmatch(r"[a-z][a-z0-9_-]{2,20}", bare) is not None
        return is_nickname or (one is not None and (is_sure or " " in one.name))

    def names_somebody(self, text: str) -> bool:
        """Whether a word with a capital, behind the first, is the name of somebody who is known."""
        words = [word.strip(".,;:()") for word in plain(text).split()[1:]]
        return any(word[:1].isupper() and self._people.recognise(word) is not None for word in words if len(word) > 1)

    def is_common(self, text: str) -> bool:
        """ "Nieuwsbrief" where the notes write of a "nieuwsbrief"."""
        return " " not in text and text.casefold() in self._common

    def is_nobody(self, text: str) -> bool:
        """Whether a text says that nobody is named, or nothing at all: "TBD", "-"."""
        return not text.strip(" -–—") or folded(text) in self._nobody

    def addressed(self, text: str) -> Person | None:
        """ "mevrouw Stam", "de heer Vos", when there is one of that name."""
        words = text.split()
        kinds = ("salutations", "titles", "functions")
        count = next((n for n in (2, 1) if self._recogniser.kind_of(kinds, " ".join(words[:n]))), 0)
        return self._people.recognise(" ".join(words[count:])) if 0 < count < len(words) else None

    def with_surname(self, text: str, place: Place) -> Owner | None:
        """ "@Ann Bell", when she is known, else "@Ann"."""
        known = self._people.recognise(text.removeprefix("@"))
        return _called(text.removeprefix("@"), known) if known else self.owner(text.split()[0], place)

    def owners(self, text: str, place: Place) -> tuple[Owner, ...]:
        """The owners when every part of the text is one, else none."""
        owners = [self.owner(part.strip(), place) for part in self._names.parts(text)]
        return tuple(owner for owner in owners if owner) if all(owners) else ()

    def owner(self, text: str, place: Place) -> Owner | None:
        """Whoever is meant by a handle, a name or a word such as "allen"; None when the text names nobody."""
        if text.startswith("@"):
            if not re.fullmatch(HANDLE, text):
                return None
            if folded(text[1:]) in self._everyone:
                return Owner(text[1:])
            person = self._people.resolve(PersonReference(text, place))
            return _called(text[1:], person)
        if folded(text) in self._everyone:
            return Owner(text)
        person_known = self._people.recognise(text) or self.addressed(text)
        if person_known:
            return Owner(text) if self._people.is_supposed(person_known) else _called(text, person_known)
        if folded(text) in self._people.organisations:
            return Owner(text)
        is_name = not self._people.is_known and self._names.is_name(text) and not self.is_common(text)
        return Owner(text) if is_name else None

    def somebody(self, text: str, place: Place) -> Owner:
        """The owner of whom it is clear that somebody is meant, known or not."""
        bare = text.strip().strip(" .")
        return self.owner(bare, place) or Owner(bare.removeprefix("@"))


def _called(text: str, person: Person) -> Owner:
    """Somebody by name; a handle or initials that only the notes give stay as they were written."""
    is_short = _NICKNAME.fullmatch(text) is not None or INITIALS.fullmatch(text) is not None
    return Owner(text if is_short and folded(text) not in names_of(person) else person.name, person)
