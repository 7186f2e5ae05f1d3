"""Whether two actions are one, by what is to be done and who does it: words and owners change a little over time."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from pmo_docs.model.meeting import ActionItem
from pmo_docs.model.people import folded
from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.recognising import Recogniser

_WORD = re.compile(r"[^\W_]+")
# "uitzoeken" and "uitzoekt", "planning" and "planningen".
_STEM = 5
# A list that counts its rows anew in every meeting says nothing by its numbers.
_ROW_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}")
_ALIKE, _NEARLY_ALL, _MOSTLY, _HALF, _THIRD = 0.82, 0.8, 0.6, 0.45, 0.33
_FEWEST, _ENOUGH = 2, 3


class Likeness(IntEnum):
    """Whether two actions are one."""

    OTHER = 0
    MAYBE = 1
    SAME = 2


class Sighting(NamedTuple):
    """An action for comparing: as it was worded last; `words` are the beginnings of those that carry meaning,
    `numbers` those that are numbers, `row` is the number of its row in the list."""

    number: str
    row: str
    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    owners: frozenset[str]
    place: Place


class Sightings:
    """Makes them of the actions of meetings."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._small = recogniser.words("small_words") | recogniser.words("does_surely")

    def of(self, action: ActionItem) -> Sighting:
        """An action as it stands in a meeting."""
        names = (owner.person.name if owner.person else owner.name for owner in action.owners)
        return self.of_words(action.number, row_number(action), action.text.plain, names, action.place)

    def of_words(self, number: str, row: str, text: str, names: Iterable[str], place: Place) -> Sighting:
        """An action of which only the words are there."""
        bare = folded(text).strip(" .")
        owners = frozenset(word for name in names for word in _WORD.findall(folded(name)))
        words = frozenset(_WORD.findall(bare)) - self._small - owners
        stems = frozenset(word[:_STEM] for word in words)
        return Sighting(number, row, bare, stems, frozenset(filter(str.isdecimal, stems)), owners, place)


def row_number(action: ActionItem) -> str:
    """A number that counts the rows of a list, and may mean another action in the next one."""
    return action.number if action.has_own_number and _ROW_NUMBER.fullmatch(action.number) else ""


def compare(one: Sighting, other: Sighting) -> tuple[Likeness, float]:
    """Whether two actions are one, and how alike they are worded, from 0 to 1."""
    if one.words.isdisjoint(other.words) and one.text != other.text:
        # Most are about something else.
        return Likeness.OTHER, 0.0
    are_others = bool(one.owners and other.owners) and one.owners.isdisjoint(other.owners)
    common = len(one.words & other.words)
    if one.text == other.text:
        return (Likeness.MAYBE if are_others and common < _ENOUGH else Likeness.SAME), 1.0
    share = common / len(one.words | other.words)
    of_shorter = common / min(len(one.words), len(other.words))
    if one.numbers != other.numbers:
        # "Contract 2026 verlengen" is not that of 2025.
        return (Likeness.MAYBE if share >= _HALF and not are_others else Likeness.OTHER), share
    is_same = share >= _MOSTLY and common >= _FEWEST
    is_same = is_same or (of_shorter >= _NEARLY_ALL and common >= _ENOUGH)
    is_same = is_same or (bool(one.row) and one.row == other.row and share >= _THIRD)
    is_same = is_same or (share >= _HALF and _are_spelt_alike(one.text, other.text))
    if are_others:
        is_same = share >= _NEARLY_ALL and common >= _ENOUGH
    if is_same:
        return Likeness.SAME, share
    is_near = common >= _FEWEST and (of_shorter >= _MOSTLY or share >= _HALF) and not are_others
    return (Likeness.MAYBE if is_near else Likeness.OTHER), share


def _are_spelt_alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE
