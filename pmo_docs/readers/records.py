"""The records in YAML files, each file read once; what is wrong in one stays with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pmo_docs.files import LARGEST_SOURCE, Shelf, shown
from pmo_docs.language import Catalogues
from pmo_docs.model.holidays import Holiday
from pmo_docs.model.people import Person
from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.readers import checks, yaml
from pmo_docs.readers.binding import bind

Record = TypeVar("Record")


class Records:
    """Reads them; `odd_in` tells what a record says of other files, and cannot.

    `problems` has what is wrong, by file.
    """

    def __init__(self, shelf: Shelf, catalogues: Catalogues, odd_in: Callable[[object], Iterable[Problem]]) -> None:
        self.problems: dict[Path, list[Problem]] = {}
        self._shelf = shelf
        self._catalogues = catalogues
        self._odd_in = odd_in
        self._records: dict[Path, Any] = {}

    def record(self, path: Path, model: type[Record]) -> Record | None:
        """The record in a file, read once; None when nothing can be made of it."""
        if path not in self._records:
            mapping = self._mapping(path)
            problems = self.problems[path]
            record = bind(model, mapping, self._catalogues, problems) if mapping else None
            self._records[path] = record
            if record is not None:
                problems += self._odd_in(record)
        found: Record | None = self._records[path]
        return found

    def table(self, paths: Iterable[Path], model: type[Record], *, is_checked: bool = True) -> dict[str, Record]:
        """The records of a table by their ids; one that cannot be used keeps its id, so that it is not unknown too.

        People name nobody else: what they say need not be `is_checked`.
        """
        records: dict[str, Record] = {}
        for path in paths:
            mapping = self._mapping(path)
            problems = self.problems[path]
            for entry in mapping.entries if mapping else ():
                if not isinstance(entry.value, yaml.Mapping):
                    problems.append(Problem("not-a-mapping", entry.place, {"key": entry.key}))
                    records[entry.key] = _with_id(_stand_in(model, entry), entry.key)
                    continue
                record = bind(model, entry.value._replace(place=entry.place), self._catalogues, problems)
                records[entry.key] = _with_id(record or _stand_in(model, entry), entry.key)
            problems += checks.same_ids(mapping)
            problems += (one for record in records.values() if is_checked for one in self._odd_in(record))
        return records

    def text(self, path: Path, largest: int = LARGEST_SOURCE) -> str | None:
        """The text of a file, None when it cannot be read."""
        problems = self.problems.setdefault(path, [])
        try:
            text, odd = self._shelf.text(path, largest)
        except InvalidInput as invalid:
            problems += invalid.problems
            return None
        problems += odd
        return text

    def _mapping(self, path: Path) -> yaml.Mapping | None:
        """A YAML file, None when it cannot be read or holds nothing."""
        text = self.text(path)
        if text is None or (path.parent == self._shelf.root and _is_empty(text)):
            return None
        return yaml.read(text, shown(path), self.problems[path])


def _is_empty(text: str) -> bool:
    """Whether a file has nothing but comments: at the top of a workspace that is a beginning, not a mistake."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _with_id(record: Record, id: str) -> Record:
    return replace(record, id=id) if hasattr(record, "id") else record  # type: ignore[type-var]


def _stand_in(model: type[Record], entry: yaml.Entry) -> Record:
    """For a record that cannot be used: it is there, under its id."""
    values: dict[str, Any] = {"surname" if model is Person else "name": entry.key, "place": entry.place}
    if model is Holiday:
        values["first"] = datetime.date.max
    return model(**values)
