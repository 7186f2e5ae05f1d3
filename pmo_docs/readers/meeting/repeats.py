"""The same action or decision twice: in the text and again in the list, worded a little differently."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace

from pmo_docs.model.meeting import Status
from pmo_docs.model.people import folded
from pmo_docs.readers.meeting.actions import Promise
from pmo_docs.readers.meeting.recognising import Recogniser, plain

# The same action in the text and in the list is worded alike; below this two actions are two.
_SAME_WORDS, _SHORTEST = 0.82, 12
_FEWEST_WORDS = 2
_SHORT = 40
_LONG_WORD = 5
_FEWEST_OF_DECISION = 4
_SHARE, _SHARE_OF_SAME_DAY = 0.66, 0.5
# So many are compared with: the time stays in proportion to the length of the notes.
_NEAR, _FEW = 150, 30
_SHARE_OF_WORDS = 0.7
# Two lines of a list are mostly so near.
_ONE_LIST = 20
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Key:
    """An action for comparing: its words, those that carry meaning, and the words of its owners' names."""

    text: str
    words: frozenset[str]
    owners: frozenset[str]
    due: object
    number: int
    is_listed: bool
    own_number: str
    line: int


class Repeats:
    """Remembers actions by their numbers among the promises, and finds the one that another repeats."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._small = recogniser.words("small_words") | recogniser.words("does_surely")
        self._seen: list[_Key] = []
        self._marked: dict[frozenset[str], list[frozenset[str]]] = {}

    def find(self, promise: Promise, line: int, *, is_listed: bool) -> int | None:
        """The number of the action that says the same, None when there is none.

        What stands in the text is worded more freely in the list; two actions in one list are two.
        """
        key = self._key(promise, -1, is_listed, line)
        return next((other.number for other in self._seen[-_NEAR:] if _is_same(key, other)), None)

    def add(self, promise: Promise, number: int, line: int, *, is_listed: bool) -> None:
        """Remember an action."""
        key = self._key(promise, number, is_listed, line)
        self._seen.append(key)
        self._marked.setdefault(key.owners, []).append(key.words)

    def has(self, promise: Promise) -> bool:
        """Whether the same people promised nearly the same already: quicker than `find`, and stricter."""
        key = self._key(promise, -1, False, 0)
        others = self._marked.get(key.owners, [])[-_FEW:]
        return any(len(key.words & words) >= _SHARE_OF_WORDS * len(key.words | words) for words in others if key.words)

    def _key(self, promise: Promise, number: int, is_listed: bool, line: int) -> _Key:
        text = folded(plain(promise.text))
        names = (owner.person.name if owner.person else owner.name for owner in promise.owners)
        owners = frozenset(word for name in names for word in _WORD.findall(folded(name)))
        words = frozenset(_WORD.findall(text)) - self._small - owners
        return _Key(text, words, owners, promise.due, number, is_listed, promise.number, line)


class RepeatedDecisions:
    """Remembers decisions: one in the same words, or with the same number and about the same, is no other."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        self._words: dict[str, list[set[str]]] = {}
        # Of those in the text, and of those in a list.
        self._by_place: dict[bool, list[set[str]]] = {False: [], True: []}

    def add(self, text: str, number: str, topic: str = "", *, is_listed: bool = False) -> bool:
        """Whether this is a new one; `number` is the one that the notes give it, `topic` the heading above it.

        "Motion to accept" below another heading is about something else. What was decided in the text `is_listed` in
        other words, and with more of them or fewer.
        """
        bare = plain(text).casefold().strip(" .")
        words = {word for word in _WORD.findall(bare) if len(word) >= _LONG_WORD}
        others = self._words.setdefault(number, []) if number else []
        # Numbers may begin anew at every item.
        is_repeat = any(2 * len(words & other) > min(len(words), len(other)) for other in others[-_NEAR:])
        is_repeat = is_repeat or any(_is_about_same(words, other) for other in self._by_place[not is_listed][-_NEAR:])
        told = f"{topic} {bare}" if topic and len(bare) <= _SHORT else bare
        is_new = self._texts.isdisjoint((bare, told)) and not is_repeat
        self._texts.add(told)
        others.append(words)
        self._by_place[is_listed].append(words)
        return is_new


def merged(first: Promise, repeat: Promise) -> Promise:
    """The first with what only the repeat says."""
    has_due = bool(first.due or first.due_text)
    return replace(
        first,
        owners=first.owners or repeat.owners,
        due=first.due if has_due else repeat.due,
        due_text=first.due_text if has_due else repeat.due_text,
        status=repeat.status if first.status is Status.OPEN else first.status,
        number=first.number or repeat.number,
    )


def _is_same(one: _Key, other: _Key) -> bool:
    if one.owners and other.owners and one.owners.isdisjoint(other.owners):
        return False
    if one.due and other.due and one.due != other.due:
        return False
    if one.text == other.text or (len(one.words) >= _FEWEST_WORDS and one.words == other.words):
        return True
    if one.own_number and one.own_number == other.own_number and not one.words.isdisjoint(other.words):
        # "26-02" in the text is 26-02 in the list, when it is about the same at all.
        return True
    if one.is_listed != other.is_listed and one.owners and one.owners == other.owners:
        # "Tom stuurt de nieuwe planning" and, in the list, "Nieuwe planning versturen".
        common = one.words & other.words
        share = _SHARE_OF_SAME_DAY if one.due and one.due == other.due else _SHARE
        if one.due and one.due == other.due and any(len(word) >= _LONG_WORD for word in common):
            # "Carla vraagt offertes op" and, by the same day, "Offertes opvragen".
            return True
        if len(common) >= _FEWEST_WORDS and len(common) >= share * max(len(one.words), len(other.words)):
            return True
    shorter, longer = sorted((one.text.rstrip(" ."), other.text), key=len)
    if len(shorter) > _SHORTEST and longer.startswith(shorter):
        # "… (tomv, 16:12:40)", "… [recorded in …]" behind the same words.
        return one.is_listed != other.is_listed or longer[len(shorter) :].lstrip().startswith(("[", "("))
    if one.is_listed and other.is_listed and abs(one.line - other.line) <= _ONE_LIST:
        # "Apply for the grant" and "Apply for the room" in one list.
        return False
    return len(one.text) > _SHORTEST and _are_alike(one.text, other.text)


def _is_about_same(one: set[str], other: set[str]) -> bool:
    """Whether most long words of the shorter one stand in the other, and enough of them to tell."""
    common = len(one & other)
    return common >= _FEWEST_OF_DECISION and common >= _SHARE * min(len(one), len(other))


def _are_alike(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 0.4 * max(len(one), len(other)):
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > _SAME_WORDS and matcher.ratio() > _SAME_WORDS
