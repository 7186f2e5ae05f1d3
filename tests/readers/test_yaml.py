"""YAML keeps its text and its positions, and says in plain terms what is wrong with it."""

from __future__ import annotations

import pytest
import yaml as pyyaml

from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers import yaml
from pmo_docs.readers.yaml import Mapping, Scalar, Sequence


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test is done with libyaml and with the Python scanner that stands in where that is missing."""
    monkeypatch.setattr(yaml, "_LOADER", getattr(pyyaml, request.param))


def read(text: str, first_line: int = 1) -> tuple[Mapping | None, list[Problem]]:
    problems: list[Problem] = []
    return yaml.read(text, "project.yaml", problems, first_line), problems


def problem_in(text: str) -> Problem:
    _, (problem,) = read(text)
    return problem


def test_every_key_and_value_knows_its_place():
    mapping, _ = read("name: Zaaksysteem\nmembers:\n  - vries\n  - bakker\n")

    assert mapping is not None
    name, members = mapping.entries
    assert (name.key, name.place, name.value) == (
        "name",
        Place("project.yaml", 1, 1),
        Scalar("Zaaksysteem", Place("project.yaml", 1, 7)),
    )
    assert isinstance(members.value, Sequence)
    assert [item.place.line for item in members.value.items] == [3, 4]


@pytest.mark.parametrize("text", ["12:30", "NO", "010", "1.10", "2026-03-31", "yes", "1_000"])
def test_a_value_stays_the_text_that_was_written(text: str):
    mapping, _ = read(f"key: {text}")

    assert mapping is not None
    assert mapping.entries[0].value == Scalar(text, Place("project.yaml", 1, 6))


def test_front_matter_counts_its_lines_from_where_it_stands():
    mapping, _ = read("number: 34\n", first_line=2)

    assert mapping is not None
    assert mapping.entries[0].place.line == 2


@pytest.mark.parametrize("text", ["key:", "key: ~", "key: null"])
def test_a_value_may_be_left_out(text: str):
    mapping, _ = read(text)

    assert mapping is not None
    assert isinstance(mapping.entries[0].value, Scalar)
    assert mapping.entries[0].value.is_empty


def test_an_empty_text_between_quotes_was_meant():
    mapping, _ = read("key: ''")

    assert mapping is not None
    assert isinstance(mapping.entries[0].value, Scalar)
    assert not mapping.entries[0].value.is_empty


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem():
    mapping, problems = read("\ufeffname: a\r\ncase: b\r\n")

    assert mapping is not None
    assert not problems
    assert [entry.key for entry in mapping.entries] == ["name", "case"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a:\n\tb: 1", "yaml-tab", 2, 1),
        ("a:\n  b: 1\n\tc: 2", "yaml-tab", 3, 1),
        ("title: Budget: phase 2", "yaml-colon", 1, 14),
        ("owner: @ann", "yaml-first-character", 1, 8),
        ("share: %10", "yaml-first-character", 1, 8),
        ("code: `x`", "yaml-first-character", 1, 7),
        ("title: *bold*", "yaml-first-character", 1, 8),
        ("title: [Concept] notes", "yaml-first-character", 1, 8),
        ("a: 1\nplace: 's-Gravenhage\nb: 2", "yaml-quote-open", 2, 8),
        ('title: "never closed\nnote: "closed"\n', "yaml-quote-open", 1, 8),
        ('title: "Zaaksysteem" fase 2\n', "yaml-quote-rest", 1, 8),
        ("members: [vries, bakker\nname: x", "yaml-bracket-open", 1, 10),
        ("name: x\nno colon here\ncase: y", "yaml-colon-missing", 2, 1),
        ("a: 1\nname:\u00a0x\nb: 2", "yaml-hard-space", 2, 1),
        ("name:\u00a0x\nb: 2", "yaml-hard-space", 1, 1),
        ("a:\n  - x\n b: 2", "yaml-indentation", 3, 2),
        ("a: 1\n---\nb: 2", "yaml-second-document", 2, 1),
        ("- a\n- b", "yaml-not-a-mapping", 1, 1),
        ("just words", "yaml-not-a-mapping", 1, 1),
        ("", "yaml-empty", 1, 1),
        ("# only a comment\n", "yaml-empty", 1, 1),
        ("title: {{ name }}", "yaml-key", 1, 9),
        ("a: &x 1", "yaml-anchor", 1, 4),
        ("a: *x", "yaml-alias", 1, 4),
        ("a: !!python/name:os.system 1", "yaml-tag", 1, 4),
        ("a: x\x00", "yaml-character", 1, 5),
        ("a: \ud800", "yaml-character", 1, 4),
        ('a: "\\0"', "yaml-character", 1, 4),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(text: str, code: str, line: int, column: int):
    problem = problem_in(text)

    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("title: Budget: phase 2", '"Budget: phase 2"'),
        ("- owner: @ann ", '"@ann"'),
        ('title: [Concept] the "new" plan', r'"[Concept] the \"new\" plan"'),
    ],
)
def test_a_value_that_needs_quotes_is_shown_with_them(text: str, suggestion: str):
    assert problem_in(text).suggestion == suggestion


def test_a_key_that_stands_there_twice_names_both_lines():
    mapping, (problem,) = read("name: a\ncase: b\nname: c\n")

    assert mapping is not None
    assert (problem.code, problem.place.line, problem.values) == (
        "yaml-duplicate-key",
        3,
        {"key": "name", "line": "1"},
    )


def test_several_problems_are_all_found():
    _, problems = read("a: &x 1\nb: !t 2\na: 3\n")

    assert [problem.code for problem in problems] == ["yaml-anchor", "yaml-tag", "yaml-duplicate-key"]


@pytest.mark.parametrize("text", ["[" * 300_000, "{a: " * 300_000, "- " * 300_000])
def test_a_bomb_of_brackets_is_refused_at_once(text: str):
    problem = problem_in(text)

    assert problem.code == "yaml-depth"


def test_an_alias_bomb_is_refused():
    lines = [
        "a: &a [x, x, x]",
        *(f"{after}: &{after} [*{name}, *{name}]" for name, after in zip("abcd", "bcde", strict=True)),
    ]

    mapping, problems = read("\n".join(lines))

    assert mapping is not None
    assert {problem.code for problem in problems} == {"yaml-anchor", "yaml-alias"}
