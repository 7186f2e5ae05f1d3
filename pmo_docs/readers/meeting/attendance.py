"""Who was there, as the notes say it: below headings, behind labels, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.attending import GROUPS, ROLES, SINGLE, WrittenAttendance
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.html_tables import html_table
from pmo_docs.readers.meeting.leading import LeadReader
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.names import NameReader, WrittenName
from pmo_docs.readers.meeting.parties import PartyReader
from pmo_docs.readers.meeting.recognising import (
    Recogniser,
    in_lines,
    is_new_line,
    narrow,
    plain,
    shortcode_title,
)
from pmo_docs.readers.meeting.rolls import RollReader

_LABELLED = re.compile(r"^(?P<label>[^:\n]{2,60}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
# "Aanwezig: Ann, Bob. Afwezig: Karin": a label in the middle of a line.
_NEXT_LABEL = re.compile(r"(?<=[.;|,/])\s+(?=(?P<label>[^\W\d_][^:.;|,\n]{1,40}):)")
_CALLED = re.compile(
    r"^(?P<name>[^:–—]{3,60}?)\s*(?:[:–—]|\s-)\s*(?P<said>[^\W\d_][^\W\d_ ]{1,14}(?: [^\W\d_]{4,10})?)"
    r"(?:\s*\((?P<why>[^()]{2,30})\)|,\s[^,]{2,40})?\.?$"
)
_DASHED = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]{3,20})\s?[–—]\s?(?=\S)")
_ADDRESS = re.compile(r"<?\S+@\S+\.\w+>?")
_PERHAPS = ("perhaps_present_heading", "perhaps_secretary_heading")
# What stands before the names of people who sit somewhere: "Directors: Ann Bell, Bob Hill".
_BODIES = ("deciding_bodies", "people_of_bodies", "functions")
_LONGEST = 160
_MOST_WORDS = 7
_FEWEST, _MOST_BELOW, _PAIR = 3, 8, 2
_UNSPACED = re.compile(r"#{2,6}(?=[^\W_])")
_POINT = re.compile(r"\s*(?:[a-z]|[ivx]{1,4})[.)]\s+")
_ONLY_BOLD = re.compile(r"^\s*([*_]{1,3})[^*_\n]{2,60}\1\s*$")
_COUNTED = re.compile(r"(?<!\S)\d+ (?P<who>[^\W\d_]{4,20}) \((?P<names>[^()]{2,400})\)")
_EVERYONE = re.compile(r"(?P<all>[^\s():]+(?: [^\s():]+){0,2}) ?[(:] ?(?P<names>[^():]{2,400})\)?\.?")
_SUMMARY = re.compile(r"<summary>\s*(?P<words>[^\s<>][^<>\n]{1,59}?)\s*</summary>\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^[\d/.:-]+\s+")
# "**Aanwezig** Ann, Bob **Afwezig** Karin".
_BOLD_WORD = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_:\n]{2,40})(?P=mark)(?=[ \t]+[^\s:])")


class AttendanceReader:
    """Reads the attendance from the blocks of notes while their text is still Markdown."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._names = NameReader(recogniser)
        self._leads = LeadReader(recogniser, self._names)
        self._rolls = RollReader(recogniser, self._names)
        self._parties = PartyReader(recogniser, self._names, self._is_label)
        self._is_bold_present = False
        self._telling = recogniser.sieve((*GROUPS, *SINGLE, *ROLES, *_PERHAPS, *_BODIES))

    def read(self, root: Element) -> WrittenAttendance:
        """Everybody whom the notes put among the present, the absent or the guests, and who led or wrote."""
        found = WrittenAttendance()
        group, is_top, opened, level = "", True, "", 0
        for block, below in pairwise([*root, Element("end")]):
            before = found.size
            is_top = found.is_at_top = is_top and block.tag not in ("h2", "h3", "h4", "h5", "h6")
            if block.tag in LEVELS or block.tag == "p":
                self._is_bold_present = self._recogniser.says("bold_present", block.text or "")
            if block.tag in LEVELS and group and level < LEVELS[block.tag] and self._hold_people(below):
                # "### Team" with names, below "## Attendance".
                group = self._headed(block, below, found) or group
            elif block.tag in LEVELS:
                level = LEVELS[block.tag]
                opened = group = self._headed(block, below, found)
                if block.tag != "h1" and len(block.text or "") <= _LONGEST:
                    # "## Minutes by Ann"
                    self._leads.led(plain(block.text or ""), found)
                self._below(block, below, found)
            elif group and below.tag in ("ul", "ol") and self._is_part(block.text or "", below):
                # "Team Gent" in bold, above those of them who were there.
                continue
            elif group and _UNSPACED.match(block.text or "") and self._hold_people(below):
                # "###Monday, 10:00", meant as a heading.
                continue
            elif group and (part := self._point(block)):
                # "b. **Guests**", with names behind other letters below it.
                group = self.group_of(plain(part)) or group
            elif block.tag == "p" and (title := shortcode_title(block.text or "")):
                group = self._labelled(title, found)
            elif block.tag == "p":
                if is_top and not group and not found.present:
                    self._row(block.text or "", found)
                group = self._paragraph(block.text or "", group, found) or self._announced(block.text or "", below)
            elif block.tag == "raw-html" and (table := html_table(block)) is not None:
                self._rolls.read(table, group, found)
                group = ""
            elif block.tag == "raw-html" and (summary := _SUMMARY.search(block.text or "")):
                group = self._labelled(summary["words"], found)
            elif block.tag == "blockquote" and is_top and not found.has_people:
                # A head that was set apart.
                for child in block:
                    group = self._paragraph(child.text or "", group, found) if child.tag == "p" else group
            elif block.tag in ("ul", "ol"):
                group = group or (self._unlabelled(block, found) if is_top else "")
                # "Add your name" between the heading and the names.
                group, opened = group or (opened if self._are_names(block) else ""), ""
                self._list(block, group, found)
                # The agenda comes right behind the list of those present.
                group = "" if below.tag in ("ul", "ol") and below.tag != block.tag else group
            elif block.tag == "table":
                self._rolls.read(block, group, found)
            elif block.tag == "pre" and group:
                self._preformatted("".join(block.itertext()), group, found)
            if block.tag == "p" and self._recogniser.is_a("signs_off", plain(block.text or "").split("\n")[0]):
                signed = plain((block.text or "").partition("\n")[2] or below.text or "").split("\n")[0]
                one = self._names.person(signed) if " " in signed.strip() else None
                found.add("secretary_heading", [one] if one else [])
            if found.size > before:
                found.lines.add(line_of(block))
        rest = _ADDRESS.sub("", found.perhaps_secretary)
        people = [one for one in self._names.in_line(rest) if rest.startswith("@") or found.knows(one)]
        found.add("secretary_heading", people[:1])
        found.add_leads()
        return found

    @staticmethod
    def _point(block: Element) -> str:
        """The words of "a. **Members**", also when they are set apart as a quote; nothing of another block."""
        words = block[0] if block.tag == "blockquote" and len(block) == 1 else block
        point = _POINT.match(words.text or "") if words.tag == "p" else None
        is_quote = words is not block and _ONLY_BOLD.match(words.text or "") is not None
        text = (words.text or "")[point.end() :] if point else (words.text or "") if is_quote else ""
        return text if _ONLY_BOLD.match(text) else ""

    def _preformatted(self, text: str, group: str, found: WrittenAttendance) -> None:
        """Names in columns, kept apart by spaces, or behind letters and numbers on lines of their own."""
        lines = [line for line in text.split("\n") if line.strip()]
        points = [_POINT.match(line) for line in lines]
        if lines and all(points):
            for line, point in zip(lines, points, strict=True):
                said = line[point.end() if point else 0 :].replace("\\*", " - ").replace("*", " - ").rstrip(" -")
                found.add(group, self._names.in_item(said, is_alone=False))
            return
        found.add(group, self._names.in_line(", ".join(re.split(r"\s{2,}|\n", text.strip()))))

    def _headed(self, heading: Element, below: Element, found: WrittenAttendance) -> str:
        """The group that a heading opens; "Slack" may be what an item is about."""
        text = heading.text or ""
        parts = plain(text).split("/")
        if len(parts) == _PAIR and (group := next(filter(None, map(self.group_of, parts)), "")):
            # "Call to order / Roll call"
            return group
        if self._recogniser.is_a("channels", plain(text)) and not self._may_be_names(below):
            return ""
        return self._labelled(text, found) or self._ending(text, below, found)

    def _announced(self, raw: str, below: Element) -> str:
        """ "Am Treffen nahmen alle teil:" above a list of nothing but whole names."""
        text = plain(raw).strip()
        is_lead = text.endswith(":") and len(text) <= _LONGEST and bool(self._are_names(below))
        return "present_heading" if is_lead and self._recogniser.says("told_present_heading", text) else ""

    def _may_be_names(self, block: Element) -> bool:
        """Whether a block may hold those who took part: a list or a line that begins with a name."""
        words = next(iter(block.iter("p")), None)
        return words is not None and bool(self._names.in_line(plain(words.text or "").split("\n")[0]))

    def group_of(self, text: str) -> str:
        """The group that a heading or label announces; nothing when it is about something else."""
        return self._recogniser.loosely(GROUPS, text)

    def _unlabelled(self, block: Element, found: WrittenAttendance) -> str:
        """A list of nothing but names at the top, of which one led the meeting or wrote: those who were there."""
        people = self._are_names(block) if not found.present else []
        return "present_heading" if any(one.role in ("chair", "secretary") for one in people) else ""

    def _are_names(self, block: Element) -> list[WrittenName]:
        """Everybody in a list of nothing but whole names; nobody in another block."""
        items = list(block) if block.tag in ("ul", "ol") else []
        texts = [plain(words.text or "") for words in (next(iter(item), None) for item in items) if words is not None]
        people = [self._names.person(text) for text in texts] if len(texts) >= _FEWEST else []
        found = [one for one in people if one is not None and " " in one.name]
        return found if len(found) == len(people) else []

    def _row(self, raw: str, found: WrittenAttendance) -> None:
        """ "Ann (vz), Bob, Cy", "aanwezig Ann, Bob": a line of names at the top, with a role or a label before them."""
        for line in plain(_BOLD_WORD.sub(self._with_colon, raw)).split("\n"):
            first, _, rest = line.strip().partition(" ")
            group = self._recogniser.kind_of(GROUPS, first)
            text = rest if group else line
            people = self._names.in_line(text) if "," in text and ":" not in line and len(text) <= _LONGEST else []
            is_told = bool(group) or any(one.role in ("chair", "secretary") for one in people)
            if is_told and len(people) >= _FEWEST:
                found.add(group or "present_heading", people)

    def _ending(self, raw: str, below: Element, found: WrittenAttendance) -> str:
        """ "Acme Staff Attending" below another group of people, or above a list of nothing but names."""
        words = plain(raw).strip(" :").split()
        tails = (" ".join(words[-count:]) for count in (3, 2, 1) if count < len(words) <= _MOST_WORDS)
        usual = (tail for tail in tails if not self._recogniser.is_a("whole_heading", tail))
        group = next(filter(None, (self._recogniser.kind_of(GROUPS, tail) for tail in usual)), "")
        if not group and 1 < len(words) <= _FEWEST and self._are_names(below):
            # "Anwesende Gründungsmitglieder"
            group = self._recogniser.kind_of(GROUPS, words[0])
        return group if group and (found.has_people or self._are_names(below)) else ""

    def _labelled(self, raw: str, found: WrittenAttendance) -> str:
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
                found.add(self.group_of(part["who"]) or group, self._names.in_line(part["names"]))
            found.add(group, [] if counted else self._people(rest))
            # "Present: Cllr Bell - Chairman," goes on below.
            return "" if rest and not rest.endswith(",") else group
        labels, names = match["label"].split("/"), rest.split("/")
        if len(labels) == _PAIR and (group := next(filter(None, map(self.group_of, labels)), "")):
            # "Ill/Absent: Ann"
            found.add(group, self._people(rest))
            return "" if rest else group
        if len(labels) == len(names) == 2 and all(self._recogniser.kind_of(SINGLE, one) for one in labels):
            for one, name in zip(labels, names, strict=True):
                found.add(self._recogniser.kind_of(SINGLE, one), self._names.in_line(name)[:1])
        elif len(labels) == 2 and rest and all(self._recogniser.kind_of(SINGLE, one) for one in labels):
            # "Lead/scribe: Ann"
            for one in labels:
                found.add(self._recogniser.kind_of(SINGLE, one), self._names.in_line(rest)[:1])
        elif (single := self._recogniser.kind_of(SINGLE, match["label"])) and rest:
            people = (
                self._names.in_line(rest) or self._names.in_line(rest.replace("/", ", ")) or self._known(rest, found)
            )
            is_body = self._recogniser.says("meeting_word", rest)
            if 0 < len(people) < 4 and not is_body:
                found.add(single, people[:1])
        elif rest and self._is_perhaps_present(match["label"], found):
            people = self._names.in_line(rest)
            are_sure = len(people) > 1 or found.has_people or any(" " in one.name for one in people)
            found.add("present_heading", people if are_sure else [])
        elif self._recogniser.is_a("perhaps_secretary_heading", match["label"]):
            # "Notes: Budget" is about something else; whoever it names may stand further down.
            found.perhaps_secretary = found.perhaps_secretary or rest
        return ""

    def _within(self, label: str, rest: str) -> str:
        """ "Owners in attendance via Zoom: Ann Bell, Bob Hill": words about who was there among others."""
        if len(label.split()) > _MOST_WORDS or not self._telling.may_stand_in(label):
            return ""
        people = [one for one in self._names.in_line(rest) if " " in one.name]
        found = next((kind for kind in GROUPS if self._recogniser.says(f"told_{kind}", label)), "")
        return found if len(people) > 1 else ""

    def _people(self, text: str) -> list[WrittenName]:
        """The names behind a label, up to the end of a sentence behind which another says who came or went."""
        text = self._leads.without_missing(text)
        whole = _EVERYONE.fullmatch(narrow(text).strip())
        if whole and self._names.is_everyone(whole["all"]):
            # "Iedereen (Ann, Bob, Cy)"
            return self._names.in_line(whole["names"])
        first, *others = self._leads.sentences(text)
        several = [self._names.in_line(said) for said in (first, *others)] if others else []
        if several and all(several):
            # "Bell, Hill, Dee present. Commissioner Eve absent."
            return [one for people in several for one in people]
        if people := self._names.in_line(text) or self._names.nicknames(text):
            return people
        late = [one for said in others for one in self._leads.late(said)]
        return [*self._names.in_line(first), *late] if others else []

    def _is_perhaps_present(self, text: str, found: WrittenAttendance) -> bool:
        """ "Wie: Ann, Bob", as long as nobody else is there; "Directors: Ann Bell" at the top."""
        is_body = found.is_at_top and self._recogniser.kind_of(_BODIES, text)
        return bool(is_body) or (not found.present and self._recogniser.is_a("perhaps_present_heading", text))

    def _known(self, text: str, found: WrittenAttendance) -> list[WrittenName]:
        """Somebody by the name that those who were there go by, "cdr"."""
        one = self._names.person(text, may_be_nickname=True)
        return [one] if one and found.knows(one) else []

    def _below(self, heading: Element, below: Element, found: WrittenAttendance) -> None:
        """ "Notulist" as a heading, with nothing but a name below it."""
        single = self._recogniser.kind_of(SINGLE, plain(heading.text or "")) if heading.tag != "h1" else ""
        words = below
        if below.tag in ("ul", "ol") and len(below) == 1 and len(below[0]) == 1:
            words = below[0][0]
        if single and words.tag == "p" and "\n" not in (words.text or "") and ":" not in (words.text or ""):
            one = self._names.person(plain(words.text or ""))
            found.add(single, [one] if one and (" " in one.name or found.knows(one)) else [])

    def _is_part(self, raw: str, below: Element) -> bool:
        """Whether a paragraph is a heading of a part of a list of people, and no label of another kind."""
        is_heading = _ONLY_BOLD.match(raw) is not None or (raw.rstrip().endswith(":") and bool(self._are_names(below)))
        return is_heading and not self._is_label(f"{plain(raw).strip().rstrip(':')}: –")

    def _lines(self, raw: str) -> Iterator[str]:
        """The lines of a paragraph; a label in the middle of one begins another."""
        rows: list[str] = []
        for line in in_lines(_BOLD_WORD.sub(self._with_colon, raw)).split("\n"):
            # A row of names may go on with the next line, also within a name.
            goes_on = bool(rows) and "," in rows[-1] and self._is_label(rows[-1]) and not self._is_label(line)
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

    def _paragraph(self, raw: str, group: str, found: WrittenAttendance) -> str:
        """Line by line: labels with names, names below a label; a line of other words ends the group."""
        is_prose = len(raw) > _LONGEST and ":" not in raw and "\n" not in raw
        is_silent = is_prose or not self._telling.may_stand_in(raw)
        if not group and is_silent and not self._leads.may_tell(raw):
            # There is most of it.
            return ""
        lines = [line for line in self._lines(raw) if line]
        for at, text in enumerate(lines):
            self._leads.read(text, found)
            single = self._recogniser.kind_of(SINGLE, text) if at + 1 < len(lines) else ""
            if single and (one := self._names.person(lines[at + 1])) and " " in one.name:
                # "**Lead**" with the name on the line below it.
                found.add(single, [one])
            if text.endswith(":") and "," in text:
                # "Also, the following people were absent:" is no row of names; "Attendance, or regrets:" goes on.
                group = group if group and self.group_of(text.partition(",")[0]) == group else ""
            elif text.endswith(":") and not self.group_of(text) and not self._goes_on(text, lines[at + 1 :]):
                # "Notes:" is nobody.
                group = ""
            elif ":" in text or self.group_of(text):
                opened = self._labelled(text, found) or self._goes_on(text, lines[at + 1 : at + _MOST_BELOW])
                is_label = bool(opened) or self._is_label(text)
                is_row = not is_label and (self._add_line(text, group, found) or self._parties.add(text, group, found))
                group = opened if is_label else group if is_row else ""
            elif group and not self._add_line(text, group, found, is_row=len(lines) == 1):
                group = ""
        return group

    def _goes_on(self, text: str, below: list[str]) -> str:
        """ "Present: Ann Bell" with the others on the lines below, each a name."""
        label, _, rest = text.partition(":")
        group = self.group_of(label)
        first = self._names.in_line(rest) if group == "present_heading" else []
        others = [self._names.person(line) for line in takewhile(lambda line: ":" not in line, below[:_FEWEST])]
        are_alike = all(one and (" " in one.name) == (" " in first[0].name) for one in others) if first else False
        is_agenda = any(self._recogniser.is_a("usual_topic", line) for line in below)
        return group if len(first) == 1 and len(others) > 1 and are_alike and not is_agenda else ""

    def _is_label(self, text: str) -> bool:
        match = _LABELLED.match(text)
        return bool(match and (self.group_of(match["label"]) or self._recogniser.kind_of(SINGLE, match["label"])))

    def _called(self, text: str, found: WrittenAttendance) -> bool:
        """ "Bill Tran, Director – absent (excused)": a line of a roll call."""
        match = _CALLED.match(text)
        words = list(filter(None, (match["why"], match["said"]))) if match else []
        kinds = ("with_notice", "without_notice", "no", "yes")
        said = next((kind for kind in kinds for word in words if self._recogniser.is_a(kind, word)), "")
        one = self._names.person(match["name"]) if match and said else None
        groups = {"with_notice": "excused_heading", "without_notice": "unexcused_heading", "no": "absent_heading"}
        found.add(groups.get(said, "present_heading"), [one] if one else [])
        return one is not None

    def _add_line(self, text: str, group: str, found: WrittenAttendance, *, is_row: bool = True) -> bool:
        if group and self._called(text, found):
            return True
        if self._recogniser.kind_of(SINGLE, text):
            return False
        read = self._names.in_line if is_row else partial(self._names.in_item, is_alone=True)
        people = read(text) if group else []
        found.add(group, people)
        return bool(people)

    def _list(self, block: Element, group: str, found: WrittenAttendance) -> None:
        items = [item for item in block if item.tag == "li"]
        if parties := self._parties.on_lines(items, group):
            for party, people in parties:
                found.add(group, [replace(one, organisation=one.organisation or party) for one in people])
            return
        are_parties = bool(group) and self._parties.are_parties(items)
        group = group or ("present_heading" if self._rolls.is_called(items) else "")
        for item in items:
            words = next((child for child in item if child.tag in ("p", "pre")), None)
            if words is not None and words.tag == "pre":
                # So far from its number that it is code.
                self._paragraph("".join(words.itertext()), group, found)
                continue
            text, below_text = self._parted(plain(words.text or "").strip() if words is not None else "")
            nested = [child for child in item if child.tag in ("ul", "ol")]
            if are_parties:
                self._party(text, nested, group, found)
                continue
            if self._recogniser.is_a("channels", text) and not any(map(self._hold_names, nested)):
                # "Teams" with what they do below it.
                continue
            opened = self._labelled(text, found) if ":" in text or self.group_of(text) else ""
            is_part = text.endswith(":") and any(map(self._hold_names, nested))
            if group and not opened and (is_part or any(map(self._is_roll, nested))):
                # "Projektteam:" with those of it below, "Cabinet" with who was present.
                opened = group
            if not group:
                self._leads.led(text, found)
            elif text.startswith("(") and self._leads.may_tell(text):
                # "(regrets from Ann)" among those who were there.
                self._leads.read(text.strip("()"), found)
                continue
            if opened:
                for below in nested:
                    self._list(below, opened, found)
            elif not group:
                for below in nested:
                    self._list(below, "", found)
            elif not self._is_label(text):
                box = item.get(markdown.TASK)
                is_unmarked = box == "open" or (self._is_bold_present and not _is_bold(words))
                actual = "absent_heading" if is_unmarked and group == "present_heading" else group
                before = found.size
                self._item(text, actual, len(items) == 1, found)
                if box and words is not None and found.size > before:
                    found.lines.add(line_of(words))
            if below_text:
                self._paragraph(below_text, group, found)

    def _is_roll(self, block: Element) -> bool:
        """Whether every item of a list says of somebody that they were there or not."""
        firsts = [next(iter(item), None) for item in block]
        called = [_CALLED.match(plain(words.text or "")) for words in firsts if words is not None]
        kinds = ("with_notice", "without_notice", "no", "yes")
        return bool(called) and all(match and self._recogniser.kind_of(kinds, match["said"]) for match in called)

    def _hold_people(self, block: Element) -> bool:
        """Whether a list holds names in full, or a paragraph nothing but these, each on a line."""
        if block.tag in ("ul", "ol"):
            return self._hold_names(block)
        lines = [line for line in plain(block.text or "").split("\n") if line.strip()] if block.tag == "p" else []
        people = [self._names.person(line) for line in lines]
        return len(people) > 1 and all(one is not None and " " in one.name for one in people)

    def _hold_names(self, block: Element) -> bool:
        """Whether a list holds the name of anybody in full, or a handle."""
        firsts = (next(iter(item), None) for item in block)
        people = (self._names.person(plain(words.text or "")) for words in firsts if words is not None)
        return any(one is not None and (" " in one.name or bool(one.handle)) for one in people)

    def _party(self, text: str, nested: list[Element], group: str, found: WrittenAttendance) -> None:
        """An organisation with those who came from it in the list below."""
        before = len(found.present)
        party = text.strip(" :")
        inner = self.group_of(party)
        for below in nested:
            self._list(below, inner or group, found)
        is_body = self._recogniser.kind_of(_BODIES, party)
        for at, one in enumerate(found.present[before:], before) if not inner and not is_body else ():
            found.present[at] = replace(one, organisation=one.organisation or party)

    def _parted(self, text: str) -> tuple[str, str]:
        """The words of an item, and what begins with a label right below it: "Afwezig: …"."""
        if "\n" not in text or ":" not in text:
            return text, ""
        lines = text.split("\n")
        cut = next((at for at, line in enumerate(lines) if at and self._is_label(line)), len(lines))
        return "\n".join(lines[:cut]), "\n".join(lines[cut:])

    def _item(self, text: str, group: str, is_alone: bool, found: WrittenAttendance) -> None:
        if self._called(text, found):
            return
        lines = [line for line in text.split("\n") if line.strip()]
        are_people = len(lines) > 1 and all(self._names.person(line) for line in lines)
        for line in lines if are_people else [" ".join(lines)]:
            if len(self._names.in_line(line.partition(":")[2])) > 1 and self._parties.add(line, group, found):
                continue
            found.add(group, self._names.in_item(line, is_alone=is_alone and not are_people))


def _is_bold(words: Element | None) -> bool:
    """Whether an item begins in bold: those who were there, where the heading says so."""
    return words is not None and (words.text or "").lstrip().startswith(("**", "__"))
