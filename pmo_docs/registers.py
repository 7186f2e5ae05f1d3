"""The registers of a body, computed from its meetings: what was promised and decided, and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from pmo_docs.model.meeting import ActionItem, ActionUpdate, Decision, Meeting


def actions(meetings: Iterable[Meeting]) -> tuple[ActionItem, ...]:
    """Every action of the meetings, in the order in which they arose, as far as the last meeting knows.

    A later meeting that names an action by its number changes its status, and what it says is kept as a note.
    """
    register: dict[str, ActionItem] = {}
    for meeting in meetings:
        for update in meeting.updates:
            if update.number in register:
                register[update.number] = _updated(register[update.number], update)
        register.update((action.number, action) for action in meeting.actions)
    return tuple(register.values())


def _updated(action: ActionItem, update: ActionUpdate) -> ActionItem:
    notes = (*action.notes, update.text) if update.text.plain else action.notes
    return replace(action, status=update.status, notes=notes)


def decisions(meetings: Iterable[Meeting]) -> tuple[Decision, ...]:
    """Every decision of the meetings, in the order of their numbers."""
    return tuple(decision for meeting in meetings for decision in meeting.decisions)


def until(meetings: Iterable[Meeting], day: datetime.date) -> tuple[Meeting, ...]:
    """The meetings that were held on or before a day."""
    return tuple(meeting for meeting in meetings if meeting.date is not None and meeting.date <= day)
