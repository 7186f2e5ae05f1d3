"""The action list of a body: what is open, what is overdue, what was closed at the last meeting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs import registers
from pmo_docs.model.body import Body
from pmo_docs.model.meeting import ActionItem
from pmo_docs.model.organisation import Classification
from pmo_docs.model.subjects import BodySubject


@dataclass(frozen=True)
class ActionList:
    """What the action list prints: `open` by date, those without one last; `closed` are shown once, then leave."""

    identifier: str
    body: Body
    as_of: datetime.date
    open: tuple[ActionItem, ...]
    overdue: tuple[ActionItem, ...]
    closed: tuple[ActionItem, ...]
    classification: Classification | None

    @property
    def title(self) -> str:
        return self.body.name


def build(subject: BodySubject, identifier: str, as_of: datetime.date) -> ActionList:
    """The action list as it stands on a day; later meetings are not looked at."""
    held = registers.until(subject.meetings, as_of)
    items = registers.actions(held)
    open_items = tuple(sorted((item for item in items if item.status.is_open), key=_by_date))
    just_closed = {update.number for update in held[-1].updates if not update.status.is_open} if held else set()
    new = {action.number for action in held[-1].actions} if held else set()
    return ActionList(
        identifier=identifier,
        body=subject.body,
        as_of=as_of,
        open=open_items,
        overdue=tuple(item for item in open_items if item.is_overdue(as_of)),
        closed=tuple(item for item in items if not item.status.is_open and item.number in just_closed | new),
        classification=subject.classification,
    )


def _by_date(item: ActionItem) -> tuple[datetime.date, datetime.date]:
    return (item.due or datetime.date.max, item.arose or datetime.date.min)
