"""People who are named while something new is made: known ones by their id, new ones get a record."""

from __future__ import annotations

from dataclasses import replace

from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.readers.people import Directory
from pmo_docs.starting.writing import id_from


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
        free = (one for one in (id, plain, f"{plain}-{initials}", *(f"{plain}-{n}" for n in range(2, 1000))) if one)
        chosen = next(one for one in free if one not in taken)
        self.people[chosen] = replace(person, id=chosen)
        return chosen
