"""People, and how their names are written and sorted."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from pmo_docs.model.problems import NOWHERE, Place

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\].]+(\.[^\s@<>,;:\"()\[\].]+)+")


class NameOrder(StrEnum):
    """How names are sorted: "de Vries" under V in Dutch order, under D in Flemish order."""

    DUTCH = "dutch"
    FLEMISH = "flemish"


@dataclass(frozen=True)
class PersonReference:
    """Somebody as a file names them: an id, a surname, or a name with an organisation in brackets."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def from_text(cls, text: str, place: Place) -> PersonReference:
        """The reference that a YAML scalar holds."""
        return cls(text.strip(), place)


@dataclass(frozen=True)
class EmailAddress:
    """Where somebody gets mail."""

    text: str

    @classmethod
    def from_text(cls, text: str, place: Place) -> EmailAddress:
        """The address that a YAML scalar holds; raises ValueError when nobody could be mailed there."""
        if not _EMAIL.fullmatch(text.strip()):
            raise ValueError("email-form", {"text": text})
        return cls(text.strip())

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Away:
    """From when until when somebody is not there, both days included; one day alone will do."""

    first: datetime.date = field(metadata={"key": "from"})
    until: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def short(cls, text: str, place: Place) -> Away:
        """The day that a date alone stands for; raises ValueError when it is none."""
        try:
            return cls(datetime.date.fromisoformat(text.strip()), place=place)
        except ValueError:
            values = {"key": "away", "text": text, "iso": "2026-12-01"}
            raise ValueError("date-form", values) from None

    def covers(self, day: datetime.date) -> bool:
        return self.first <= day <= (self.until or self.first)


@dataclass(frozen=True)
class Person:
    """Somebody, once: `prefix` is the tussenvoegsel ("van den"), `surname` stands without it.

    `away` are the days on which nobody needs to ask whether they come. A double name stands in `surname` as it is
    written: "Jansen-de Boer".
    """

    surname: str
    id: str = field(default="", metadata={"key": ""})
    initials: str = ""
    first_name: str = ""
    prefix: str = ""
    function: str = ""
    organisation: str = ""
    email: EmailAddress | None = None
    language: str = ""
    away: tuple[Away, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def is_away(self, day: datetime.date) -> bool:
        return any(one.covers(day) for one in self.away)

    @property
    def name(self) -> str:
        """As in a sentence: "J. de Vries", "De Vries" without initials, "Jan de Vries" when only that is known."""
        before = self.initials or self.first_name
        surname = " ".join(filter(None, (self.prefix, self.surname)))
        if before:
            return f"{before} {surname}"
        return surname[:1].upper() + surname[1:] if self.prefix else surname

    def sorting_key(self, order: NameOrder = NameOrder.DUTCH) -> tuple[str, str, str]:
        """Dutch order is by surname without the tussenvoegsel: "De Roover" under R; Flemish order has it under D."""
        surname, prefix, initials = (part.casefold() for part in (self.surname, self.prefix, self.initials))
        if order is NameOrder.FLEMISH:
            return (f"{prefix} {surname}".strip(), initials, "")
        return (surname, initials, prefix)

    @property
    def affiliation(self) -> str:
        """What stands in brackets behind the name: the organisation when it is another one, else the function."""
        return self.organisation or self.function

    @classmethod
    def from_written_name(cls, text: str) -> Person:
        """Somebody who stands in no list, as written: "P. van den Berg (Leverancier BV)" keeps its bracketed part."""
        name, _, rest = text.partition("(")
        words = name.split()
        surname = words[-1] if words else text.strip()
        prefix = [word for word in words[:-1] if word.islower() and not word.endswith(".")]
        initials = [word for word in words[:-1] if word not in prefix]
        return cls(
            surname=surname,
            initials=" ".join(initials),
            prefix=" ".join(prefix),
            organisation=rest.rstrip(") ").strip(),
        )


@lru_cache(maxsize=20_000)
def names_of(person: Person) -> frozenset[str]:
    """Every way in which a person may be called, folded for comparing."""
    surname = " ".join(filter(None, (person.prefix, person.surname)))
    # "Y. El Amrani" is El Amrani too.
    without_initials = re.sub(r"^(?:\S*\.\s*)+", "", person.name)
    first_and_last = f"{person.first_name} {surname}"
    names = {person.surname, surname, person.name, first_and_last, person.first_name, person.id, without_initials}
    # "John" of somebody who was written as "John O'Neil".
    names |= {word for word in person.initials.split()[:1] if not word.endswith(".") and len(word) > 1}
    return frozenset(folded(name) for name in names if name.strip())


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """For comparing names: without case, accents, dots and spare spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[.\s]+", " ", plain).strip()
