"""A dataclass says what a file may hold; what does not fit is a problem at its own place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import pytest

from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place, Problem
from pmo_docs.readers import yaml
from pmo_docs.readers.binding import bind, keys_of

Model = TypeVar("Model")


class Stage(StrEnum):
    DESIGN = "design"
    AFTERCARE = "aftercare"


class DutchWords:
    words = {"ontwerp": Stage.DESIGN, "nazorg": Stage.AFTERCARE}  # noqa: RUF012

    def member(self, enum: type[Any], text: str) -> Any | None:
        return self.words.get(text.casefold()) or next((one for one in enum if one == text), None)

    def key_meant(self, text: str, keys: Iterable[str]) -> str:
        return {"beheerder": "manager"}.get(text, "")

    def accepted(self, enum: type[StrEnum]) -> tuple[str, ...]:
        return (*self.words, *enum)


@dataclass(frozen=True)
class Milestone:
    name: str
    baseline: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Project:
    name: str = ""
    stage: Stage | None = None
    start: datetime.date | None = None
    meets_at: datetime.time | None = None
    credit: Decimal | None = None
    year: int | None = field(default=None, metadata={"minimum": 1990, "maximum": 2100})
    is_public: bool = False
    manager: PersonReference | None = None
    members: tuple[PersonReference, ...] = ()
    milestones: dict[str, Milestone] = field(default_factory=dict)
    colours: dict[Stage, str] = field(default_factory=dict)
    location: str = field(default="", metadata={"key": "place"})
    place: Place = field(default=NOWHERE, compare=False)


def read(text: str, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    problems: list[Problem] = []
    mapping = yaml.read(text, "project.yaml", problems)
    assert mapping is not None
    return bind(model, mapping, DutchWords(), problems), problems


def project(text: str) -> Project:
    bound, problems = read(text, Project)
    assert bound is not None
    assert not problems
    return bound


def problem_in(text: str) -> Problem:
    _, (problem,) = read(text, Project)
    return problem


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("name: 010", "name", "010"),
        ("name: NO", "name", "NO"),
        ("stage: Nazorg", "stage", Stage.AFTERCARE),
        ("stage: design", "stage", Stage.DESIGN),
        ("start: 2026-03-31", "start", datetime.date(2026, 3, 31)),
        ("meets_at: 12:30", "meets_at", datetime.time(12, 30)),
        ("meets_at: 9.05", "meets_at", datetime.time(9, 5)),
        ("credit: 480000", "credit", Decimal(480000)),
        ("credit: -12.50", "credit", Decimal("-12.50")),
        ("credit: 0.125", "credit", Decimal("0.125")),
        ("year: 2026", "year", 2026),
        ("is_public: ja", "is_public", True),
        ("is_public: no", "is_public", False),
        ("manager: bakker", "manager", PersonReference("bakker")),
        ("members: bakker", "members", (PersonReference("bakker"),)),
        ("members: [bakker, jansen]", "members", (PersonReference("bakker"), PersonReference("jansen"))),
        ("place: Stadhuis", "location", "Stadhuis"),
        ("colours: {ontwerp: groen}", "colours", {Stage.DESIGN: "groen"}),
        ("stage:", "stage", None),
        ("name:", "name", ""),
    ],
)
def test_the_type_of_a_field_decides_what_the_text_is(text: str, attribute: str, value: object):
    assert getattr(project(text), attribute) == value


def test_what_is_read_knows_where_it_stood():
    bound = project("milestones:\n  livegang:\n    name: Livegang\nmanager: bakker\n")

    assert bound.place == Place("project.yaml", 1, 1)
    assert bound.manager is not None
    assert bound.manager.place == Place("project.yaml", 4, 10)
    assert bound.milestones["livegang"].place == Place("project.yaml", 2, 3)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("name: [a, b]", "not-a-value", "1:7"),
        ("milestones: none", "not-a-mapping", "1:13"),
        ("milestones:\n  livegang: 2026-12-01", "not-a-mapping", "2:13"),
        ("milestones:\n  livegang:\n    baseline: 2026-12-01", "key-missing", "2:3"),
        ("stage: later", "word-unknown", "1:8"),
        ("colours: {later: groen}", "word-unknown", "1:11"),
        ("colours: {ontwerp: groen, design: rood}", "yaml-duplicate-key", "1:27"),
        ("start: morgen", "date-form", "1:8"),
        ("start: 2026-02-30", "date-impossible", "1:8"),
        ("meets_at: 25:00", "time-form", "1:11"),
        ("is_public: misschien", "yes-or-no", "1:12"),
        ("year: veel", "whole-number-form", "1:7"),
        ("year: 1626", "too-small", "1:7"),
        ("year: 20260", "too-large", "1:7"),
        ("credit: veel", "number", "1:9"),
        (f"credit: {'9' * 5000}", "number", "1:9"),
        ("credit: NaN", "number", "1:9"),
    ],
)
def test_a_wrong_value_is_found_where_it_stands(text: str, code: str, place: str):
    problem = problem_in(text)

    assert (problem.code, f"{problem.place.line}:{problem.place.column}") == (code, place)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.234,50", "1234.50"),
        ("€ 1.000", "1000"),
        ("480.000", "480000"),
        ("480.000,-", "480000"),
        ("12,5", "12.5"),
        ("1,234.50", "1234.50"),
    ],
)
def test_an_amount_as_it_stands_in_a_letter_is_shown_as_it_should_be_here(written: str, meant: str):
    problem = problem_in(f"credit: {written}")

    assert (problem.code, problem.values["plain"]) == ("number-form", meant)


def test_a_date_that_starts_with_the_day_is_shown_as_it_should_be_here():
    problem = problem_in("start: 31-3-2026")

    assert (problem.code, problem.values["iso"]) == ("date-form", "2026-03-31")


def test_an_unknown_key_names_the_one_that_was_probably_meant():
    problem = problem_in("nmae: Zaaksysteem")

    assert (problem.code, problem.suggestion, problem.place.column) == ("key-unknown", "name", 1)


def test_an_unknown_word_names_the_one_that_was_probably_meant():
    assert problem_in("stage: ontwrp").suggestion == "ontwerp"


def test_every_problem_is_found_at_once():
    _, problems = read("nmae: a\nstage: later\nstart: morgen\nyear: veel\n", Project)

    assert [problem.code for problem in problems] == ["key-unknown", "word-unknown", "date-form", "whole-number-form"]


def test_without_a_required_key_there_is_nothing():
    bound, (problem,) = read("baseline: 2026-12-01", Milestone)

    assert bound is None
    assert (problem.code, problem.values) == ("key-missing", {"key": "name"})


def test_the_keys_of_a_kind_can_be_listed():
    keys = {key.name: key.is_required for key in keys_of(Milestone)}

    assert keys == {"name": True, "baseline": False}


def test_a_key_in_another_language_hears_the_right_one():
    _, (problem,) = read("beheerder: jansen", Project)

    assert (problem.code, problem.suggestion) == ("key-unknown", "manager")
