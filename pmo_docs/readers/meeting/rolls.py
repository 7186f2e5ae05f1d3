"""Who was there, as the rows of a table or a list of boxes say it: names, organisations, roles, ticks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.attending import GROUPS, SINGLE, WrittenAttendance
from pmo_docs.readers.meeting.names import NameReader, WrittenName
from pmo_docs.readers.meeting.recognising import Recogniser, label, plain

_FEWEST = 3
# What may stand in a column that says who was there.
_TICKS = ("yes", "no", "with_notice", "without_notice", "excused_heading", "unexcused_heading", "absent_heading")


class RollReader:
    """Reads one table after the other."""

    def __init__(self, recogniser: Recogniser, names: NameReader) -> None:
        self._recogniser = recogniser
        self._names = names

    def is_called(self, items: Sequence[Element]) -> bool:
        """Whether a list holds boxes with whole names and nothing else, some of them ticked."""
        boxes = [item.get(markdown.TASK) for item in items]
        if not all(boxes):
            return False
        texts = [plain(words.text or "") for words in (next(iter(item), None) for item in items) if words is not None]
        people = [self._names.person(text) for text in texts if ":" not in text]
        are_people = len(people) == len(items) > 1 and all(one is not None and " " in one.name for one in people)
        return are_people and "done" in boxes

    def read(self, table: Element, group: str, found: WrittenAttendance) -> None:
        """Add everybody whom the rows name; `group` is what the heading above the table says of them."""
        rows = [[cell.text or "" for cell in row] for row in table.iter("tr")]
        if not rows:
            return
        cells = [[plain(cell) for cell in row] for row in rows]
        if self._are_ticked(cells):
            for row in cells:
                someone = self._names.person(row[0])
                is_there = self._recogniser.is_a("yes", row[1])
                found.add("present_heading" if is_there else "absent_heading", [someone] if someone else [])
            return
        columns = _Columns(self._recogniser, [plain(cell) for cell in rows[0]])
        below = [[plain(cell) for cell in row] for row in rows[1:]]
        if columns.lacks_names and columns.holds_ticks(below):
            # "Director | Present?": the column in which names stand.
            columns.find_names(below, self._names)
        if group:
            columns.find_ticks(below)
        if columns.is_attendance(group):
            for row in rows[1:]:
                self._row([plain(cell) for cell in row], columns, columns.group or group or "present_heading", found)
            return
        if group and columns.is_unknown and all(self._is_whole_name(row[0]) for row in cells if row):
            # No head, only people.
            for row in filter(None, cells):
                someone = self._names.person(row[0])
                found.add(group, [replace(someone, organisation=" ".join(row[1:2]))] if someone else [])
            return
        titles = [plain(cell) for cell in rows[0]]
        groups = [self._group_of(title) or self._recogniser.kind_of(SINGLE, title) for title in titles]
        if len([one for one in groups if one]) > 1:
            for row in rows[1:]:
                for one, cell in zip(groups, row, strict=False):
                    if one:
                        self._cell(plain(cell), one, found)
            return
        for row in cells:
            self._pair(row, found)
            for cell in row:
                self._labelled(cell, found)

    def _are_ticked(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a table without a head has whole names and behind each "Yes", "No" or nothing."""
        if len(rows) < _FEWEST or not all(len(row) == 2 and self._is_whole_name(row[0]) for row in rows):
            return False
        return all(not said.strip() or self._recogniser.kind_of(_TICKS, said) for _, said in rows) and any(
            self._recogniser.is_a("yes", said) for _, said in rows
        )

    def _is_whole_name(self, text: str) -> bool:
        one = self._names.person(text)
        return one is not None and " " in one.name

    def _pair(self, cells: Sequence[str], found: WrittenAttendance) -> None:
        """A row of two cells: a label and what it is about."""
        if len(cells) < 2:
            return
        value = cells[1].strip()
        if group := self._group_of(cells[0]):
            self._cell(value, group, found)
        elif (single := self._recogniser.kind_of(SINGLE, cells[0])) and not self._recogniser.says(
            "meeting_word", value
        ):
            found.add(single, self._names.in_line(value)[:1])

    def _labelled(self, text: str, found: WrittenAttendance) -> None:
        """ "Teilnehmer: Ann, Bob" in a cell."""
        label_, colon, names = text.partition(":")
        if not colon or not names.strip():
            return
        if group := self._group_of(label_):
            self._cell(" ".join(names.split()), group, found)
        elif single := self._recogniser.kind_of(SINGLE, label_):
            found.add(single, self._names.in_line(names)[:1])

    def _cell(self, text: str, group: str, found: WrittenAttendance) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for line in lines:
            people = self._names.in_item(line, is_alone=False) if len(lines) > 1 else self._names.in_line(line)
            found.add(group, people)

    def _row(self, cells: list[str], columns: _Columns, group: str, found: WrittenAttendance) -> None:
        name = self._names.reordered(columns.name(cells))
        one = self._names.person(name, may_be_nickname=True) if name.strip() else None
        if one is None:
            return
        role = self._recogniser.kind_of(("chair_role", "secretary_role", "guest_role"), columns.cell("role", cells))
        organisation = " ".join(columns.cell("organisation", cells).split())
        one = replace(
            one,
            organisation=organisation if label(organisation) else one.organisation,
            role=role.removesuffix("_role") or one.role,
        )
        found.add(self._group_in_row(columns, cells, group), [self._remarked(one, columns, cells)])

    def _remarked(self, one: WrittenName, columns: _Columns, cells: list[str]) -> WrittenName:
        """ "ja, notulist", "ja (tot 10.30)": what stands behind the yes belongs to the person."""
        _, *more = re.split(r"\s*[,(]\s*", columns.cell("presence", cells).rstrip(" )"))
        described = self._names.person(f"X ({', '.join(more)})") if more else None
        if described is None:
            return one
        return replace(one, role=one.role or described.role, note=one.note or described.note)

    def _group_in_row(self, columns: _Columns, cells: list[str], group: str) -> str:
        """What the column of presence says: yes, no, with notice; an empty cell among ticks is no."""
        if not columns.has("presence"):
            return group
        said = re.split(r"\s*[,(]", columns.cell("presence", cells))[0]
        if self._recogniser.is_a("with_notice", said):
            return "excused_heading"
        if self._recogniser.is_a("without_notice", said):
            return "unexcused_heading"
        if self._recogniser.is_a("no", said) or not said.strip():
            return "absent_heading"
        return group

    def _group_of(self, text: str) -> str:
        return self._recogniser.loosely(GROUPS, text)


