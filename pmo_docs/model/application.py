"""The application portfolio: the systems of the organisation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import Written


class LifeCycle(StrEnum):
    """What is to become of a system."""

    INVEST = "invest"
    TOLERATE = "tolerate"
    MIGRATE = "migrate"
    ELIMINATE = "eliminate"


class Criticality(StrEnum):
    """How much depends on something."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Application(Written):
    """A system: whose it is, who supplies it until when, and how much depends on it (BIV classification)."""

    name: str
    id: str = field(default="", metadata={"key": ""})
    purpose: str = ""
    owner: PersonReference | None = None
    functional_manager: PersonReference | None = None
    supplier: str = ""
    contract_end: datetime.date | None = None
    life_cycle: LifeCycle | None = None
    availability: Criticality | None = None
    integrity: Criticality | None = None
    confidentiality: Criticality | None = None
    note: str = ""
