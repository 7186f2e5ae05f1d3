"""Names by which files point at each other: the id of a body, a project, an application."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place

REFERS_TO = "refers to"


@dataclass(frozen=True)
class Reference:
    """The id of something with a file or a record of its own."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def from_text(cls, text: str, place: Place) -> Reference:
        """The reference that a YAML scalar holds."""
        return cls(text.strip(), place)

    def __str__(self) -> str:
        return self.text


def refers_to(kind: str) -> dict[str, str]:
    """The metadata of a field that holds a reference, or several, to something of a kind: a name in KINDS."""
    return {REFERS_TO: kind}


def references_in(value: Any, kind: str = "") -> Iterator[tuple[str, Reference]]:
    """Every reference in a record and below it, with the kind of what it points at."""
    if isinstance(value, Reference):
        yield kind, value
    elif isinstance(value, tuple):
        for item in value:
            yield from references_in(item, kind)
    elif isinstance(value, dict):
        for item in value.values():
            yield from references_in(item, kind)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from references_in(getattr(value, each.name), each.metadata.get(REFERS_TO, ""))


def people_in(value: Any) -> Iterator[PersonReference]:
    """Everybody whom a record names, at any depth."""
    if isinstance(value, PersonReference):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from people_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from people_in(key)
            yield from people_in(item)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from people_in(getattr(value, each.name))
