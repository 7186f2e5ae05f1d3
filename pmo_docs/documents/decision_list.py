"""The decision list of a body: the exact wording of every decision, newest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs import registers
from pmo_docs.model.body import Body
from pmo_docs.model.organisation import Classification
from pmo_docs.model.register import RegisteredDecision
from pmo_docs.model.subjects import BodySubject
from pmo_docs.registers.decisions import decisions, unanswered
from pmo_docs.registers.selecting import selected_decisions


@dataclass(frozen=True)
class DecisionList:
    """What the decision list prints: what was decided, and what is `asked` when everything is wanted."""

    identifier: str
    body: Body
    as_of: datetime.date
    decisions: tuple[RegisteredDecision, ...]
    asked: tuple[RegisteredDecision, ...]
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.body.name


def build(subject: BodySubject, identifier: str, as_of: datetime.date) -> DecisionList:
    """The decision list as it stands on a day; later meetings are not looked at."""
    has_all = subject.selection.has_closed
    meetings = subject.meetings if has_all else registers.until(subject.meetings, as_of)
    found = selected_decisions(decisions(meetings, has_requested=has_all), subject.selection)
    asked = unanswered(found)
    taken = tuple(one for one in reversed(found) if one not in asked and (one.taken is None or one.taken <= as_of))
    return DecisionList(identifier, subject.body, as_of, taken, asked, subject.classification)
