"""An action through all meetings: as it stands now, and everything that happened to it on the way."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.meeting import ActionItem, ActionUpdate, Decision, Outcome
from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import folded
from pmo_docs.model.problems import NOWHERE, Place


class Change(StrEnum):
    """What can happen to an action."""

    AROSE = "arose"
    STATUS = "status"
    MOVED = "moved"
    PASSED = "passed"
    REWORDED = "reworded"
    NOTED = "noted"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Event:
    """One thing that happened to an action, on the `day` of the `meeting` that says so.

    `said` is what it became: a status, a day (ISO), names, other words, or the words of a note.
    """

    change: Change
    day: datetime.date | None
    said: str = ""
    meeting: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Elsewhere:
    """What another body's meeting, named by its id, said on a day of an action."""

    day: datetime.date
    meeting: str
    update: ActionUpdate


@dataclass(frozen=True)
class Selection:
    """What somebody wants to see of a register: all that is open, unless it says otherwise.

    `owner` is an id, a surname or a written name; `search` are words that must stand in it.
    """

    owner: str = ""
    is_overdue: bool = False
    has_closed: bool = False
    search: str = ""

    @property
    def name(self) -> str:
        """For the name of a document, nothing when nothing was selected: "jansen", "overdue-all"."""
        words = (self.owner, "overdue" if self.is_overdue else "", "all" if self.has_closed else "", self.search)
        plain = (re.sub(r"[^a-z0-9]+", "-", folded(word)).strip("-") for word in words)
        return "-".join(filter(None, plain))


ALL_OPEN = Selection()


class DecisionStatus(StrEnum):
    """What became of a decision."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True)
class RegisteredDecision(Decision):
    """A decision as later meetings leave it; `meeting` is the id of the one that took it.

    `replaced_by` is the number of the later decision that replaces or withdraws it, `carried_out_by` those of actions.
    One that was only asked for has no number; `asked` is the day on which that first happened.
    """

    meeting: str = ""
    status: DecisionStatus = DecisionStatus.TAKEN
    replaced_by: str = ""
    carried_out_by: tuple[str, ...] = ()
    classification: Classification | None = None
    asked: datetime.date | None = None


@dataclass(frozen=True)
class Answer:
    """What a body answered to a request: the decision, the `day` and the id of the meeting, the name of the body."""

    decision: Decision
    day: datetime.date
    meeting: str
    body: str

    @property
    def is_refusal(self) -> bool:
        """Whether the vote on it was lost."""
        vote = self.decision.vote
        return not self.decision.is_taken and vote is not None and vote.outcome is Outcome.DEFEATED


@dataclass(frozen=True)
class ProjectRequest:
    """A decision that a project asks of a body, from the first report that asks it until it is answered.

    `asked` is the day of that report and `report` its period; `last_report` is the period of the last one that asks it,
    `asked_again` its day when that is another one;
    `put_off` are the days of the meetings that had it on their agenda and did not decide, `met` those of all that were
    held since; one that `is_on_agenda` was put to the body. `place` is where the last report asks it.
    """

    text: str
    project: str
    id: str = ""
    body: str = ""
    asked: datetime.date | None = None
    report: str = ""
    last_report: str = ""
    asked_again: datetime.date | None = None
    answer: Answer | None = None
    put_off: tuple[datetime.date, ...] = ()
    met: tuple[datetime.date, ...] = ()
    is_on_agenda: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def name(self) -> str:
        """Its identifier, else its words."""
        return self.id or self.text

    def age(self, as_of: datetime.date) -> int | None:
        """Days from when it was first asked until it was answered, or until a day; None when that is unknown."""
        return ((self.answer.day if self.answer else as_of) - self.asked).days if self.asked else None


@dataclass(frozen=True)
class RegisteredAction(ActionItem):
    """An action as the last meeting that speaks of it leaves it; `item` and `place` are where it arose.

    `meeting` is the id of the one where it arose; `first_due` the first day by which it was to be done, `deferred` how
    often that was put off; `closed` the day on which it was done or dropped.
    """

    meeting: str = ""
    first_due: datetime.date | None = None
    deferred: int = 0
    closed: datetime.date | None = None
    history: tuple[Event, ...] = ()

    def age(self, as_of: datetime.date) -> int | None:
        """Days from when it arose until it was closed, or until a day; None when it is unknown when it arose."""
        return ((self.closed or as_of) - self.arose).days if self.arose else None
