"""What is odd about a meeting: what readers would stumble over, and what was promised or asked without an answer.

In notes from elsewhere most of this is information; in the notes of a body of one's own it is a warning.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import ActionItem, Annex, Decision, Explanation, Meeting, RequestedDecision, walk
from pmo_docs.model.people import folded, names_of
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.marks import Marks
from pmo_docs.readers.meeting.mentions import line_of, paragraphs
from pmo_docs.readers.meeting.presence import odd_in_presence
from pmo_docs.readers.meeting.recognising import Recogniser, label, plain

_NEAR = 40


def odd_in_meeting(meeting: Meeting, recogniser: Recogniser, *, is_foreign: bool) -> Iterator[Problem]:
    """Actions, decisions and items that lack what they need or do not fit; notes of others are `is_foreign`."""
    severity = Severity.INFORMATION if is_foreign else Severity.WARNING
    for action in meeting.actions:
        if not action.text.plain.strip():
            yield Problem("action-without-text", action.place, severity=severity)
        if not action.owners:
            yield Problem("action-without-owner", action.place, severity=severity)
        if action.due is None and not action.due_text and action.status.is_open:
            yield Problem("action-without-date", action.place, severity=severity)
        yield from _past(action, meeting.date, severity)
    yield from _strangers(meeting, recogniser, severity)
    yield from _numbered_twice(meeting, severity)
    yield from odd_in_presence(meeting, recogniser, severity)
    for decision in meeting.adoptions:
        of = decision.adoption.of if decision.adoption else None
        if of and meeting.date and of >= meeting.date:
            values = {"of": of.isoformat(), "day": meeting.date.isoformat()}
            yield Problem("adopted-too-early", decision.place, values, severity)


def odd_in_own_meeting(meeting: Meeting) -> Iterator[Problem]:
    """What a body expects of its own minutes: attendance, time enough, an answer to what was asked."""
    available = meeting.head.time.minutes if meeting.head.time else None
    planned = sum(item.minutes or 0 for item in meeting.items)
    if available is not None and planned > available:
        values = {"planned": str(planned), "available": str(available)}
        yield Problem("agenda-too-long", meeting.head.place_of("time"), values, Severity.WARNING)
    if meeting.was_held and not meeting.present:
        yield Problem("attendance-missing", meeting.head.place, severity=Severity.WARNING)
    for item in meeting.items if meeting.was_held else ():
        said = [part for part in walk(item.parts) if not isinstance(part, RequestedDecision | Annex | Explanation)]
        if item.requests and not any(isinstance(part, Decision) for part in said):
            yield Problem("request-without-outcome", item.requests[0].place, severity=Severity.WARNING)
        elif not said:
            yield Problem("item-not-treated", item.place, severity=Severity.INFORMATION)


def odd_in_words(
    root: Element, recogniser: Recogniser, marks: Marks, dates: DateReader, file: str
) -> Iterator[Problem]:
    """Marks without words, weekdays that are not those of their date, headings that skip a level, text that was still
    to be replaced."""
    level = 0
    yield from _without_words(root, marks, file)
    for block in root:
        if block.tag in LEVELS:
            if level and LEVELS[block.tag] > level + 1:
                yield Problem("heading-level", Place(file, line_of(block), 1), severity=Severity.INFORMATION)
            level = LEVELS[block.tag]
            yield from _weekdays(plain(block.text or ""), line_of(block), recogniser, dates, file)
    for _, words in paragraphs(root):
        text = plain(words.text or "")
        yield from _weekdays(text, line_of(words), recogniser, dates, file)
        for match in recogniser.finditer("placeholder", text):
            place = Place(file, line_of(words) + text.count("\n", 0, match.start()), 1)
            yield Problem("placeholder", place, {"text": match[0]}, Severity.INFORMATION)


def _without_words(root: Element, marks: Marks, file: str) -> Iterator[Problem]:
    """ "Besluit:" with nothing behind it, and no list or table below it."""
    for parent, words in paragraphs(root):
        lines = (words.text or "").split("\n")
        for offset, line in enumerate(lines):
            kind = marks.bare(line)
            if kind not in ("action", "decision"):
                continue
            is_last = offset == len(lines) - 1
            # "**Acties**:" above a list, or above sentences that say what is to be done.
            if is_last and _is_above(parent, words, *(("p",) if kind == "action" else ())):
                continue
            if is_last or marks.is_marked(lines[offset + 1]) or not lines[offset + 1].strip():
                yield Problem(f"{kind}-without-text", Place(file, line_of(words) + offset, 1), {}, Severity.WARNING)


def _is_above(parent: Element, words: Element, *more: str) -> bool:
    """Whether a list, a table or a block of `more` kinds stands right below a paragraph."""
    children = list(parent)
    at = children.index(words) + 1
    return at < len(children) and children[at].tag in ("ul", "ol", "table", *more)


def _past(action: ActionItem, day: datetime.date | None, severity: Severity) -> Iterator[Problem]:
    if action.due and day and action.due < day and action.status.is_open:
        values = {"due": action.due.isoformat(), "day": day.isoformat()}
        yield Problem("action-date-past", action.place, values, severity)


def _strangers(meeting: Meeting, recogniser: Recogniser, severity: Severity) -> Iterator[Problem]:
    """Owners whom nobody knows: not among those who were there or away, and in no list of people."""
    involved = [one.person for one in (*meeting.present, *meeting.absent, *meeting.guests, *meeting.members)]
    if not involved:
        return
    known = {name for person in involved for name in names_of(person)}
    known |= {folded(person.affiliation) for person in involved if person.affiliation}
    known |= {_initials(person.name) for person in involved}
    for kind in ("everyone", "functions", "deciding_bodies", "people_of_bodies"):
        known |= recogniser.words(kind)
    for action in meeting.actions:
        for owner in action.owners:
            if owner.person is None and known.isdisjoint({folded(owner.name), label(owner.name)}):
                yield Problem("owner-unknown", action.place, {"name": owner.name}, severity)


def _initials(name: str) -> str:
    """ "ab" of Ann Bol: the letters by which people are known in notes."""
    return "".join(word[0] for word in folded(name).split())


def _numbered_twice(meeting: Meeting, severity: Severity) -> Iterator[Problem]:
    """Numbers that the notes give to two actions or two items; items that are all called 1 are counted by no one."""
    actions = [(action.number, action.place) for action in meeting.actions if action.has_own_number]
    items = [(item.number, item.place) for item in meeting.items if item.number]
    items = items if len({number for number, _ in items}) > 1 else []
    for code, numbered in (("action-number-twice", actions), ("item-number-twice", items)):
        first: dict[str, Place] = {}
        for number, place in numbered:
            if number in first:
                yield Problem(code, place, {"number": number, "first": str(first[number])}, severity)
            first.setdefault(number, place)


def _weekdays(text: str, line: int, recogniser: Recogniser, dates: DateReader, file: str) -> Iterator[Problem]:
    for word in recogniser.finditer("weekdays", text):
        near = text[word.end() : word.end() + _NEAR].split("\n")[0]
        found = dates.find(near)
        if not found or found[0].other or re.search(r"\w", near[: found[0].start]):
            continue
        right = recogniser.weekday(word[0])
        if right is not None and right != found[0].date.weekday():
            place = Place(file, line + text.count("\n", 0, word.start()), 1)
            values = {"weekday": word[0], "date": found[0].date.isoformat()}
            yield Problem("weekday-differs", place, values, Severity.WARNING)
