"""The action list of a body: what is open, what is overdue, what was closed at the last meeting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pmo_docs import registers
from pmo_docs.model.body import Body
from pmo_docs.model.meeting import Status
from pmo_docs.model.organisation import Classification
from pmo_docs.model.register import RegisteredAction, Selection
from pmo_docs.model.subjects import BodySubject
from pmo_docs.registers.actions import register
from pmo_docs.registers.selecting import is_called, selected_actions


@dataclass(frozen=True)
class ActionList:
    """What the action list prints: `open` by date, those without one last; `closed` are shown once, then leave.

    What has `vanished` stands apart until somebody says what came of it. All of them are of the `selection`, which may
    ask for everything that was ever closed.
    """

    identifier: str
    body: Body
    as_of: datetime.date
    open: tuple[RegisteredAction, ...]
    overdue: tuple[RegisteredAction, ...]
    vanished: tuple[RegisteredAction, ...]
    closed: tuple[RegisteredAction, ...]
    classification: Classification | None
    selection: Selection

    @property
    def title(self) -> str:
        return self.body.name

    @property
    def owner(self) -> str:
        """The name of whoever is asked for, nothing when nobody is."""
        wanted = self.selection.owner
        items = (*self.open, *self.vanished, *self.closed) if wanted else ()
        owners = (owner for item in items for owner in item.owners)
        return next((owner.name for owner in owners if is_called(owner, wanted)), wanted)


def build(subject: BodySubject, identifier: str, as_of: datetime.date) -> ActionList:
    """The action list as it stands on a day; later meetings are not looked at."""
    held = registers.until(subject.meetings, as_of)
    items = selected_actions(register(subject, as_of), subject.selection, as_of)
    has_closed = subject.selection.has_closed
    open_items = tuple(sorted((item for item in items if item.status.is_open), key=_by_date))
    last = held[-1].date if held else None
    return ActionList(
        identifier=identifier,
        body=subject.body,
        as_of=as_of,
        open=open_items,
        overdue=tuple(item for item in open_items if item.is_overdue(as_of)),
        vanished=tuple(item for item in items if item.status is Status.VANISHED),
        closed=tuple(
            item for item in items if item.closed is not None and (has_closed or (last and item.closed >= last))
        ),
        classification=subject.classification,
        selection=subject.selection,
    )


def _by_date(item: RegisteredAction) -> tuple[datetime.date, datetime.date]:
    return (item.due or datetime.date.max, item.arose or datetime.date.min)
