"""The decision list of a body: the exact wording of every decision, newest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs import registers
from pmo_docs.model.body import Body
from pmo_docs.model.meeting import Decision
from pmo_docs.model.organisation import Classification
from pmo_docs.model.subjects import BodySubject
from pmo_docs.registers.decisions import decisions
from pmo_docs.registers.selecting import selected_decisions


@dataclass(frozen=True)
class DecisionList:
    """What the decision list prints."""

    identifier: str
    body: Body
    as_of: datetime.date
    decisions: tuple[Decision, ...]
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.body.name


def build(subject: BodySubject, identifier: str, as_of: datetime.date) -> DecisionList:
    """The decision list as it stands on a day; later meetings are not looked at."""
    taken = selected_decisions(decisions(registers.until(subject.meetings, as_of)), subject.selection)
    return DecisionList(identifier, subject.body, as_of, tuple(reversed(taken)), subject.classification)
