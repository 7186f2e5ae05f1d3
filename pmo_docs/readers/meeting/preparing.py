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
from pmo_docs.model.problems import Place
from pmo_docs.readers import markdown
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.actions import ActionReader, Promise
from pmo_docs.readers.meeting.fields import FieldReader, Fields
from pmo_docs.readers.meeting.headings import LEVELS, Headings
from pmo_docs.readers.meeting.items import OWNERS, is_forced
from pmo_docs.readers.meeting.listed import AGREED, MIXED, TOLD, Listed
from pmo_docs.readers.meeting.lists import ListReader
from pmo_docs.readers.meeting.marks import (
    ANNOUNCES,
    COLUMN,
    FACT,
    IN_TEXT,
    KIND,
    LINE,
    MARKED,
    NUMBER,
    SPENT,
    TASK,
    WRITTEN,
    Marks,
    in_text,
    marked,
)
from pmo_docs.readers.meeting.mentions import Mention, MentionReader, line_of, paragraphs, sentences
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.parting import (
    insert_behind,
    make_nested_headings_bold,
    part_actions,
    part_from_marks,
    part_paragraphs,
)
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.repeats import RepeatedDecisions, Repeats, merged
from pmo_docs.readers.meeting.resolutions import ResolutionReader, Ruling
from pmo_docs.readers.meeting.settling import TOLD as TOLD_OF
from pmo_docs.readers.meeting.settling import Settling
from pmo_docs.readers.meeting.statuses import StatusReader
from pmo_docs.readers.people import Involved, folded

LISTED = "data-listed"

# "34-3", also in bold, at the start of a task: an action that an earlier meeting gave out.
_GIVEN_NUMBER = re.compile(r"\*{0,2}(?P<number>(?!\d{4}-\d\d-\d\d(?!-))\d[\w/-]*-\d+)\*{0,2}(?=[\s:.,]|$)[\s:.,–—-]*")
_QUOTED = re.compile(r"\s*(?P<sign>\*{2,3})(?P<words>[^*\n]{8,600})(?P=sign)\s*(?:\n|$)")
_LONGEST_STATUS = 25
_FEWEST_WORDS = 2
# "Jan - planning", "Jan: planning".
_SET_APART = re.compile(r"\S+(?: \S+){0,2}?(?::| [–-] )")
_BY_OFFICE = ("everyone", "functions")
_VOTED = ("seconded", "unanimous", "by_vote", "carried")