class _Columns:
    """Which column of a table holds what."""

    _KINDS = ("first_name", "surname", "organisation", "presence", "role", "name")

    def __init__(self, recogniser: Recogniser, titles: Sequence[str]) -> None:
        self._recogniser = recogniser
        self._width = len(titles)
        self._at: dict[str, int] = {}
        for number, title in enumerate(titles):
            kinds = [kind for kind in self._KINDS if recogniser.is_a(f"{kind}_column", title) and kind not in self._at]
            # "Aanwezig" is a column of names when there is no other, else one of ticks.
            if kinds:
                self._at[kinds[0]] = number
        self.group = ""
        if "organisation" in self._at and not {"name", "surname", "first_name", "presence"} & set(self._at):
            # "Afwezigen | Organisatie"
            groups = {number: recogniser.loosely(GROUPS, title) for number, title in enumerate(titles)}
            named = [number for number, one in groups.items() if one and number not in self._at.values()]
            if len(named) == 1:
                self._at["name"], self.group = named[0], groups[named[0]]
        self._ticks = self._at.get("presence", -1)
        self._has_ticks = len(titles) > 1 and self._ticks >= 0
        if "presence" in self._at and not {"name", "surname", "first_name"} & set(self._at):
            self._at["name"] = self._at.pop("presence")

    @property
    def is_unknown(self) -> bool:
        """Whether no title says what its column holds."""
        return not self._at

    @property
    def lacks_names(self) -> bool:
        """Whether there is a column of ticks beside columns of which nobody knows what they hold."""
        return self._has_ticks and self._at.get("name") == self._ticks

    def find_names(self, rows: Sequence[Sequence[str]], names: NameReader) -> None:
        """Take the first column with nothing but names for that of the names."""
        width = min((len(row) for row in rows), default=0)
        for number in range(width):
            if number != self._ticks and all(names.person(row[number]) for row in rows):
                self._at["name"], self._at["presence"] = number, self._ticks
                return

    def holds_ticks(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the column of ticks holds nothing else."""
        return all(self._is_tick(row[self._ticks]) for row in rows if self._ticks < len(row))

    def find_ticks(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the only column of ticks beside the names, whatever its title: "Naam | 3 mrt"."""
        others = set(range(self._width)) - set(self._at.values())
        columns = {number: [row[number] for row in rows if number < len(row)] for number in others}
        ticks = [number for number, cells in columns.items() if any(cells) and all(map(self._is_tick, cells))]
        if len(ticks) == 1 and "presence" not in self._at:
            self._at["presence"] = ticks[0]

    def _is_tick(self, text: str) -> bool:
        said = re.split(r"\s*[,(]", text)[0]
        return not said.strip() or bool(self._recogniser.kind_of(_TICKS, said))

    def has(self, kind: str) -> bool:
        return kind in self._at

    def is_attendance(self, group: str) -> bool:
        """Whether the rows are people: first names and surnames, ticks, or names below a heading that says so."""
        if {"first_name", "surname"} <= set(self._at):
            return True
        has_names = "name" in self._at or "surname" in self._at
        return has_names and (bool(group) or bool({"presence", "organisation"} & set(self._at)))

    def cell(self, kind: str, cells: Sequence[str]) -> str:
        number = self._at.get(kind, len(cells))
        return cells[number].strip() if number < len(cells) else ""

    def name(self, cells: Sequence[str]) -> str:
        """First name and surname, or the name in one piece."""
        if self.has("surname"):
            return " ".join(filter(None, (self.cell("first_name", cells), self.cell("surname", cells))))
        return self.cell("name", cells) or self.cell("first_name", cells)
