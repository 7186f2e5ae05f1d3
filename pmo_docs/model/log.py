"""What is recorded of a body between its meetings: one fact a day, never changed afterwards."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.meeting import Owner
from pmo_docs.model.problems import NOWHERE, Place


class Verb(StrEnum):
    """What can be recorded.

    Of a meeting: that people were invited to it, or that it was called off; that its minutes were circulated, with each
    of its actions and decisions, or adopted. Of an action: that it is done or dropped, a note, another day, other
    owners.
    """

    CIRCULATED = "circulated"
    ACTION = "action"
    DECISION = "decision"
    ADOPTED = "adopted"
    INVITED = "invited"
    CANCELLED = "cancelled"
    DONE = "done"
    DROPPED = "dropped"
    NOTE = "note"
    MOVED = "moved"
    ASSIGNED = "assigned"


# What minutes were circulated with.
GIVEN_OUT = frozenset({Verb.ACTION, Verb.DECISION})
OF_MEETINGS = frozenset({Verb.CIRCULATED, Verb.ADOPTED, Verb.INVITED, Verb.CANCELLED})


@dataclass(frozen=True)
class Entry:
    """One fact: `subject` is the name of a meeting file or the number of an action or decision, `fields` what the verb
    asks for.

    CIRCULATED: the day for reactions, if any. ACTION: meeting, owners, text. DECISION: meeting, text. ADOPTED: adopting
    meeting, hash of the source, corrections. INVITED, CANCELLED: sequence number, hash of the invitation. DONE,
    DROPPED, NOTE: words, if any. MOVED: ISO day, words. ASSIGNED: ids or names, words; `owners` are those meant.
    """

    day: datetime.date
    verb: Verb
    subject: str
    fields: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def field_at(self, index: int) -> str:
        """A field, empty when there is none."""
        return self.fields[index] if index < len(self.fields) else ""