class Preparation:
    """Prepares the notes of one meeting; `promises` and `rulings` are what its elements say, by `FACT`.

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
    ) -> None:
        self.promises: list[Promise] = []
        self.told_on: set[int] = set()
        self._marks = marks
        self._actions = actions
        self._headings = headings
        self._recogniser = recogniser
        self._people = people
        self._file = file
        self._names = names = NameReader(recogniser)
        self._attendance: Set[int] = frozenset()
        self._lists = ListReader(
            recogniser,
            names,
            self._actions.owners,
            self._is_marked,
        )
        self._mentions = MentionReader(recogniser, names)
        self._fields = FieldReader(recogniser)
        self._is_foreign = is_foreign
        resolutions = ResolutionReader(recogniser, names, dates, day, is_foreign=is_foreign)
        self._settling = Settling(resolutions, marks, self._is_mentioned, is_foreign=is_foreign)
        self._repeats = Repeats(recogniser)
        self._statuses = StatusReader(recogniser)

    @property
    def rulings(self) -> Sequence[Ruling]:
        return self._settling.rulings

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
        self._mark_tasks(root)
        self._marks.split(root)
        if self._is_foreign:
            part_actions(root, self._actions.owners.apart)
        for element in root.iter(MARKED):
            if element.get(KIND) == "action" and not element.get(FACT):
                promise = self._actions.read(element.text or "", self._place(element), keeps_fields=True)
                is_short = len(promise.text) < _LONGEST_STATUS
                said = self._statuses.said if is_short else self._statuses.bracketed
                status = said(promise.text) if is_short or self._is_foreign else Status.OPEN
                self._cut_promise(element, replace(promise, number=element.get(NUMBER, ""), status=status))
            elif element.get(KIND) == "decision" and not element.get(FACT):
                self._settling.decided(element)
        self._add_fields(root)
        self._settling.drop_in_actions(root)
        self._drop_repeats(root)
        self._settling.drop_by_body(root)
        self.told_on |= self._settling.told_on

    def _is_marked(self, text: str) -> bool:
        return self._marks.is_marked(text) or self._is_mentioned(text)

    def _is_mentioned(self, text: str) -> bool:
        return next(self._mentions.read(text), None) is not None

    def _gives_action(self, text: str) -> bool:
        return self._marks.is_marked(text) or any(mention.kind == "action" for mention in self._mentions.read(text))

    # In the text

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
            named = self._actions.owners.named(plain(mention.owners), Place(self._file, line, 1))
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
            or self._actions.owners.knows(owner.name)
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
        if self._people.is_known and _GIVEN_NUMBER.match(one.text):
            return
        place = Place(self._file, one.line, 1)
        promise = (
            self._actions.row(one.text, one.due, place)
            if one.is_row
            else self._actions.read(self._statuses.cut(one.text), place)
        )
        owners = self._actions.owners.named(plain(one.owners), place) if one.owners else ()
        if one.until and not promise.due_text:
            above = self._actions.read(one.until, place)
            promise = replace(promise, due=above.due, due_text=above.due_text)
        if one.kind in (MIXED, AGREED) and not (owners or promise.owners or promise.due_text):
            if one.kind == AGREED:
                self._listed_decision(parent, at, one)
                return
            # "Tegen maandag nemen Ann en Bob de lijst door."
            if not (self._will_be_done(one.text) or self._actions.owners.names_somebody(one.text)):
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
        parent.insert(at, self._settling.decided(element, one.topic))

    def _action_in_text(self, promise: Promise, line: int, *, is_listed: bool = False) -> Element | None:
        """None when the same action stands in the notes already."""
        first = self._repeats.find(promise, line, is_listed=is_listed)
        if first is not None:
            self.promises[first] = merged(self.promises[first], promise)
            self.told_on.add(line)
            return None
        self._repeats.add(promise, len(self.promises), line, is_listed=is_listed)
        element = in_text("action", promise.text, line)
        element.set(LISTED, "yes" if is_listed else "")
        self._cut_promise(element, promise)
        return element

    def _add_fields(self, root: Element) -> None:
        """Items such as "Owner: Ann" say something of the action that they stand behind or below."""
        for block in root.iter():
            if block.tag not in ("ul", "ol"):
                continue
            above: Element | None = None
            for item in block:
                own = [child for child in item if child.tag == MARKED and child.get(KIND) in ("action", TASK)]
                words = next((child for child in item if child.tag == "p"), None)
                fields = self._fields.only(words.text or "") if words is not None and not own else None
                if own:
                    above = own[-1]
                    self._below(item, above)
                elif above is not None and fields and words is not None:
                    self._describe(above, fields, words)
                elif not fields:
                    above = None

    def _below(self, item: Element, action: Element) -> None:
        for below in (child for child in item if child.tag in ("ul", "ol")):
            for words in (words for each in below if (words := next(iter(each), None)) is not None):
                fields = self._fields.only(words.text or "") if words.tag == "p" else None
                if fields:
                    self._describe(action, fields, words)
                elif words.tag == "p" and self._statuses.is_status(plain(words.text or "")):
                    # "- Done" below it.
                    self._describe(action, Fields(status=plain(words.text or "")), words)

    def _describe(self, action: Element, fields: Fields, words: Element) -> None:
        number = int(action.get(FACT, "0"))
        if self.promises[number].owners:
            # "ACTIE JORIS: …" is his, whoever stands in the item behind it.
            fields = replace(fields, owner="")
        promise = self._actions.described(self.promises[number], fields, self._place(words))
        self.promises[number] = self._with_status(promise)
        self.told_on.add(line_of(words))

    def _with_status(self, promise: Promise) -> Promise:
        said = promise.said_status
        return replace(promise, status=self._statuses.said(said)) if said else promise

    def _drop_repeats(self, root: Element) -> None:
        """What stands in a marked line or a task is not taken from a list or a sentence once more."""
        boxes = Repeats(self._recogniser)
        for element in root.iter(MARKED):
            if element.get(KIND) in ("action", TASK) and not element.get(IN_TEXT):
                promise, line = self._promise(element), line_of(element)
                is_repeat = self._is_foreign and boxes.has(promise)
                if is_repeat and (written := element.get(WRITTEN)):
                    # "ACTION: Ann to …" at the top, and where it was given.
                    element.tag, element.text = "p", written
                    self.told_on.add(line)
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
                first = boxes.find(self._promise(element), line, is_listed=is_listed) if is_action else None
                if first is not None:
                    self.promises[first] = merged(self.promises[first], self._promise(element))
                    self.told_on.add(line_of(element))
                    repeated.add(id(element))
                elif element.get(KIND) == "decision" and not decided.add(
                    element.text or "", element.get(NUMBER, ""), topics.get(id(element), "")
                ):
                    repeated.add(id(element))
            if repeated:
                parent[:] = [child for child in parent if id(child) not in repeated]

    def _promise(self, element: Element) -> Promise:
        return self.promises[int(element.get(FACT, "0"))]

    # In the place of the words

    def _mark_tasks(self, root: Element) -> None:
        """A task is an action when it names an owner or a date, stands among actions, or has the number of one."""
        of_agenda = set(map(id, self._of_agenda(root))) if self._is_foreign else set()
        open_tasks = set() if self._people.is_known else set(map(id, self._open_tasks(root)))
        for item in (item for block in root if line_of(block) not in self._attendance for item in block.iter("li")):
            words = next(iter(item), None)
            if not item.get(markdown.TASK) or words is None or words.tag != "p" or not words.text:
                continue
            if line_of(words) in self._attendance:
                continue
            if any(child.tag == MARKED and child.get(KIND) == "decision" for child in item):
                # A box below "Decisions" says that it was one.
                continue
            part_from_marks(item, words, self._marks)
            task = marked(TASK, words.text, int(words.get(LINE, "0")), is_done=item.get(markdown.TASK) == "done")
            given = _GIVEN_NUMBER.match(words.text) if self._people.is_known else None
            promise = None if given else self._actions.read(words.text, self._place(words), keeps_fields=True)
            if given:
                task.set(KIND, "update")
                task.set(FACT, given["number"])
                task.text = words.text[given.end() :]
            elif promise and (
                is_forced(words)
                or id(item) in open_tasks
                or ((promise.owners or promise.due) and id(item) not in of_agenda)
            ):
                lead = words.get(OWNERS, "")
                # "**Bugfixes:** …" below the name of somebody is no name, nor is it with a list below it.
                is_lead = bool(lead) and not any(map(self._is_known, promise.owners))
                owners = self._actions.owners.named(lead, self._place(words)) if is_lead else promise.owners
                is_whole = not promise.text.strip(" *_:") or (is_lead and bool(promise.owners))
                said = words.text if is_whole else promise.text
                self._cut_promise(task, replace(promise, text=said, owners=owners))
            else:
                continue
            item[0] = task
            del item.attrib[markdown.TASK]

    def _of_agenda(self, root: Element) -> Iterator[Element]:
        """The items below a heading of the agenda: a box there says what was talked about."""
        is_agenda = False
        for block in root:
            if block.tag in LEVELS:
                is_agenda = self._recogniser.loosely(("adopted_agenda",), plain(block.text or "")) != ""
            yield from block.iter("li") if is_agenda else ()

    def _open_tasks(self, root: Element) -> Iterator[Element]:
        """The boxes of others that nobody ticked, in lists of nothing but boxes; not those of an agenda."""
        is_agenda = False
        for block in root:
            if block.tag in LEVELS:
                is_agenda = bool(self._recogniser.loosely(("adopted_agenda", "usual_topic"), plain(block.text or "")))
            lists = [one for one in _undecided(block) if one.tag in ("ul", "ol")] if not is_agenda else []
            for item in (item for one in lists if all(item.get(markdown.TASK) for item in one) for item in one):
                words = next(iter(item), None)
                text = plain(words.text or "") if words is not None else ""
                is_said = len(text.split()) >= _FEWEST_WORDS and not self._names.is_name(text)
                # "No - status update only", below "A quorum is present".
                is_said = is_said and not self._recogniser.kind_of(("yes", "no"), text.split()[0])
                if item.get(markdown.TASK) == "open" and is_said and not text.endswith("?"):
                    yield item

    def _cut_promise(self, element: Element, promise: Promise) -> None:
        promise = self._with_status(promise)
        element.set(FACT, str(len(self.promises)))
        element.text = promise.text
        self.promises.append(promise)

    def _place(self, element: Element) -> Place:
        return Place(self._file, int(element.get(LINE, "0")), int(element.get(COLUMN, "1")))


def _undecided(block: Element) -> Iterator[Element]:
    """The elements of a block, without those below an item that is a decision."""
    if any(child.tag == MARKED and child.get(KIND) == "decision" for child in block):
        return
    yield block
    for child in block:
        yield from _undecided(child)


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
