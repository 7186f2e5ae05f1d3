"""Notes beside what they become: every file in `cases` holds notes, a line of equal signs, and what is understood.

Adding a case is adding a file; one with several short notes has a line of percent signs between them. `@7` is the
line of the file; `PMO_DOCS_ACCEPT=1` writes what is understood now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_docs.language import Catalogues
from pmo_docs.model.body import Body, Member
from pmo_docs.model.meeting import (
    ActionItem,
    ActionUpdate,
    Adoption,
    AgendaItem,
    Annex,
    Attendee,
    Decision,
    Explanation,
    Group,
    Meeting,
    Part,
    Prose,
    RequestedDecision,
    Suggestion,
    Vote,
)
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import Problem
from pmo_docs.readers import meeting as reader
from pmo_docs.readers.meeting import MeetingFile, Surroundings
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Directory

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
DIVIDER = "\n====\n"
NEXT_NOTES = "\n%%%%\n"
STEERING_GROUP = Body(
    "Stuurgroep Zaaksysteem",
    id="stuurgroep",
    chair=PersonReference("vries"),
    secretary=PersonReference("jansen"),
    members=tuple(Member(PersonReference(id)) for id in ("vries", "bakker", "jansen")),
)
NAMES = {RequestedDecision: "request", Annex: "annex", Explanation: "explanation"}


def understood(notes: str, name: str, catalogues: Catalogues, directory: Directory) -> str:
    problems: list[Problem] = []
    is_lone = name.startswith("lone-")
    around = Surroundings(
        Recogniser(catalogues),
        Directory({}) if is_lone else directory,
        {"stuurgroep": STEERING_GROUP}.get,
        first_decision=1 if is_lone else 112,
        is_lone=is_lone,
    )
    source = MeetingFile(notes, "notes.md", "notes" if is_lone else "2026-11-24", "" if is_lone else "stuurgroep")
    meeting = reader.read(source, around, problems)
    return "\n".join(
        [*_head(meeting), *_content(meeting), *map(_suggestion, meeting.suggestions), *map(_problem, problems)]
    )


def _head(meeting: Meeting) -> Iterator[str]:
    span = meeting.head.time
    times = [f"{moment:%H:%M}" for moment in (span.start, span.end) if moment] if span else []
    yield " ".join(filter(None, ("title", meeting.title, str(meeting.date or ""), "–".join(times))))
    for label in ("present", "absent", "guests"):
        people = [_attendee(one) for one in getattr(meeting, label)]
        if people:
            yield f"{label} {', '.join(people)}"
    for key, text in meeting.head.others:
        yield f"other {key}: {text}"


def _suggestion(one: Suggestion) -> str:
    return f"perhaps {one.kind} «{one.text}» @{one.place.line}"


def _attendee(one: Attendee) -> str:
    remarks = [one.role, one.note, one.notice.value if one.notice else "", one.person.organisation]
    return f"{one.person.name} [{'; '.join(filter(None, remarks))}]"


def _content(meeting: Meeting) -> Iterator[str]:
    yield from _parts(meeting.preamble, "")
    for item in meeting.items:
        yield _item(item)
        yield from _parts(item.parts, "  ")


def _item(item: AgendaItem) -> str:
    known = {"purpose": item.purpose, "minutes": item.minutes, "presenter": item.presenter and item.presenter.name}
    attributes = [f"{name}={value}" for name, value in known.items() if value is not None]
    return " ".join(["item", item.number or "-", f"«{item.title.plain}»", *attributes, f"@{item.place.line}"])


def _parts(parts: tuple[Part, ...], indent: str) -> Iterator[str]:
    for part in parts:
        yield indent + _part(part)
        if isinstance(part, Group):
            yield from _parts(part.parts, indent + "  ")


def _part(part: Part) -> str:
    line = f"@{part.place.line}"
    match part:
        case Prose(html=html):
            return f"prose {re.sub(' data-source=.notes.md:[0-9]+.', '', html)} {line}"
        case Group(element=element):
            return f"{element} {line}"
        case ActionItem():
            owners = ", ".join(owner.name for owner in part.owners)
            due = " ".join(filter(None, (str(part.due or ""), part.due_text and f"({part.due_text})")))
            label = f"{part.label} " if part.label else ""
            where = "in text: " if part.in_text else ""
            notes = "".join(f" note: {note.plain}" for note in part.notes)
            said = f"«{part.text.plain}» {part.status}{notes}"
            return f"{where}action {part.number} {label}[{owners}] {due} {said} {line}"
        case ActionUpdate():
            return f"update {part.number} {part.status} «{part.text.plain}» {line}"
        case Decision():
            kind = (
                _adoption(part.adoption) if part.adoption else f"decision {part.number}" if part.is_taken else "motion"
            )
            kind += _vote(part.vote) if part.vote else ""
            return f"{'in text: ' * part.in_text}{kind} «{part.text.plain}» {line}"
        case _:
            return f"{NAMES[type(part)]} «{part.text.plain}» {line}"


def _adoption(adoption: Adoption) -> str:
    return " ".join(["adoption of", adoption.what, *([str(adoption.of)] if adoption.of else []), *adoption.corrections])


def _vote(vote: Vote) -> str:
    """The fields of a vote that say something: " (carried mover=Ann in_favour=5)"."""
    said = {name: value for name, value in vars(vote).items() if value not in (None, "", False)}
    return f" ({' '.join(f'{name}={value}' for name, value in said.items())})"


def _problem(problem: Problem) -> str:
    meant = f" meant {problem.suggestion}" if problem.suggestion else ""
    return f"{problem.severity} {problem.code}{meant} @{problem.place.line}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_notes_become_what_stands_beside_them(path: Path, catalogues: Catalogues, directory: Directory) -> None:
    notes, _, expected = path.read_text(encoding="utf-8").partition(DIVIDER)

    several = [understood(each, path.stem, catalogues, directory) for each in notes.split(NEXT_NOTES)]
    found = "\n----\n".join(several)

    if os.environ.get("PMO_DOCS_ACCEPT"):
        path.write_text(f"{notes}{DIVIDER}{found}\n", encoding="utf-8")
    assert found == expected.rstrip("\n")


def test_the_cases_are_found() -> None:
    assert len(CASES) >= 10
