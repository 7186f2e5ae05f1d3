"""Understanding notes takes time in proportion to their length, whatever stands in them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pmo_docs.model.problems import InvalidInput
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from tests.readers.markdown.texts import repeated

LENGTH = 60_000
LONG = {
    "spaces in an action": repeated(" ", "Actie: x", "y"),
    "spaces in a heading": repeated(" ", "## Acties\n\n### Jan", "a\n\n- x"),
    "spaces in a summary": repeated(" ", "<summary>"),
    "signs between names": repeated("Ann ✅ ", "Present: "),
    "labels on one line": repeated("Aanwezig: Jan, "),
    "actions on one line": repeated("ACTIE Jan: belt. Actie Jan: belt. ", "Hallo. "),
    "bold words": repeated("**Present** "),
    "counted people": repeated("5 members (a ", "Present: "),
    "strokes behind an action": repeated(" | a", "## Acties\n\n- x"),
    "dashes behind an action": repeated(" - a", "## Acties\n\n- x"),
    "brackets behind an action": repeated(" [a]", "## Acties\n\n- x"),
    "stars before a colon": repeated("*a", "Actie: ", ": b"),
    "fields behind each other": repeated(" *Wie: a", "Actie: x"),
    "organisations": repeated("- Org\n  - Ann Bell\n  - Bob Hill\n", "Aanwezig:\n\n"),
}


@pytest.mark.parametrize("name", LONG)
def test_long_notes_are_understood_in_seconds(name: str, tmp_path: Path):
    notes = tmp_path / "notes.md"
    notes.write_text(f"# Overleg 3 maart 2026\n\n{LONG[name](LENGTH)}\n", encoding="utf-8")
    begun = time.process_time()

    try:
        subjects.find(open_workspace(tmp_path), SubjectKind.MEETING, notes)
    except InvalidInput as refused:
        assert all(problem.place.line for problem in refused.problems)  # noqa: PT017

    # Less than one on a quiet machine; by the square of the length each would take minutes.
    assert time.process_time() - begun < 10
