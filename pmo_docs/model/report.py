"""A progress report: how a project stands in a period, and what is asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pmo_docs.model.earned_value import ZERO
from pmo_docs.model.organisation import Aspect, Stage
from pmo_docs.model.people import PersonReference
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import NOWHERE, Place, Written
from pmo_docs.model.references import Reference, refers_to


class Colour(StrEnum):
    """A RAG status, worst first; blue is done, grey not assessed."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class ChangeStatus(StrEnum):
    """How far a request for change is."""

    RAISED = "raised"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class ReportStatus(StrEnum):
    """Whether a report may still change."""

    CONCEPT = "concept"
    FINAL = "final"


@dataclass(frozen=True)
class Assessment:
    """A colour, why, and what is done about it."""

    colour: Colour
    explanation: str = ""
    measure: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class MilestoneProgress:
    """When a milestone is expected now, or when it was reached."""

    forecast: datetime.date | None = None
    actual: datetime.date | None = None
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Spending:
    """What became of a budget line; `forecast` is the expected total at completion."""

    spent: Decimal = ZERO
    committed: Decimal = ZERO
    forecast: Decimal | None = None
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class WorkProgress:
    """How far a work package is: `complete` is a percentage, `spent` what it cost so far."""

    complete: Decimal | None = field(default=None, metadata={"minimum": 0, "maximum": 100})
    spent: Decimal | None = None
    forecast: datetime.date | None = None
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Hours:
    """Hours planned, made so far, and expected in total."""

    planned: int | None = field(default=None, metadata={"minimum": 0})
    spent: int | None = field(default=None, metadata={"minimum": 0})
    forecast: int | None = field(default=None, metadata={"minimum": 0})
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Risk:
    """Something that may happen: because of `cause`, with `effect`; probability and impact from 1 to 5."""

    event: str
    id: str = ""
    cause: str = ""
    effect: str = ""
    probability: int = field(default=1, metadata={"minimum": 1, "maximum": 5})
    impact: int = field(default=1, metadata={"minimum": 1, "maximum": 5})
    response: str = ""
    owner: PersonReference | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def exposure(self) -> int:
        return self.probability * self.impact


@dataclass(frozen=True)
class Issue:
    """Something that has happened and needs handling."""

    title: str
    id: str = ""
    response: str = ""
    owner: PersonReference | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Change:
    """A request to change what was agreed."""

    title: str
    id: str = ""
    status: ChangeStatus = ChangeStatus.RAISED
    effect: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class DecisionNeeded:
    """What is asked, and what those who decide should know; `body` when it is not asked of the project's own."""

    text: str
    id: str = ""
    body: Reference | None = field(default=None, metadata=refers_to("body"))
    deviation: str = ""
    cause: str = ""
    consequence: str = ""
    alternatives: str = ""
    advice: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class ProgressReport(Written):
    """How a project stands in a period; `done`, `planned`, `summary` and `lessons` are Markdown.

    `period` is what the file's name says, `written_period` what stands in it.
    """

    period: Period | None = field(default=None, metadata={"key": ""})
    written_period: str = field(default="", metadata={"key": "period"})
    date: datetime.date | None = None
    version: str = ""
    status: ReportStatus = ReportStatus.CONCEPT
    stage: Stage | str = ""
    summary: str = ""
    overall: Assessment | None = None
    aspects: dict[Aspect | str, Assessment] = field(default_factory=dict)
    decisions_requested: tuple[DecisionNeeded, ...] = ()
    done: str = ""
    planned: str = ""
    milestones: dict[str, MilestoneProgress] = field(default_factory=dict)
    work_packages: dict[str, WorkProgress] = field(default_factory=dict)
    money: dict[str, Spending] = field(default_factory=dict)
    hours: Hours | None = None
    risks: tuple[Risk, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    lessons: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The day that it is of: its date, else the last day of its period."""
        return self.date or (self.period.last_day if self.period else None)
