"""Actions and decisions that are known by where they stand: below a heading such as "Actiepunten", or in a table.

The list or table stays as it was written; an element `marked` behind it holds what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.announcing import LONGEST_HEADING, Announcements
from pmo_docs.readers.meeting.ballots import ballot_reader
from pmo_docs.readers.meeting.headed import HeadedReader, put
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.items import ItemReader, Lead
from pmo_docs.readers.meeting.listed import WITH_ACTIONS, Found, Listed, words_of
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.points import PointReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.tables import TableReader

# "Joren (techniek) — deadline: zaterdag".
_BEHIND_NAME = re.compile(r"(?<!\s)(?:\s*\([^()]{2,60}\)|\s+[–—-]\s.*$)")
_ONLY_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_\n]{2,40})(?:\*\*|__):?\s*")
# Below a line that is no heading a list counts; what comes after it is about something else again.
_UNTIL_NEXT = 7
_LISTS = ("ul", "ol")


@dataclass
class _Section:
    """What the blocks up to here announce: the `kind` of what follows, the `level` of the heading that said so, and
    what stands above the next list; `whose` all of it is, `until` when, and the `status` that the heading gives it.

    `letter` is that of the last point, `heading` the level of the last heading, `outer` what that announces. A section
    `is_direct` below a heading that opened it, and `had_items` when its list came; `is_announced` in the block right
    behind a label, and `is_of_paragraphs` when each of its paragraphs is an item.
    """

    kind: str = ""
    level: int = 0
    lead: Lead = field(default_factory=Lead)
    whose: str = ""
    until: str = ""
    until_here: str = ""
    status: str = ""
    letter: str = ""
    heading: int = 0
    opened_by_last: str = ""
    is_direct: bool = False
    had_items: bool = False
    is_announced: bool = False
    is_of_votes: bool = False
    is_of_paragraphs: bool = False
    outer: tuple[str, int] = ("", 0)

    @property
    def when(self) -> str:
        """What says when: the nearest first, each on a line."""
        return "\n".join(filter(None, (self.until_here, self.until)))


class ListReader:
    """Walks through the blocks of notes and hands over what stands in lists and tables of actions and decisions."""

    def __init__(
        self,
        recogniser: Recogniser,
        names: NameReader,
        owners: OwnerReader,
        is_marked: Callable[[str], bool],
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        self._owners = owners
        self._tables = TableReader(recogniser, names)
        self._headed = HeadedReader(recogniser, names, owners, is_marked)
        self._announcing = Announcements(recogniser, names, owners, self._headed.numbered)
        self._ballots = ballot_reader(recogniser)
        self._points = PointReader(self._announcing)
        self._items = ItemReader(recogniser, names, owners, self._announcing, self._points, is_marked)

    def read(self, root: Element, found: Found) -> None:
        """Hand over everything that is found, and remember of tasks in such a list that they are actions."""
        self._announcing.learn(_bold_heads(root), self._heads_of_actions(root))
        section = _Section()
        for block, below in list(pairwise([*root, Element("end")])):
            was_announced, section.is_announced = section.is_announced, False
            section.opened_by_last = section.opened_by_last if block.tag in _LISTS else ""
            if block.tag in LEVELS:
                self._heading(root, block, below, section, found)
            elif block.tag == "p" and below.tag in LEVELS and self._announcing.are_settled(block):
                # "The following proposals were approved:" with them below headings of their own.
                section.kind, section.level, section.is_direct = "decision", section.heading, False
            elif block.tag == "p":
                self._paragraph(root, block, below, section, found, was_announced=was_announced)
            elif block.tag in _LISTS:
                self._list(block, section, found)
            elif block.tag in ("table", "raw-html"):
                self._tables.read(root, block, section.kind, found)

    def _heading(self, root: Element, block: Element, below: Element, section: _Section, found: Found) -> None:
        raw, text, level = block.text or "", plain(block.text or ""), LEVELS[block.tag]
        opened = self._announcing.kind(text) or self._announcing.kind_about(text)
        is_of_somebody = bool(section.kind) and not opened and self._is_of_somebody(raw)
        # What has its list right below it does not go on below a heading of another topic, at a lower level.
        is_topic = section.had_items and not is_of_somebody and not self._announcing.are_assigned(below)
        section.letter, section.heading, section.is_direct = "", level, bool(opened)
        if section.level == _UNTIL_NEXT:
            # What a label opened ends here, what the heading above it opened goes on.
            section.kind, section.level = section.outer
        section.is_of_paragraphs = opened == "action" and self._headed.are_items(root, block)
        section.is_of_votes = self._ballots.is_above(text)
        if opened or level < section.level + (not is_of_somebody) or is_topic:
            section.had_items = False
            section.kind, section.level = opened, level if opened else 0
        section.outer = section.kind, section.level
        # "#### Wim" with what Wim does below it.
        section.whose = self._owners_of(raw, opened) if section.kind else ""
        section.status = self._announcing.status(text) if opened == "action" else section.status
        # "Actions for the next meeting", with those of Ann and of Bob below it.
        section.until = text if opened == "action" else section.until if section.kind == "action" else ""
        # "### By the end of the month" among the actions says when before what stands above it does.
        section.until_here = "" if opened or section.kind != "action" else text
        section.lead = Lead(section.whose, section.when, section.status)
        if section.kind in WITH_ACTIONS and not opened:
            self._headed.with_fields(root, block, found)
        self._headed.alone(root, block, below, found)

    def _paragraph(
        self, root: Element, block: Element, below: Element, section: _Section, found: Found, *, was_announced: bool
    ) -> None:
        kind = section.kind
        one = Listed(kind, "", int(block.get(LINE, "0")), section.whose)
        if kind and (letter := self._points.lettered(root, block, section.letter, one, found)):
            section.letter = letter
            return
        if section.is_of_paragraphs and section.is_direct:
            until = section.lead.until
            put(
                root,
                block,
                [Listed(kind, block.text or "", int(block.get(LINE, "0")), section.whose, until=until)],
                found,
            )
            return
        is_above_list = below.tag in _LISTS
        opened, owners = self._announcing.announced(block, below)
        text = plain(block.text or "").strip() if opened or kind else ""
        owners = owners or (self._announcing.whose(block.text or "") if kind and is_above_list else "")
        until = text if text.endswith(":") and len(text) <= LONGEST_HEADING else ""
        status = section.status
        if is_above_list and (opened or section.outer[0]) == "action":
            # "Done:" above a list below "Todos", "todo (postponed):".
            status = self._announcing.progress(plain(block.text or "")) or status
            opened = opened or ("action" if status != section.status else "")
        if kind == "action" and not opened and self._announcing.says_when(text):
            # "Deadline: 12 mei" below the heading, with the lists further down.
            section.until = text
            section.lead = Lead(owners or section.whose, section.when, status)
            return
        section.lead = Lead(owners or section.whose, "\n".join(filter(None, (until, section.when))), status)
        if opened:
            section.kind, section.level, section.is_announced = opened, _UNTIL_NEXT, True
            return
        is_read = (
            (section.is_direct and self._headed.by_people(root, block, kind, found))
            or (not owners and self._points.in_lines(root, block, kind, found))
            or (not is_above_list and self._headed.in_sentences(root, block, kind, found))
        )
        # "Drawings:" below "Deadline: 12 May" is a part of what is to be done by then.
        is_part = is_above_list and bool(until) and kind == "action" and self._announcing.says_when(section.until)
        if not is_read and not owners and not is_part and section.level == _UNTIL_NEXT:
            if was_announced and not is_above_list:
                self._headed.below_label(root, block, kind, found)
            section.kind, section.level = "", 0

    def _list(self, block: Element, section: _Section, found: Found) -> None:
        kind = section.kind or section.opened_by_last
        if section.is_of_votes and not kind:
            self._ballots.read(block, found)
            return
        if kind and not section.letter:
            section.had_items = section.had_items or section.is_direct
            self._items.read(block, kind, section.lead if section.kind else Lead(), found)
        else:
            self._items.below_labels(block, found)
        # "4. Te doen" as the last point, with its list right below it.
        section.opened_by_last = "" if kind else self._opened_by_last(block)

    def _heads_of_actions(self, root: Element) -> list[str]:
        """The headings right below those of actions, when all of them are single words that may be names."""
        found: list[str] = []
        inner: list[str] = []
        level = 0
        for block, below in pairwise([*root, Element("h1"), Element("end")]):
            if block.tag not in LEVELS:
                continue
            label = plain(below.text or "").strip() if level and below.tag == "p" else ""
            if label and (self._announcing.progress(label) or self._announcing.kind(label.rstrip(":"))):
                # "Done:" stands below what it is about.
                level = 0
                continue
            text = plain(block.text or "").strip(" :")
            if level and LEVELS[block.tag] > level:
                inner += [] if self._recogniser.is_a("nobody", text) else [text]
                continue
            are_names = len(inner) > 1 and all(" " not in one and self._names.is_name(one) for one in inner)
            # Not the things of which the notes speak: "Backend" and "Frontend".
            found += inner if are_names and not all(map(self._owners.who.is_common, inner)) else []
            inner, level = [], LEVELS[block.tag] if self._announcing.kind(text) == "action" else 0
        return found

    def _owners_of(self, raw: str, opened: str) -> str:
        """The names in a heading: all of it, "Lea:" also of somebody who is not known, or behind "Tasks for …"."""
        if opened:
            joined = self._recogniser.search("for", raw)
            return self._announcing.whose(raw[joined.end() :]) if joined else ""
        text = _BEHIND_NAME.sub("", plain(raw).strip())
        first, *others = text.split() or [""]
        if others and len(others) < _UNTIL_NEXT and self._recogniser.is_a("group_word", first):
            # "Gruppe Ballwurf"
            return text
        is_name = text.endswith(":") and self._names.is_name(text.rstrip(":"))
        return text.rstrip(":") if is_name else self._announcing.whose(text)

    def _is_of_somebody(self, raw: str) -> bool:
        """Whether a heading is the name of somebody, or "Unassigned", among those of what they have to do."""
        return bool(self._owners_of(raw, "")) or self._recogniser.is_a("nobody", plain(raw))

    def _opened_by_last(self, block: Element) -> str:
        """What the last item of a list announces when it is nothing but a label."""
        item = list(block)[-1] if len(block) else None
        words = words_of(item) if item is not None and len(item) == 1 else None
        text = plain(words.text or "").strip() if words is not None else ""
        return self._announcing.kind(text) if len(text) <= LONGEST_HEADING and "\n" not in text else ""


def _bold_heads(root: Element) -> list[str]:
    """The lines in bold right above lists: in some notes the names of those who do what stands below."""
    heads = (above for above, below in pairwise(root) if above.tag == "p" and below.tag in ("ul", "ol"))
    found = (_ONLY_BOLD.fullmatch(head.text or "") for head in heads)
    return [bold["words"].strip(" :") for bold in found if bold]
