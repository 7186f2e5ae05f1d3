"""Any text of two megabytes is read, or refused at its line, in seconds; twice the text takes about twice the time."""

from __future__ import annotations

import time

import pytest

from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers import markdown
from tests.readers.markdown.texts import HOSTILE, ordinary

LARGEST = 2_000_000


def read(text: str) -> tuple[float, list[Problem]]:
    problems: list[Problem] = []
    begun = time.perf_counter()
    for block in markdown.parse(text, file="notes.md", problems=problems):
        markdown.to_html(block)
    return time.perf_counter() - begun, problems


def test_a_megabyte_of_ordinary_notes_is_read_in_time_that_grows_with_it():
    shorter = min(read(ordinary(100_000))[0] for _ in range(3))
    longer, problems = read(ordinary(1_000_000))

    assert not problems
    # Ten times the text. A machine that is busy may take twice as long; by the square it would be a hundred times.
    assert longer / shorter < 30


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_take_too_long_is_refused_at_its_line(name: str):
    seconds, problems = read(HOSTILE[name](LARGEST))

    # On a quiet machine all take less than three.
    assert seconds < 15
    assert all(problem.place.file == "notes.md" and problem.place.line for problem in problems)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\n" * 25_001, 25_001), ("*a* b\n\n" * 55_000, 25_001), (("*a* " * 1_000 + "\n\n") * 60, 101)],
)
def test_too_much_is_an_error_where_it_begins(text: str, line: int):
    _, problems = read(text)

    assert problems == [Problem("markdown-long", Place("notes.md", line))]


def test_what_is_too_much_keeps_its_words():
    blocks = markdown.parse("- a\n" * 25_000 + "# laatste *woord*")

    assert markdown.plain_text(blocks[-1]) == "# laatste *woord*"


def test_code_may_be_as_long_as_it_is():
    _, problems = read("```\n" + "<a href='&amp;'>*b*\n" * 20_000 + "```\n")

    assert not problems
