"""Everybody whom notes name as being there or not: what the readers of headings, tables and sentences add to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pmo_docs.model.people import folded
from pmo_docs.readers.meeting.names import WrittenName

# The kinds of headings and labels, in the order in which a text is compared with them.
GROUPS = ("unexcused_heading", "excused_heading", "absent_heading", "guests_heading", "present_heading")
SINGLE = ("chair_heading", "secretary_heading")
_FEWEST = 3
# What somebody may be, as it stands with a name.
ROLES = ("chair_role", "secretary_role", "guest_role", "functions")


@dataclass
class WrittenAttendance:
    """Everybody whom the notes name as being there or not, in the order in which they stand, each once.

    `chair` and `secretary` are names that a label gives, `perhaps_secretary` what stands behind a label such as
    "Notes"; `lines` are those of the blocks where anybody stands. `is_at_top` as long as no second heading came,
    `is_bold_present` where the notes say that those in bold were there.
    """

    present: list[WrittenName] = field(default_factory=list)
    absent: list[WrittenName] = field(default_factory=list)
    guests: list[WrittenName] = field(default_factory=list)
    chair: WrittenName | None = None
    secretary: WrittenName | None = None
    perhaps_secretary: str = ""
    lines: set[int] = field(default_factory=set)
    is_at_top: bool = True
    is_bold_present: bool = False
    _known: set[str] = field(default_factory=set)
    _surnames: set[str] = field(default_factory=set)

    def add(self, group: str, people: Iterable[WrittenName]) -> None:
        """People of a group, a name in GROUPS or SINGLE."""
        for one in people:
            if group in SINGLE:
                self._lead(group.removesuffix("_heading"), one)
            elif one.is_absent or group in ("unexcused_heading", "excused_heading", "absent_heading"):
                usual = {"unexcused_heading": "without", "excused_heading": "with"}.get(group, "")
                self._append(self.absent, replace(one, role="", notice=one.notice or usual))
            else:
                is_guest = group == "guests_heading" or one.role == "guest"
                self._append(self.guests if is_guest else self.present, one)
                if one.role in ("chair", "secretary"):
                    self._lead(one.role, one)

    def add_leads(self) -> None:
        """Who led or wrote was there, wherever the notes say so, when they list the present at all."""
        for role, one in (("chair", self.chair), ("secretary", self.secretary)):
            if one and self._is_named_alike(one) and not self.knows(one) and not self.knows_surname(one):
                self._append(self.present, replace(one, role=role))

    def _is_named_alike(self, one: WrittenName) -> bool:
        """Whether somebody is named by as much as others of the present: a first name alone may be one of them."""
        others = [*self.present, *self.absent]
        if one.handle:
            are_alike = all(each.handle for each in others)
        else:
            # "Aanwezig: allen + professor Vos" names nobody else to compare with.
            are_alike = len(self.present) == 1 or any(" " not in each.name for each in others)
        return self.has_people and (" " in one.name or are_alike)

    def knows(self, one: WrittenName) -> bool:
        """Whether somebody stands in the attendance already, perhaps with a surname or only its first letter."""
        wanted = folded(one.name)
        first, _, last = wanted.rpartition(" ")
        short = f"{first} {last[0]}" if first else wanted
        return any(name in (wanted, short) or name.startswith(f"{wanted} ") for name in self._known)

    def knows_surname(self, one: WrittenName) -> bool:
        """Whether somebody with that last name stands in it already: "de heer Bakker" is F. Bakker."""
        return folded(one.name).split()[-1] in self._surnames

    @property
    def has_people(self) -> bool:
        return bool(self._known)

    @property
    def size(self) -> int:
        """How much was found."""
        return len(self._known) + (self.chair is not None) + (self.secretary is not None)

    @property
    def are_described(self) -> bool:
        """Whether most of those who were there stand with where they come from."""
        described = sum(bool(one.organisation) for one in self.present)
        return len(self.present) >= _FEWEST and 2 * described > len(self.present)

    def _lead(self, role: str, one: WrittenName) -> None:
        if getattr(self, role) is None:
            setattr(self, role, one)

    def _append(self, group: list[WrittenName], one: WrittenName) -> None:
        if folded(one.name) not in self._known:
            self._known.add(folded(one.name))
            self._surnames.add(folded(one.name).split()[-1])
            group.append(one)
