"""What is odd about a meeting: what readers would stumble over, and what was promised or asked without an answer.

In notes from elsewhere most of this is information; in the notes of a body of one's own it is a warning.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import ActionItem, Annex, Decision, Explanation, Meeting, RequestedDecision, walk
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.mentions import line_of, paragraphs
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_NEAR = 40


def odd_in_meeting(meeting: Meeting, *, is_foreign: bool) -> Iterator[Problem]:
    """Actions, requests and agenda items that lack what they need; notes of others are `is_foreign`."""
    severity = Severity.INFORMATION if is_foreign else Severity.WARNING
    for action in meeting.actions:
        if not action.owners:
            yield Problem("action-without-owner", action.place, severity=severity)
        if action.due is None and not action.due_text and action.status.is_open:
            yield Problem("action-without-date", action.place, severity=severity)
        yield from _past(action, meeting.date, severity)
    if is_foreign:
        return
    for item in meeting.items if meeting.was_held else ():
        said = [part for part in walk(item.parts) if not isinstance(part, RequestedDecision | Annex | Explanation)]
        if item.requests and not any(isinstance(part, Decision) for part in said):
            yield Problem("request-without-outcome", item.requests[0].place, severity=severity)
        elif not said:
            yield Problem("item-not-treated", item.place, severity=Severity.INFORMATION)


def odd_in_words(root: Element, recogniser: Recogniser, dates: DateReader, file: str) -> Iterator[Problem]:
    """Weekdays that are not those of their date, headings that skip a level, text that was still to be replaced."""
    level = 0
    for block in root:
        if block.tag in LEVELS:
            if level and LEVELS[block.tag] > level + 1:
                yield Problem("heading-level", Place(file, line_of(block), 1), severity=Severity.INFORMATION)
            level = LEVELS[block.tag]
            yield from _weekdays(plain(block.text or ""), line_of(block), recogniser, dates, file)
    for _, words in paragraphs(root):
        text = plain(words.text or "")
        yield from _weekdays(text, line_of(words), recogniser, dates, file)
        for match in recogniser.pattern("placeholder").finditer(text):
            place = Place(file, line_of(words) + text.count("\n", 0, match.start()), 1)
            yield Problem("placeholder", place, {"text": match[0]}, Severity.INFORMATION)


def _past(action: ActionItem, day: datetime.date | None, severity: Severity) -> Iterator[Problem]:
    if action.due and day and action.due < day and action.status.is_open:
        values = {"due": action.due.isoformat(), "day": day.isoformat()}
        yield Problem("action-date-past", action.place, values, severity)


def _weekdays(text: str, line: int, recogniser: Recogniser, dates: DateReader, file: str) -> Iterator[Problem]:
    for word in recogniser.pattern("weekdays").finditer(text):
        near = text[word.end() : word.end() + _NEAR].split("\n")[0]
        found = dates.find(near)
        if not found or found[0].other or re.search(r"\w", near[: found[0].start]):
            continue
        right = recogniser.weekday(word[0])
        if right is not None and right != found[0].date.weekday():
            place = Place(file, line + text.count("\n", 0, word.start()), 1)
            values = {"weekday": word[0], "date": found[0].date.isoformat()}
            yield Problem("weekday-differs", place, values, Severity.WARNING)
