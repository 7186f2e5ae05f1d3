"""The decisions of a body."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_docs.model.meeting import Decision, Meeting


def decisions(meetings: Iterable[Meeting]) -> tuple[Decision, ...]:
    """Every decision of the meetings, in the order of their numbers."""
    return tuple(decision for meeting in meetings for decision in meeting.decisions)
