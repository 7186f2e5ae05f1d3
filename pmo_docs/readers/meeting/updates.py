"""What a meeting says of an earlier one's action that it names by number: "34-3 gereed", "34-3: naar 15 januari"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Container, Set
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Owner, Status
from pmo_docs.model.numbering import USUAL, NumberPattern
from pmo_docs.model.people import folded
from pmo_docs.model.problems import Place
from pmo_docs.readers import markdown
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.marks import COLUMN, FACT, KIND, LINE, NUMBER, Marks, marked
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.parting import part_from_marks
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.statuses import StatusReader
from pmo_docs.readers.meeting.who import WhoReader

# "34-3", also in bold and with its body, at the start of an item or a line.
_NUMBER = re.compile(
    r"\s*(?P<bold>\*\*|__)?(?P<number>[^\W_](?:[\w/.-]*\w)?)(?(bold)(?P=bold)|)(?=[\s:.,]|$)[\s:.,–—-]*"
)
# "3 leden" begins with no number of an action, though old notes may have numbered one so.
_JOINED = re.compile(r"\w[/.-]\w|[^\W\d_]\d")
_CLAUSE = re.compile(r"[.,;:(]|\s[–—-]\s")
_LONGEST_STATUS = 40


@dataclass(frozen=True)
class Earlier:
    """What the earlier meetings of the body with `body_id` gave out: the `numbers` of their actions, by its `pattern`;
    `bodies` are the ids of all bodies, whose actions may be named too."""

    numbers: Set[str] = frozenset()
    body_id: str = ""
    pattern: NumberPattern | None = None
    bodies: Collection[str] = ()


NOTHING_EARLIER = Earlier()


@dataclass(frozen=True)
class Update:
    """What is said of the action with a number; see ActionUpdate for the fields."""

    number: str
    status: Status | None
    due: datetime.date | None = None
    due_text: str = ""
    owners: tuple[Owner, ...] = ()
    body: str = ""


class _Begun(NamedTuple):
    """The number with which a text begins, where what is said of it starts, and whose it is when not this body's."""

    number: str
    end: int
    body: str = ""


