"""What the actions of one meeting promise, beside the elements that say it, and what is said of them below these."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.model.problems import Place
from pmo_docs.readers.meeting.actions import ActionReader, Promise
from pmo_docs.readers.meeting.fields import Fields, field_reader
from pmo_docs.readers.meeting.marks import COLUMN, FACT, KIND, LINE, MARKED, TASK
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.repeats import merged
from pmo_docs.readers.meeting.statuses import StatusReader


class Promises:
    """Keeps what every action says, in `said` by the `FACT` of its element.

    `told_on` are the lines of the paragraphs that tell again of an action, or more of it.
    """

    def __init__(self, recogniser: Recogniser, actions: ActionReader, statuses: StatusReader, file: str) -> None:
        self.said: list[Promise] = []
        self.told_on: set[int] = set()
        self._actions = actions
        self._statuses = statuses
        self._fields = field_reader(recogniser)
        self._file = file

    def cut(self, element: Element, promise: Promise) -> None:
        """Keep what an element promises, and leave it only the words of what is to be done."""
        promise = self._with_status(promise)
        element.set(FACT, str(len(self.said)))
        element.text = promise.text
        self.said.append(promise)

    def of(self, element: Element) -> Promise:
        """What an element promises."""
        return self.said[int(element.get(FACT, "0"))]

    def repeat(self, first: int, promise: Promise, line: int) -> None:
        """Add what only a repeat on this line says to the action with the number `first`."""
        self.said[first] = merged(self.said[first], promise)
        self.told_on.add(line)

    def add_fields(self, root: Element) -> None:
        """Add what items such as "Owner: Ann" say of the action that they stand behind or below."""
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

    def place_of(self, element: Element) -> Place:
        """Where the words of an element stand."""
        return Place(self._file, int(element.get(LINE, "0")), int(element.get(COLUMN, "1")))

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
        if self.said[number].owners:
            # "ACTIE JORIS: …" is his, whoever stands in the item behind it.
            fields = replace(fields, owner="")
        promise = self._actions.described(self.said[number], fields, self.place_of(words))
        self.said[number] = self._with_status(promise)
        self.told_on.add(line_of(words))

    def _with_status(self, promise: Promise) -> Promise:
        said = promise.said_status
        return replace(promise, status=self._statuses.said(said)) if said else promise
