"""How long notes take to read, at three lengths side by side: `.venv/bin/python scripts/benchmark.py`.

Beside each time stands how many times longer it takes than the length before it, which is ten times shorter; about ten
or less is good. An error behind a line is what says no to such a text.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pmo_docs.model.problems import Problem
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import markdown
from tests.readers.markdown.texts import HOSTILE, ordinary

LENGTHS = (20_000, 200_000, 2_000_000)
ORDINARY = (10_000, 100_000, 1_000_000)


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
        workspace.find(SubjectKind.MEETING, path)
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
    print(row("ordinary notes of 10 kB, 100 kB and 1 MB", ORDINARY, ordinary))
    print(row("the same, understood as minutes", ORDINARY, ordinary, understood))
    for name, text in HOSTILE.items():
        print(row(name, LENGTHS, text), flush=True)
