"""The actions of a body: each as the last meeting that speaks of it leaves it, with its history."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from html import escape

from pmo_docs.model.log import Entry, Verb
from pmo_docs.model.meeting import ActionItem, ActionUpdate, Meeting, Owner, Status, Text
from pmo_docs.model.register import Change, Elsewhere, Event, RegisteredAction
from pmo_docs.model.subjects import BodySubject
from pmo_docs.registers import until

_WORD = re.compile(r"[^\W_]+")


def register(subject: BodySubject, as_of: datetime.date | None = None) -> tuple[RegisteredAction, ...]:
    """The actions of a body, as of a day or as its last meeting leaves them; what came later is not looked at."""
    day = as_of or datetime.date.max
    log = [entry for entry in subject.log if entry.day <= day]
    elsewhere = [one for one in subject.elsewhere if one.day <= day]
    return actions(until(subject.meetings, day) if as_of else subject.meetings, log, elsewhere)


def actions(
    meetings: Iterable[Meeting], log: Iterable[Entry] = (), elsewhere: Iterable[Elsewhere] = ()
) -> tuple[RegisteredAction, ...]:
    """Every action of the meetings, oldest first, in the order in which they arose.

    A later meeting changes what it says of an action: named by its number, or repeated in a list. What stood in a list
    and is missing from the next one has vanished; a meeting without a list changes nothing. What was recorded on a day,
    or said `elsewhere` in the meeting of another body, comes behind the meeting of that day.
    """
    register = _Register()
    between = [(one.day, _Change(one.day, one.meeting, one.update)) for one in elsewhere]
    between += [(one.day, _Change(one.day, "", _SAID[one.verb](one))) for one in log if one.verb in _SAID]
    between.sort(key=lambda one: one[0])
    for meeting in meetings:
        before = [change for day, change in between if meeting.date is not None and day < meeting.date]
        register.record(before)
        between = between[len(before) :]
        register.add(meeting)
    register.record(change for _, change in between)
    return tuple(register.actions.values())


class _Register:
    """The actions by number, while the meetings come by; `listed` are those that the last list had."""

    def __init__(self) -> None:
        self.actions: dict[str, RegisteredAction] = {}
        self._listed: set[str] = set()
        self._repeats_lists = False

    def add(self, meeting: Meeting) -> None:
        said = {action.number for action in meeting.actions}
        said |= {update.number for update in meeting.updates}
        for update in meeting.updates:
            if update.number in self.actions:
                self._change(update.number, _Change(meeting.date, meeting.id, update))
        for action in meeting.actions:
            if action.number in self.actions:
                self._change(action.number, _Change(meeting.date, meeting.id, action))
            else:
                self.actions[action.number] = _new(action, meeting)
        self._miss(meeting, said)

    def record(self, changes: Iterable[_Change]) -> None:
        """What was recorded between meetings, or said elsewhere."""
        for change in changes:
            if change.number in self.actions:
                self._change(change.number, change)

    def _miss(self, meeting: Meeting, said: set[str]) -> None:
        """What the list of this meeting should repeat and does not has vanished.

        Only a body that repeats its list at all lets actions vanish: others list what is new.
        """
        listed = {action.number for action in meeting.actions if action.is_listed}
        if not listed:
            return
        self._repeats_lists = self._repeats_lists or not listed.isdisjoint(self._listed)
        for number in sorted(self._listed - said) if self._repeats_lists else ():
            action = self.actions[number]
            if action.status.is_open:
                event = Event(Change.VANISHED, meeting.date, "", meeting.id, meeting.place)
                history = (*action.history, event)
                self.actions[number] = replace(action, status=Status.VANISHED, history=history)
        self._listed = listed

    def _change(self, number: str, change: _Change) -> None:
        self.actions[number] = change.applied(self.actions[number])


class _Change:
    """What a meeting, or the log without one, says of an action that there is already."""

    def __init__(self, day: datetime.date | None, meeting: str, said: ActionItem | ActionUpdate) -> None:
        self._day = day
        self._meeting = meeting
        self._said = said
        self._events: list[Event] = []

    @property
    def number(self) -> str:
        return self._said.number

    def applied(self, action: RegisteredAction) -> RegisteredAction:
        """The action as it is from now on."""
        action = self._noted(self._passed(self._moved(self._with_status(self._reworded(action)))))
        return replace(action, history=(*action.history, *self._events))

    def _happened(self, change: Change, said: str) -> None:
        self._events.append(Event(change, self._day, said, self._meeting, self._said.place))

    def _reworded(self, action: RegisteredAction) -> RegisteredAction:
        if isinstance(self._said, ActionUpdate) or _bare(self._said.text) == _bare(action.text):
            return action
        self._happened(Change.REWORDED, self._said.text.plain)
        return replace(action, text=self._said.text)

    def _with_status(self, action: RegisteredAction) -> RegisteredAction:
        status = self._said.status
        if status is None or status is action.status or (status is Status.OPEN and action.status.is_open):
            # An empty box, and a row that says nothing of it, also stand for what is being worked on.
            return action
        self._happened(Change.STATUS, status.value)
        return replace(action, status=status, closed=None if status.is_open else self._day)

    def _moved(self, action: RegisteredAction) -> RegisteredAction:
        due, said = self._said.due, self._said.due_text
        is_put_off = any(event.said == Status.DEFERRED.value for event in self._events)
        if not (due or said) or (due == action.due and said == action.due_text):
            return replace(action, deferred=action.deferred + is_put_off)
        if due and due == action.due:
            return replace(action, due_text=said, deferred=action.deferred + is_put_off)
        if due is None and action.due is not None and isinstance(self._said, ActionItem):
            # "Next meeting" where a day stood before is no other day.
            return action
        if due is not None and (action.due or action.due_text):
            self._happened(Change.MOVED, due.isoformat())
            is_put_off = is_put_off or (action.due is not None and due > action.due)
        first = action.first_due or due
        return replace(action, due=due, due_text=said, first_due=first, deferred=action.deferred + is_put_off)

    def _passed(self, action: RegisteredAction) -> RegisteredAction:
        owners = self._said.owners
        if not owners or _same_people(owners, action.owners):
            return action
        if action.owners:
            self._happened(Change.PASSED, ", ".join(owner.name for owner in owners))
        return replace(action, owners=owners)

    def _noted(self, action: RegisteredAction) -> RegisteredAction:
        notes = tuple(self._notes(action))
        for note in notes:
            self._happened(Change.NOTED, note.plain)
        return replace(action, notes=(*action.notes, *notes))

    def _notes(self, action: RegisteredAction) -> Iterator[Text]:
        said = (self._said.text,) if isinstance(self._said, ActionUpdate) else self._said.notes
        known = {_bare(note) for note in action.notes}
        return (note for note in said if note.plain.strip() and _bare(note) not in known)


def _new(action: ActionItem, meeting: Meeting) -> RegisteredAction:
    values = {one.name: getattr(action, one.name) for one in fields(ActionItem)}
    event = Event(Change.AROSE, meeting.date, action.text.plain, meeting.id, action.place)
    closed = None if action.status.is_open else meeting.date
    return RegisteredAction(**values, meeting=meeting.id, first_due=action.due, closed=closed, history=(event,))


def _bare(text: Text) -> str:
    """For comparing: without case, signs and spare spaces."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text.plain).casefold()))


