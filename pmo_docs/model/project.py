"""A project and its progress reports: what was agreed, how it stands, what is asked."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pmo_docs.model.body import Classification
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place, Written

ZERO = Decimal(0)


class Stage(StrEnum):
    """The stages of a Dutch municipal project."""

    INITIATION = "initiation"
    DEFINITION = "definition"
    DESIGN = "design"
    PREPARATION = "preparation"
    REALISATION = "realisation"
    AFTERCARE = "aftercare"


class Colour(StrEnum):
    """A RAG status, worst first; blue is done, grey not assessed."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class Aspect(StrEnum):
    """What a project is judged on, in the order in which it is printed."""

    MONEY = "money"
    RISK = "risk"
    ORGANISATION = "organisation"
    TIME = "time"
    INFORMATION = "information"
    COMMUNICATION = "communication"
    QUALITY = "quality"


class ChangeStatus(StrEnum):
    """How far a request for change is."""

    RAISED = "raised"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Vat(StrEnum):
    """Whether amounts are with or without value added tax."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class ReportStatus(StrEnum):
    """Whether a report may still change."""

    CONCEPT = "concept"
    FINAL = "final"


_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-[QK]([1-4])", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """What a report is about: a month (`2026-10`) or a quarter (`2026-Q4`)."""

    first_day: datetime.date
    last_day: datetime.date
    text: str = field(compare=False)

    @classmethod
    def from_text(cls, text: str, place: Place = NOWHERE) -> Period:
        """The period of that name; raises ValueError with a problem code when there is none."""
        month, quarter = _MONTH.fullmatch(text.strip()), _QUARTER.fullmatch(text.strip())
        if month and 1 <= int(month[2]) <= 12 and int(month[1]):
            return cls._months(int(month[1]), int(month[2]), 1, text.strip())
        if quarter and int(quarter[1]):
            return cls._months(int(quarter[1]), int(quarter[2]) * 3 - 2, 3, text.strip().upper())
        raise ValueError("period-form", {"text": text})

    @classmethod
    def _months(cls, year: int, first: int, count: int, text: str) -> Period:
        last = first + count - 1
        return cls(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]), text)

    @property
    def is_month(self) -> bool:
        return self.first_day.month == self.last_day.month


@dataclass(frozen=True)
class Milestone:
    """A moment that was agreed; `baseline` is the agreed day."""

    name: str
    baseline: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class BudgetLine:
    """A part of the credit."""

    name: str
    amount: Decimal
    year: int | None = field(default=None, metadata={"minimum": 1990, "maximum": 2100})
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Project(Written):
    """What was agreed: who, what for, when, for how much.

    `sponsor` is the ambtelijk, `political_sponsor` the bestuurlijk opdrachtgever, `contractor` the opdrachtnemer;
    `milestones` and `budget` are named by ids that the reports use. Amounts are in euros.
    """

    name: str
    id: str = field(default="", metadata={"key": ""})
    case: str = ""
    goal: str = ""
    sponsor: PersonReference | None = None
    political_sponsor: PersonReference | None = None
    contractor: PersonReference | None = None
    manager: PersonReference | None = None
    assistant: PersonReference | None = None
    body: str = ""
    stage: Stage | None = None
    language: str = ""
    classification: Classification | None = None
    milestones: dict[str, Milestone] = field(default_factory=dict)
    budget: dict[str, BudgetLine] = field(default_factory=dict)
    credit: Decimal | None = None
    coverage: str = ""
    vat: Vat | None = None


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
    response: str = ""
    owner: PersonReference | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Change:
    """A request to change what was agreed."""

    title: str
    status: ChangeStatus = ChangeStatus.RAISED
    effect: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class DecisionNeeded:
    """What is asked of the steering group, and what it should know to decide."""

    text: str
    deviation: str = ""
    cause: str = ""
    consequence: str = ""
    alternatives: str = ""
    advice: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class ProgressReport(Written):
    """How a project stands in a period; `done`, `planned`, `summary` and `lessons` are Markdown."""

    period: Period | None = None
    date: datetime.date | None = None
    version: str = ""
    status: ReportStatus = ReportStatus.CONCEPT
    summary: str = ""
    overall: Assessment | None = None
    aspects: dict[Aspect, Assessment] = field(default_factory=dict)
    decisions_requested: tuple[DecisionNeeded, ...] = ()
    done: str = ""
    planned: str = ""
    milestones: dict[str, MilestoneProgress] = field(default_factory=dict)
    money: dict[str, Spending] = field(default_factory=dict)
    hours: Hours | None = None
    risks: tuple[Risk, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    lessons: str = ""
