"""A body: the group that meets, such as a steering group."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place


class Classification(StrEnum):
    """Who may read a document, from everybody to very few."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


@dataclass(frozen=True)
class Body:
    """A group that meets.

    `first_decision` is the number of the first decision in the first meeting file: decisions are numbered on from it.
    """

    name: str
    id: str = field(default="", metadata={"key": ""})
    chair: PersonReference | None = None
    secretary: PersonReference | None = None
    members: tuple[PersonReference, ...] = ()
    meeting_place: str = field(default="", metadata={"key": "place"})
    language: str = ""
    classification: Classification | None = None
    case: str = ""
    first_decision: int = field(default=1, metadata={"minimum": 1})
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Organisation:
    """What `pmo.yaml` says: whose documents these are."""

    organisation: str = ""
    language: str = ""
    classification: Classification | None = None
    place: Place = field(default=NOWHERE, compare=False)
