"""Who is meant: an id, a surname or a written name becomes a person."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import Person, PersonReference, folded, names_of
from pmo_docs.model.problems import Place, Problem, Severity


def _nobody(name: str) -> Set[Person]:
    return frozenset()


@dataclass(frozen=True)
class Directory:
    """Everybody whom the workspace knows, by id; empty for a lone file, where every written name is taken as it is."""

    people: Mapping[str, Person]

    def find(self, reference: PersonReference, involved: Callable[[str], Set[Person]] = _nobody) -> Person | Problem:
        """The person, else what is wrong; `involved` gives those of a meeting by their folded names.

        An id comes first, then a name or surname that only one of the involved has, then one that only one of all
        people has. A name with more than one word that nobody has is somebody from outside, as written.
        """
        text = reference.text.removeprefix("@").strip()
        wanted = folded(text)
        if wanted in self._by_id:
            return self._by_id[wanted]
        for matches in (involved(wanted), self.named(wanted)):
            if len(matches) == 1:
                return next(iter(matches))
            if matches:
                ordered = sorted(matches, key=lambda person: (person.name, person.id))
                names = ", ".join(f"{person.name} ({person.id})" for person in ordered)
                values = {"text": text, "names": names, "id": ordered[0].id}
                return Problem("person-ambiguous", reference.place, values)
        if " " in text or not self.people:
            return Person.from_written_name(text)
        return Problem("person-unknown", reference.place, {"text": text}, suggestion=self.suggest(text))

    def named(self, name: str) -> frozenset[Person]:
        """Everybody who may be called so; the name is folded."""
        return self._by_name.get(name, frozenset())

    def suggest(self, text: str) -> str:
        """The id that was probably meant."""
        words = self._ids_by_word
        return words.get(next(iter(difflib.get_close_matches(folded(text), words, n=1, cutoff=0.7)), ""), "")

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        # The first of two ids that are the same when folded; that they are is a problem of people.yaml.
        return {folded(id): person for id, person in reversed(list(self.people.items()))}

    @cached_property
    def _by_name(self) -> dict[str, frozenset[Person]]:
        found: dict[str, set[Person]] = {}
        for person in self.people.values():
            for name in names_of(person):
                found.setdefault(name, set()).add(person)
        return {name: frozenset(people) for name, people in found.items()}

    @cached_property
    def _ids_by_word(self) -> dict[str, str]:
        return {folded(word): id for id, person in self.people.items() for word in (id, person.surname)}


_SHORTEST_FIRST_NAME = 3
_FEWEST = 3
_GLUED = re.compile(r"(?P<first>[^\W\d_a-z][^\W\d_A-Z]{2,15})(?P<last>[A-Z][^\W\d_]{0,3})")
_INITIALS = re.compile(r"[^\W\d_a-z][^\W\d_]{0,3}[^\W\d_a-z]")


@lru_cache(maxsize=20_000)
def _initials(person: Person) -> frozenset[str]:
    """The first letters of a name: "TW" and "TdW" of T. de Wit."""
    letters = [word[0] for word in re.split(r"[\s.-]+", person.name) if word]
    return frozenset(("".join(letters), "".join(filter(str.isupper, letters))))


def _is_short_for(one: str, other: str) -> bool:
    """Whether two first names may be of one person: Chris and Christopher, J. and Jan."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= _SHORTEST_FIRST_NAME)


def _begins_alike(person: Person, first: str, last: str) -> bool:
    """Whether somebody has this first name, and a surname that begins so."""
    words = person.name.split(" ")
    is_first = len(words) > 1 and folded(words[0]) == folded(first)
    return is_first and any(folded(word).startswith(folded(last)) for word in words[1:])


class Involved:
    """The people of one meeting: resolves references and collects what is wrong with them."""

    def __init__(self, directory: Directory, problems: list[Problem]) -> None:
        self._directory = directory
        self._problems = problems
        self._involved: dict[Person, None] = {}
        self._by_name: dict[str, set[Person]] = {}
        self._supposed: set[Person] = set()
        self._organisations = {folded(one.organisation) for one in directory.people.values() if one.organisation}

    @property
    def is_known(self) -> bool:
        """Whether there is anybody to compare with; a lone file knows nobody."""
        return bool(self._directory.people)

    def add(self, reference: PersonReference) -> Person:
        """The person, who from now on counts as involved; somebody unknown is a problem, and taken as written."""
        return self._involve(self.resolve(reference))

    def resolve(self, reference: PersonReference) -> Person:
        """The person; somebody unknown is a problem, and taken as written."""
        found = self._directory.find(reference, self._named)
        if isinstance(found, Problem):
            self._problems.append(found)
            return Person.from_written_name(reference.text.removeprefix("@"))
        return found

    def owner_of(self, text: str, place: Place) -> Owner:
        """Whoever is meant by an id or a name, known or not, as the owner of an action."""
        person = self.recognise(text.removeprefix("@"))
        return Owner(person.name, person) if person else Owner(text.removeprefix("@"))

    def written(self, name: str, organisation: str = "", handle: str = "") -> Person:
        """Somebody whom the text names, who from now on counts as involved: a known person, else as written.

        Who has a `handle` is known by that too.
        """
        person = self.recognise(name) or replace(Person.from_written_name(name), organisation=organisation)
        if handle:
            self._by_name.setdefault(folded(handle), set()).add(person)
        return self._involve(person)

    def suppose(self, names: Iterable[str]) -> None:
        """Take first names for those of people whom nobody else is called by; they do not count as involved."""
        for name in names:
            if not self._named(folded(name)):
                person = Person.from_written_name(name)
                self._by_name[folded(name)] = {person}
                self._supposed.add(person)

    def is_supposed(self, person: Person) -> bool:
        """Whether the notes name somebody so, and do not say who that is."""
        return person in self._supposed

    def _involve(self, person: Person) -> Person:
        if person not in self._involved:
            self._involved[person] = None
            for name in names_of(person):
                self._by_name.setdefault(name, set()).add(person)
            self._organisations |= {folded(person.organisation)} if person.organisation else set()
        return person

    def _named(self, name: str) -> set[Person]:
        return self._by_name.get(name, set())

    def recognise(self, text: str) -> Person | None:
        """The person whose id or name this is, None when it is nobody's."""
        wanted = folded(text)
        matches = self._named(wanted) | self._directory.named(wanted)
        if not matches and _INITIALS.fullmatch(text.strip()):
            # "AB" among people of whom one is called Ann Bol.
            matches = {person for person in self._involved if text.strip() in _initials(person)}
        if not matches and (glued := _GLUED.fullmatch(text.strip())):
            # "MartinO", "DaveMcK" among people with these first names.
            matches = {person for person in self._involved if _begins_alike(person, glued["first"], glued["last"])}
        if not matches and " " in wanted:
            first, *_, last = wanted.split(" ")
            matches = {one for one in self._named(last) if _is_short_for(first, folded(one.name).split(" ")[0])}
        return matches.pop() if len(matches) == 1 else None

    @property
    def are_first_names(self) -> bool:
        """Whether several people are involved, and all of them are called by one name."""
        return len(self._involved) >= _FEWEST and all(" " not in person.name for person in self._involved)

    def knows(self, text: str) -> bool:
        """Whether anybody, or several, are called so."""
        return bool(self._named(folded(text)))

    @property
    def organisations(self) -> Set[str]:
        """The organisations of everybody, folded for comparing."""
        return self._organisations

    def warn(self, code: str, place: Place, **values: str) -> None:
        self._problems.append(Problem(code, place, values, Severity.WARNING))
