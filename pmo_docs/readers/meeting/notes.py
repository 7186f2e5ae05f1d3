"""The notes of a meeting: headings become agenda items, marked lines actions and decisions, the rest stays prose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element

from pmo_docs.language import Catalogues
from pmo_docs.model.meeting import (
    ActionItem,
    ActionUpdate,
    AgendaItem,
    Annex,
    Decision,
    Explanation,
    Group,
    Leftover,
    Part,
    Prose,
    RequestedDecision,
    Status,
    Suggestion,
    Text,
)
from pmo_docs.model.numbering import Numbered
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers import markdown
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.actions import ActionReader
from pmo_docs.readers.meeting.headings import LEVELS, Heading, HeadingAttributes, Headings, placed
from pmo_docs.readers.meeting.leftovers import leftovers
from pmo_docs.readers.meeting.linking import LinkReader, link_reader
from pmo_docs.readers.meeting.marks import (
    COLUMN,
    DONE,
    FACT,
    IN_TEXT,
    KIND,
    LINE,
    LISTED,
    MARKED,
    NUMBER,
    TASK,
    WORD,
    marks_of,
)
from pmo_docs.readers.meeting.preparing import Preparation
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.meeting.suggestions import suggestions
from pmo_docs.readers.meeting.updates import NOTHING_EARLIER, Earlier
from pmo_docs.readers.people import Involved

_LINE_OF_TAG = re.compile(r'(<[a-z][a-z0-9]*[^<>]*?) data-line="(\d+)"')
_WORDS = "words"
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", markdown.RAW, MARKED, *LEVELS})
_PLAIN_PARTS: dict[str, type[Annex | Explanation]] = {"annex": Annex, "explanation": Explanation}


@dataclass
class Numbering:
    """The next numbers: of an action within its meeting, of a decision within its body; never one that is `taken`, or
    one of the `taken_decisions`."""

    numbered: Numbered
    next_decision: int
    next_action: int = 1
    taken: frozenset[str] = frozenset()
    taken_decisions: Set[str] = frozenset()

    def action(self) -> str:
        while (number := self.numbered(self.next_action)) in self.taken:
            self.next_action += 1
        self.next_action += 1
        return number

    def decision(self) -> str:
        while (number := str(self.next_decision)) in self.taken_decisions:
            self.next_decision += 1
        self.next_decision += 1
        return number


@dataclass(frozen=True)
class Notes:
    """The notes, understood; `title` is the heading above everything, if there is one."""

    title: Text | None
    preamble: tuple[Part, ...]
    items: tuple[AgendaItem, ...]
    suggestions: tuple[Suggestion, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass
class NotesReader:
    """Reads the notes of one meeting: `day` is its date, `file` stands in the places of everything found.

    Notes that `is_foreign` were written by others, who did not know how they would be read; `common` are the words that
    they write in small letters, `earlier` is what other meetings gave out before.
    """

    catalogues: Catalogues
    recogniser: Recogniser
    people: Involved
    file: str
    day: datetime.date | None
    numbering: Numbering
    problems: list[Problem]
    dates: DateReader
    is_foreign: bool
    common: Set[str] = frozenset()
    earlier: Earlier = NOTHING_EARLIER

    def __post_init__(self) -> None:
        self.marks = marks_of(self.recogniser, has_lines=self.is_foreign)
        actions = ActionReader(self.recogniser, self.people, self.day, self.dates, self.common)
        self._headings = Headings(self.catalogues, self.people, self.file, self.problems)
        self._preparation = Preparation(
            self.marks,
            actions,
            self._headings,
            self.recogniser,
            self.people,
            self.dates,
            self.day,
            self.file,
            self.is_foreign,
            self.earlier,
        )

    def prepare(self, root: Element, opening: Set[int], attendance: Set[int]) -> None:
        """Rework the blocks while their text is still Markdown; those on these lines are understood already."""
        self._preparation.prepare(root, attendance)
        read = opening | attendance
        self.numbering.taken = frozenset(promise.number for promise in self._preparation.promises if promise.number)
        self._leftovers = tuple(leftovers(root, read | self._preparation.told_on, self.recogniser, self.file))
        self._suggestions = tuple(suggestions(root, self._preparation.told_on, self.recogniser, self.people, self.file))

    def understood(self, blocks: Sequence[Element]) -> Notes:
        """The notes as agenda items with their parts, in the order in which they stand; `blocks` were prepared."""
        headings = [self._headings.understood(block) for block in blocks if block.tag in LEVELS]
        title, level = _levels(headings, may_be_deep=self.is_foreign)
        found = iter(headings)
        preamble: list[Part] = []
        items: list[tuple[Heading, list[Part]]] = []
        for block in blocks:
            heading = next(found) if block.tag in LEVELS else None
            if heading is not None and heading is title:
                continue
            if heading is not None and heading.level == level:
                items.append((heading, []))
                continue
            context = items[-1][0] if items else None
            parts = [self._subheading(block, heading, level)] if heading else self._parts(block, context)
            (items[-1][1] if items else preamble).extend(parts)
        return Notes(
            title.text if title else None,
            tuple(preamble),
            tuple(_item(*item) for item in items),
            self._suggestions,
            self._leftovers,
        )

    def _subheading(self, block: Element, heading: Heading, level: int) -> Prose:
        """A heading within an agenda item: one level below it, never skipping one."""
        block.tag = f"h{min(6, max(3, heading.level - level + 2))}"
        number = f"{heading.number} " if heading.number else ""
        html = self._sourced(markdown.to_html(block))
        return Prose(html.replace(">", f">{number}", 1) if number else html, heading.place)

    def _parts(self, block: Element, context: Heading | None) -> list[Part]:
        """A block as parts: prose in one piece, a list of marked lines one by one, what is mixed as a group."""
        place = self._place(block)
        if block.tag == MARKED:
            return [self._marked(block, context)]
        if block.tag == _WORDS:
            return [Prose(self._sourced(markdown.inline_html(block)), place)]
        if next(block.iter(MARKED), None) is None:
            return [Prose(self._sourced(markdown.to_html(block)), place)]
        if block.tag == "ul" or all(_is_marked_only(child) for child in block):
            return self._bullets(block, context)
        inside = [part for child in _children(block) for part in self._parts(child, context)]
        attributes = tuple((name, value) for name, value in block.attrib.items() if name == "start")
        return [Group(block.tag, attributes, tuple(inside), place)]

    def _bullets(self, block: Element, context: Heading | None) -> list[Part]:
        """The items of a list; those that are nothing but marked lines stand between them without a bullet."""
        parts: list[Part] = []
        for are_marked, items in groupby(block, _is_marked_only):
            inside = [child for item in items for child in (item if are_marked else (item,))]
            found = [part for child in inside for part in self._parts(child, context)]
            parts += found if are_marked else [Group(block.tag, (), tuple(found), self._place(block))]
        return parts

    def _marked(self, element: Element, context: Heading | None) -> Part:
        kind, place = element.get(KIND, ""), self._place(element)
        html = placed(self._sourced(markdown.inline_html(element)).strip(), place)
        text = Text(markdown.plain_text(html), html)
        item, topic = (context.number, context.text.plain) if context else ("", "")
        if self.recogniser.kind_of(("actions_heading", "decisions_heading"), topic):
            # That it stands in the list of actions is no subject.
            topic = ""
        is_done, label = bool(element.get(DONE)), element.get(WORD, "")
        if kind == "update":
            said = self._preparation.updates[int(element.get(FACT, "0"))]
            return ActionUpdate(said.number, said.status, text, said.due, said.due_text, said.owners, said.body, place)
        if kind in ("action", TASK):
            promise = self._preparation.promises[int(element.get(FACT, "0"))]
            return ActionItem(
                number=promise.number or self.numbering.action(),
                text=text,
                owners=promise.owners,
                due=promise.due,
                due_text=promise.due_text,
                status=Status.DONE if is_done else promise.status,
                item=item,
                topic=topic,
                arose=self.day,
                label=label,
                in_text=bool(element.get(IN_TEXT)),
                is_listed=bool(element.get(LISTED)),
                has_own_number=bool(promise.number),
                decisions=link_reader(self.recogniser).of_action(text.plain),
                notes=(Text(promise.note, escape(promise.note)),) if promise.note else (),
                place=place,
            )
        if kind == "decision":
            ruling = self._preparation.rulings[int(element.get(FACT, "0"))]
            own_number = element.get(NUMBER, "")
            links = link_reader(self.recogniser).of_decision(text.plain)
            decision = Decision(
                number=own_number,
                text=text,
                item=item,
                topic=topic,
                taken=self.day,
                label=label,
                in_text=bool(element.get(IN_TEXT)),
                adoption=ruling.adoption,
                vote=ruling.vote,
                is_taken=ruling.is_taken,
                has_own_number=bool(own_number),
                replaces=links.replaces,
                withdraws=links.withdraws,
                answers=LinkReader.requested(text.plain),
                place=place,
            )
            is_counted = decision.is_listed and not own_number
            return replace(decision, number=self.numbering.decision()) if is_counted else decision
        if kind == "request":
            return RequestedDecision(text, label, next(iter(LinkReader.requested(text.plain)), ""), place)
        return _PLAIN_PARTS[kind](text, label, place)

    def _place(self, element: Element) -> Place:
        return Place(self.file, int(element.get(LINE, "0")), int(element.get(COLUMN, "1")))

    def _sourced(self, html: str) -> str:
        """With file and line on every block, so that later stages can name them; words are left alone."""
        file = escape(self.file)
        return _LINE_OF_TAG.sub(lambda tag: f'{tag[1]} data-source="{file}:{tag[2]}"', html)


def _is_marked_only(block: Element) -> bool:
    return len(block) > 0 and not (block.text or "").strip() and all(child.tag == MARKED for child in block)


def _children(block: Element) -> Iterator[Element]:
    """The blocks inside a block; words that stand in it themselves, as in a tight list, come as one of their own."""
    words = Element(_WORDS, {LINE: block.get(LINE, "0")})
    words.text = block.text
    for child in block:
        if child.tag not in _BLOCKS:
            words.append(child)
            continue
        if (words.text or "").strip() or len(words):
            yield words
        yield child
        words = Element(_WORDS, {LINE: child.get(LINE, "0")})
        words.text = child.tail
    if (words.text or "").strip() or len(words):
        yield words


def _levels(headings: list[Heading], *, may_be_deep: bool) -> tuple[Heading | None, int]:
    """The heading that is the title, and the level of the agenda items.

    A first heading of level 1 that has no equal, no number and no attributes is the title, and one that `may_be_deep`
    also of another level when all others stand below it; agenda items have the highest level of the others.
    """
    levels = [heading.level for heading in headings]
    first = headings[0] if headings else None
    is_top = first is not None and (
        first.level == 1 or (may_be_deep and len(levels) > 2 and first.level == min(levels))
    )
    is_title = first and is_top and levels.count(first.level) == 1 and not first.number
    if first and is_title and first.attributes == HeadingAttributes():
        return first, min(levels[1:], default=0)
    return None, min(levels, default=0)


def _item(heading: Heading, parts: list[Part]) -> AgendaItem:
    return AgendaItem(
        title=heading.text,
        number=heading.number,
        purpose=heading.attributes.purpose,
        minutes=heading.attributes.minutes,
        time=heading.attributes.time,
        presenter=heading.presenter,
        is_skipped=heading.attributes.skip,
        parts=tuple(parts),
        place=heading.place,
    )
