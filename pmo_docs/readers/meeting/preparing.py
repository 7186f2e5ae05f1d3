"""Between block and inline parsing: what is marked, listed or mentioned becomes an element `marked`.

A marked line or a task takes the place of its words; what stands in running text, in a list or in a table below
"Actiepunten" stays there as it was written, and the element behind it is marked as `IN_TEXT`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Owner, Status
from pmo_docs.model.people import folded
from pmo_docs.model.problems import Place
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.actions import ActionReader, Promise
from pmo_docs.readers.meeting.headings import LEVELS, Headings
from pmo_docs.readers.meeting.listed import AGREED, MIXED, TOLD, Listed, is_figures
from pmo_docs.readers.meeting.lists import ListReader
from pmo_docs.readers.meeting.marks import (
    ANNOUNCES,
    FACT,
    IN_TEXT,
    KIND,
    LISTED,
    MARKED,
    NUMBER,
    SPENT,
    TASK,
    WRITTEN,
    Marks,
    in_text,
)
from pmo_docs.readers.meeting.mentions import Mention, line_of, mention_reader, paragraphs, sentences
from pmo_docs.readers.meeting.names import name_reader
from pmo_docs.readers.meeting.parting import (
    insert_behind,
    make_nested_headings_bold,
    order_by_line,
    part_actions,
    part_paragraphs,
)
from pmo_docs.readers.meeting.promises import Promises
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.repeats import RepeatedDecisions, Repeats
from pmo_docs.readers.meeting.resolutions import ResolutionReader, Ruling
from pmo_docs.readers.meeting.settling import TOLD as TOLD_OF
from pmo_docs.readers.meeting.settling import Settling
from pmo_docs.readers.meeting.statuses import StatusReader
from pmo_docs.readers.meeting.tasks import TaskReader
from pmo_docs.readers.meeting.updates import Earlier, Update, UpdateReader
from pmo_docs.readers.people import Involved

_QUOTED = re.compile(r"\s*(?P<sign>\*{2,3})(?P<words>[^*\n]{8,600})(?P=sign)\s*(?:\n|$)")
_LONGEST_STATUS = 25
# "Jan - planning", "Jan: planning".
_SET_APART = re.compile(r"\S+(?: \S+){0,2}?(?::| [–-] )")
_BY_OFFICE = ("everyone", "functions")
_VOTED = ("seconded", "unanimous", "by_vote", "carried")


class Preparation:
    """Prepares the notes of one meeting; `promises`, `updates` and `rulings` are what its elements say, by `FACT`.

    `told_on` are the lines of the paragraphs that tell of a motion, or again of an action.
    """

    def __init__(
        self,
        marks: Marks,
        actions: ActionReader,
        headings: Headings,
        recogniser: Recogniser,
        people: Involved,
        dates: DateReader,
        day: datetime.date | None,
        file: str,
        is_foreign: bool,
        earlier: Earlier,
    ) -> None:
        self._marks = marks
        self._actions = actions
        self._headings = headings
        self._recogniser = recogniser
        self._people = people
        self._file = file
        self._names = names = name_reader(recogniser)
        self._attendance: Set[int] = frozenset()
        self._repeated_on: set[int] = set()
        self._lists = ListReader(
            recogniser,
            names,
            self._actions.owners,
            self._is_marked,
        )
        self._mentions = mention_reader(recogniser)
        self._is_foreign = is_foreign
        resolutions = ResolutionReader(recogniser, names, dates, day, is_foreign=is_foreign)
        self._settling = Settling(resolutions, marks, self._is_mentioned, is_foreign=is_foreign)
        self._repeats = Repeats(recogniser)
        self._statuses = StatusReader(recogniser)
        self._promises = Promises(recogniser, actions, self._statuses, file)
        self._tasks = TaskReader(
            marks, actions, self._promises, recogniser, names, people, self._is_known, is_foreign=is_foreign
        )

        who = self._actions.owners.who
        self._updates = UpdateReader(
            recogniser, self._statuses, dates, who, earlier, day, file, are_boxes_meant=people.is_known
        )

    @property
    def promises(self) -> Sequence[Promise]:
        return self._promises.said

    @property
    def updates(self) -> Sequence[Update]:
        return self._updates.said

    @property
    def rulings(self) -> Sequence[Ruling]:
        return self._settling.rulings

    @property
    def told_on(self) -> Set[int]:
        return self._promises.told_on | self._settling.told_on

    def prepare(self, root: Element, attendance: Set[int]) -> None:
        """Cut marks, tasks, owners, dates and attributes from the words of the blocks below `root`; those of the
        `attendance` begin on these lines."""
        self._attendance = attendance
        make_nested_headings_bold(root)
        part_paragraphs(root, self._marks, self._mentions)
        self._headings.cut_attributes(root)
        self._mention(root)
        self._settling.settle(root)
        self._lists.read(root, self._listed)
        self._updates.mark(root, self._marks, self._repeated_on)
        self._tasks.mark(root, attendance)
        self._marks.split(root)
        order_by_line(root)
        if self._is_foreign:
            part_actions(root, self._actions.owners.apart)
        for element in root.iter(MARKED):
            if element.get(KIND) == "action" and not element.get(FACT):
                if self._updates.relabelled(element, self._promises.place_of(element)):
                    continue
                promise = self._actions.read(element.text or "", self._promises.place_of(element), keeps_fields=True)
                is_short = len(promise.text) < _LONGEST_STATUS
                said = self._statuses.said if is_short else self._statuses.bracketed
                status = said(promise.text) if is_short or self._is_foreign else Status.OPEN
                self._promises.cut(element, replace(promise, number=element.get(NUMBER, ""), status=status))
            elif element.get(KIND) == "decision" and not element.get(FACT):
                self._settling.decided(element)
        self._promises.add_fields(root)
        self._settling.drop_in_actions(root)
        self._drop_repeats(root)
        self._settling.drop_by_body(root)

    def _is_marked(self, text: str) -> bool:
        return self._marks.is_marked(text) or self._is_mentioned(text)

    def _is_mentioned(self, text: str) -> bool:
        return next(self._mentions.read(text), None) is not None

    def _gives_action(self, text: str) -> bool:
        return self._marks.is_marked(text) or any(mention.kind == "action" for mention in self._mentions.read(text))

    def _mention(self, root: Element) -> None:
        above: Element | None = None
        behind: dict[int, list[Element]] = {}
        for _, words in list(paragraphs(root)):
            text = words.text or ""
            found = list(self._given_above(above, words))
            given = {line_of(element) for element in found}
            above = words
            if not self._marks.is_marked(text) and not words.get(ANNOUNCES):
                found += [one for one in self._found_in(text, line_of(words)) if line_of(one) not in given]
            behind |= {id(words): found} if found else {}
        insert_behind(root, behind)
        self._quoted(root)

    def _quoted(self, root: Element) -> None:
        """ "> ***Resolution #2: …***": what a scribe set apart as a quotation, emphasised as a whole."""
        for block in [block for block in root if block.tag == "blockquote" and len(block)]:
            said = _QUOTED.match(block[0].text or "") if self._is_foreign and block[0].tag == "p" else None
            kind, words = self._marks.labelled(said["words"]) if said else ("", "")
            if kind == "decision":
                element = in_text("decision", words, line_of(block[0]))
                root.insert(list(root).index(block) + 1, self._settling.decided(element))

    def _given_above(self, above: Element | None, words: Element) -> Iterator[Element]:
        """ "Action: AB" below the words that say what is to be done."""
        lines = (words.text or "").split("\n") if self._mentions.may_label(words.text or "") else []
        for offset, line in enumerate(lines):
            names = self._mentions.only_owners(line)
            before = lines[offset - 1] if offset else (above.text or "").split("\n")[-1] if above is not None else ""
            is_told = bool(names) and all(map(self._is_known_name, self._names.parts(names)))
            is_attendance = not offset and above is not None and line_of(above) in self._attendance
            if not is_told or is_attendance or not before.strip() or self._gives_action(before):
                continue
            number = line_of(words) + offset
            # Who moved it, and who was in favour, is nothing to be done.
            said = [part for part in sentences(before) if not any(self._recogniser.says(kind, part) for kind in _VOTED)]
            mention = Mention("action", (said or [before])[-1], names, needs_known_owner=True)
            element = self._mentioned(mention, number)
            if element is not None:
                words.set(SPENT, f"{words.get(SPENT, '')} {number}")
                yield element

    def _found_in(self, text: str, line: int) -> Iterator[Element]:
        """What a paragraph of running text mentions."""
        for mention in self._mentions.read(text):
            is_open = mention.kind == "action" and not mention.owners and self._is_foreign
            for said in self._actions.owners.apart(mention.text) if is_open else (mention.text,):
                element = self._mentioned(replace(mention, text=said), line + mention.offset)
                if element is not None:
                    yield element

    def _mentioned(self, mention: Mention, line: int) -> Element | None:
        if mention.kind == "decision":
            element = in_text("decision", mention.text, line)
            element.set(NUMBER, mention.number)
            return element
        mention = replace(mention, text=_balanced(mention.text))
        if mention.begins_with_owner and not self._actions.owners.begins_with_somebody(mention.text):
            return None
        is_told = _SET_APART.match(mention.text) or self._actions.owners.does_something(mention.text)
        if mention.is_answer and not is_told:
            return None
        if mention.above and all(map(self._is_known_name, self._names.parts(mention.text.rstrip(".")))):
            mention = replace(mention, text=mention.above, owners=mention.text.rstrip("."))
        promise = replace(self._actions.read(mention.text, Place(self._file, line, 1)), number=mention.number)
        if mention.owners:
            named = self._actions.owners.who.named(plain(mention.owners), Place(self._file, line, 1))
            promise = replace(promise, owners=named or promise.owners)
        if self._is_foreign and mention.text.rstrip().endswith(("]", ")")):
            # "Rewrite the text [done]"
            promise = replace(promise, status=self._statuses.said(plain(mention.text)))
        if mention.needs_owner and not promise.owners:
            return None
        if mention.needs_known_owner and not any(self._is_known(owner) for owner in promise.owners):
            return None
        return self._action_in_text(promise, line)

    def _is_known_name(self, text: str) -> bool:
        """Of somebody who is known, of an organisation, or "Clerk"."""
        is_other = folded(text) in self._people.organisations or self._recogniser.is_a("functions", text)
        return self._people.recognise(text) is not None or is_other

    def _is_known(self, owner: Owner) -> bool:
        is_group = self._recogniser.is_a("everyone_of", owner.name.split()[0])
        return (
            owner.person is not None
            or self._actions.owners.who.knows(owner.name)
            or is_group
            or any(self._recogniser.is_a(one, owner.name) for one in _BY_OFFICE)
        )

    def _listed(self, parent: Element, at: int, one: Listed) -> None:
        is_whole = one.is_row or bool(one.owners) or not self._is_foreign
        pieces = [one.text] if is_whole else self._actions.owners.apart(one.text)
        for text in pieces:
            before = len(parent)
            self._listed_one(parent, at, replace(one, text=text))
            at += len(parent) - before

    def _listed_one(self, parent: Element, at: int, one: Listed) -> None:
        if one.kind == "decision":
            self._listed_decision(parent, at, one)
            return
        if one.kind == TOLD:
            for offset, found in enumerate(list(self._found_in(one.text, one.line))):
                parent.insert(at + offset, found)
            return
        if one.number and self._updates.is_given(one.number) and self._is_foreign:
            self._repeated_on.add(one.line)
        elif not one.is_row and (self._updates.is_given(one.number) or self._updates.names_action(one.text)):
            return
        place = Place(self._file, one.line, 1)
        promise = (
            self._actions.row(one.text, one.due, place)
            if one.is_row
            else self._actions.read(self._statuses.cut(one.text), place)
        )
        owners = self._actions.owners.who.named(plain(one.owners), place) if one.owners else ()
        if is_figures(promise.text):
            # "MR: 6 (4)" below "Sum".
            return
        if one.until and not promise.due_text:
            promise = self._actions.until(one.until, promise, place)
        if one.kind in (MIXED, AGREED) and not (owners or promise.owners or promise.due_text):
            if one.kind == AGREED:
                self._listed_decision(parent, at, one)
                return
            # "Tegen maandag nemen Ann en Bob de lijst door."
            if not (self._will_be_done(one.text) or self._actions.owners.who.names_somebody(one.text)):
                return
        status = self._statuses.listed(one.text, one.status)
        # What stands in the column of the status and is none says how far it is.
        said = one.status if status is Status.OPEN and not self._statuses.is_status(one.status) else ""
        note = "; ".join(filter(None, (said, one.note)))
        if promise.owners and all(self._names.is_everyone(owner.name) for owner in owners):
            # "Tasks for everyone", and one of them for Ann.
            owners = promise.owners
        promise = replace(promise, owners=owners or promise.owners, status=status, number=one.number, note=note)
        element = self._action_in_text(promise, one.line, is_listed=True)
        if element is not None:
            parent.insert(at, element)

    def _will_be_done(self, text: str) -> bool:
        """ "Acme zal het model uitwerken", whoever that is; not "Volgend overleg zal …"."""
        said = plain(text)
        is_next = self._recogniser.pattern("next_heading").match(said) is not None
        return not is_next and self._recogniser.says("future", said)

    def _listed_decision(self, parent: Element, at: int, one: Listed) -> None:
        element = in_text("decision", one.text, one.line)
        element.set(NUMBER, one.number)
        element.set(LISTED, "yes")
        parent.insert(at, self._settling.decided(element, one.topic))

    def _action_in_text(self, promise: Promise, line: int, *, is_listed: bool = False) -> Element | None:
        """None when the same action stands in the notes already."""
        first = self._repeats.find(promise, line, is_listed=is_listed)
        if first is not None:
            self._promises.repeat(first, promise, line)
            return None
        self._repeats.add(promise, len(self._promises.said), line, is_listed=is_listed)
        element = in_text("action", promise.text, line)
        element.set(LISTED, "yes" if is_listed else "")
        self._promises.cut(element, promise)
        return element

    def _drop_repeats(self, root: Element) -> None:
        """What stands in a marked line or a task is not taken from a list or a sentence once more."""
        boxes = Repeats(self._recogniser)
        for element in root.iter(MARKED):
            if element.get(KIND) in ("action", TASK) and not element.get(IN_TEXT):
                promise, line = self._promises.of(element), line_of(element)
                is_repeat = self._is_foreign and boxes.has(promise)
                if is_repeat and (written := element.get(WRITTEN)):
                    # "ACTION: Ann to …" at the top, and where it was given.
                    element.tag, element.text = "p", written
                    self._promises.told_on.add(line)
                    continue
                boxes.add(promise, int(element.get(FACT, "0")), line, is_listed=False)
        decided = RepeatedDecisions()
        topics = _topics(root)
        for element in root.iter(MARKED):
            if element.get(KIND) == "decision" and not element.get(IN_TEXT):
                decided.add(element.text or "", element.get(NUMBER, ""))
        for parent in list(root.iter()):
            repeated: set[int] = set()
            for element in [child for child in parent if child.tag == MARKED and child.get(IN_TEXT)]:
                is_listed = bool(element.get(LISTED))
                is_action = element.get(KIND) == "action"
                line = line_of(element)
                first = boxes.find(self._promises.of(element), line, is_listed=is_listed) if is_action else None
                if first is not None:
                    self._promises.repeat(first, self._promises.of(element), line)
                    repeated.add(id(element))
                elif element.get(KIND) == "decision" and not decided.add(
                    element.text or "", element.get(NUMBER, ""), topics.get(id(element), ""), is_listed=is_listed
                ):
                    repeated.add(id(element))
            if repeated:
                parent[:] = [child for child in parent if id(child) not in repeated]


def _topics(root: Element) -> dict[int, str]:
    """The heading above each motion that running text tells of, by the id of its element."""
    found, topic = {}, ""
    for block in root:
        topic = block.text or "" if block.tag in LEVELS else topic
        found.update({id(each): topic for each in block.iter(MARKED) if each.get(TOLD_OF)})
    return found


def _balanced(text: str) -> str:
    """Without signs of which the other half stands outside a text that was cut from a line."""
    for sign in ("**", "__", "~~"):
        text = text.replace(sign, "") if text.count(sign) % 2 else text
    return text.removesuffix(")") if text.count(")") > text.count("(") else text
