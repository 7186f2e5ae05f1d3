"""What became of minutes after the meeting: circulated with these actions, adopted by that meeting; as the log says."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from pmo_docs.model.log import OF_MEETINGS, Entry, Verb
from pmo_docs.model.meeting import AdoptedMinutes, Meeting, MinutesStatus
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers.meeting.recorded import Record
from pmo_docs.readers.meeting.surroundings import MeetingFile


class Lives:
    """Knows what the log of a body says of each of its meetings, by the name of the file."""

    def __init__(self, log: Sequence[Entry]) -> None:
        self._of_meetings: dict[str, list[Entry]] = {}
        self._records: dict[str, list[Record]] = {}
        self._decisions: dict[str, list[Record]] = {}
        for entry in log:
            if entry.verb in OF_MEETINGS:
                self._of_meetings.setdefault(entry.subject, []).append(entry)
            elif entry.verb is Verb.ACTION:
                meeting, owners, text = (entry.field_at(at) for at in range(3))
                names = tuple(name.strip() for name in owners.split(";") if name.strip())
                self._records.setdefault(meeting, []).append(Record(entry.subject, text, names, entry.place))
            elif entry.verb is Verb.DECISION:
                record = Record(entry.subject, entry.field_at(1), (), entry.place)
                self._decisions.setdefault(entry.field_at(0), []).append(record)

    def records(self, name: str) -> Sequence[Record]:
        """The actions with which the minutes of a meeting were circulated."""
        return self._records.get(name, ())

    def decisions(self, name: str) -> Sequence[Record]:
        """The decisions with which the minutes of a meeting were circulated."""
        return self._decisions.get(name, ())

    @property
    def decision_numbers(self) -> frozenset[str]:
        """Every number of a decision that was circulated: nothing else may get it."""
        return frozenset(record.number for records in self._decisions.values() for record in records)

    def told(self, meeting: Meeting, source: MeetingFile, problems: list[Problem]) -> Meeting:
        """The meeting with how far its minutes are; what its own file says of it comes first.

        The notes of adopted minutes may not change any more.
        """
        for entry in self._of_meetings.get(source.name, ()):
            head = meeting.head
            if entry.verb is Verb.CIRCULATED:
                until = None
                with suppress(ValueError):
                    until = datetime.date.fromisoformat(entry.field_at(0))
                head = replace(
                    head,
                    status=head.status or MinutesStatus.CIRCULATED,
                    reactions_by=head.reactions_by or until,
                )
                meeting = replace(meeting, head=head, circulated=entry.day)
            if entry.verb is not Verb.ADOPTED:
                continue
            by, proof, *corrections = entry.fields
            if proof != fingerprint(source.text):
                values = {"file": str(entry.place)}
                problems.append(Problem("adopted-minutes-changed", Place(source.file), values))
            head = replace(head, status=MinutesStatus.ADOPTED)
            meeting = replace(meeting, head=head, adopted=AdoptedMinutes(by, entry.day, tuple(corrections)))
        return meeting


def fingerprint(text: str) -> str:
    """What proves that notes are as they were, whatever program ended their lines how."""
    return f"sha256:{hashlib.sha256(text.rstrip().encode()).hexdigest()[:16]}"
