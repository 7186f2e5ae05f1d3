"""What a meeting file is, and what it is read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass

from pmo_docs.language import Catalogues
from pmo_docs.model.body import Body
from pmo_docs.readers.dates import DateOrder
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Directory


@dataclass(frozen=True)
class MeetingFile:
    """A meeting file as it was read: `file` for messages, `name` without its ending, `body_id` from its folder."""

    text: str
    file: str
    name: str
    body_id: str = ""

    @property
    def dated_name(self) -> str:
        """The name with a date such as 20261124 written as one, 2026-11-24, apart from the words around it."""
        dashed = re.sub(r"(?<!\d)(\d{4})_?(\d\d)_?(\d\d)(?!\d)", r"\1-\2-\3", self.name).replace("_", " ")
        return re.sub(r"(?<=[^\W\d])[-.](?=\d)|(?<=\d)[-.](?=[^\W\d])|(?<=[^\W\d])(?=\d{4}-\d)", " ", dashed)


@dataclass(frozen=True)
class Surroundings:
    """What a meeting file is read with: who there is, which `bodies` there are (their ids), the number of its first
    decision, and those of the actions that earlier meetings gave out.

    `taken_decisions` are the numbers of those that were circulated; `largest_notes` is the length in megabytes up to
    which notes are read.
    """

    recogniser: Recogniser
    directory: Directory
    find_body: Callable[[str], Body | None]
    first_decision: int = 1
    given_actions: Set[str] = frozenset()
    taken_decisions: Set[str] = frozenset()
    bodies: tuple[str, ...] = ()
    is_lone: bool = False
    date_order: DateOrder | None = None
    largest_notes: int = 2

    @property
    def catalogues(self) -> Catalogues:
        return self.recogniser.catalogues
