"""The words of an action: who does it, and by when, cut from what is to be done."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass, replace

from pmo_docs.model.meeting import Owner, Status
from pmo_docs.model.people import folded
from pmo_docs.model.problems import Place
from pmo_docs.readers.dates import DateReader, FoundDate
from pmo_docs.readers.meeting.due import DueReader
from pmo_docs.readers.meeting.fields import Fields, field_reader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.recognising import Recogniser, label, narrow, unveiled, veiled
from pmo_docs.readers.meeting.tails import TailReader
from pmo_docs.readers.people import Involved

# "1 March" in a list of the middle of March is overdue, and not of next year.
_OVERDUE = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Promise:
    """An action's text without owners and date; see ActionItem for the fields.

    `said_status` is what stands behind "Status:", as it was written.
    """

    text: str
    owners: tuple[Owner, ...]
    due: datetime.date | None
    due_text: str
    status: Status = Status.OPEN
    number: str = ""
    note: str = ""
    said_status: str = ""


class ActionReader:
    """Reads the text behind "Actie:"; `people` knows who is involved, `owners` reads the names alone."""

    def __init__(
        self,
        recogniser: Recogniser,
        people: Involved,
        since: datetime.date | None,
        dates: DateReader | None = None,
        common: Set[str] = frozenset(),
    ) -> None:
        self._fields = field_reader(recogniser)
        self._people = people
        self._since = since
        self._dates = dates or DateReader(recogniser.catalogues.months())
        self._not_before = recogniser.words("not_before")
        self._nobody = {folded(word) for word in recogniser.catalogues.recognise("nobody")}
        self._due = DueReader(recogniser, self._dates, since)
        self.owners = OwnerReader(recogniser, people, self._due, common)
        self._tails = TailReader(self.owners, self._due)

    def read(self, text: str, place: Place, *, keeps_fields: bool = False) -> Promise:
        """Owners and date are cut off only where they clearly stand apart; everything else stays in the text.

        Words that take the place of what was written `keeps_fields`: "Owner: Ann" stays among them.
        """
        bare, fields = self._fields.cut(text)
        if not fields:
            return self._read(text, place)
        promise = self.described(self._read(bare, place), fields, place)
        if not keeps_fields:
            return promise
        whole = self._read(text, place)
        # A day behind a label on a line of its own is no end of the words above it.
        kept = text.strip() if fields.due and "\n" in text.strip() else whole.text
        return replace(promise, text=kept, due_text=whole.due_text or promise.due_text)

    def _read(self, text: str, place: Place) -> Promise:
        promise = self._read_veiled(veiled(narrow(text).strip()), place)
        return replace(promise, text=unveiled(promise.text), due_text=unveiled(promise.due_text))

    def _read_veiled(self, text: str, place: Place) -> Promise:
        if tail := self._tails.read(text, place):
            return self._promise(text[: tail.at], tail.owners, tail.due, tail.due_text, place)
        text, due, due_text = self._due.cut(text)
        text, owners = self.owners.cut(text, place)
        if not due_text:
            text, due, due_text = self._due.cut(text)
        if not due_text:
            due, due_text = self._due.said(text)
            # "(Jan)" is a man more often than a month.
            due_text = "" if due is None and any(folded(one.name) == folded(due_text) for one in owners) else due_text
        return self._promise(text, owners, due, due_text, place)

    def _promise(
        self, text: str, owners: tuple[Owner, ...], due: FoundDate | None, due_text: str, place: Place
    ) -> Promise:
        if due and due.other:
            self._people.warn("date-two-readings", place, text=due_text, first=str(due.date), second=str(due.other))
            return Promise(text.strip(), owners, None, due_text)
        return Promise(text.strip(), owners, due.date if due else None, due_text)

    def until(self, above: str, promise: Promise, place: Place) -> Promise:
        """An action with what a line above its list says: "To be done before 1 December:", "Acties vóór de zomer"."""
        for line in above.split("\n"):
            due, due_text = self._due.said(line)
            # "Actions, March 2026" are those that were made then.
            if self._due.is_behind_word(due_text):
                said = self._promise("", (), due, due_text, place)
                return replace(promise, due=said.due, due_text=said.due_text)
        return promise

    def row(self, text: str, due: str, place: Place) -> Promise:
        """What a row of a table says: the words as they are, the column with the date apart."""
        since = self._since and self._since - _OVERDUE
        found = self._dates.find(due, since) or self._dates.day_and_month(due, since)
        if len(found) == 1 and (other := found[0].other):
            self._people.warn("date-two-readings", place, text=due, first=str(found[0].date), second=str(other))
        # "Na 10 augustus" is no day by which.
        is_day = len(found) == 1 and not found[0].other
        is_day = is_day and label(due[: found[0].start]) not in self._not_before
        day = found[0].date if is_day else None
        return Promise(text.strip(), (), day, " ".join(due.split()).strip("-–— "))

    def described(self, promise: Promise, fields: Fields, place: Place) -> Promise:
        """An action with what labelled fields say of it."""
        # "Verantwortlich: Petra, bis 9.10."
        owner, due, due_text = self._due.cut(fields.owner)
        if owner and (owners := self.owners.who.named(owner, place)):
            promise = replace(promise, owners=owners)
        if due and not due.other:
            promise = replace(promise, due=due.date, due_text=due_text)
        if fields.due and label(fields.due) not in self._nobody:
            said = self.row("", fields.due, place)
            promise = replace(promise, due=said.due, due_text=said.due_text)
        return replace(promise, said_status=fields.status or promise.said_status)