class UpdateReader:
    """Marks these items and lines, and keeps what they say in `said` by the `FACT` of their elements.

    In a box a number of the body's form is meant as one also when nobody gave it out, where `are_boxes_meant` so; a day
    without a year is the first one on or after `since`.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        statuses: StatusReader,
        dates: DateReader,
        who: WhoReader,
        earlier: Earlier,
        since: datetime.date | None,
        file: str,
        *,
        are_boxes_meant: bool,
    ) -> None:
        self.said: list[Update] = []
        self._statuses = statuses
        self._dates = dates
        self._who = who
        self._given = earlier.numbers
        self._body_id = earlier.body_id
        self._others = {folded(id): id for id in earlier.bodies if id != earlier.body_id}
        self._form = (earlier.pattern or USUAL).form
        self._since = since
        self._file = file
        self._are_boxes_meant = are_boxes_meant
        self._moved = re.compile(rf"(?<!\w)(?:{recogniser.any_of('moved_to')})\s", re.IGNORECASE)
        self._passed = re.compile(
            rf"(?<!\w)(?:{recogniser.any_of('passed_to')})\s+(?P<names>[^.;:()\n]+)", re.IGNORECASE
        )

    def names_action(self, text: str) -> bool:
        """Whether an item of a list begins with the number of an action of an earlier meeting."""
        return self._begins(text, in_box=self._are_boxes_meant) is not None

    def is_given(self, number: str) -> bool:
        """Whether an action of an earlier meeting has this number."""
        return number in self._given

    def mark(self, root: Element, marks: Marks, listed: Container[int]) -> None:
        """Put an element in the place of the items and lines that begin with such a number.

        What is `listed` on these lines is an action by itself, in a list that is repeated.
        """
        if not self._given and not self._others and not self._are_boxes_meant:
            return
        for block in root:
            for item in block.iter("li"):
                if line_of(item) not in listed:
                    self._mark_item(item, marks)
        pieces = [piece for block in root for piece in (self._lines(block) if block.tag == "p" else (block,))]
        root[:] = pieces

    def relabelled(self, element: Element, place: Place) -> bool:
        """Make "Actie 34-3: gereed" one too, when that number was given out; whether it is.

        What says nothing of how far it is, until when or by whom is an action, and has somebody else's number.
        """
        number, text = element.get(NUMBER, ""), element.text or ""
        if number not in self._given or not _JOINED.search(number):
            return False
        update = self._read(number, text, place)
        if update == Update(number, None):
            return False
        self._set(element, update, text)
        return True

    def _mark_item(self, item: Element, marks: Marks) -> None:
        words = next(iter(item), None)
        box = item.get(markdown.TASK)
        if words is None or words.tag != "p" or not words.text:
            return
        begun = self._begins(words.text, in_box=bool(box) and self._are_boxes_meant)
        if begun is None:
            return
        part_from_marks(item, words, marks)
        item[0] = self._element(words, begun, words.text, line_of(words), box or "")
        item.attrib.pop(markdown.TASK, None)

    def _lines(self, block: Element) -> list[Element]:
        """A paragraph with its lines apart where they begin with numbers."""
        lines = (block.text or "").split("\n")
        begun = {at: found for at, line in enumerate(lines) if (found := self._begins(line, in_box=False))}
        if not begun:
            return [block]
        starts = sorted({0, *begun})
        pieces = []
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            text, line = "\n".join(lines[start:end]), line_of(block) + start
            if start in begun:
                pieces.append(self._element(block, begun[start], text, line))
                continue
            piece = Element("p", {**block.attrib, LINE: str(line)})
            piece.text = text
            pieces.append(piece)
        return pieces

    def _element(self, words: Element, begun: _Begun, text: str, line: int, box: str = "") -> Element:
        element = marked("update", "", line, int(words.get(COLUMN, "1")))
        said = text[begun.end :]
        update = replace(self._read(begun.number, said, Place(self._file, line), box), body=begun.body)
        self._set(element, update, said)
        return element

    def _set(self, element: Element, update: Update, text: str) -> None:
        element.set(KIND, "update")
        element.set(FACT, str(len(self.said)))
        element.text = text
        self.said.append(update)

    def _begins(self, text: str, *, in_box: bool) -> _Begun | None:
        match = _NUMBER.match(text) if self._given or self._others or in_box else None
        if match is None:
            return None
        # "STUURGROEP/34-3" where several bodies could be meant; "324/01" is one number.
        number = match["number"]
        body, stroke, rest = number.partition("/")
        if stroke and folded(body) == folded(self._body_id):
            number = rest
        elif stroke and (other := self._others.get(folded(body))) and _JOINED.search(rest):
            return _Begun(rest, match.end(), other)
        is_given = number in self._given and (in_box or _JOINED.search(number) is not None)
        is_meant = in_box and self._form.fullmatch(number) is not None
        return _Begun(number, match.end()) if is_given or is_meant else None

    def _read(self, number: str, text: str, place: Place, box: str = "") -> Update:
        said = plain(text).strip()
        status = Status.DONE if box == "done" else self._status(text, said)
        due, due_text = self._moved_to(said)
        if due_text and status is None:
            status = Status.DEFERRED
        elif status is None and box:
            status = Status.OPEN
        passed = self._passed.search(said)
        owners = self._who.named(passed["names"].split(",")[0].strip(), place) if passed else ()
        return Update(number, status, due, due_text, owners)

    def _status(self, text: str, said: str) -> Status | None:
        """What the words say: "gereed, zie de mail", "is vervallen", "… (afgehandeld)"; None when nothing."""
        listed = self._statuses.listed(text, "")
        if listed is not Status.OPEN:
            return listed
        first = _CLAUSE.split(said, maxsplit=1)[0].strip()
        status = self._statuses.said(first) if len(first) < _LONGEST_STATUS else Status.OPEN
        if status is not Status.OPEN:
            return status
        return Status.OPEN if self._statuses.is_status(first) and first else None

    def _moved_to(self, said: str) -> tuple[datetime.date | None, str]:
        """The new day of "verschoven naar 15 januari"; None with its words when it reads two ways."""
        moved = self._moved.search(said)
        found = self._dates.find(said, self._since) if moved else ()
        day = next((one for one in found if moved and moved.end() <= one.start <= moved.end() + _LONGEST_STATUS), None)
        if day is None:
            return None, ""
        return (None if day.other else day.date), said[day.start : day.end]
