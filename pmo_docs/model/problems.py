"""What is wrong in somebody's files, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """A position in a source file; lines and columns count from 1, 0 means "the file as a whole"."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


NOWHERE = Place()


@dataclass(frozen=True, kw_only=True)
class Written:
    """Something that stands in a file as keys with values: `place` is where it begins, `places` where each key is."""

    places: dict[str, Place] = field(default_factory=dict, metadata={"key": ""}, compare=False)
    place: Place = field(default=NOWHERE, compare=False)

    def place_of(self, key: str) -> Place:
        """Where a key stands, else where the whole begins."""
        return self.places.get(key, self.place)


class Severity(StrEnum):
    """How much a problem matters: an error keeps its document from being made, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True)
class Problem:
    """One thing to look at; its words, in the reader's language, stand under `code` in the catalogues.

    `values` fill the words; `suggestion` is what the writer probably meant.
    """

    code: str
    place: Place = NOWHERE
    values: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    suggestion: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class InvalidInput(Exception):
    """Somebody's files cannot be used as they are; `problems` says why, at least one of them an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.place}: {problem.code}" for problem in self.problems))
