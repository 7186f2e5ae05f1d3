"""A body: the group that meets, such as a steering group."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

from pmo_docs.model.numbering import NumberPattern
from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import NOWHERE, Place, Written
from pmo_docs.model.recurrence import RecurrenceRule
from pmo_docs.model.times import TimeSpan

_SHARE = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_HALF = frozenset({"half", "de helft", "helft", "a half"})
_MORE_THAN_HALF = frozenset({"more than half", "meer dan de helft", "majority", "meerderheid"})


class BodyKind(StrEnum):
    """What kind of group it is."""

    PROJECT_GROUP = "project_group"
    STEERING_GROUP = "steering_group"
    PROGRAMME_BOARD = "programme_board"
    PORTFOLIO_BOARD = "portfolio_board"
    ADVISORY_BOARD = "advisory_board"
    WORKING_GROUP = "working_group"


class MemberRole(StrEnum):
    """What somebody is in a body."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    ADVISER = "adviser"
    AGENDA_MEMBER = "agenda_member"


class Purpose(StrEnum):
    """What an agenda item is for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


@dataclass(frozen=True)
class Member:
    """Somebody in a body, from a day until a day, both included; a name alone is a member for all time."""

    may_stand_behind_each_other: ClassVar = True

    person: PersonReference
    role: MemberRole | str = MemberRole.MEMBER
    since: datetime.date | None = field(default=None, metadata={"key": "from"})
    until: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def short(cls, text: str, place: Place) -> Member:
        """The member that a name alone stands for."""
        return cls(PersonReference.from_text(text, place), place=place)

    @property
    def has_vote(self) -> bool:
        """A secretary writes and an adviser advises: they do not vote."""
        return self.role not in (MemberRole.SECRETARY, MemberRole.ADVISER, MemberRole.AGENDA_MEMBER)

    def is_member_on(self, day: datetime.date | None) -> bool:
        """Whether somebody is a member on a day; without a day, whether they still are."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Quorum:
    """How many members must be there: a number, "half", "more than half" or a share such as "2/3"."""

    text: str
    count: int | None = None
    share: Fraction = Fraction(0)
    is_more_than: bool = False

    @classmethod
    def from_text(cls, text: str, place: Place) -> Quorum:
        """The rule that a text stands for; raises ValueError when it stands for none."""
        written = " ".join(text.split()).casefold()
        share = _SHARE.fullmatch(written)
        if written.isdecimal() and len(written) < 4:
            return cls(text, count=int(written))
        if written in _HALF | _MORE_THAN_HALF:
            return cls(text, share=Fraction(1, 2), is_more_than=written in _MORE_THAN_HALF)
        if share and 0 < int(share[1]) <= int(share[2]):
            return cls(text, share=Fraction(int(share[1]), int(share[2])))
        raise ValueError("quorum-form", {"text": text})

    def needed(self, members: int) -> int:
        """How many of so many members have to be there."""
        if self.count is not None:
            return self.count
        return floor(members * self.share) + 1 if self.is_more_than else ceil(members * self.share)


@dataclass(frozen=True)
class StandingItem:
    """An agenda item of every meeting; a title alone will do."""

    title: str
    purpose: Purpose | None = None
    minutes: int | None = field(default=None, metadata={"minimum": 1, "maximum": 1440})
    presenter: PersonReference | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def short(cls, text: str, place: Place) -> StandingItem:
        """The item that a title alone stands for."""
        return cls(text.strip(), place=place)


@dataclass(frozen=True)
class Numbering:
    """How things are numbered: `first_meeting` and `first_decision` are the numbers of the first ones in the files.

    Decisions are numbered on through all meetings, actions within their meeting by the pattern of `actions`.
    """

    first_meeting: int | None = field(default=None, metadata={"minimum": 1})
    first_decision: int = field(default=1, metadata={"minimum": 1})
    actions: NumberPattern | None = None
    place: Place = field(default=NOWHERE, compare=False)


class Avoided(StrEnum):
    """Days on which there is no meeting; nor is there ever on a day on which the organisation is closed."""

    PUBLIC_HOLIDAYS = "public_holidays"
    SCHOOL_HOLIDAYS = "school_holidays"


@dataclass(frozen=True)
class Schedule(Written):
    """When a body meets, and on which days it would rather not."""

    rule: RecurrenceRule
    time: TimeSpan | None = None
    avoid: tuple[Avoided, ...] = (Avoided.PUBLIC_HOLIDAYS, Avoided.SCHOOL_HOLIDAYS)


@dataclass(frozen=True)
class Body(Written):
    """A group that meets.

    `reaction_days` is how many days there are to react to minutes, `paper_days` how long before a meeting its papers
    are due; `distribution` gets the papers besides the members.
    """

    name: str
    id: str = field(default="", metadata={"key": ""})
    kind: BodyKind | str = ""
    chair: PersonReference | None = None
    secretary: PersonReference | None = None
    members: tuple[Member, ...] = ()
    quorum: Quorum | None = None
    meeting_place: str = field(default="", metadata={"key": "place"})
    language: str = ""
    classification: Classification | None = None
    case: str = ""
    standing_items: tuple[StandingItem, ...] = ()
    numbering: Numbering = Numbering()
    reaction_days: int | None = field(default=None, metadata={"minimum": 1, "maximum": 365})
    paper_days: int | None = field(default=None, metadata={"minimum": 1, "maximum": 365})
    distribution: tuple[PersonReference, ...] = ()
    schedule: Schedule | None = None

    def members_on(self, day: datetime.date | None) -> tuple[Member, ...]:
        """Who is a member on a day."""
        return tuple(member for member in self.members if member.is_member_on(day))

    def holder(self, role: MemberRole, day: datetime.date | None) -> PersonReference | None:
        """Who has a role on a day: as the body says in so many words, else as its members do."""
        named = {MemberRole.CHAIR: self.chair, MemberRole.SECRETARY: self.secretary}.get(role)
        return named or next((member.person for member in self.members_on(day) if member.role == role), None)
