"""People who are named while something new is made: known ones by their id, new ones get a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.readers import yaml
from pmo_docs.readers.people import Directory
from pmo_docs.starting import records
from pmo_docs.starting.writing import free_id, id_from


class Newcomers:
    """Finds people by name and remembers those who stand in no list yet, in `people`, by their new ids."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.people: dict[str, Person] = {}

    def id_of(self, name: str) -> str:
        """The id of somebody; raises InvalidInput for a name that several have, or one word that nobody has."""
        found = Directory({**self._directory.people, **self.people}).find(PersonReference(name.strip(), Place()))
        if isinstance(found, Problem):
            raise InvalidInput([found])
        if found.id:
            return found.id
        return self.add(found)

    def add(self, person: Person, id: str = "") -> str:
        """The id under which a new person is remembered: the surname, with initials when it is taken."""
        taken = {*self._directory.people, *self.people}
        plain, initials = id_from(person.surname), id_from(person.initials or person.first_name).replace("-", "")
        with_initials = f"{plain}-{initials}" if plain and initials else ""
        chosen = free_id((id, plain, with_initials), taken, otherwise="person")
        self.people[chosen] = replace(person, id=chosen)
        return chosen


def added(text: str, people: Mapping[str, Person], file: str) -> str:
    """The text of people.yaml with more people at its end, in its own line ends.

    Raises InvalidInput when the text cannot be read, or is written in a form that nothing can be put behind.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    before = _ids(plain, file) if _has_records(plain) else []
    gap = "" if plain.endswith("\n") or not plain else "\n"
    longer = plain + gap + "".join(records.person_text(id, person) for id, person in people.items())
    try:
        is_sound = _ids(longer, file) == [*before, *people]
    except InvalidInput:
        is_sound = False
    if not is_sound:
        lines = "; ".join(records.person_text(id, person).strip() for id, person in people.items())
        raise InvalidInput([Problem("people-not-added", Place(file), {"lines": lines})])
    longer = longer.replace("\n", "\r\n") if "\r\n" in text else longer
    return f"\ufeff{longer}" if text.startswith("\ufeff") else longer


def _has_records(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))


def _ids(text: str, file: str) -> list[str]:
    problems: list[Problem] = []
    mapping = yaml.read(text, file, problems)
    if mapping is None or any(problem.is_error for problem in problems):
        raise InvalidInput(problems)
    return [entry.key for entry in mapping.entries]
