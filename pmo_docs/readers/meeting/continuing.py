"""The same action in one meeting after the other: old notes repeat their list each time, mostly without numbers.

Such an action gets the number that it had before. What is less sure is said to the writer, and stays apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, islice

from pmo_docs.model.meeting import ActionItem, Decision, Group, Meeting, Part
from pmo_docs.model.numbering import Numbered
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers.meeting.likeness import Likeness, Sighting, Sightings, compare, row_number
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.meeting.recorded import Record, recorded

# So many are compared with: the time stays in proportion to the number of meetings.
_NEAR = 400


class Continuing:
    """Knows the actions of the meetings so far, and finds them again in the next one.

    `given` says of every number where it was given out, `ended` where a meeting said by number that it is done.
    """

    def __init__(self, recogniser: Recogniser) -> None:
        self.given: dict[str, Place] = {}
        self.ended: dict[str, Place] = {}
        self._sightings = Sightings(recogniser)
        # Those that are open, and those that the last list still had, by number.
        self._known: dict[str, Sighting] = {}
        self._closed: set[str] = set()

    def joined(
        self, meeting: Meeting, numbered: Numbered, problems: list[Problem], records: Sequence[Record] = ()
    ) -> Meeting:
        """The meeting with the actions that continue earlier ones under the numbers of these.

        New ones whose number is taken get one as they are `numbered`; those that the minutes were circulated with
        keep the numbers of the `records`. Actions that somebody marked in a meeting file with front matter are always
        new: what they resemble is reported.
        """
        is_foreign = not meeting.head.places
        sightings = {id(action): self._sightings.of(action) for action in meeting.actions}
        numbers = self._numbers(meeting, sightings, is_foreign=is_foreign, problems=problems)
        problems += [] if is_foreign else self._given_again(meeting, numbers)
        new = self._new_numbers(meeting, numbers, numbered) if is_foreign else {}
        if records:
            others = {key: one for key, one in sightings.items() if key not in numbers}
            new |= recorded(others, records, self._sightings, numbered, problems)
        renumbered = {}
        for action in meeting.actions:
            if (number := numbers.get(id(action))) is not None:
                renumbered[id(action)] = replace(action, number=number, continues=True)
            elif (number := new.get(id(action))) is not None:
                renumbered[id(action)] = replace(action, number=number)
        self._remember(meeting, sightings, numbers | new)
        return _with(meeting, renumbered) if renumbered else meeting

    def with_decisions(self, meeting: Meeting, records: Sequence[Record], problems: list[Problem]) -> Meeting:
        """The meeting with its decisions under the numbers with which its minutes were circulated."""
        if not records:
            return meeting
        keys = {id(one): one for one in meeting.decisions}
        sightings = {
            key: self._sightings.of_words(one.number, "", one.text.plain, (), one.place) for key, one in keys.items()
        }
        free = count(max((int(one.number) for one in records if one.number.isdecimal()), default=0) + 1)
        numbers = recorded(sightings, records, self._sightings, lambda _: str(next(free)), problems, "decision")
        return _with(
            meeting, {key: replace(one, number=numbers[key]) for key, one in keys.items() if not one.has_own_number}
        )

    def _numbers(
        self, meeting: Meeting, sightings: Mapping[int, Sighting], *, is_foreign: bool, problems: list[Problem]
    ) -> dict[int, str]:
        """The numbers of those that continue an earlier action, by their id."""
        may_continue = {id(action): is_foreign or action.is_listed for action in meeting.actions}
        numbers = {
            id(action): action.number
            for action in meeting.actions
            if self._has_its_number(action, sightings[id(action)], is_foreign=is_foreign)
        }
        likely: list[tuple[Likeness, float, int, int, Sighting]] = []
        for action in meeting.actions:
            one = sightings[id(action)]
            others = islice(reversed(self._known.values()), _NEAR) if id(action) not in numbers else ()
            for other in others:
                if one.words.isdisjoint(other.words) and one.text != other.text:
                    # Most are about something else.
                    continue
                likeness, share = compare(one, other)
                if likeness:
                    likely.append((likeness, share, -len(likely), id(action), other))
        used = set(numbers.values())
        doubtful: dict[int, Sighting] = {}
        for likeness, _, _, key, other in sorted(likely, key=lambda found: found[:3], reverse=True):
            if key in numbers or other.number in used:
                continue
            if likeness is Likeness.SAME and may_continue[key]:
                numbers[key] = other.number
                used.add(other.number)
            else:
                doubtful.setdefault(key, other)
        for key, other in doubtful.items():
            if key not in numbers and other.number not in used and other.number not in self._closed:
                problems.append(_maybe_same(sightings[key], other))
        return numbers

    def _has_its_number(self, action: ActionItem, sighting: Sighting, *, is_foreign: bool) -> bool:
        """Whether the notes number an action, and mean an earlier one by it."""
        if not action.has_own_number or action.number not in self.given:
            return False
        known = self._known.get(action.number)
        if is_foreign or action.is_listed or known is None:
            return True
        return compare(sighting, known)[0] is not Likeness.OTHER

    def _new_numbers(self, meeting: Meeting, numbers: Mapping[int, str], numbered: Numbered) -> dict[int, str]:
        """Other numbers, by the id of the action, for those that count rows ("1" in one list and in the next) and for
        those that are taken."""
        kept = {action.number for action in meeting.actions if not self._needs_other_number(action)}
        taken = {*kept, *numbers.values()}
        found = {}
        for action in meeting.actions:
            if id(action) in numbers or not self._needs_other_number(action):
                continue
            own = [numbered(action.number)] if action.has_own_number else []
            counted = chain(own, map(numbered, count(1)))
            number = next(one for one in counted if one not in taken and one not in self.given)
            taken.add(number)
            found[id(action)] = number
        return found

    def _needs_other_number(self, action: ActionItem) -> bool:
        return action.number in self.given or bool(row_number(action))

    def _given_again(self, meeting: Meeting, numbers: Mapping[int, str]) -> Iterator[Problem]:
        """Actions that are given the number of another, unless a list repeats what that is about."""
        for action in meeting.actions:
            is_repeat = action.is_listed and id(action) in numbers
            if action.has_own_number and action.number in self.given and not is_repeat:
                values = {"number": action.number, "first": str(self.given[action.number])}
                yield Problem("action-number-twice", action.place, values, Severity.WARNING)

    def _remember(self, meeting: Meeting, sightings: Mapping[int, Sighting], numbers: Mapping[int, str]) -> None:
        closed = {update.number for update in meeting.updates if update.closes}
        self.ended |= {update.number: update.place for update in meeting.updates if update.closes}
        for update in meeting.updates:
            if update.status is not None and not update.closes:
                self.ended.pop(update.number, None)
        seen = set()
        for action in meeting.actions:
            number = numbers.get(id(action), action.number)
            self.given.setdefault(number, action.place)
            # Those seen last stand last.
            self._known.pop(number, None)
            self._known[number] = sightings[id(action)]._replace(number=number)
            seen.add(number)
            if not action.status.is_open:
                closed.add(number)
        if meeting.head.places or any(action.is_listed for action in meeting.actions):
            # The list of the next meeting may say once more that something is done, the one after that does not.
            for number in self._closed - seen:
                self._known.pop(number, None)
            self._closed = set()
        self._closed |= closed


def _maybe_same(one: Sighting, other: Sighting) -> Problem:
    values = {"number": other.number, "first": str(other.place), "text": other.text}
    return Problem("action-maybe-same", one.place, values, Severity.INFORMATION)


def _with(meeting: Meeting, renumbered: Mapping[int, ActionItem | Decision]) -> Meeting:
    """The meeting with other actions or decisions in the places of some, given by their id."""

    def within(parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            if isinstance(part, Group):
                yield replace(part, parts=tuple(within(part.parts)))
            elif isinstance(part, ActionItem | Decision):
                yield renumbered.get(id(part), part)
            else:
                yield part

    items = tuple(replace(item, parts=tuple(within(item.parts))) for item in meeting.items)
    return replace(meeting, preamble=tuple(within(meeting.preamble)), items=items)
