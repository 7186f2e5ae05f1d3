"""A meeting: its head, its agenda items, and what was said, decided and promised there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pmo_docs.model.body import Body, Purpose
from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import Person, PersonReference
from pmo_docs.model.problems import NOWHERE, Place, Written
from pmo_docs.model.times import TimeSpan


class Status(StrEnum):
    """How far an action is."""

    OPEN = "open"
    BUSY = "busy"
    DONE = "done"
    DEFERRED = "deferred"
    DROPPED = "dropped"
    # It stood in the list of one meeting, and in that of the next no more; nobody said what came of it.
    VANISHED = "vanished"

    @property
    def is_open(self) -> bool:
        return self not in (Status.DONE, Status.DROPPED, Status.VANISHED)


class MinutesStatus(StrEnum):
    """Where minutes are in their life: written, sent round, adopted by the next meeting."""

    CONCEPT = "concept"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"


class Notice(StrEnum):
    """Whether somebody who was absent had said so."""

    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True)
class Text:
    """A line of the notes: `plain` words, and `html` (sanitised, inline) for printing."""

    plain: str
    html: str

    def __html__(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.plain


@dataclass(frozen=True)
class Owner:
    """Who does an action: somebody known, or a name, an organisation or "allen" as written."""

    name: str
    person: Person | None = None


@dataclass(frozen=True)
class ActionItem:
    """Something that was promised.

    `due_text` is the date as written ("vóór 1 december 2026"), `due` what it means, None when it is no date;
    `item` is the number and `topic` the subject of the agenda item; `notes` is what later meetings said of it;
    `label` is the word it was marked with when that is not the usual one. What is `in_text` stands in the prose around
    it as it was written, what `is_listed` in a list or table of actions; `has_own_number` is true of a number that the
    notes give. One that `continues` has the number of the same action in an earlier meeting; `decisions` are the
    numbers of those that it names.
    """

    number: str
    text: Text
    owners: tuple[Owner, ...] = ()
    due: datetime.date | None = None
    due_text: str = ""
    status: Status = Status.OPEN
    item: str = ""
    topic: str = ""
    arose: datetime.date | None = None
    notes: tuple[Text, ...] = ()
    label: str = ""
    in_text: bool = False
    is_listed: bool = False
    has_own_number: bool = False
    continues: bool = False
    decisions: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def is_overdue(self, as_of: datetime.date) -> bool:
        return self.status.is_open and self.due is not None and self.due < as_of


@dataclass(frozen=True)
class ActionUpdate:
    """What a later meeting says of an action that it names by number: how far it is, and a note.

    `status` is None when that is not said; `due` and `owners` are the new ones, empty when these stay. `body` is the id
    of the one whose action it is, nothing for an action of this body.
    """

    number: str
    status: Status | None
    text: Text
    due: datetime.date | None = None
    due_text: str = ""
    owners: tuple[Owner, ...] = ()
    body: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def name(self) -> str:
        """The number, with its body where that is another one: `BODY/34-3`."""
        return f"{self.body}/{self.number}" if self.body else self.number

    @property
    def closes(self) -> bool:
        """Whether it says that the action is done or dropped."""
        return self.status is not None and not self.status.is_open


class Outcome(StrEnum):
    """How a vote on a motion ended."""

    CARRIED = "carried"
    DEFEATED = "defeated"
    TABLED = "tabled"


@dataclass(frozen=True)
class Vote:
    """What the notes say of a vote: the names as written, None for what was not counted.

    `outcome` is None when no motion was moved: votes behind a decision that is labelled as one.
    """

    outcome: Outcome | None = None
    mover: str = ""
    seconder: str = ""
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    is_unanimous: bool = False

    @property
    def cast(self) -> int:
        """How many voted, abstentions among them."""
        return (self.in_favour or 0) + (self.against or 0) + (self.abstained or 0)


@dataclass(frozen=True)
class Adoption:
    """What was adopted: the minutes `of` a day, None where it is not said, an agenda or a list; and what in it
    was changed, in words."""

    what: str
    of: datetime.date | None = None
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Something that was decided, in its exact wording; see ActionItem for the fields that both have.

    Adopting an agenda or earlier minutes is an `adoption`, and a motion that was defeated, put off or about the
    meeting itself settles nothing: these have no number, and are no decisions on a list. It may replace or withdraw
    earlier ones, which it names by number; `answers` are the identifiers of the requests that it names.
    """

    number: str
    text: Text
    item: str = ""
    topic: str = ""
    taken: datetime.date | None = None
    label: str = ""
    in_text: bool = False
    adoption: Adoption | None = None
    vote: Vote | None = None
    is_taken: bool = True
    has_own_number: bool = False
    replaces: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def is_listed(self) -> bool:
        """Whether it belongs on a list of decisions."""
        return self.is_taken and self.adoption is None


@dataclass(frozen=True)
class RequestedDecision:
    """What the meeting is asked to decide, in its exact wording; `id` is the identifier that a report gave it."""

    text: Text
    label: str = ""
    id: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Annex:
    """A paper that goes with an agenda item, as written."""

    text: Text
    label: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Explanation:
    """Words of introduction that stand on the agenda already."""

    text: Text
    label: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Prose:
    """Sanitised HTML of one block of the notes in the prose part of the vocabulary."""

    html: str
    place: Place = field(default=NOWHERE, compare=False)

    def __html__(self) -> str:
        return self.html


