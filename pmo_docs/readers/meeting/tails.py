"""Who and when behind an action, each set apart by the same signs: "… | Jan | 1 april", "… – Jan – z.s.m."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmo_docs.model.meeting import Owner
from pmo_docs.model.problems import Place
from pmo_docs.readers.dates import FoundDate
from pmo_docs.readers.meeting.due import DueReader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.recognising import plain

# "… [Jan, 1 april]", and no link.
_SQUARE = re.compile(r"\s*\\?\[(?P<inside>[^\[\]]{2,60}?)\\?\]\s*\.?\s*$")
_BETWEEN = re.compile(r"\s+(?:[-–—•→]|->|=>)\s+|\s*[|;]\s*")
_COMMA = re.compile(r"\s*[,;]\s*")
# Nobody sets more apart than who, when and a remark.
_MOST = 3
_LONGEST = 80


@dataclass(frozen=True)
class Tail:
    """What stands behind the words of an action; `at` is where it begins."""

    at: int
    owners: tuple[Owner, ...]
    due: FoundDate | None = None
    due_text: str = ""


class TailReader:
    """Finds it; a name alone behind a dash is left to the reader of owners."""

    def __init__(self, owners: OwnerReader, due: DueReader) -> None:
        self._owners = owners
        self._due = due

    def read(self, text: str, place: Place) -> Tail | None:
        """None where nothing is set apart that names somebody who is known."""
        square = _SQUARE.search(text)
        if square and square.start():
            said = self._said(_COMMA.split(square["inside"]), square.start(), place)
            return said if said and said.owners else None
        cuts = list(_BETWEEN.finditer(text))[-_MOST:]
        for number, cut in enumerate(cuts):
            ends = [*(each.start() for each in cuts[number + 1 :]), len(text)]
            pieces = [text[each.end() : end] for each, end in zip(cuts[number:], ends, strict=True)]
            found = self._said(pieces, cut.start(), place) if cut.start() and len(pieces[0]) <= _LONGEST else None
            is_sure = found and (found.due_text or len(pieces) > 1 or "|" in cut[0] or ";" in cut[0])
            if found and found.owners and is_sure:
                return found
        return None

    def _said(self, pieces: list[str], at: int, place: Place) -> Tail | None:
        """What all the pieces say; None when one of them says anything else."""
        found = Tail(at, ())
        for piece in (plain(each).strip(" *_.") for each in pieces):
            # "Jan" is a man before he is a month.
            owners = self._owners.who.known(piece, place)
            due, due_text = self._due.alone(piece) if not owners and not found.due_text else (None, "")
            if not (owners or due_text or self._owners.who.is_nobody(piece)):
                return None
            found = Tail(at, (*found.owners, *owners), found.due or due, found.due_text or due_text)
        return found
