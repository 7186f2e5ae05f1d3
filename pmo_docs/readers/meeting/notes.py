"""The notes of a meeting: headings become agenda items, marked lines actions and decisions, the rest stays prose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from pmo_docs.language import Catalogues
from pmo_docs.model.meeting import (
    ActionItem,
    ActionUpdate,
    AgendaItem,
    Annex,
    Decision,
    Explanation,
    Group,
    Part,
    Prose,
    RequestedDecision,
    Status,
    Text,
)
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.actions import ActionReader, Promise
from pmo_docs.readers.meeting.headings import LEVELS, Heading, HeadingAttributes, Headings, placed
from pmo_docs.readers.meeting.marks import COLUMN, DONE, KIND, LINE, MARKED, TASK, WORD, Marks, marked
from pmo_docs.readers.people import Involved

# "34-3", also in bold, at the start of a task: an action that an earlier meeting gave out.
_GIVEN_NUMBER = re.compile(r"\*{0,2}(?P<number>(?!\d{4}-\d\d-\d\d(?!-))\d[\w/-]*-\d+)\*{0,2}(?=[\s:.,]|$)[\s:.,–—-]*")
_LINE_OF_TAG = re.compile(r'(<[a-z][a-z0-9]*[^<>]*?) data-line="(\d+)"')
_FACT = "data-fact"
_WORDS = "words"
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", markdown.RAW, MARKED, *LEVELS})
_PLAIN_PARTS: dict[str, type[Annex | RequestedDecision | Explanation]] = {
    "annex": Annex,
    "request": RequestedDecision,
    "explanation": Explanation,
}


@dataclass
class Numbering:
    """The next numbers: of an action within its meeting, of a decision within its body."""

    action_prefix: str
    next_decision: int
    next_action: int = 1

    def action(self) -> str:
        self.next_action += 1
        return f"{self.action_prefix}{self.next_action - 1}"

    def decision(self) -> str:
        self.next_decision += 1
        return str(self.next_decision - 1)


@dataclass(frozen=True)
class Notes:
    """The notes, understood; `title` is the heading above everything, if there is one."""

    title: Text | None
    preamble: tuple[Part, ...]
    items: tuple[AgendaItem, ...]


@dataclass
class NotesReader:
    """Reads the notes of one meeting: `day` is its date, `file` stands in the places of everything found."""

    catalogues: Catalogues
    people: Involved
    file: str
    day: datetime.date | None
    numbering: Numbering
    problems: list[Problem]
    is_day_first: bool = True
    _promises: list[Promise] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._marks = Marks(self.catalogues)
        self._actions = ActionReader(self.catalogues, self.people, self.day, is_day_first=self.is_day_first)
        self._headings = Headings(self.catalogues, self.people, self.file, self.problems)

    def read(self, text: str, first_line: int) -> Notes:
        """The notes as agenda items with their parts, in the order in which they stand."""
        blocks = markdown.parse(text, first_line, self._prepare, file=self.file, problems=self.problems)
        headings = [self._headings.understood(block) for block in blocks if block.tag in LEVELS]
        title, level = _levels(headings)
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
        return Notes(title.text if title else None, tuple(preamble), tuple(_item(*item) for item in items))

    def _prepare(self, root: Element) -> None:
        """Between block and inline parsing: cut marks, tasks, owners, dates and attributes from the words."""
        _make_nested_headings_bold(root)
        self._headings.cut_attributes(root)
        self._mark_tasks(root)
        self._marks.split(root)
        for element in root.iter(MARKED):
            if element.get(KIND) == "action":
                self._cut_promise(element, self._actions.read(element.text or "", self._place(element)))

    def _mark_tasks(self, root: Element) -> None:
        """A task is an action when it names an owner or a date, or the number of an action; else it stays a box."""
        for item in root.iter("li"):
            words = next(iter(item), None)
            if not item.get(markdown.TASK) or words is None or words.tag != "p" or not words.text:
                continue
            self._part_from_marks(item, words)
            task = marked(TASK, words.text, int(words.get(LINE, "0")), is_done=item.get(markdown.TASK) == "done")
            given = _GIVEN_NUMBER.match(words.text) if self.people.is_known else None
            promise = None if given else self._actions.read(words.text, self._place(words))
            if given:
                task.set(KIND, "update")
                task.set(_FACT, given["number"])
                task.text = words.text[given.end() :]
            elif promise and (promise.owners or promise.due):
                self._cut_promise(task, promise)
            else:
                continue
            item[0] = task
            del item.attrib[markdown.TASK]

    def _part_from_marks(self, item: Element, words: Element) -> None:
        """A marked line right below a task is no part of it."""
        first, rest = self._marks.cut(words.text or "")
        if rest:
            words.text = first
            below = Element("p", {LINE: str(int(words.get(LINE, "0")) + first.count("\n") + 1)})
            below.text = rest
            item.insert(1, below)

    def _cut_promise(self, element: Element, promise: Promise) -> None:
        element.set(_FACT, str(len(self._promises)))
        element.text = promise.text
        self._promises.append(promise)

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
        is_done, label = bool(element.get(DONE)), element.get(WORD, "")
        if kind == "update":
            return ActionUpdate(element.get(_FACT, ""), Status.DONE if is_done else Status.OPEN, text, place)
        if kind in ("action", TASK):
            promise = self._promises[int(element.get(_FACT, "0"))]
            return ActionItem(
                number=self.numbering.action(),
                text=text,
                owners=promise.owners,
                due=promise.due,
                due_text=promise.due_text,
                status=Status.DONE if is_done else Status.OPEN,
                item=item,
                topic=topic,
                arose=self.day,
                label=label,
                place=place,
            )
        if kind == "decision":
            return Decision(self.numbering.decision(), text, item, topic, self.day, label, place)
        return _PLAIN_PARTS[kind](text, label, place)

    def _place(self, element: Element) -> Place:
        return Place(self.file, int(element.get(LINE, "0")), int(element.get(COLUMN, "1")))

    def _sourced(self, html: str) -> str:
        """With file and line on every block, so that later stages can name them; words are left alone."""
        file = escape(self.file)
        return _LINE_OF_TAG.sub(lambda tag: f'{tag[1]} data-source="{file}:{tag[2]}"', html)


def _make_nested_headings_bold(root: Element) -> None:
    """A heading inside a list or a quote is no part of the outline of the document: its words become bold."""
    for parent in root.iter():
        if parent.tag in ("li", "blockquote"):
            for heading in parent:
                if heading.tag in LEVELS:
                    strong = SubElement(heading, "strong")
                    strong.text, heading.text, heading.tag = heading.text, None, "p"


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


def _levels(headings: list[Heading]) -> tuple[Heading | None, int]:
    """The heading that is the title, and the level of the agenda items.

    A first heading of level 1 that has no equal, no number and no attributes is the title; agenda items have the
    highest level of the others.
    """
    levels = [heading.level for heading in headings]
    first = headings[0] if headings else None
    is_title = first and first.level == 1 and levels.count(1) == 1 and not first.number
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
        parts=tuple(parts),
        place=heading.place,
    )