def _same_people(some: Sequence[Owner], others: Sequence[Owner]) -> bool:
    """Whether these are the same people, perhaps once by first name and once with a surname."""
    if len(some) != len(others):
        return False
    left = [set(_WORD.findall(owner.name.casefold())) for owner in others]
    for owner in some:
        words = set(_WORD.findall(owner.name.casefold()))
        match = next((one for one in left if not one.isdisjoint(words)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _update(entry: Entry, words: str, status: Status | None = None) -> ActionUpdate:
    return ActionUpdate(entry.subject, status, Text(words, escape(words)), place=entry.place)


def _moved(entry: Entry) -> ActionUpdate:
    update = _update(entry, entry.field_at(1), Status.DEFERRED)
    return replace(update, due=datetime.date.fromisoformat(entry.field_at(0)))


def _assigned(entry: Entry) -> ActionUpdate:
    return replace(_update(entry, entry.field_at(1)), owners=entry.owners)


_SAID: Mapping[Verb, Callable[[Entry], ActionUpdate]] = {
    Verb.DONE: lambda entry: _update(entry, entry.field_at(0), Status.DONE),
    Verb.DROPPED: lambda entry: _update(entry, entry.field_at(0), Status.DROPPED),
    Verb.NOTE: lambda entry: _update(entry, entry.field_at(0)),
    Verb.MOVED: _moved,
    Verb.ASSIGNED: _assigned,
}
