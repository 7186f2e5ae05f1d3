"""A programme: projects that together have to bring something about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place, Written
from pmo_docs.model.references import Reference, refers_to


@dataclass(frozen=True)
class Goal:
    """What the programme is for; a text alone will do."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def short(cls, text: str, place: Place) -> Goal:
        """The goal that a text alone stands for."""
        return cls(text.strip(), place)


@dataclass(frozen=True)
class Benefit(Written):
    """What gets better, measured: where it was, where it should go, what is expected and what was reached."""

    name: str
    goal: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    forecast: Decimal | None = None
    realised: Decimal | None = None
    by: datetime.date | None = None
    owner: PersonReference | None = None


@dataclass(frozen=True)
class Programme(Written):
    """What several projects are for together, and what they should bring."""

    name: str
    id: str = field(default="", metadata={"key": ""})
    case: str = ""
    vision: str = ""
    sponsor: PersonReference | None = None
    political_sponsor: PersonReference | None = None
    manager: PersonReference | None = None
    assistant: PersonReference | None = None
    body: Reference | None = field(default=None, metadata=refers_to("body"))
    language: str = ""
    classification: Classification | None = None
    goals: dict[str, Goal] = field(default_factory=dict)
    benefits: dict[str, Benefit] = field(default_factory=dict)
    projects: tuple[Reference, ...] = field(default=(), metadata=refers_to("project"))
