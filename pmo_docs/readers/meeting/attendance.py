"""Who was there, as the notes say it: below headings, behind labels, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.names import NameReader, WrittenName
from pmo_docs.readers.meeting.recognising import Recogniser, in_lines, is_new_line, label, plain
from pmo_docs.readers.people import folded

# The kinds of headings and labels, in the order in which a text is compared with them.
_GROUPS = ("unexcused_heading", "excused_heading", "absent_heading", "guests_heading", "present_heading")
_SINGLE = ("chair_heading", "secretary_heading")
# "Voorzitter opent de vergadering" names nobody.
_ROLES = (*_SINGLE, "chair_role", "secretary_role", "guest_role")
_LABELLED = re.compile(r"^(?P<label>[^:\n]{2,60}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
_MOST_WORDS = 8
_LONGEST_LINE = 160
# Who "chaired" or was "chaired by", and the same for whoever took the notes.
_TASKS = (("chaired", "chaired_by", "chair_heading"), ("took_notes", "minuted_by", "secretary_heading"))
# "… by Chair Maria Lopez": a title before two names.
_TITLED = re.compile(r"(?<!\w)(?P<title>[^\W\d_]{4,20}) (?P<name>[^\W\d_a-z][\w.'’-]* [^\W\d_a-z][\w'’-]+)")
# "Aanwezig: Ann, Bob. Afwezig: Karin": a label in the middle of a line.
_NEXT_LABEL = re.compile(r"(?<=[.;|])\s+(?=(?P<label>[^\W\d_][^:.;|\n]{1,40}):)")
_ONLY_BOLD = re.compile(r"^\s*(?:\*\*|__)[^*_\n]{2,60}(?:\*\*|__)\s*$")
_LAST_NAME = re.compile(r"(?:@[\w-]+|[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2})\s*$")
_FIRST_NAME = re.compile(r":?\s+(?:@[\w-]+|[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w'’-]*){0,2})")


@dataclass
class WrittenAttendance:
    """Everybody whom the notes name as being there or not, in the order in which they stand, each once.

    `chair` and `secretary` are names that a label gives; `lines` are those of the blocks where anybody stands.
    """

    present: list[WrittenName] = field(default_factory=list)
    absent: list[WrittenName] = field(default_factory=list)
    guests: list[WrittenName] = field(default_factory=list)
    chair: WrittenName | None = None
    secretary: WrittenName | None = None
    lines: set[int] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)

    def add(self, group: str, people: Iterable[WrittenName]) -> None:
        """People of a group, a name in _GROUPS or _SINGLE."""
        for one in people:
            if group in _SINGLE:
                self._lead(group.removesuffix("_heading"), one)
            elif group in ("unexcused_heading", "excused_heading", "absent_heading"):
                usual = {"unexcused_heading": "without", "excused_heading": "with"}.get(group, "")
                self._append(self.absent, replace(one, role="", notice=one.notice or usual))
            else:
                is_guest = group == "guests_heading" or one.role == "guest"
                self._append(self.guests if is_guest else self.present, one)
                if one.role in ("chair", "secretary"):
                    self._lead(one.role, one)

    def knows(self, one: WrittenName) -> bool:
        """Whether somebody stands in the attendance already, perhaps with a surname."""
        wanted = folded(one.name)
        return any(wanted == name or name.startswith(f"{wanted} ") for name in self._known)

    @property
    def has_people(self) -> bool:
        return bool(self._known)

    @property
    def size(self) -> int:
        """How much was found."""
        return len(self._known) + (self.chair is not None) + (self.secretary is not None)

    def _lead(self, role: str, one: WrittenName) -> None:
        if getattr(self, role) is None:
            setattr(self, role, one)

    def _append(self, group: list[WrittenName], one: WrittenName) -> None:
        if folded(one.name) not in self._known:
            self._known.add(folded(one.name))
            group.append(one)


class AttendanceReader:
    """Reads the attendance from the blocks of notes while their text is still Markdown."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._names = NameReader(recogniser)

    def read(self, root: Element) -> WrittenAttendance:
        """Everybody whom the notes put among the present, the absent or the guests, and who led or wrote."""
        found = WrittenAttendance()
        group = ""
        for block, below in pairwise([*root, Element("end")]):
            before = found.size
            if block.tag in LEVELS:
                group = self._labelled(block.text or "", found)
                self._below(block, below, found)
            elif group and below.tag in ("ul", "ol") and self._is_part(block.text or ""):
                # "Team Gent" in bold, above those of them who were there.
                continue
            elif block.tag == "p":
                group = self._paragraph(block.text or "", group, found)
            elif block.tag in ("ul", "ol"):
                self._list(block, group, found)
            elif block.tag == "table":
                self._table(block, group, found)
            if found.size > before:
                found.lines.add(line_of(block))
        return found

    def group_of(self, text: str) -> str:
        """The group that a heading or label announces; nothing when it is about something else."""
        return self._recogniser.loosely(_GROUPS, text)

    def _labelled(self, raw: str, found: WrittenAttendance) -> str:
        """The group that a line opens for what comes below it; names behind its colon are in it already."""
        text = plain(raw).strip()
        if group := self.group_of(text):
            return group
        # "Quorum established. Also present: …": the label begins behind the last full stop before the colon.
        head = text.partition(":")[0]
        match = _LABELLED.match(text[head.rfind(". ") + 2 if ". " in head else 0 :])
        if not match:
            return ""
        rest = match["rest"].strip()
        if group := self.group_of(match["label"]):
            found.add(group, self._names.in_line(rest))
            return "" if rest else group
        labels, names = match["label"].split("/"), rest.split("/")
        if len(labels) == len(names) == 2 and all(self._recogniser.kind_of(_SINGLE, one) for one in labels):
            for one, name in zip(labels, names, strict=True):
                found.add(self._recogniser.kind_of(_SINGLE, one), self._names.in_line(name)[:1])
        elif (single := self._recogniser.kind_of(_SINGLE, match["label"])) and rest:
            people = self._names.in_line(rest) or self._names.in_line(rest.replace("/", ", "))
            if 0 < len(people) < 4:
                found.add(single, people[:1])
        elif self._recogniser.is_a("perhaps_secretary_heading", match["label"]):
            # "Notes: Budget" is about something else.
            people = [one for one in self._names.in_line(rest) if rest.startswith("@") or found.knows(one)]
            found.add("secretary_heading", people[:1])
        return ""

    def _below(self, heading: Element, below: Element, found: WrittenAttendance) -> None:
        """ "Notulist" as a heading, with nothing but a name below it."""
        single = self._recogniser.kind_of(_SINGLE, plain(heading.text or ""))
        if single and below.tag == "p":
            one = self._names.person(plain(below.text or ""))
            found.add(single, [one] if one and (" " in one.name or found.knows(one)) else [])

    def _is_part(self, raw: str) -> bool:
        """Whether a paragraph is a heading of a part of a list of people, and no label of another kind."""
        return _ONLY_BOLD.match(raw) is not None and not self._is_label(f"{plain(raw).strip().rstrip(':')}: –")

    def _lines(self, raw: str) -> Iterator[str]:
        """The lines of a paragraph; a label in the middle of one begins another."""
        rows: list[str] = []
        for line in in_lines(raw).split("\n"):
            # A row of names may go on with the next line, also within a name.
            goes_on = bool(rows) and "," in rows[-1] and not self._is_label(line)
            if goes_on and (rows[-1].rstrip().endswith(",") or not is_new_line(rows[-1], line)):
                rows[-1] = f"{rows[-1].rstrip()} {line.lstrip()}"
            else:
                rows.append(line)
        for line in rows:
            start = 0
            for another in _NEXT_LABEL.finditer(line):
                if self._recogniser.kind_of((*_GROUPS, *_SINGLE), another["label"]):
                    yield line[start : another.start()].strip()
                    start = another.end()
            yield line[start:].strip()

    def _paragraph(self, raw: str, group: str, found: WrittenAttendance) -> str:
        """Line by line: labels with names, names below a label; a line of other words ends the group."""
        for text in filter(None, self._lines(raw)):
            self._led(text, found)
            self._all_but(text, found)
            self._signed(text, found)
            if text.endswith(":") and "," in text:
                # "Also, the following people were absent:" is no row of names.
                group = ""
            elif ":" in text or self.group_of(text):
                opened = self._labelled(text, found)
                is_label = bool(opened) or self._is_label(text)
                group = opened if is_label else ("" if not self._add_line(text, group, found) else group)
            elif group and not self._add_line(text, group, found):
                group = ""
        return group

    def _led(self, text: str, found: WrittenAttendance) -> None:
        """ "@abol moderated, and @pvos took notes."."""
        title = _TITLED.search(text) if len(text) < _LONGEST_LINE and self._recogniser.says("opened", text) else None
        if title and self._recogniser.is_a("chair_heading", title["title"]):
            one = self._names.person(title["name"])
            found.add("chair_heading", [one] if one else [])
        for kind, by, single in _TASKS:
            word = self._recogniser.search(kind, text) if len(text) < _LONGEST_LINE else None
            who = _LAST_NAME.search(text[: word.start()]) if word else None
            if who is None:
                word = self._recogniser.search(by, text) if len(text) < _LONGEST_LINE else None
                who = _FIRST_NAME.match(text[word.end() :]) if word else None
            one = self._names.person(who[0]) if who else None
            found.add(single, [one] if one and self._is_somebody(one, found) else [])

    def _all_but(self, text: str, found: WrittenAttendance) -> None:
        """ "Iedereen is aanwezig behalve Chris en Jim, zij hadden het gemeld."."""
        word = self._recogniser.search("all_but", text) if len(text) < _LONGEST_LINE else None
        for part in self._names.parts(text[word.end() :]) if word else ():
            one = self._names.person(part)
            if one is None:
                return
            found.add("absent_heading", [one])

    def _is_somebody(self, one: WrittenName, found: WrittenAttendance) -> bool:
        """Whether a name in a sentence is one: somebody with two names, a handle, or one of those who are there."""
        if self._recogniser.kind_of(_ROLES, one.name):
            return False
        return " " in one.name or bool(one.handle) or not found.has_people or found.knows(one)

    def _signed(self, text: str, found: WrittenAttendance) -> None:
        """ "Versammlungsleiter Andre Sieber", as it stands below minutes."""
        words = text.split()
        for count in range(1, min(3, len(words) - 1)):
            single = self._recogniser.kind_of(_SINGLE, " ".join(words[:count]))
            name = " ".join(words[count:])
            if single and words[0][:1].isupper() and " " in name and self._names.is_name(name):
                one = self._names.person(name)
                found.add(single, [one] if one else [])
        # "Priya Natarajan, Secretary".
        one = self._names.person(text) if len(words) < _MOST_WORDS and ":" not in text else None
        if one and one.role in ("chair", "secretary") and " " in one.name:
            found.add(f"{one.role}_heading", [one])

    def _is_label(self, text: str) -> bool:
        match = _LABELLED.match(text)
        return bool(match and self._recogniser.kind_of((*_GROUPS, *_SINGLE), match["label"]))

    def _add_line(self, text: str, group: str, found: WrittenAttendance) -> bool:
        people = self._names.in_line(text) if group else []
        found.add(group, people)
        return bool(people)

    def _list(self, block: Element, group: str, found: WrittenAttendance) -> None:
        items = [item for item in block if item.tag == "li"]
        for item in items:
            words = next((child for child in item if child.tag == "p"), None)
            text = plain(words.text or "").strip() if words is not None else ""
            nested = [child for child in item if child.tag in ("ul", "ol")]
            opened = self._labelled(text, found) if ":" in text or self.group_of(text) else ""
            if not group:
                self._led(text, found)
            if opened:
                for below in nested:
                    self._list(below, opened, found)
            elif not group:
                for below in nested:
                    self._list(below, "", found)
            elif not self._is_label(text):
                box = item.get(markdown.TASK)
                actual = "absent_heading" if box == "open" and group == "present_heading" else group
                self._item(text, actual, len(items) == 1, found)

    def _item(self, text: str, group: str, is_alone: bool, found: WrittenAttendance) -> None:
        lines = [line for line in text.split("\n") if line.strip()]
        are_people = len(lines) > 1 and all(self._names.person(line) for line in lines)
        for line in lines if are_people else [" ".join(lines)]:
            found.add(group, self._names.in_item(line, is_alone=is_alone and not are_people))

    # Tables

    def _table(self, table: Element, group: str, found: WrittenAttendance) -> None:
        rows = [[cell.text or "" for cell in row] for row in table.iter("tr")]
        if not rows:
            return
        columns = _Columns(self._recogniser, [plain(cell) for cell in rows[0]])
        if columns.lacks_names:
            # "Director | Present?": the column in which names stand.
            columns.find_names([[plain(cell) for cell in row] for row in rows[1:]], self._names)
        if columns.is_attendance(group):
            for row in rows[1:]:
                self._row([plain(cell) for cell in row], columns, group or "present_heading", found)
            return
        groups = [self.group_of(plain(cell)) for cell in rows[0]]
        if len([one for one in groups if one]) > 1:
            for row in rows[1:]:
                for one, cell in zip(groups, row, strict=False):
                    if one:
                        self._cell(plain(cell), one, found)
            return
        for row in rows:
            self._pair([plain(cell) for cell in row], found)

    def _pair(self, cells: Sequence[str], found: WrittenAttendance) -> None:
        """A row of two cells: a label and what it is about."""
        if len(cells) < 2:
            return
        value = cells[1].strip()
        if group := self.group_of(cells[0]):
            self._cell(value, group, found)
        elif single := self._recogniser.kind_of(_SINGLE, cells[0]):
            found.add(single, self._names.in_line(value)[:1])

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
        found.add(self._group_in_row(columns, cells, group), [one])

    def _group_in_row(self, columns: _Columns, cells: list[str], group: str) -> str:
        """What the column of presence says: yes, no, with notice; an empty cell among ticks is no."""
        if not columns.has("presence"):
            return group
        said = columns.cell("presence", cells)
        if self._recogniser.is_a("with_notice", said):
            return "excused_heading"
        if self._recogniser.is_a("without_notice", said):
            return "unexcused_heading"
        if self._recogniser.is_a("no", said) or not said.strip():
            return "absent_heading"
        return group


class _Columns:
    """Which column of a table holds what."""

    _KINDS = ("first_name", "surname", "organisation", "presence", "role", "name")

    def __init__(self, recogniser: Recogniser, titles: Sequence[str]) -> None:
        self._at: dict[str, int] = {}
        for number, title in enumerate(titles):
            kinds = [kind for kind in self._KINDS if recogniser.is_a(f"{kind}_column", title) and kind not in self._at]
            # "Aanwezig" is a column of names when there is no other, else one of ticks.
            if kinds:
                self._at[kinds[0]] = number
        self._ticks = self._at.get("presence", -1)
        self._has_ticks = len(titles) > 1 and self._ticks >= 0
        if "presence" in self._at and not {"name", "surname", "first_name"} & set(self._at):
            self._at["name"] = self._at.pop("presence")

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
