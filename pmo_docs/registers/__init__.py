"""The registers of a body, computed from its meetings: what was promised and decided, and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from pmo_docs.model.meeting import Meeting


def until(meetings: Iterable[Meeting], day: datetime.date) -> tuple[Meeting, ...]:
    """The meetings that were held on or before a day."""
    return tuple(meeting for meeting in meetings if meeting.date is not None and meeting.date <= day)
