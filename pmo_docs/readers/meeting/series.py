"""The meetings of a body one after the other: each knows the numbers that the earlier ones gave out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pmo_docs.model.log import Entry
from pmo_docs.model.meeting import ActionUpdate, Meeting
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting import reader
from pmo_docs.readers.meeting.continuing import Continuing
from pmo_docs.readers.meeting.lives import Lives
from pmo_docs.readers.meeting.reader import action_numbers
from pmo_docs.readers.meeting.surroundings import MeetingFile, Surroundings

Source = tuple[Path, MeetingFile, bool]
"""A meeting file by its path; false when it could not be read."""

_DATE_KEY = re.compile(r"^(?:date|datum)\s*:\s*(.+)$", re.MULTILINE | re.IGNORECASE)


def read(
    sources: Iterable[Source],
    around: Surroundings,
    problems: dict[Path, list[Problem]],
    log: Sequence[Entry] = (),
) -> dict[Path, Meeting | None]:
    """The meetings by their files, oldest first; what is wrong is added to the problems of each file.

    What the `log` says of their minutes is part of them: the numbers of circulated actions, and that they were adopted.

    Decisions are numbered on through all meetings: behind one that cannot be read their numbers are unknown, which
    keeps those meetings from use.
    """
    dates = DateReader(around.catalogues.months())
    meetings: dict[Path, Meeting | None] = {}
    numbers: dict[str, Place] = {}
    lives = Lives(log)
    chain = Continuing(around.recogniser)
    around = replace(around, given_actions=chain.given.keys(), taken_decisions=lives.decision_numbers)
    unknown: list[tuple[Path, ActionUpdate]] = []
    unread: MeetingFile | None = None
    previous: Meeting | None = None
    last: Meeting | None = None
    for path, source, is_readable in sorted(sources, key=lambda one: (_day(one[1], dates), one[1].name)):
        meeting = _meeting(source, around, problems[path]) if is_readable else None
        meetings[path] = meeting
        if meeting is None:
            unread = unread or source
            continue
        problems[path] += _twice(meeting, numbers)
        problems[path] += _same_day(meeting, last)
        problems[path] += _out_of_order(meeting, previous, is_next=unread is None and last is previous)
        previous = meeting if meeting.head.number.isdecimal() else previous
        last = meeting
        if unread:
            problems[path] += _without_number(meeting, unread)
        else:
            unknown += [(path, update) for update in meeting.updates if update.number not in chain.given]
        problems[path] += _closed_twice(meeting, chain.ended)
        if not around.is_lone:
            records = lives.records(source.name)
            numbered = action_numbers(meeting.head, meeting.body)
            meeting = chain.joined(meeting, numbered, problems[path], records)
            meeting = chain.with_decisions(meeting, lives.decisions(source.name), problems[path])
            meetings[path] = meeting = lives.told(meeting, source, problems[path])
        around = replace(around, first_decision=_next_decision(meeting, around))
    for path, update in unknown:
        problems[path].append(_unknown_action(update, chain.given))
    return meetings


def _meeting(source: MeetingFile, around: Surroundings, problems: list[Problem]) -> Meeting | None:
    try:
        return reader.read(source, around, problems)
    except InvalidInput as invalid:
        problems += invalid.problems
        return None


def _next_decision(meeting: Meeting, around: Surroundings) -> int:
    """The number of the first decision behind a meeting; numbers that the notes give count too."""
    counted = [one for one in meeting.decisions if not one.has_own_number and one.number not in around.taken_decisions]
    last = max((int(one.number) for one in counted), default=around.first_decision - 1)
    return last + 1 + sum(one.has_own_number for one in meeting.decisions)


def _without_number(meeting: Meeting, unread: MeetingFile) -> list[Problem]:
    """Nobody knows how many decisions an earlier meeting took."""
    first = meeting.decisions[:1]
    return [Problem("decision-number-unknown", decision.place, {"file": unread.file}) for decision in first]


def _unknown_action(update: ActionUpdate, given: Mapping[str, Place]) -> Problem:
    """The number of no action, or of one that only a later meeting gives out."""
    if later := given.get(update.number):
        values = {"number": update.number, "first": str(later)}
        return Problem("action-number-later", update.place, values, Severity.WARNING)
    return Problem("action-number-unknown", update.place, {"number": update.number}, Severity.WARNING)


def _closed_twice(meeting: Meeting, ended: Mapping[str, Place]) -> Iterator[Problem]:
    for update in meeting.updates:
        if update.closes and (first := ended.get(update.number)):
            values = {"number": update.number, "first": str(first)}
            yield Problem("action-closed-twice", update.place, values, Severity.WARNING)


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


def _same_day(meeting: Meeting, last: Meeting | None) -> Iterator[Problem]:
    """Two meetings on one day that have numbers: which came first is only known by the names of their files."""
    if last and meeting.date and meeting.date == last.date and meeting.head.number != last.head.number:
        values = {"day": str(meeting.date), "first": str(last.head.place_of("date"))}
        yield Problem("meeting-same-day", meeting.head.place_of("date"), values, Severity.INFORMATION)


def _out_of_order(meeting: Meeting, previous: Meeting | None, *, is_next: bool) -> list[Problem]:
    """A meeting whose number comes before that of an earlier day, or leaves numbers out when it `is_next` to that."""
    number = meeting.head.number
    step = int(number) - int(previous.head.number) if previous and number.isdecimal() else 1
    if previous is None or step in (0, 1) or (step > 1 and not is_next):
        return []
    values = {
        "number": number,
        "day": str(meeting.date or "–"),
        "other": previous.head.number,
        "earlier": str(previous.date or "–"),
    }
    if step > 1:
        # A meeting that was called off may have had a number.
        return [Problem("meeting-gap", meeting.head.place_of("number"), values, Severity.INFORMATION)]
    return [Problem("meeting-order", meeting.head.place_of("number"), values, Severity.WARNING)]


def _day(source: MeetingFile, dates: DateReader) -> datetime.date:
    """The day of a meeting before it is read: from its front matter, else from its name."""
    written = _DATE_KEY.search(source.text.partition("\n---")[0]) if source.text.startswith("---") else None
    for text in (written[1] if written else "", source.dated_name):
        found = dates.find(text)
        if found:
            return found[0].date
    return datetime.date.max
