"""Organisations with those who came from them: "Gemeente Kade: J. Prins, L. Stam", or as the items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.attending import GROUPS, ROLES, WrittenAttendance
from pmo_docs.readers.meeting.names import NameReader, WrittenName
from pmo_docs.readers.meeting.recognising import Recogniser, plain

# On one line each: "- **Acme**: Ann, Bob", "- **Kade**: –".
_PARTY_LINE = re.compile(r"(?P<party>[^:\n]{2,60}):\s*(?P<names>[^:\n]*)")
# "Ann, Bob (+ guests)"
_AND_OTHERS = re.compile(r"\s*\(\s*\+[^()]*\)\s*$")
_LONGEST_PARTY, _FEWEST = 40, 3


class PartyReader:
    """Reads lines and lists of them; `is_label` knows a line such as "Chair: Ann", which is about something else."""

    def __init__(self, recogniser: Recogniser, names: NameReader, is_label: Callable[[str], bool]) -> None:
        self._recogniser = recogniser
        self._names = names
        self._is_label = is_label

    def add(self, text: str, group: str, found: WrittenAttendance) -> bool:
        """ "Gemeente Kade: J. Prins, L. Stam": an organisation with those who came from it."""
        party, colon, names = text.partition(":")
        people = self._names.in_line(names) if group and colon and len(party) <= _LONGEST_PARTY else []
        found.add(group, [replace(one, organisation=one.organisation or party.strip(" *-")) for one in people])
        return bool(people)

    def on_lines(self, items: list[Element], group: str) -> list[tuple[str, list[WrittenName]]]:
        """The organisations in a list of nothing else, each with its people; one may have sent nobody."""
        texts = [plain(words.text or "").strip() for item in items if (words := next(iter(item), None)) is not None]
        return self.in_lines(texts, group)

    def in_lines(self, texts: Sequence[str], group: str) -> list[tuple[str, list[WrittenName]]]:
        """The same of lines, one for each organisation."""
        lines = [_PARTY_LINE.fullmatch(text) for text in texts] if group and len(texts) >= _FEWEST else []
        if not lines or not all(lines) or any(self._is_label(text) for text in texts):
            return []
        found = [(line["party"].strip(), _AND_OTHERS.sub("", line["names"]).strip()) for line in lines if line]
        people = [(party, self._names.in_line(names) or self._names.nicknames(names)) for party, names in found]
        are_people = all(ones or self._is_nobody(names) for (_, ones), (_, names) in zip(people, found, strict=True))
        return people if are_people and any(len(ones) > 1 for _, ones in people) else []

    def _is_nobody(self, names: str) -> bool:
        return not names.strip(" -–—") or self._recogniser.is_a("nobody", names)

    def are_parties(self, items: list[Element]) -> bool:
        """Whether every item has a list of names below it, and some have several: organisations with their people."""
        below = [self._people_below(item) for item in items]
        return all(below) and any(len(people) > 1 for people in below)

    def _people_below(self, item: Element) -> list[WrittenName]:
        """The people in the list below an item; nobody where it holds anything else."""
        nested = [inner for child in item if child.tag in ("ul", "ol") for inner in child]
        first = [next(iter(inner), None) for inner in nested]
        texts = [plain(words.text or "") for words in first if words is not None]
        if any(":" in text or self._recogniser.loosely(GROUPS, text) or self._is_role(text) for text in texts):
            return []
        people = [self._names.person(text) for text in texts]
        found = [one for one in people if one is not None]
        return found if len(found) == len(people) else []

    def _is_role(self, text: str) -> bool:
        return self._recogniser.kind_of(ROLES, text) != ""
