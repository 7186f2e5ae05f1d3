"""A body with meetings in a folder of a workspace, for trying what follows from them in a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from pmo_docs.model.problems import Problem
from pmo_docs.model.register import RegisteredAction
from pmo_docs.model.subjects import BodySubject, SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from pmo_docs.registers import actions

PEOPLE = """\
bos: {initials: J., surname: Bos, first_name: Joost}
kok: {initials: R., surname: Kok, first_name: Ria}
wit: {initials: P., prefix: de, surname: Wit, first_name: Pim}
"""
Row = tuple[str, str, str, str]
"""What is to be done, who does it, by when, and the status of a row in a list."""


def workspace(root: Path, meetings: Mapping[str, str]) -> Path:
    """A workspace with one body, "werkgroep", and its meetings by the names of their files."""
    (root / "bodies").mkdir(parents=True)
    (root / "meetings/werkgroep").mkdir(parents=True)
    (root / "pmo.yaml").write_text("organisation: Gemeente\nlanguage: nl\n", encoding="utf-8")
    (root / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (root / "bodies/werkgroep.yaml").write_text("name: Werkgroep Geo\nmembers: [bos, kok, wit]\n", encoding="utf-8")
    for name, text in meetings.items():
        (root / f"meetings/werkgroep/{name}.md").write_text(text, encoding="utf-8")
    return root


def old_notes(day: str, rows: Sequence[Row]) -> str:
    """Minutes without front matter that repeat the list of actions, its rows counted anew."""
    lines = [f"| {number} | {' | '.join(row)} |" for number, row in enumerate(rows, start=1)]
    table = "\n".join(["| Nr | Actie | Wie | Wanneer | Status |", "|---|---|---|---|---|", *lines])
    listed = f"\n## 2. Actielijst\n\n{table}\n" if rows else ""
    return (
        f"# Verslag werkgroep Geo {day}\n\nAanwezig: Joost Bos, Ria Kok, Pim de Wit\n\n"
        f"## 1. Opening\nDe planning is besproken.\n{listed}"
    )


def new_notes(number: int, text: str) -> str:
    """A meeting file with front matter."""
    return f"---\nnumber: {number}\npresent: [bos, kok, wit]\n---\n## 1. Actielijst\n{text}\n"


def subject(root: Path) -> tuple[BodySubject, tuple[Problem, ...]]:
    """The body with its meetings, and what is wrong with them."""
    found = subjects.find(open_workspace(root), SubjectKind.BODY, root / "bodies/werkgroep.yaml")
    assert isinstance(found.subject, BodySubject)
    return found.subject, tuple(found.problems)


def register(root: Path, day: str = "2030-01-01") -> dict[str, RegisteredAction]:
    """The actions by their numbers, as they stand on a day."""
    return {action.number: action for action in actions.register(subject(root)[0], datetime.date.fromisoformat(day))}


def told(root: Path, day: str = "2030-01-01") -> dict[str, str]:
    """Of every action its status, day, owners and how often it was put off, in one line."""
    return {
        number: " ".join(
            [
                action.status.value,
                str(action.due or "-"),
                "+".join(owner.name for owner in action.owners) or "-",
                f"x{action.deferred}",
            ]
        )
        for number, action in register(root, day).items()
    }
