"""Lists of people: those below "Present", organisations with their people, boxes and roll calls."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.attendees import BODIES, AttendeeReader
from pmo_docs.readers.meeting.attending import WrittenAttendance
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.names import WrittenName
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.rolls import RollReader

_FEWEST, _LONGEST = 3, 160
_LISTS = ("ul", "ol")


class CrowdReader:
    """Reads one list after the other; `lines` understands what stands in an item, `rolls` lists of boxes."""

    def __init__(self, recogniser: Recogniser, lines: AttendeeReader, rolls: RollReader) -> None:
        self._recogniser = recogniser
        self._lines = lines
        self._names = lines.names
        self._rolls = rolls

    def read(self, block: Element, group: str, found: WrittenAttendance) -> None:
        """Add those whom a list names; `group` is what stands above it."""
        items = [item for item in block if item.tag == "li"]
        if parties := self._lines.parties.on_lines(items, group):
            for party, people in parties:
                found.add(group, [replace(one, organisation=one.organisation or party) for one in people])
            return
        are_parties = bool(group) and self._lines.parties.are_parties(items)
        group = group or ("present_heading" if self._rolls.is_called(items) else "")
        for item in items:
            words = next((child for child in item if child.tag in ("p", "pre")), None)
            nested = [child for child in item if child.tag in _LISTS]
            if words is not None and words.tag == "pre":
                # So far from its number that it is code.
                self._lines.paragraph("".join(words.itertext()), group, found)
            elif are_parties:
                self._party(plain(words.text or "").strip() if words is not None else "", nested, group, found)
            else:
                # "Ann Bell, Haven Bank" below others with where they come from is one person.
                is_alone = len(items) == 1 and not found.are_described
                self._item(item, words, nested, group, found, is_alone=is_alone)

    def _item(
        self,
        item: Element,
        words: Element | None,
        nested: list[Element],
        group: str,
        found: WrittenAttendance,
        *,
        is_alone: bool,
    ) -> None:
        text, below_text = self._parted(plain(words.text or "").strip() if words is not None else "")
        if self._recogniser.is_a("channels", text) and not any(map(self.hold_names, nested)):
            # "Teams" with what they do below it.
            return
        opened = self._opened(text, nested, group, found)
        if group and text.startswith("(") and self._lines.leads.may_tell(text):
            # "(regrets from Ann)" among those who were there.
            self._lines.leads.read(text.strip("()"), found)
            return
        if not group:
            self._lines.leads.led(text, found)
        if opened or not group:
            for below in nested:
                self.read(below, opened, found)
        elif not self._lines.is_label(text) and (nested or not text.endswith(":")):
            box = item.get(markdown.TASK)
            is_unmarked = box == "open" or (found.is_bold_present and not _is_bold(words))
            actual = "absent_heading" if is_unmarked and group == "present_heading" else group
            before = found.size
            self._add(text, actual, found, is_alone=is_alone)
            found.lines |= {line_of(words)} if box and words is not None and found.size > before else set()
        if below_text:
            self._lines.paragraph(below_text, group, found)

    def _opened(self, text: str, nested: list[Element], group: str, found: WrittenAttendance) -> str:
        """The group that an item opens for the lists below it."""
        opened = self._lines.labelled(text, found) if ":" in text or self._lines.group_of(text) else ""
        is_part = text.endswith(":") and any(map(self.hold_names, nested))
        # "Projektteam:" with those of it below, "Cabinet" with who was present.
        return opened or (group if is_part or any(map(self._is_roll, nested)) else "")

    def are_names(self, block: Element) -> list[WrittenName]:
        """Everybody in a list of nothing but whole names; nobody in another block."""
        firsts = [next(iter(item), None) for item in block] if block.tag in _LISTS else []
        texts = [plain(words.text or "") for words in firsts if words is not None]
        found: list[WrittenName] = []
        for text in texts if len(texts) >= _FEWEST else ():
            # Most lists hold something else: the first item says so.
            one = self._names.person(text) if len(text) <= _LONGEST else None
            if one is None or " " not in one.name:
                return []
            found.append(one)
        return found

    def _is_roll(self, block: Element) -> bool:
        """Whether every item of a list says of somebody that they were there or not."""
        firsts = [next(iter(item), None) for item in block]
        called = [self._lines.is_call(plain(words.text or "")) for words in firsts if words is not None]
        return bool(called) and all(called)

    def hold_people(self, block: Element) -> bool:
        """Whether a list holds names in full, or a paragraph nothing but these, each on a line."""
        if block.tag in _LISTS:
            return self.hold_names(block)
        lines = [line for line in plain(block.text or "").split("\n") if line.strip()] if block.tag == "p" else []
        people = [self._names.person(line) for line in lines]
        return len(people) > 1 and all(one is not None and " " in one.name for one in people)

    def hold_names(self, block: Element) -> bool:
        """Whether a list holds the name of anybody in full, or a handle."""
        firsts = (next(iter(item), None) for item in block)
        people = (self._names.person(plain(words.text or "")) for words in firsts if words is not None)
        return any(one is not None and (" " in one.name or bool(one.handle)) for one in people)

    def _party(self, text: str, nested: list[Element], group: str, found: WrittenAttendance) -> None:
        """An organisation with those who came from it in the list below."""
        before = len(found.present)
        party = text.strip(" :")
        inner = self._lines.group_of(party)
        for below in nested:
            self.read(below, inner or group, found)
        is_body = self._recogniser.kind_of(BODIES, party)
        for at, one in enumerate(found.present[before:], before) if not inner and not is_body else ():
            found.present[at] = replace(one, organisation=one.organisation or party)

    def _parted(self, text: str) -> tuple[str, str]:
        """The words of an item, and what begins with a label right below it: "Afwezig: …"."""
        if "\n" not in text or ":" not in text:
            return text, ""
        lines = text.split("\n")
        cut = next((at for at, line in enumerate(lines) if at and self._lines.is_label(line)), len(lines))
        return "\n".join(lines[:cut]), "\n".join(lines[cut:])

    def _add(self, text: str, group: str, found: WrittenAttendance, *, is_alone: bool) -> None:
        if self._lines.called(text, found):
            return
        lines = [line for line in text.split("\n") if line.strip()]
        are_people = len(lines) > 1 and all(self._names.person(line) for line in lines)
        for line in lines if are_people else [" ".join(lines)]:
            if len(self._names.in_line(line.partition(":")[2])) > 1 and self._lines.parties.add(line, group, found):
                continue
            found.add(group, self._names.in_item(line, is_alone=is_alone and not are_people))


def _is_bold(words: Element | None) -> bool:
    """Whether an item begins in bold: those who were there, where the heading says so."""
    return words is not None and (words.text or "").lstrip().startswith(("**", "__"))
