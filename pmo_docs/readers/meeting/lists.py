"""Actions and decisions that are known by where they stand: below a heading such as "Actiepunten", or in a table.

The list or table stays as it was written; an element `marked` behind it holds what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.announcing import LEAD, LONGEST_HEADING, Announcements
from pmo_docs.readers.meeting.fields import FieldReader
from pmo_docs.readers.meeting.forms import INITIALS
from pmo_docs.readers.meeting.headed import HeadedReader, put
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.listed import MIXED, WITH_ACTIONS, Found, Listed, says_nothing, words_of
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.owners import OwnerReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.tables import TableReader

# "A1. …", "2) …", "• …": the lines of a list that nobody wrote as one.
_CODED = re.compile(
    r"^\s*(?:(?P<number>(?:[A-Z]{0,2}|[A-Z]{1,3}-)\d{1,4}[.:)]|\(\d{1,3}\))|[•–·]|\\?\[(?P<box>[ xX]?)\\?\])"
    r"\s+(?P<text>\S.*)$"
)
# "a. …", "**b) …**": points that no Markdown makes a list of.
_LETTERED = re.compile(r"\s*(?P<sign>\*\*|__)?(?P<letter>[a-z])[.)]\s+(?P<text>\S.*)", re.DOTALL)
_DEFINED = re.compile(r"(?P<term>[^\n:]{1,40})\n:\s+(?P<text>\S.*)", re.DOTALL)
# "Joren (techniek) — deadline: zaterdag".
_BEHIND_NAME = re.compile(r"(?<!\s)(?:\s*\([^()]{2,60}\)|\s+[–—-]\s.*$)")
# "… (Marvin)", "… (Amin & Niel? as far as I remember)".
_IN_BRACKETS = re.compile(r"\((?P<names>[^()?:]{2,40})(?:\?[^()]{0,80})?\)\s*\.?\s*$")
_FRONT = re.compile(r"\s*\\?\[(?P<names>[^\[\]\\]{2,60})\\?\]\s")
_BOLD_LAST = re.compile(r"\S\s+(?:\*\*|__)(?P<names>[^*_\n:]{2,40})(?:\*\*|__)\s*\.?\s*$")
_ONLY_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_\n]{2,40})(?:\*\*|__):?\s*")
# "Communication:" with nothing behind it.
_OPEN_LABEL = re.compile(r"[^:\n]{2,50}:\s*")
_FEWEST_KNOWN = 2
_FORCED, OWNERS = "data-forced", "data-owners"
_OWN_NUMBER = re.compile(
    r"^\s*(?P<number>\d{1,4}[/-]\d{1,3}|[A-Z]{1,3}-\d{1,4}|[A-Z]{1,2}\d{1,3}(?=[.:)]))[.:)]?\s+(?=\S)"
)
# Below a line that is no heading a list counts; what comes after it is about something else again.
_UNTIL_NEXT = 7


@dataclass(frozen=True)
class _Lead:
    """What stands above a list, for all of its items."""

    owners: str = ""
    until: str = ""
    status: str = ""


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
        self._fields = FieldReader(recogniser)
        self._tables = TableReader(recogniser, names)
        self._is_marked = is_marked
        self._owners = owners
        self._is_known = owners.knows
        self._headed = HeadedReader(recogniser, names, owners, is_marked)
        self._announcing = Announcements(recogniser, names, owners, self._headed.numbered)

    def read(self, root: Element, found: Found) -> None:
        """Hand over everything that is found, and remember of tasks in such a list that they are actions."""
        kind, level, lead, whose, opened_by_last = "", 0, _Lead(), "", ""
        self._announcing.learn(_bold_heads(root), self._heads_of_actions(root))
        # What has its list right below it does not go on below a heading of another topic, at a lower level.
        is_direct = had_items = False
        letter, is_announced, section, status = "", False, 0, ""
        for block, below in list(pairwise([*root, Element("end")])):
            is_right_below, is_announced = is_announced, False
            opened_by_last = opened_by_last if block.tag in ("ul", "ol") else ""
            if block.tag in LEVELS:
                letter, section = "", LEVELS[block.tag]
                opened = self._announcing.kind(plain(block.text or "")) or self._announcing.kind_about(
                    plain(block.text or "")
                )
                is_of_somebody = bool(kind) and not opened and self._is_of_somebody(block.text or "")
                is_topic = had_items and not is_of_somebody and not self._announcing.are_assigned(below)
                is_direct = bool(opened)
                if opened or LEVELS[block.tag] < level + (not is_of_somebody) or is_topic:
                    had_items = False
                    kind, level = opened, LEVELS[block.tag] if opened else 0
                # "#### Wim" with what Wim does below it.
                whose = self._owners_of(block.text or "", opened) if kind else ""
                status = self._announcing.status(plain(block.text or "")) if opened == "action" else status
                lead = _Lead(whose, status=status)
                if kind == "action" and not opened:
                    self._headed.with_fields(root, block, below, found)
                self._headed.alone(root, block, below, found)
            elif block.tag == "p" and kind and (point := self._lettered(block, letter)):
                letter = point["letter"]
                text = f"{point['sign'] or ''}{point['text']}"
                put(root, block, [Listed(kind, text, int(block.get(LINE, "0")), whose)], found)
            elif block.tag == "p" and below.tag in LEVELS and self._announcing.are_settled(block):
                # "The following proposals were approved:" with them below headings of their own.
                kind, level, is_direct = "decision", section, False
            elif block.tag == "p":
                opened, owners = self._announcing.announced(block, below)
                text = plain(block.text or "").strip() if opened or kind else ""
                owners = owners or (
                    self._announcing.whose(block.text or "") if kind and below.tag in ("ul", "ol") else ""
                )
                until = text if text.endswith(":") and len(text) <= LONGEST_HEADING else ""
                lead = _Lead(owners or whose, until, status)
                if opened:
                    kind, level, is_announced = opened, _UNTIL_NEXT, True
                elif (
                    (is_direct and self._headed.by_people(root, block, kind, found))
                    or (not owners and self._in_lines(root, block, kind, found))
                    or (below.tag not in ("ul", "ol") and self._headed.in_sentences(root, block, kind, found))
                ):
                    continue
                elif not owners and level == _UNTIL_NEXT:
                    if is_right_below and below.tag not in ("ul", "ol"):
                        self._headed.below_label(root, block, kind, found)
                    kind, level = "", 0
            elif block.tag in ("ul", "ol"):
                if (kind or opened_by_last) and not letter:
                    had_items = had_items or is_direct
                    self._items(block, kind or opened_by_last, lead if kind else _Lead(), found)
                else:
                    self._nested(block, found)
                # "4. Te doen" as the last point, with its list right below it.
                opened_by_last = "" if kind or opened_by_last else self._opened_by_last(block)
            elif block.tag in ("table", "raw-html"):
                self._tables.read(root, block, kind, found)

    def _heads_of_actions(self, root: Element) -> list[str]:
        """The headings right below those of actions, when all of them are single words that may be names."""
        found: list[str] = []
        inner: list[str] = []
        level = 0
        for block in [*root, Element("h1")]:
            if block.tag not in LEVELS:
                continue
            text = plain(block.text or "").strip(" :")
            if level and LEVELS[block.tag] > level:
                inner += [] if self._recogniser.is_a("nobody", text) else [text]
                continue
            are_names = len(inner) > 1 and all(" " not in one and self._names.is_name(one) for one in inner)
            # Not the things of which the notes speak: "Backend" and "Frontend".
            found += inner if are_names and not all(map(self._owners.is_common, inner)) else []
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

    def _in_lines(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """What a paragraph holds that is a list all the same."""
        return self._coded(root, block, kind, found) or self._defined(root, block, kind, found)

    def _defined(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """ "AI#0007" with ": Set up the tracker" on the line below it."""
        match = _DEFINED.fullmatch(block.text or "") if kind else None
        if match is None or kind == MIXED:
            return False
        number = match["term"].strip(" *_") if re.search(r"\d", match["term"]) else ""
        line, ones = int(block.get(LINE, "0")) + 1, []
        for said in re.split(r"\n:\s+", match["text"]):
            ones.append(Listed(kind, said if number else f"{match['term']}: {said}", line, number=number))
            line += said.count("\n") + 1
        put(root, block, ones, found)
        return True

    def _lettered(self, block: Element, before: str) -> re.Match[str] | None:
        """The next point behind the one with the letter `before`; the first is "a"."""
        point = _LETTERED.match(block.text or "")
        is_next = point is not None and ord(point["letter"]) - ord(before or "`") == 1
        return point if is_next else None

    def _coded(self, root: Element, block: Element, kind: str, found: Found) -> bool:
        """ "Besluiten" with the lines "B1. …" and "B2. …" right below it, in one paragraph or below a heading."""
        lines = (block.text or "").split("\n")
        head = plain(lines[0]).strip().rstrip("?")
        opened = self._announcing.kind(head) if len(lines) > 1 and len(lines[0]) <= LONGEST_HEADING else ""
        lines = lines[1:] if opened else lines
        kind = opened or kind
        items = [_CODED.match(line) for line in lines] if kind else []
        if not items or not all(items):
            return False
        first, ones = int(block.get(LINE, "0")) + bool(opened), []
        for offset, item in enumerate(filter(None, items)):
            own = (item["number"] or "").strip("(.:)")
            own = own if own and not own.isdecimal() else ""
            status = "x" if (item["box"] or "").casefold() == "x" else ""
            ones.append(Listed(kind, item["text"], first + offset, status=status, number=own))
        put(root, block, ones, found)
        return True

    def _opened_by_last(self, block: Element) -> str:
        """What the last item of a list announces when it is nothing but a label."""
        item = list(block)[-1] if len(block) else None
        words = words_of(item) if item is not None and len(item) == 1 else None
        text = plain(words.text or "").strip() if words is not None else ""
        return self._announcing.kind(text) if len(text) <= LONGEST_HEADING and "\n" not in text else ""

    def _nested(self, block: Element, found: Found) -> None:
        """An item that is nothing but a label, with the list below it."""
        for item in list(block.iter("li")):
            words = words_of(item)
            if words is not None and "\n" in (words.text or "") and self._coded(item, words, "", found):
                continue
            # "**Planning**" with "Acties:" on the line below it.
            text = plain(words.text or "").strip().split("\n")[-1].strip() if words is not None else ""
            kind = (self._announcing.kind(text) or self._announcing.single(text)) if len(text) < LONGEST_HEADING else ""
            for below in (child for child in item if kind and child.tag in ("ul", "ol")):
                self._items(below, kind, _Lead(), found)

    def _items(self, block: Element, kind: str, above: _Lead, found: Found) -> None:
        kind = "action" if kind == "decision" and self._are_tasks(block) else kind
        is_of_topics = any(self._is_topic(item) for item in block)
        bracketed = self._bracketed(block) or self._in_front(block) if kind == "action" else {}
        for item, behind in pairwise([*(child for child in block if child.tag == "li"), Element("end")]):
            words = words_of(item)
            nested = [child for child in item if child.tag in ("ul", "ol")]
            if words is None and (code := _in_code(item)) is not None and above is not None:
                text = "".join(code.itertext()).strip()
                found(item, list(item).index(code) + 1, Listed(kind, text, int(item.get(LINE, "0")), above.owners))
                continue
            if words is None and is_of_topics:
                continue
            if words is None:
                # "* 1. Ask for the grant" is a list within an item.
                for below in nested:
                    self._items(below, kind, above, found)
                continue
            if not (words.text or "").strip():
                continue
            text = plain(words.text or "").strip()
            lead = LEAD.match(text)
            has_below = bool(nested) or (behind.tag == "li" and words_of(behind) is None)
            if has_below and is_of_topics and not self._announcing.kind(text) and not self._names_owner(text):
                continue
            has_tasks = any(one.get(markdown.TASK) for below in nested for one in below)
            is_task = item.get(markdown.TASK) and not has_tasks
            if len(nested) == 1 and not lead and (names := self._only_names(nested[0])):
                one = Listed(kind, words.text or "", int(words.get(LINE, "0")), names, until=above.until)
                found(item, list(item).index(words) + 1, one)
            elif (
                nested
                and not is_task
                and (lead or has_tasks or self._is_part(text) or any(map(self._announcing.are_assigned, nested)))
                and not self._has_fields(nested)
            ):
                # "Pierre-Alexandre" as much as "Pierre-Alexandre:", when he is known.
                owners = self._announcing.owners_in(lead["names"]) if lead else self._announcing.whose(text)
                # "[AB] Update the site:"
                owners = owners or self._announcing.assigned(text)
                if above.owners and not self._announcing.whose(owners):
                    # "UI:" below the name of somebody is what it is about.
                    owners = above.owners
                # "To-dos" among the decisions has its own below it.
                inner = self._announcing.kind(text) or kind
                for below in nested:
                    self._items(below, inner, replace(above, owners=owners or above.owners), found)
            elif (
                self._is_marked(words.text or "")
                # "Action items list" as an item of an agenda.
                or (not nested and bool(self._announcing.kind(text)))
                or says_nothing(self._recogniser, text, kind)
                # "Update: the letter was sent"
                or (":" in text and self._recogniser.is_a("progress_label", text.partition(":")[0]))
                or (_OPEN_LABEL.fullmatch(text) and not item.get(markdown.TASK))
                or self._fields.only(words.text or "")
            ):
                continue
            elif item.get(markdown.TASK) and kind in WITH_ACTIONS:
                words.set(_FORCED, "action")
                words.set(OWNERS, above.owners)
            else:
                own = _OWN_NUMBER.match(words.text or "")
                raw = self._up_to_mark((words.text or "")[own.end() if own else 0 :])
                number = own["number"] if own else ""
                # Names behind the words say more than a heading above the list.
                owners = bracketed.get(id(item), "") or above.owners
                one = Listed(
                    kind, raw, int(words.get(LINE, "0")), owners, until=above.until, status=above.status, number=number
                )
                found(item, list(item).index(words) + 1, one)
                if kind == "action":
                    self._of_people(nested, found)

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
        return bool(texts) and all(are_names) and any(self._is_known(one) for parts in heads for one in parts)

    def _in_front(self, block: Element) -> dict[int, str]:
        """Who does it, by item, in a list of which every item begins with names in brackets: "[Ann/Bob] Ask …"."""
        said = {id(item): words.text or "" for item in block if (words := words_of(item)) is not None}
        found = {at: front["names"] for at, text in said.items() if (front := _FRONT.match(text))}
        are_names = all(self._may_do(one) or INITIALS.fullmatch(one) for one in map(str.strip, self._parts(found)))
        return found if len(found) == len(said) >= _FEWEST_KNOWN and are_names else {}

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
        are_known = [all(map(self._is_known, self._names.parts(names))) for names in found.values()]
        is_usual = 2 * len(found) >= len(said) and sum(are_known) >= _FEWEST_KNOWN
        # Where nobody says who was there, all of them name somebody or none.
        is_usual = is_usual or len(said) == len(found) >= _FEWEST_KNOWN
        # "(Ian, Brandon)" and "(Carson)" in half of them are people, whoever was there.
        are_several = any(len(self._names.parts(names)) > 1 for names in found.values())
        is_usual = is_usual or (are_several and len(found) > _FEWEST_KNOWN)
        return found if is_usual else {}

    def _only_names(self, block: Element) -> str:
        """Those who do what stands above a list, when it holds nothing but the names of people who are known."""
        texts = [plain(words.text or "").strip() for item in block if (words := words_of(item)) is not None]
        return ", ".join(texts) if texts and all(map(self._announcing.whose, texts)) else ""

    def _names_owner(self, text: str) -> bool:
        """ "Bring the teams together (Ann)", when she is known."""
        behind = _IN_BRACKETS.search(text)
        return behind is not None and all(map(self._is_known, self._names.parts(behind["names"])))

    def _may_do(self, name: str) -> bool:
        return self._names.is_name(name) or self._names.is_everyone(name)

    def _has_fields(self, nested: Sequence[Element]) -> bool:
        """Whether the lists below an item say who does it, and by when: "- Owner: Ann"."""
        texts = [
            text for below in nested for item in below if (words := words_of(item)) is not None and (text := words.text)
        ]
        return bool(texts) and all(self._fields.only(text) for text in texts)

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


def _bold_heads(root: Element) -> list[str]:
    """The lines in bold right above lists: in some notes the names of those who do what stands below."""
    heads = (above for above, below in pairwise(root) if above.tag == "p" and below.tag in ("ul", "ol"))
    found = (_ONLY_BOLD.fullmatch(head.text or "") for head in heads)
    return [bold["words"].strip(" :") for bold in found if bold]


def _named_last(text: str) -> str:
    """The names in brackets or in bold at the end of an item."""
    behind = _BOLD_LAST.search(text) or _IN_BRACKETS.search(plain(text))
    return behind["names"] if behind else ""


def _in_code(item: Element) -> Element | None:
    """The words of an item that stand so far from its sign that they are code: "-      Ann writes the text"."""
    code = item[0] if len(item) == 1 and item[0].tag == "pre" else None
    return code if code is not None and "\n" not in "".join(code.itertext()).strip() else None


def is_forced(words: Element) -> bool:
    """Whether a task is an action by its place, whatever it says."""
    return words.get(_FORCED) == "action"