@dataclass(frozen=True)
class Group:
    """A block that holds an action or a decision somewhere inside, such as a list: an element with parts."""

    element: str
    attributes: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Suggestion:
    """A sentence without a label that looks like an action or a decision: for the writer, never printed as a fact."""

    kind: str
    text: str
    reason: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Leftover:
    """Words of the notes of which nothing was understood; they are printed as they were written."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)


Part = Prose | Group | ActionItem | ActionUpdate | Decision | RequestedDecision | Annex | Explanation


def walk(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Every part, also those inside groups, in reading order."""
    for part in parts:
        yield part
        if isinstance(part, Group):
            yield from walk(part.parts)


@dataclass(frozen=True)
class AgendaItem:
    """One heading of the notes and what stands below it; `minutes` is the time it may take.

    What `is_skipped` is kept for the next meeting, and stands in no document of this one.
    """

    title: Text
    number: str = ""
    purpose: Purpose | None = None
    minutes: int | None = None
    time: datetime.time | None = None
    presenter: Owner | None = None
    is_skipped: bool = False
    parts: tuple[Part, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def requests(self) -> tuple[RequestedDecision, ...]:
        return tuple(part for part in walk(self.parts) if isinstance(part, RequestedDecision))

    @property
    def annexes(self) -> tuple[Annex, ...]:
        return tuple(part for part in walk(self.parts) if isinstance(part, Annex))

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        return tuple(part for part in walk(self.parts) if isinstance(part, Explanation))


@dataclass(frozen=True)
class Head(Written):
    """The front matter of a meeting file: every key may be left out.

    `present` and the like name people by id, surname or written name; `absent` says with or without notice,
    `partly` in words when somebody was there. `others` are keys of a lone file that mean nothing here: printed as
    they are.
    """

    body: str = ""
    title: str = ""
    number: str = ""
    date: datetime.date | None = None
    time: TimeSpan | None = None
    meeting_place: str = field(default="", metadata={"key": "place"})
    chair: PersonReference | None = None
    secretary: PersonReference | None = None
    present: tuple[PersonReference, ...] = ()
    absent: dict[PersonReference, Notice | None] = field(default_factory=dict)
    partly: dict[PersonReference, str] = field(default_factory=dict)
    guests: tuple[PersonReference, ...] = ()
    sent: datetime.date | None = None
    reactions_by: datetime.date | None = None
    next_meeting: str = field(default="", metadata={"key": "next"})
    status: MinutesStatus | None = None
    classification: Classification | None = None
    case: str = ""
    language: str = ""
    ignore: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = field(default=(), metadata={"key": ""})


@dataclass(frozen=True)
class AdoptedMinutes:
    """That minutes were adopted: by which meeting (the name of its file) and its `day`, with which corrections."""

    by: str
    day: datetime.date | None = None
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attendee:
    """Somebody who was there, or was not: `role` is chair or secretary, `note` is what was said of it."""

    person: Person
    role: str = ""
    note: str = ""
    notice: Notice | None = None


@dataclass(frozen=True)
class Meeting:
    """One meeting file, understood: the people are known, the actions and decisions are numbered.

    `voters` are the members with a vote. `preamble` is what stands above the first agenda item; `id` is `BODY/DATE`,
    for a lone file its name. Attendance that stands in the text is printed there. `circulated` is the day on which the
    minutes were last sent round.
    """

    id: str
    title: str
    head: Head
    body: Body | None = None
    chair: Person | None = None
    secretary: Person | None = None
    members: tuple[Attendee, ...] = ()
    voters: tuple[Person, ...] = ()
    invited: tuple[Attendee, ...] = ()
    present: tuple[Attendee, ...] = ()
    absent: tuple[Attendee, ...] = ()
    guests: tuple[Attendee, ...] = ()
    preamble: tuple[Part, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    has_attendance_in_text: bool = False
    circulated: datetime.date | None = None
    adopted: AdoptedMinutes | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def date(self) -> datetime.date | None:
        return self.head.date

    @property
    def case(self) -> str:
        """The case number of the meeting, else that of its body."""
        return self.head.case or (self.body.case if self.body else "")

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of the notes, in reading order."""
        return tuple(walk(self.preamble)) + tuple(part for item in self.items for part in walk(item.parts))

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        return tuple(part for part in self.parts if isinstance(part, ActionItem))

    @property
    def updates(self) -> tuple[ActionUpdate, ...]:
        """What is said of this body's own actions."""
        return tuple(part for part in self.parts if isinstance(part, ActionUpdate) and not part.body)

    @property
    def references(self) -> tuple[ActionUpdate, ...]:
        """What is said of the actions of other bodies."""
        return tuple(part for part in self.parts if isinstance(part, ActionUpdate) and part.body)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(part for part in self.parts if isinstance(part, Decision) and part.is_listed)

    @property
    def adoptions(self) -> tuple[Decision, ...]:
        return tuple(part for part in self.parts if isinstance(part, Decision) and part.adoption and part.is_taken)

    @property
    def motions(self) -> tuple[Decision, ...]:
        """Everything that was moved and voted on, also what was defeated or put off."""
        return tuple(part for part in self.parts if isinstance(part, Decision) and part.vote and part.vote.outcome)

    def without_skipped(self) -> Meeting:
        """The meeting as its documents show it."""
        kept = tuple(item for item in self.items if not item.is_skipped)
        return self if len(kept) == len(self.items) else replace(self, items=kept)

    @property
    def was_held(self) -> bool:
        """Whether the notes say more than the agenda did."""
        announced = (RequestedDecision, Annex, Explanation)
        return any(not isinstance(part, announced) for item in self.items for part in walk(item.parts))
