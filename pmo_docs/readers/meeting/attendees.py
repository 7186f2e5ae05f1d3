"""Who was there, as one line or paragraph says it: behind labels, in rows of names, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile

from pmo_docs.readers.meeting.attending import GROUPS, ROLES, SINGLE, WrittenAttendance
from pmo_docs.readers.meeting.leading import LeadReader
from pmo_docs.readers.meeting.names import WrittenName, name_reader
from pmo_docs.readers.meeting.parties import PartyReader
from pmo_docs.readers.meeting.recognising import Recogniser, in_lines, is_new_line, narrow, plain

_LABELLED = re.compile(r"^(?P<label>[^:\n]{2,60}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
# "Aanwezig: Ann, Bob. Afwezig: Karin": a label in the middle of a line.
_NEXT_LABEL = re.compile(r"(?<=[.;|,/])\s+(?=(?P<label>[^\W\d_][^:.;|,\n]{1,40}):)")
_CALLED = re.compile(
    r"^(?P<name>[^:–—]{3,60}?)\s*(?:[:–—]|\s-)\s*(?P<said>[^\W\d_][^\W\d_ ]{1,14}(?: [^\W\d_]{4,10})?)"
    r"(?:\s*\((?P<why>[^()]{2,30})\)|,\s[^,]{2,40})?\.?$"
)
_DASHED = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]{3,20})\s?[–—]\s?(?=\S)")
_PERHAPS = ("perhaps_present_heading", "perhaps_secretary_heading")
# What stands before the names of people who sit somewhere: "Directors: Ann Bell, Bob Hill".
BODIES = ("deciding_bodies", "people_of_bodies", "functions")
LONGEST = 160
_MOST_WORDS = 7
_FEWEST, _MOST_BELOW, _PAIR = 3, 8, 2
_COUNTED = re.compile(r"(?<!\S)\d+ (?P<who>[^\W\d_]{4,20}) \((?P<names>[^()]{2,400})\)")
_EVERYONE = re.compile(r"(?P<all>[^\s():]+(?: [^\s():]+){0,2}) ?[(:] ?(?P<names>[^():]{2,400})\)?\.?")
_NUMBER = re.compile(r"^[\d/.:-]+\s+")
# "**Aanwezig** Ann, Bob **Afwezig** Karin".
_BOLD_WORD = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_:\n]{2,40})(?P=mark)(?=[ \t]+[^\s:])")
_CALLS = ("with_notice", "without_notice", "no", "yes")


class AttendeeReader:
    """Reads one line after the other; `names`, `leads` and `parties` are for whoever reads lists of them."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.names = name_reader(recogniser)
        self.leads = LeadReader(recogniser, self.names)
        self.parties = PartyReader(recogniser, self.names, self.is_label)
        self._telling = recogniser.sieve((*GROUPS, *SINGLE, *ROLES, *_PERHAPS, *BODIES))

    def group_of(self, text: str) -> str:
        """The group that a heading or label announces; nothing when it is about something else."""
        return self._recogniser.loosely(GROUPS, text)

    def labelled(self, raw: str, found: WrittenAttendance) -> str:
        """The group that a line opens for what comes below it; names behind its colon are in it already."""
        text = _NUMBER.sub("", plain(raw).strip())
        if group := self.group_of(text):
            return group
        # "Quorum established. Also present: …": the label begins behind the last full stop before the colon.
        head = text.partition(":")[0]
        match = _LABELLED.match(text[head.rfind(". ") + 2 if ". " in head else 0 :])
        if not match:
            return ""
        rest = match["rest"].strip(" |")
        if group := self.group_of(match["label"]) or self._within(match["label"], rest):
            counted = list(_COUNTED.finditer(rest))
            for part in counted:
                # "5 Mitglieder (Anna, Bernd), 2 Gäste (Cem)"
                found.add(self.group_of(part["who"]) or group, self.names.in_line(part["names"]))
            found.add(group, [] if counted else self._people(rest))
            # "Present: Cllr Bell - Chairman," goes on below.
            return "" if rest and not rest.endswith(",") else group
        labels = match["label"].split("/")
        if len(labels) == _PAIR and (group := next(filter(None, map(self.group_of, labels)), "")):
            # "Ill/Absent: Ann"
            found.add(group, self._people(rest))
            return "" if rest else group
        if rest and not self._lead(labels, rest, found) and self._is_perhaps_present(match["label"], found):
            people = self.names.in_line(rest)
            are_sure = len(people) > 1 or found.has_people or any(" " in one.name for one in people)
            found.add("present_heading", people if are_sure else [])
        elif self._recogniser.is_a("perhaps_secretary_heading", match["label"]):
            # "Notes: Budget" is about something else; whoever it names may stand further down.
            found.perhaps_secretary = found.perhaps_secretary or rest
        return ""

    def _lead(self, labels: list[str], rest: str, found: WrittenAttendance) -> bool:
        """Whether a label says who led or wrote; "Chair / secretary: Ann / Bob" and "Lead/scribe: Ann" say both."""
        kinds = [self._recogniser.kind_of(SINGLE, one) for one in labels]
        names = rest.split("/")
        if len(labels) == _PAIR and all(kinds):
            several = names if len(names) == _PAIR else [rest] * _PAIR
            for kind, name in zip(kinds, several, strict=True):
                found.add(kind, self.names.in_line(name)[:1])
            return True
        single = self._recogniser.kind_of(SINGLE, "/".join(labels))
        if not single:
            return False
        people = self.names.in_line(rest) or self.names.in_line(rest.replace("/", ", ")) or self._known(rest, found)
        is_body = self._recogniser.says("meeting_word", rest)
        found.add(single, people[:1] if 0 < len(people) <= _FEWEST and not is_body else [])
        return True

    def _within(self, label: str, rest: str) -> str:
        """ "Owners in attendance via Zoom: Ann Bell, Bob Hill": words about who was there among others."""
        if len(label.split()) > _MOST_WORDS or not self._telling.may_stand_in(label):
            return ""
        people = [one for one in self.names.in_line(rest) if " " in one.name]
        found = next((kind for kind in GROUPS if self._recogniser.says(f"told_{kind}", label)), "")
        return found if len(people) > 1 else ""

    def _people(self, text: str) -> list[WrittenName]:
        """The names behind a label, up to the end of a sentence behind which another says who came or went."""
        text = self.leads.without_missing(text)
        whole = _EVERYONE.fullmatch(narrow(text).strip())
        if whole and self.names.is_everyone(whole["all"]):
            # "Iedereen (Ann, Bob, Cy)"
            return self.names.in_line(whole["names"])
        first, *others = self.leads.sentences(text)
        several = [self.names.in_line(said) for said in (first, *others)] if others else []
        if several and all(several):
            # "Bell, Hill, Dee present. Commissioner Eve absent."
            return [one for people in several for one in people]
        if people := self.names.in_line(text) or self.names.nicknames(text):
            return people
        late = [one for said in others for one in self.leads.late(said)]
        return [*self.names.in_line(first), *late] if others else []

    def _is_perhaps_present(self, text: str, found: WrittenAttendance) -> bool:
        """ "Wie: Ann, Bob", as long as nobody else is there; "Directors: Ann Bell" at the top."""
        is_body = found.is_at_top and self._recogniser.kind_of(BODIES, text)
        return bool(is_body) or (not found.present and self._recogniser.is_a("perhaps_present_heading", text))

    def _known(self, text: str, found: WrittenAttendance) -> list[WrittenName]:
        """Somebody by the name that those who were there go by, "cdr"."""
        one = self.names.person(text, may_be_nickname=True)
        return [one] if one and found.knows(one) else []

    def row(self, raw: str, found: WrittenAttendance) -> None:
        """ "Ann (vz), Bob, Cy", "aanwezig Ann, Bob": a line of names at the top, with a role or a label before them."""
        for line in plain(_BOLD_WORD.sub(self._with_colon, raw)).split("\n"):
            first, _, rest = line.strip().partition(" ")
            group = self._recogniser.kind_of(GROUPS, first)
            text = rest if group else line
            people = self.names.in_line(text) if "," in text and ":" not in line and len(text) <= LONGEST else []
            is_told = bool(group) or any(one.role in ("chair", "secretary") for one in people)
            if is_told and len(people) >= _FEWEST:
                found.add(group or "present_heading", people)

    def _lines(self, raw: str) -> Iterator[str]:
        """The lines of a paragraph; a label in the middle of one begins another."""
        rows: list[str] = []
        for line in in_lines(_BOLD_WORD.sub(self._with_colon, raw)).split("\n"):
            # A row of names may go on with the next line, also within a name.
            goes_on = bool(rows) and "," in rows[-1] and self.is_label(rows[-1]) and not self.is_label(line)
            if goes_on and (rows[-1].rstrip().endswith(",") or not is_new_line(rows[-1], line)):
                rows[-1] = f"{rows[-1].rstrip()} {line.lstrip()}"
            else:
                rows.append(line)
        for line in rows:
            dashed = _DASHED.match(line)
            if dashed and self._recogniser.kind_of(GROUPS, dashed["label"]):
                # "Present – Cllr Bell, Cllr Hill"
                line = f"{dashed['label']}: {line[dashed.end() :]}"
            start = 0
            for another in _NEXT_LABEL.finditer(line):
                # "Voorzitter / notulist: Ann / Bob" is one label.
                is_stroke = line[another.start() - 1] == "/" and ":" not in line[start : another.start()]
                if not is_stroke and self._recogniser.kind_of((*GROUPS, *SINGLE, *_PERHAPS), another["label"]):
                    yield line[start : another.start()].strip(" |;,/")
                    start = another.end()
            yield line[start:].strip()

    def _with_colon(self, label: re.Match[str]) -> str:
        # "**026/01 Apologies** F. Gum"
        is_label = self._recogniser.kind_of((*GROUPS, *SINGLE), _NUMBER.sub("", label["label"]))
        return f"{label['mark']}{label['label']}:{label['mark']}" if is_label else label[0]

    def paragraph(self, raw: str, group: str, found: WrittenAttendance) -> str:
        """Line by line: labels with names, names below a label; a line of other words ends the group."""
        is_prose = len(raw) > LONGEST and ":" not in raw and "\n" not in raw
        is_silent = is_prose or not self._telling.may_stand_in(raw)
        if not group and is_silent and not self.leads.may_tell(raw):
            # There is most of it.
            return ""
        lines = [line for line in self._lines(raw) if line]
        if group and (people := self._in_office(lines)):
            found.add(group, people)
        if parties := self.parties.in_lines(lines, group):
            for party, people in parties:
                found.add(group, [replace(one, organisation=one.organisation or party) for one in people])
            return group
        for at, text in enumerate(lines):
            self.leads.read(text, found)
            single = self._recogniser.kind_of(SINGLE, text) if at + 1 < len(lines) else ""
            if single and (one := self.names.person(lines[at + 1])) and " " in one.name:
                # "**Lead**" with the name on the line below it.
                found.add(single, [one])
            if text.endswith(":") and "," in text:
                # "Also, the following people were absent:" is no row of names; "Attendance, or regrets:" goes on.
                group = group if group and self.group_of(text.partition(",")[0]) == group else ""
            elif text.endswith(":") and not self.group_of(text) and not self._goes_on(text, lines[at + 1 :]):
                # "Notes:" is nobody.
                group = ""
            elif ":" in text or self.group_of(text):
                opened = self.labelled(text, found) or self._goes_on(text, lines[at + 1 : at + _MOST_BELOW])
                is_label = bool(opened) or self.is_label(text)
                is_row = not is_label and (self._add_line(text, group, found) or self.parties.add(text, group, found))
                group = opened if is_label else group if is_row else ""
            elif group and not self._add_line(text, group, found, is_row=len(lines) == 1):
                group = ""
        return group

    def _in_office(self, lines: list[str]) -> list[WrittenName]:
        """ "President: Ann Bell", "Coach: Bob Hill": below a heading about who was there every line has an office and
        somebody who holds it, as long as some of the offices are known ones."""
        parts = [line.partition(":") for line in lines]
        known = sum(self._recogniser.is_a("functions", part) for label, *_ in parts for part in label.split("/")[:1])
        if len(lines) < _FEWEST or known < _PAIR:
            return []
        people = [self.names.person(rest.strip()) if " " in rest.strip() else None for *_, rest in parts]
        return [one for one in people if one] if all(people) else []

    def _goes_on(self, text: str, below: list[str]) -> str:
        """ "Present: Ann Bell" with the others on the lines below, each a name."""
        label, _, rest = text.partition(":")
        group = self.group_of(label)
        first = self.names.in_line(rest) if group == "present_heading" else []
        others = [self.names.person(line) for line in takewhile(lambda line: ":" not in line, below[:_FEWEST])]
        are_alike = all(one and (" " in one.name) == (" " in first[0].name) for one in others) if first else False
        is_agenda = any(self._recogniser.is_a("usual_topic", line) for line in below)
        return group if len(first) == 1 and len(others) > 1 and are_alike and not is_agenda else ""

    def is_label(self, text: str) -> bool:
        """Whether a line begins with a label for people, or for whoever led or wrote."""
        match = _LABELLED.match(text)
        return bool(match and (self.group_of(match["label"]) or self._recogniser.kind_of(SINGLE, match["label"])))

    def called(self, text: str, found: WrittenAttendance) -> bool:
        """ "Bill Tran, Director – absent (excused)": a line of a roll call."""
        match = _CALLED.match(text)
        words = list(filter(None, (match["why"], match["said"]))) if match else []
        said = next((kind for kind in _CALLS for word in words if self._recogniser.is_a(kind, word)), "")
        one = self.names.person(match["name"]) if match and said else None
        groups = {"with_notice": "excused_heading", "without_notice": "unexcused_heading", "no": "absent_heading"}
        found.add(groups.get(said, "present_heading"), [one] if one else [])
        return one is not None

    def is_call(self, text: str) -> bool:
        """Whether a text says of somebody that they were there or not: "President - Ann Bell: Present"."""
        match = _CALLED.match(text)
        return match is not None and bool(self._recogniser.kind_of(_CALLS, match["said"]))

    def _add_line(self, text: str, group: str, found: WrittenAttendance, *, is_row: bool = True) -> bool:
        if group and self.called(text, found):
            return True
        if self._recogniser.kind_of(SINGLE, text):
            return False
        read = self.names.in_line if is_row else partial(self.names.in_item, is_alone=True)
        people = read(text) if group else []
        found.add(group, people)
        return bool(people)
