"""The items of a list of actions or decisions: who does what, also in lists within the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.announcing import ASSIGNED, LEAD, LONGEST_HEADING, Announcements
from pmo_docs.readers.meeting.fields import field_reader
from pmo_docs.readers.meeting.forms import INITIALS
from pmo_docs.readers.meeting.listed import WITH_ACTIONS, Found, Listed, says_nothing, words_of
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.owners import BOLD_LAST, OwnerReader
from pmo_docs.readers.meeting.points import PointReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

# "… (Marvin)", "… (Amin & Niel? as far as I remember)".
_IN_BRACKETS = re.compile(r"\((?P<names>[^()?:]{2,40})(?:\?[^()]{0,80})?\)\s*\.?\s*$")
# "Communication:" with nothing behind it.
_OPEN_LABEL = re.compile(r"[^:\n]{2,50}:\s*")
# "MR, CM (2) …", "LE+NL (8h) …".
_EFFORT = re.compile(
    rf"\s*(?P<names>\?|{INITIALS.pattern})\s*\(\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:[^\W\d_]{{1,7}}\.?)?\)\s+(?=[^\W\d_])"
)
_OWN_NUMBER = re.compile(
    r"^\s*(?P<number>\d{1,4}[/-]\d{1,3}|[A-Z]{1,3}-\d{1,4}|[A-Z]{1,2}\d{1,3}(?=[.:)]))[.:)]?\s+(?=\S)"
)
_FEWEST_TOPICS = 3
_FEWEST_KNOWN = 2
_MOST_WORDS_OF_LEAD = 6
_FORCED, OWNERS = "data-forced", "data-owners"
# When all of them are to be done, as the heading above says.
UNTIL = "data-until"


@dataclass(frozen=True)
class Lead:
    """What stands above a list, for all of its items."""

    owners: str = ""
    until: str = ""
    status: str = ""


@dataclass(frozen=True)
class _Whole:
    """A list as a whole: what stands in it and above it, who does what by item, and whether its items are topics with
    labelled actions below them."""

    kind: str
    above: Lead
    found: Found
    is_of_topics: bool = False
    owners: dict[int, str] = field(default_factory=dict)


class ItemReader:
    """Hands over what the items of one list after the other hold."""

    def __init__(
        self,
        recogniser: Recogniser,
        names: NameReader,
        owners: OwnerReader,
        announcing: Announcements,
        points: PointReader,
        is_marked: Callable[[str], bool],
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        self._owners = owners
        self._announcing = announcing
        self._points = points
        self._is_marked = is_marked
        self._fields = field_reader(recogniser)

    def read(self, block: Element, kind: str, above: Lead, found: Found) -> None:
        """Hand over the items of a list of which `kind` is what is announced above it."""
        kind = "action" if kind == "decision" and self._are_tasks(block) else kind
        if kind == "decision" and _is_outline(block):
            self._decided_within(block, found)
            return
        owners = self._bracketed(block) or self._in_front(block) if kind == "action" else {}
        whole = _Whole(kind, above, found, any(map(self._is_topic, block)), owners)
        for item, behind in pairwise([*(child for child in block if child.tag == "li"), Element("end")]):
            words = words_of(item)
            if words is None:
                self._wordless(item, whole)
            elif (words.text or "").strip():
                self._item(item, words, behind, whole)

    def below_labels(self, block: Element, found: Found) -> None:
        """Hand over what stands below the items of a list that are nothing but a label."""
        for item in list(block.iter("li")):
            words = words_of(item)
            for above, below in pairwise(list(item)):
                # "Besluiten, zoals besproken:" further on in the item, with its own list.
                is_lead = above.tag == "p" and above is not words and below.tag in ("ul", "ol")
                opened, owners = self._announcing.announced(above, below) if is_lead else ("", "")
                if opened:
                    self.read(below, opened, Lead(owners), found)
            if words is not None and "\n" in (words.text or "") and self._points.coded(item, words, "", found):
                continue
            # "**Planning**" with "Acties:" on the line below it.
            text = plain(words.text or "").strip().split("\n")[-1].strip() if words is not None else ""
            kind = (self._announcing.kind(text) or self._announcing.single(text)) if len(text) < LONGEST_HEADING else ""
            for below in _nested_in(item) if kind else ():
                self.read(below, kind, Lead(), found)

    def _decided_within(self, block: Element, found: Found) -> None:
        """What was agreed on the topics of an outline: "All agreed to …", at whatever depth."""
        for item in block.iter("li"):
            words = words_of(item)
            if (
                words is not None
                and not _nested_in(item)
                and self._recogniser.says("suggest_decision", words.text or "")
            ):
                one = Listed("decision", words.text or "", int(words.get(LINE, "0")))
                found(item, list(item).index(words) + 1, one)

    def _wordless(self, item: Element, whole: _Whole) -> None:
        """ "-      Ann writes the text", so far from its sign that it is code; "* 1. Ask for the grant"."""
        code = _in_code(item)
        if code is not None:
            text = "".join(code.itertext()).strip()
            one = Listed(whole.kind, text, int(item.get(LINE, "0")), whole.above.owners)
            whole.found(item, list(item).index(code) + 1, one)
        elif not whole.is_of_topics:
            for below in _nested_in(item):
                self.read(below, whole.kind, whole.above, whole.found)

    def _item(self, item: Element, words: Element, behind: Element, whole: _Whole) -> None:
        nested = _nested_in(item)
        text = plain(words.text or "").strip()
        has_below = bool(nested) or (behind.tag == "li" and words_of(behind) is None)
        if has_below and whole.is_of_topics and not self._announcing.kind(text) and not self._names_owner(text):
            return
        if nested and whole.kind == "action" and self._is_time(text):
            # "By Friday:" with what is to be done by then below it.
            for below in nested:
                self.read(below, whole.kind, replace(whole.above, until=text), whole.found)
            return
        has_lead = LEAD.match(text) is not None
        if len(nested) == 1 and not has_lead and (names := self._only_names(nested[0])):
            one = Listed(whole.kind, words.text or "", int(words.get(LINE, "0")), names, until=whole.above.until)
            whole.found(item, list(item).index(words) + 1, one)
        elif nested and self._leads(item, text, nested, whole.kind):
            self._below_lead(text, nested, whole)
        elif self._is_nothing(item, words, nested, whole.kind):
            return
        elif item.get(markdown.TASK) and whole.kind in WITH_ACTIONS:
            words.set(_FORCED, "action")
            words.set(OWNERS, whole.above.owners)
            words.set(UNTIL, whole.above.until)
        else:
            self._hand_over(item, words, whole)
            if whole.kind == "action":
                self._of_people(nested, whole.found)

    def _hand_over(self, item: Element, words: Element, whole: _Whole) -> None:
        own = _OWN_NUMBER.match(words.text or "")
        one = Listed(
            whole.kind,
            self._up_to_mark((words.text or "")[own.end() if own else 0 :]),
            int(words.get(LINE, "0")),
            # Names behind the words say more than a heading above the list.
            whole.owners.get(id(item), "") or whole.above.owners,
            until=whole.above.until,
            status=whole.above.status,
            number=own["number"] if own else "",
        )
        whole.found(item, list(item).index(words) + 1, one)

    def _leads(self, item: Element, text: str, nested: Sequence[Element], kind: str) -> bool:
        """Whether an item only says whose, or what kind of, actions stand in the lists below it."""
        has_tasks = kind in WITH_ACTIONS and any(one.get(markdown.TASK) for below in nested for one in below)
        if (item.get(markdown.TASK) and not has_tasks) or self._has_fields(nested):
            return False
        lead = LEAD.match(text)
        # "Go through the text that covers the options:" is to be done, whatever stands below it.
        is_said = lead is not None and len(text.split()) > _MOST_WORDS_OF_LEAD and text[:1].islower()
        is_lead = (lead is not None and not is_said) or has_tasks or self._is_part(text)
        return is_lead or any(map(self._announcing.are_assigned, nested))

    def _is_time(self, text: str) -> bool:
        """Whether an item says by when, and nothing else: "By the end of Tuesday (25 October)"."""
        begins = self._recogniser.pattern("due").match(text)
        return begins is not None and len(text.split()) <= _MOST_WORDS_OF_LEAD and not self._owners.does_something(text)

    def _below_lead(self, text: str, nested: Sequence[Element], whole: _Whole) -> None:
        above, lead = whole.above, LEAD.match(text)
        # "Pierre-Alexandre" as much as "Pierre-Alexandre:", when he is known.
        owners = self._announcing.owners_in(lead["names"]) if lead else self._announcing.whose(text)
        # "[AB] Update the site:"
        owners = owners or self._announcing.assigned(text)
        if above.owners and not self._announcing.whose(owners):
            # "UI:" below the name of somebody is what it is about.
            owners = above.owners
        # "To-dos" among the decisions has its own below it.
        inner = self._announcing.kind(text) or whole.kind
        for below in nested:
            self.read(below, inner, replace(above, owners=owners or above.owners), whole.found)

    def _is_nothing(self, item: Element, words: Element, nested: Sequence[Element], kind: str) -> bool:
        """Whether an item is labelled, announces something, or says that there is nothing."""
        raw, text = words.text or "", plain(words.text or "").strip()
        label, colon, _ = text.partition(":")
        return bool(
            self._is_marked(raw)
            # "Action items list" as an item of an agenda.
            or (not nested and self._announcing.kind(text))
            or says_nothing(self._recogniser, text, kind)
            # "Update: the letter was sent"
            or (colon and self._recogniser.is_a("progress_label", label))
            or (_OPEN_LABEL.fullmatch(text) and not item.get(markdown.TASK))
            or self._fields.only(raw)
        )

    def _of_people(self, nested: Sequence[Element], found: Found) -> None:
        """What people do below an item that says what it is about: "- Better tests" with "- **Ann** writes …"."""
        for item in (item for block in nested for item in block if item.tag == "li"):
            words = words_of(item)
            if words is None or item.get(markdown.TASK) or self._is_marked(words.text or ""):
                continue
            if self._owners.does_something(words.text or ""):
                found(item, list(item).index(words) + 1, Listed("action", words.text or "", int(words.get(LINE, "0"))))

    def _are_tasks(self, block: Element) -> bool:
        """ "Ann: book the hall", "Bob/Cy: sort out the questions" in every item, some of them known."""
        texts = [plain(words.text or "") for item in block if (words := words_of(item)) is not None]
        heads = [self._names.parts(text.partition(":")[0]) if ":" in text else [] for text in texts]
        are_names = [bool(parts) and all(map(self._names.is_name, parts)) for parts in heads]
        return bool(texts) and all(are_names) and any(self._owners.who.knows(one) for parts in heads for one in parts)

    def _in_front(self, block: Element) -> dict[int, str]:
        """Who does it, by item, in a list of which every item begins with names in brackets: "[Ann/Bob] Ask …"."""
        said = {id(item): words.text or "" for item in block if (words := words_of(item)) is not None}
        found = {at: front["names"] for at, text in said.items() if (front := ASSIGNED.match(text))}
        if letters := self._with_effort(said):
            return letters
        are_names = all(self._may_do(one) or INITIALS.fullmatch(one) for one in map(str.strip, self._parts(found)))
        return found if len(found) == len(said) >= _FEWEST_KNOWN and are_names else {}

    def _with_effort(self, said: dict[int, str]) -> dict[int, str]:
        """Who does it, by item, where all begin with letters and how much work it is: "MR, CM (2) …", "? (2,5) …"."""
        found = {at: front["names"] for at, text in said.items() if (front := _EFFORT.match(text))}
        letters = {at: names for at, names in found.items() if names != "?"}
        # Others may stand between them: a sum, a remark.
        are_usual = len(letters) >= _FEWEST_KNOWN and 2 * len(found) >= len(said)
        return letters if are_usual else {}

    def _parts(self, found: dict[int, str]) -> list[str]:
        return [part for names in found.values() for part in self._names.parts(names)]

    def _bracketed(self, block: Element) -> dict[int, str]:
        """Who does it, by item, in a list of which most items end with names in brackets, some of them known.

        "… (Marvin)" names somebody who was not there when "… (Natascha)" stands above it.
        """
        inner = block if len(block) > _FEWEST_KNOWN else block.iter("li")
        said = {id(item): words.text or "" for item in inner if (words := words_of(item)) is not None}
        found = {at: names for at, text in said.items() if (names := _named_last(text))}
        found = {at: names for at, names in found.items() if all(map(self._may_do, self._names.parts(names)))}
        are_known = [all(map(self._owners.who.knows, self._names.parts(names))) for names in found.values()]
        is_usual = 2 * len(found) >= len(said) and sum(are_known) >= _FEWEST_KNOWN
        if is_usual or any(BOLD_LAST.search(said[at]) for at in found):
            # What is in bold and nobody who is known is what matters in the item.
            return found if is_usual else {}
        # Where nobody says who was there, all of them name somebody or none.
        is_usual = len(said) == len(found) >= _FEWEST_KNOWN
        # "(Ian, Brandon)" and "(Carson)" in half of them are people, whoever was there.
        are_several = any(len(self._names.parts(names)) > 1 for names in found.values())
        return found if is_usual or (are_several and len(found) > _FEWEST_KNOWN) else {}

    def _names_owner(self, text: str) -> bool:
        """ "Bring the teams together (Ann)", when she is known."""
        behind = _IN_BRACKETS.search(text)
        return behind is not None and all(map(self._owners.who.knows, self._names.parts(behind["names"])))

    def _only_names(self, block: Element) -> str:
        """Those who do what stands above a list, when it holds nothing but the names of people who are known."""
        texts = [plain(words.text or "").strip() for item in block if (words := words_of(item)) is not None]
        return ", ".join(texts) if texts and all(map(self._announcing.whose, texts)) else ""

    def _may_do(self, name: str) -> bool:
        return self._names.is_name(name) or self._names.is_everyone(name)

    def _has_fields(self, nested: Sequence[Element]) -> bool:
        """Whether the lists below an item say who does it, or by when: "- Owner: Ann"."""
        texts = [
            text for below in nested for item in below if (words := words_of(item)) is not None and (text := words.text)
        ]
        return any(self._fields.only(text) for text in texts)

    def _up_to_mark(self, text: str) -> str:
        """A line with a label right below an item is no part of it."""
        first, *lines = text.split("\n")
        return "\n".join([first, *takewhile(lambda line: not self._is_marked(line), lines)])

    def _is_part(self, text: str) -> bool:
        """A heading inside a list, such as "From this meeting" or a name, with the actions below it."""
        return bool(self._announcing.kind(text)) or self._names.is_name(text) or self._names.is_everyone(text)

    def _is_topic(self, item: Element) -> bool:
        """An item with labelled actions below it is what they are about; so are the others with lists of their own."""
        below = (words for child in item if child.tag in ("ul", "ol") for words in child.iter("p"))
        return any(self._is_marked(words.text or "") for words in below)


def _named_last(text: str) -> str:
    """The names in brackets or in bold at the end of an item."""
    behind = BOLD_LAST.search(text) or _IN_BRACKETS.search(plain(text))
    return behind["names"] if behind else ""


def _in_code(item: Element) -> Element | None:
    """The words of an item that stand so far from its sign that they are code: "-      Ann writes the text"."""
    code = item[0] if len(item) == 1 and item[0].tag == "pre" else None
    return code if code is not None and "\n" not in "".join(code.itertext()).strip() else None


def _nested_in(item: Element) -> list[Element]:
    return [child for child in item if child.tag in ("ul", "ol")]


def is_forced(words: Element) -> bool:
    """Whether a task is an action by its place, whatever it says."""
    return words.get(_FORCED) == "action"


def _is_outline(block: Element) -> bool:
    """Whether every item of a list, and there are several, is what other items below it are about."""
    items = [item for item in block if item.tag == "li"]
    return len(items) >= _FEWEST_TOPICS and all(_nested_in(item) for item in items)
