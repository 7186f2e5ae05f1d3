"""Boxes: which of the tasks in lists are actions, and the element `marked` in the place of their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Owner
from pmo_docs.readers import markdown
from pmo_docs.readers.meeting.actions import ActionReader
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.items import OWNERS, UNTIL, is_forced
from pmo_docs.readers.meeting.marks import KIND, LINE, MARKED, TASK, Marks, marked
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.parting import part_from_marks
from pmo_docs.readers.meeting.promises import Promises
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.people import Involved

_FEWEST_WORDS = 2


class TaskReader:
    """Marks the tasks that are actions, and puts what they say among the `promises`."""

    def __init__(
        self,
        marks: Marks,
        actions: ActionReader,
        promises: Promises,
        recogniser: Recogniser,
        names: NameReader,
        people: Involved,
        is_known: Callable[[Owner], bool],
        *,
        is_foreign: bool,
    ) -> None:
        self._marks = marks
        self._actions = actions
        self._promises = promises
        self._recogniser = recogniser
        self._names = names
        self._people = people
        self._is_known = is_known
        self._is_foreign = is_foreign

    def mark(self, root: Element, attendance: Set[int]) -> None:
        """Mark a task when it names an owner or a date, or stands among actions; those of the `attendance` begin on
        these lines."""
        of_agenda = set(map(id, self._of_agenda(root))) if self._is_foreign else set()
        open_tasks = set() if self._people.is_known else set(map(id, self._open_tasks(root)))
        for item in (item for block in root if line_of(block) not in attendance for item in block.iter("li")):
            words = next(iter(item), None)
            if not item.get(markdown.TASK) or words is None or words.tag != "p" or not words.text:
                continue
            if line_of(words) in attendance:
                continue
            if any(child.tag == MARKED and child.get(KIND) == "decision" for child in item):
                # A box below "Decisions" says that it was one.
                continue
            part_from_marks(item, words, self._marks)
            task = marked(TASK, words.text, int(words.get(LINE, "0")), is_done=item.get(markdown.TASK) == "done")
            place = self._promises.place_of(words)
            promise = self._actions.read(words.text, place, keeps_fields=True)
            if (until := words.get(UNTIL)) and not promise.due_text:
                promise = self._actions.until(until, promise, place)
            if (
                is_forced(words)
                or id(item) in open_tasks
                or ((promise.owners or promise.due) and id(item) not in of_agenda)
            ):
                lead = words.get(OWNERS, "")
                # "**Bugfixes:** …" below the name of somebody is no name, nor is it with a list below it.
                is_lead = bool(lead) and not any(map(self._is_known, promise.owners))
                owners = self._actions.owners.who.named(lead, place) if is_lead else promise.owners
                is_whole = not promise.text.strip(" *_:") or (is_lead and bool(promise.owners))
                said = words.text if is_whole else promise.text
                self._promises.cut(task, replace(promise, text=said, owners=owners))
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


def _undecided(block: Element) -> Iterator[Element]:
    """The elements of a block, without those below an item that is a decision."""
    if any(child.tag == MARKED and child.get(KIND) == "decision" for child in block):
        return
    yield block
    for child in block:
        yield from _undecided(child)
