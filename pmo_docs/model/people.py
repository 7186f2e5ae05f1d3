"""People, and how their names are written and sorted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

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
class Person:
    """Somebody, once: `prefix` is the tussenvoegsel ("van den"), `surname` stands without it.

    A double name stands in `surname` as it is written: "Jansen-de Boer".
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
    place: Place = field(default=NOWHERE, compare=False)

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
