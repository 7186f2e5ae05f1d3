"""The meetings of a body one after the other: each knows the numbers that the earlier ones gave out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pmo_docs.model.meeting import Meeting
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting import reader
from pmo_docs.readers.meeting.surroundings import MeetingFile, Surroundings

Source = tuple[Path, MeetingFile, bool]
"""A meeting file by its path; false when it could not be read."""

_DATE_KEY = re.compile(r"^(?:date|datum)\s*:\s*(.+)$", re.MULTILINE | re.IGNORECASE)


def read(
    sources: Iterable[Source], around: Surroundings, problems: dict[Path, list[Problem]]
) -> dict[Path, Meeting | None]:
    """The meetings by their files, oldest first; what is wrong is added to the problems of each file.

    Decisions are numbered on through all meetings: behind one that cannot be read their numbers are unknown, which
    keeps those meetings from use.
    """
    dates = DateReader(around.catalogues.months())
    meetings: dict[Path, Meeting | None] = {}
    numbers: dict[str, Place] = {}
    given: dict[str, Place] = {}
    unread: MeetingFile | None = None
    previous: Meeting | None = None
    for path, source, is_readable in sorted(sources, key=lambda one: (_day(one[1], dates), one[1].name)):
        meeting = _meeting(source, around, problems[path]) if is_readable else None
        meetings[path] = meeting
        if meeting is None:
            unread = unread or source
            continue
        problems[path] += _twice(meeting, numbers)
        problems[path] += _out_of_order(meeting, previous)
        previous = meeting if meeting.head.number.isdecimal() else previous
        if unread:
            problems[path] += _without_number(meeting, unread)
        else:
            problems[path] += _unknown_actions(meeting, given)
        problems[path] += _given_again(meeting, given)
        for action in meeting.actions:
            given.setdefault(action.number, action.place)
        around = replace(around, first_decision=around.first_decision + len(meeting.decisions))
    return meetings


def _meeting(source: MeetingFile, around: Surroundings, problems: list[Problem]) -> Meeting | None:
    try:
        return reader.read(source, around, problems)
    except InvalidInput as invalid:
        problems += invalid.problems
        return None


def _without_number(meeting: Meeting, unread: MeetingFile) -> list[Problem]:
    """Nobody knows how many decisions an earlier meeting took."""
    first = meeting.decisions[:1]
    return [Problem("decision-number-unknown", decision.place, {"file": unread.file}) for decision in first]


def _given_again(meeting: Meeting, given: Mapping[str, Place]) -> list[Problem]:
    """Actions that are given the number of another; old notes without front matter repeat their lists."""
    again = [one for one in meeting.actions if one.has_own_number and one.number in given and meeting.head.places]
    return [
        Problem(
            "action-number-twice", one.place, {"number": one.number, "first": str(given[one.number])}, Severity.WARNING
        )
        for one in again
    ]


def _unknown_actions(meeting: Meeting, given: Mapping[str, Place]) -> list[Problem]:
    return [
        Problem("action-number-unknown", update.place, {"number": update.number}, Severity.WARNING)
        for update in meeting.updates
        if update.number not in given
    ]


def _twice(meeting: Meeting, numbers: dict[str, Place]) -> list[Problem]:
    """Two meetings of one number, or without a number on one day, would give two actions the same number."""
    number, day = meeting.head.number, meeting.date
    if not number and not day:
        return []
    place = meeting.head.place_of("number" if number else "date")
    first = numbers.setdefault(number or str(day), place)
    if first is place:
        return []
    code = "meeting-number-twice" if number else "meeting-date-twice"
    return [Problem(code, place, {"number": number or str(day), "first": str(first)})]


def _out_of_order(meeting: Meeting, previous: Meeting | None) -> list[Problem]:
    """A meeting whose number comes before that of an earlier day."""
    number = meeting.head.number
    if previous is None or not number.isdecimal() or int(number) >= int(previous.head.number):
        return []
    values = {
        "number": number,
        "day": str(meeting.date or "–"),
        "other": previous.head.number,
        "earlier": str(previous.date or "–"),
    }
    return [Problem("meeting-order", meeting.head.place_of("number"), values, Severity.WARNING)]


def _day(source: MeetingFile, dates: DateReader) -> datetime.date:
    """The day of a meeting before it is read: from its front matter, else from its name."""
    written = _DATE_KEY.search(source.text.partition("\n---")[0]) if source.text.startswith("---") else None
    for text in (written[1] if written else "", source.dated_name):
        found = dates.find(text)
        if found:
            return found[0].date
    return datetime.date.max
