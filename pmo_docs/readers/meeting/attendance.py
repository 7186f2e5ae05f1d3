"""Who was there, as the notes say it: below headings, behind labels, in tables."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.attendees import LONGEST, AttendeeReader
from pmo_docs.readers.meeting.attending import GROUPS, SINGLE, WrittenAttendance
from pmo_docs.readers.meeting.crowds import CrowdReader
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.html_tables import html_table
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.recognising import Recogniser, plain, shortcode_title
from pmo_docs.readers.meeting.rolls import RollReader

_ADDRESS = re.compile(r"<?\S+@\S+\.\w+>?")
_PICTURE = re.compile(r"\s*[^\w\s.,;:()'’\"*@/&+-]+\s*$")
_UNSPACED = re.compile(r"#{2,6}(?=[^\W_])")
_POINT = re.compile(r"\s*(?:[a-z]|[ivx]{1,4})[.)]\s+")
_ONLY_BOLD = re.compile(r"^\s*([*_]{1,3})[^*_\n]{2,60}\1\s*$")
_SUMMARY = re.compile(r"<summary>\s*(?P<words>[^\s<>][^<>\n]{1,59}?)\s*</summary>\s*$", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{3})")
_FEWEST, _MOST_WORDS, _PAIR = 3, 7, 2
_LONGEST_SIGN = 40
_LISTS = ("ul", "ol")


class AttendanceReader:
    """Reads the attendance from the blocks of notes while their text is still Markdown."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._lines = AttendeeReader(recogniser)
        self._names = self._lines.names
        self._rolls = RollReader(recogniser, self._names)
        self._crowds = CrowdReader(recogniser, self._lines, self._rolls)

    def read(self, root: Element) -> WrittenAttendance:
        """Everybody whom the notes put among the present, the absent or the guests, and who led or wrote."""
        found = WrittenAttendance()
        group, opened, level, is_headed = "", "", 0, False
        for block, below in pairwise([*root, Element("end")]):
            before, raw = found.size, block.text or ""
            found.is_at_top = found.is_at_top and block.tag not in ("h2", "h3", "h4", "h5", "h6")
            if block.tag in LEVELS or block.tag == "p":
                found.is_bold_present = self._recogniser.says("bold_present", raw)
            # What a line such as "Teilnehmer:" opened ends at the next heading.
            is_below = is_headed and bool(group) and level < LEVELS.get(block.tag, 0)
            if is_below and self._crowds.hold_people(below):
                # "### Team" with names, below "## Attendance".
                group = self._headed(block, below, found) or group
            elif block.tag in LEVELS:
                level = LEVELS[block.tag]
                opened = group = self._heading(block, below, found)
                is_headed = bool(group)
            elif group and self._is_part(block, below):
                continue
            elif group and (part := self._point(block)):
                # "b. **Guests**", with names behind other letters below it.
                group = self._lines.group_of(plain(part)) or group
            elif block.tag in _LISTS:
                group = group or (self._unlabelled(block, found) if found.is_at_top else "")
                # "Add your name" between the heading and the names.
                group, opened = group or (opened if self._crowds.are_names(block) else ""), ""
                self._crowds.read(block, group, found)
                # The agenda comes right behind the list of those present.
                group = "" if below.tag in _LISTS and below.tag != block.tag else group
            else:
                group = self._other(block, below, group, found)
            if found.size > before:
                found.lines.add(line_of(block))
        rest = _ADDRESS.sub("", found.perhaps_secretary)
        people = [one for one in self._names.in_line(rest) if rest.startswith("@") or found.knows(one)]
        found.add("secretary_heading", people[:1])
        found.add_leads()
        return found

    def _heading(self, block: Element, below: Element, found: WrittenAttendance) -> str:
        group = self._headed(block, below, found)
        if block.tag != "h1" and len(block.text or "") <= LONGEST:
            # "## Minutes by Ann"
            self._lines.leads.led(plain(block.text or ""), found)
        self._below(block, below, found)
        return group

    def _other(self, block: Element, below: Element, group: str, found: WrittenAttendance) -> str:
        """Read a block that is no heading and no list; the group that holds for what comes behind it."""
        raw = block.text or ""
        if block.tag == "p" and (title := shortcode_title(raw)):
            return self._lines.labelled(title, found)
        if block.tag == "p":
            if found.is_at_top and not group and not found.present:
                self._lines.row(raw, found)
            group = self._lines.paragraph(raw, group, found) or self._announced(raw, below)
            self._signed_off(raw, below, found)
        elif block.tag == "raw-html" and (table := html_table(block)) is not None:
            self._rolls.read(table, group, found)
            return ""
        elif block.tag == "raw-html" and (summary := _SUMMARY.search(raw)):
            return self._lines.labelled(summary["words"], found)
        elif block.tag == "blockquote" and found.is_at_top and not found.has_people:
            # A head that was set apart.
            for child in (child for child in block if child.tag == "p"):
                group = self._lines.paragraph(child.text or "", group, found)
        elif block.tag == "table":
            self._rolls.read(block, group, found)
        elif block.tag == "pre" and group:
            self._preformatted("".join(block.itertext()), group, found)
        return group

    def _signed_off(self, raw: str, below: Element, found: WrittenAttendance) -> None:
        """ "Respectfully submitted," with the name of who wrote it below."""
        first, _, rest = raw.partition("\n")
        if len(first) <= _LONGEST_SIGN and self._recogniser.is_a("signs_off", plain(first)):
            signed = plain(rest or below.text or "").split("\n")[0]
            one = self._names.person(signed) if " " in signed.strip() else None
            found.add("secretary_heading", [one] if one else [])

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
        if len(parts) == _PAIR and (group := next(filter(None, map(self._lines.group_of, parts)), "")):
            # "Call to order / Roll call"
            return group
        if self._recogniser.is_a("channels", plain(text)) and not self._may_be_names(below):
            return ""
        return self._lines.labelled(text, found) or self._ending(text, below, found)

    def _announced(self, raw: str, below: Element) -> str:
        """ "Am Treffen nahmen alle teil:" above a list of nothing but whole names."""
        text = plain(raw).strip()
        is_lead = text.endswith(":") and len(text) <= LONGEST and self._recogniser.says("told_present_heading", text)
        return "present_heading" if is_lead and self._crowds.are_names(below) else ""

    def _may_be_names(self, block: Element) -> bool:
        """Whether a block may hold those who took part: a list or a line that begins with a name."""
        words = next(iter(block.iter("p")), None)
        return words is not None and bool(self._names.in_line(plain(words.text or "").split("\n")[0]))

    def _unlabelled(self, block: Element, found: WrittenAttendance) -> str:
        """A list of nothing but names at the top, of which one led the meeting or wrote: those who were there."""
        people = self._crowds.are_names(block) if not found.present else []
        return "present_heading" if any(one.role in ("chair", "secretary") for one in people) else ""

    def _ending(self, raw: str, below: Element, found: WrittenAttendance) -> str:
        """ "Acme Staff Attending" below another group of people, or above a list of nothing but names."""
        # "Projekt-Teilnehmende"
        words = _HYPHEN.sub(" ", plain(raw)).strip(" :").split()
        tails = (" ".join(words[-count:]) for count in (3, 2, 1) if count < len(words) <= _MOST_WORDS)
        usual = (tail for tail in tails if not self._recogniser.is_a("whole_heading", tail))
        group = next(filter(None, (self._recogniser.kind_of(GROUPS, tail) for tail in usual)), "")
        if not group and 1 < len(words) <= _FEWEST and self._crowds.are_names(below):
            # "Anwesende Gründungsmitglieder"
            group = self._recogniser.kind_of(GROUPS, words[0])
        return group if group and (found.has_people or self._crowds.are_names(below)) else ""

    def _below(self, heading: Element, below: Element, found: WrittenAttendance) -> None:
        """ "Notulist" as a heading, with nothing but a name below it."""
        single = self._recogniser.kind_of(SINGLE, plain(heading.text or "")) if heading.tag != "h1" else ""
        words = below
        if below.tag in _LISTS and len(below) and len(below[0]) == 1:
            # The first of several writes, the others stand by.
            words = below[0][0]
        if single and words.tag == "p" and "\n" not in (words.text or "") and ":" not in (words.text or ""):
            one = self._names.person(_PICTURE.sub("", plain(words.text or "")))
            found.add(single, [one] if one and (" " in one.name or found.knows(one)) else [])

    def _is_part(self, block: Element, below: Element) -> bool:
        """Whether a paragraph is the heading of a part of those who were there: "Team Gent" in bold, "###Monday"."""
        raw = block.text or ""
        if _UNSPACED.match(raw) and self._crowds.hold_people(below):
            return True
        is_heading = _ONLY_BOLD.match(raw) is not None or (
            raw.rstrip().endswith(":") and bool(self._crowds.are_names(below))
        )
        is_label = self._lines.is_label(f"{plain(raw).strip().rstrip(':')}: –")
        return below.tag in _LISTS and is_heading and not is_label
