"""A project: what was agreed about it, with whom, by when, for how much."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pmo_docs.model.earned_value import ZERO, EacFormula
from pmo_docs.model.organisation import Classification, Stage
from pmo_docs.model.people import PersonReference
from pmo_docs.model.periods import Cycle, Sprints
from pmo_docs.model.problems import NOWHERE, Place, Written
from pmo_docs.model.references import Reference, refers_to


class ProjectStatus(StrEnum):
    """Whether a project is being worked on."""

    RUNNING = "running"
    ON_HOLD = "on_hold"
    PARKED = "parked"
    STOPPED = "stopped"
    FINISHED = "finished"


class Vat(StrEnum):
    """Whether amounts are with or without value added tax."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class AmountUnit(StrEnum):
    """What amounts are written in."""

    EUROS = "euros"
    THOUSANDS = "thousands"

    @property
    def euros(self) -> int:
        """How many euros one of it is."""
        return 1000 if self is AmountUnit.THOUSANDS else 1


class Recurrence(StrEnum):
    """Whether money is spent once or every year."""

    ONE_OFF = "one_off"
    STRUCTURAL = "structural"


class Tolerated(StrEnum):
    """What a project may deviate in without asking (PRINCE2, 7th edition)."""

    TIME = "time"
    COST = "cost"
    QUALITY = "quality"
    SCOPE = "scope"
    BENEFITS = "benefits"
    RISK = "risk"
    SUSTAINABILITY = "sustainability"


@dataclass(frozen=True)
class StagePlan:
    """When a stage was agreed to begin and to end."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Milestone:
    """A moment that was agreed; `baseline` is the agreed day."""

    name: str
    baseline: datetime.date | None = None
    stage: Stage | str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class BudgetLine(Written):
    """A part of the credit; `year` when all of it is of one year, `years` to divide it over several."""

    name: str
    amount: Decimal
    year: int | None = field(default=None, metadata={"minimum": 1990, "maximum": 2100})
    years: dict[int, Decimal] = field(default_factory=dict)
    recurrence: Recurrence | None = None


@dataclass(frozen=True)
class Tolerance:
    """How far a forecast may be off before the steering group is asked.

    `later` is in calendar days, `more` in the unit of the amounts; `text` says it in words.
    """

    text: str = ""
    later: int | None = field(default=None, metadata={"minimum": 0})
    more: Decimal | None = field(default=None, metadata={"minimum": 0})
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def short(cls, text: str, place: Place) -> Tolerance:
        """The tolerance that words alone stand for."""
        return cls(text.strip(), place=place)


@dataclass(frozen=True)
class WorkPackage(Written):
    """A piece of the work with somebody who sees to it."""

    name: str
    owner: PersonReference | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    budget: Decimal | None = field(default=None, metadata={"minimum": 0})


@dataclass(frozen=True)
class Dependency(Written):
    """Something that a project needs from another one, or from outside, by a day."""

    what: str
    project: Reference | None = field(default=None, metadata=refers_to("project"))
    milestone: str = ""
    needed_by: datetime.date | None = None


@dataclass(frozen=True)
class Project(Written):
    """What was agreed: who, what for, when, for how much.

    `sponsor` is the ambtelijk, `political_sponsor` the bestuurlijk opdrachtgever, `contractor` the opdrachtnemer;
    milestones, budget lines and work packages have ids that the reports use.
    """

    name: str
    id: str = field(default="", metadata={"key": ""})
    case: str = ""
    goal: str = ""
    status: ProjectStatus = ProjectStatus.RUNNING
    sponsor: PersonReference | None = None
    political_sponsor: PersonReference | None = None
    contractor: PersonReference | None = None
    manager: PersonReference | None = None
    assistant: PersonReference | None = None
    body: Reference | None = field(default=None, metadata=refers_to("body"))
    programme: Reference | None = field(default=None, metadata=refers_to("programme"))
    stage: Stage | str = ""
    language: str = ""
    classification: Classification | None = None
    reporting_cycle: Cycle | None = None
    sprints: Sprints | None = None
    stages: dict[Stage | str, StagePlan] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)
    credit: Decimal | None = None
    credit_decision: str = ""
    coverage: str = ""
    vat: Vat | None = None
    amounts_in: AmountUnit = AmountUnit.EUROS
    budget: dict[str, BudgetLine] = field(default_factory=dict)
    tolerances: dict[Tolerated, Tolerance] = field(default_factory=dict)
    work_packages: dict[str, WorkPackage] = field(default_factory=dict)
    eac_formula: EacFormula = EacFormula.CPI
    dependencies: tuple[Dependency, ...] = ()
    applications: tuple[Reference, ...] = field(default=(), metadata=refers_to("application"))

    @property
    def agreed_amount(self) -> Decimal | None:
        """The credit, else its lines together; None when there is neither."""
        if self.credit is not None or not self.budget:
            return self.credit
        return sum((line.amount for line in self.budget.values()), ZERO)
