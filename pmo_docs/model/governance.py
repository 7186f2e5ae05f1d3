"""What those who guard the governance keep an eye on: which papers are due, what waits for an answer, what is late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs.model.body import Body
from pmo_docs.model.meeting import Meeting
from pmo_docs.model.register import RegisteredAction, RegisteredDecision


@dataclass(frozen=True)
class Paper:
    """A paper that a meeting needs: `owner` is who delivers it, `deadline` the day, None when the body names none.

    `is_delivered` is None of an annex that only the agenda names; one that `is_report` has project and period.
    """

    what: str
    owner: str = ""
    deadline: datetime.date | None = None
    is_delivered: bool | None = None
    is_report: bool = False

    def is_late(self, as_of: datetime.date) -> bool:
        return self.is_delivered is False and self.deadline is not None and self.deadline < as_of


@dataclass(frozen=True)
class Upcoming:
    """A meeting to come with its papers."""

    body: Body
    meeting: Meeting
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class OfBody:
    """What waits at one body: minutes that nobody adopted, decisions asked for, actions that are overdue."""

    body: Body
    unadopted: tuple[Meeting, ...]
    asked: tuple[RegisteredDecision, ...]
    overdue: tuple[RegisteredAction, ...]
