"""The numbers with which minutes were circulated stay those of their actions, whatever is added to the notes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from pmo_docs.model.numbering import Numbered
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers.meeting.likeness import Likeness, Sighting, Sightings, compare


class Record(NamedTuple):
    """An action as the minutes were circulated with it; `owners` are names."""

    number: str
    text: str
    owners: tuple[str, ...]
    place: Place


def recorded(
    actions: Mapping[int, Sighting],
    records: Sequence[Record],
    sightings: Sightings,
    numbered: Numbered,
    problems: list[Problem],
    kind: str = "action",
) -> dict[int, str]:
    """The numbers of new actions, or of decisions, by their keys: those of the records that say the same, new ones for
    the others.

    A record that nothing in the notes says any more is a problem at its place in the log.
    """
    known = [sightings.of_words(one.number, "", one.text, one.owners, one.place) for one in records]
    likely = []
    for key, action in actions.items():
        for at, record in enumerate(known):
            likeness, share = compare(action, record)
            is_likely = likeness is Likeness.SAME or (likeness is Likeness.MAYBE and action.number == record.number)
            likely += [(share, action.number == record.number, -at, key)] if is_likely else []
    numbers: dict[int, str] = {}
    used: set[int] = set()
    for _, _, at, key in sorted(likely, reverse=True):
        if key not in numbers and -at not in used:
            numbers[key] = records[-at].number
            used.add(-at)
    taken = {record.number for record in records}
    free = (number for number in map(numbered, count(1)) if number not in taken)
    for key, action in actions.items():
        if key not in numbers:
            numbers[key] = action.number if action.number not in taken else next(free)
            taken.add(numbers[key])
    problems += [_gone(record, kind) for at, record in enumerate(records) if at not in used]
    return numbers


def _gone(record: Record, kind: str) -> Problem:
    values = {"number": record.number, "text": record.text}
    return Problem(f"{kind}-record-differs", record.place, values, Severity.WARNING)
