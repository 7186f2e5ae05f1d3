"""How long notes take to read, at three lengths side by side: `.venv/bin/python scripts/benchmark.py`.

Beside each time stands how many times longer it takes than the length before it, which is ten times shorter; about ten
or less is good. An error behind a line is what says no to such a text.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pmo_docs.model.problems import Problem
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import markdown, subjects
from tests.readers.markdown.texts import HOSTILE, ordinary

LENGTHS = (20_000, 200_000, 2_000_000)
ORDINARY = (10_000, 100_000, 1_000_000)


MEETINGS = (50, 500, 5_000)
_ON_A_BODY = 50
_WORDS = ("planning", "offerte", "contract", "test", "opleiding", "beheer", "budget", "risico", "migratie", "rapport")


def a_city(folder: Path, meetings: int) -> Path:
    """A workspace with so many meetings, fifty of each body, ten actions in each; the next one closes most."""
    (folder / "bodies").mkdir(parents=True)
    (folder / "pmo.yaml").write_text("organisation: Gemeente\nlanguage: nl\n", encoding="utf-8")
    people = "".join(f"p{number}: {{initials: A., surname: Naam{number}}}\n" for number in range(5))
    (folder / "people.yaml").write_text(people, encoding="utf-8")
    for body in range(meetings // _ON_A_BODY):
        (folder / f"bodies/overleg{body}.yaml").write_text(f"name: Overleg {body}\nmembers: [p1]\n", encoding="utf-8")
        notes = folder / f"meetings/overleg{body}"
        notes.mkdir(parents=True)
        day = datetime.date(2020, 1, 7)
        for number in range(1, _ON_A_BODY + 1):
            (notes / f"{day}.md").write_text(_notes(number, day), encoding="utf-8")
            day += datetime.timedelta(days=14)
    return folder


def _notes(number: int, day: datetime.date) -> str:
    closed = "".join(f"- [x] {number - 1}-{action} is besproken\n" for action in range(1, 9)) if number > 1 else ""
    due = f"{day + datetime.timedelta(days=30):%d-%m-%Y}"
    given = "".join(
        f"Actie: @p{action % 5} werkt {_WORDS[(number * 7 + action) % 10]} {number * 10 + action} uit, vóór {due}\n"
        for action in range(10)
    )
    talk = "Er is gesproken over de planning en de kosten. " * 8
    return f"---\nnumber: {number}\npresent: [p1]\n---\n## 1. Acties\n{closed}\n## 2. Voortgang\n{talk}\n\n{given}"


def answered(city: Path) -> float:
    """The time that `pmo-docs actions` takes, as a command of its own."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pmo_docs", "actions", "-w", str(city), "-f", "json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def registers() -> None:
    """The register of all bodies: the first time, and again when nothing has changed."""
    first, again = [], []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        for meetings in MEETINGS:
            city = a_city(Path(folder) / str(meetings), meetings)
            first.append(answered(city))
            again.append(answered(city))
    for name, times in (("the actions of 50, 500 and 5,000 meetings", first), ("the same once more", again)):
        cells = [f"{times[0]:7.3f} s", *(f"{now:7.3f} s {now / before:6.1f}×" for before, now in pairwise(times))]
        print(f"{name:44}" + "".join(cells), flush=True)


Timed = Callable[[str], tuple[float, str]]


def seconds(text: str) -> tuple[float, str]:
    """The time to read a text and to show it as HTML, and the first problem."""
    problems: list[Problem] = []
    begun = time.perf_counter()
    for block in markdown.parse(text, problems=problems):
        markdown.to_html(block)
    found = f"{problems[0].code} at line {problems[0].place.line}" if problems else ""
    return time.perf_counter() - begun, found


def understood(text: str) -> tuple[float, str]:
    """The time to understand a text as minutes: who was there, what was promised and decided."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.md"
        path.write_text(f"# Overleg 3 maart 2026\n\n{text}", encoding="utf-8")
        workspace = open_workspace(path.parent)
        begun = time.perf_counter()
        subjects.find(workspace, SubjectKind.MEETING, path)
        return time.perf_counter() - begun, ""


def row(name: str, lengths: tuple[int, ...], text: Callable[[int], str], timed: Timed = seconds) -> str:
    cells, before, problem = [], 0.0, ""
    for length in lengths:
        taken, problem = timed(text(length))
        cells.append(f"{taken:7.3f} s" + (f" {taken / before:6.1f}×" if before else ""))
        before = taken
    return f"{name:44}" + "".join(cells) + (f"  {problem}" if problem else "")


if __name__ == "__main__":
    seconds(ordinary(1_000))  # loads what is loaded once
    understood(ordinary(1_000))
    registers()
    print(row("ordinary notes of 10 kB, 100 kB and 1 MB", ORDINARY, ordinary))
    print(row("the same, understood as minutes", ORDINARY, ordinary, understood))
    for name, text in HOSTILE.items():
        print(row(name, LENGTHS, text), flush=True)
