"""What a meeting settled: decisions with what their words say besides, and adoptions and motions nobody labelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Outcome, Vote
from pmo_docs.readers.meeting.marks import FACT, SPENT, Marks, in_text
from pmo_docs.readers.meeting.mentions import line_of, sections
from pmo_docs.readers.meeting.parting import insert_behind
from pmo_docs.readers.meeting.recognising import plain
from pmo_docs.readers.meeting.resolutions import ResolutionReader, Ruling
from pmo_docs.readers.meeting.statements import Statement, statements


class Settling:
    """Puts an element behind everything that was settled; `rulings` are what these say besides, by `FACT`.

    `told_on` are the lines of the paragraphs that tell of a motion.
    """

    def __init__(
        self, resolutions: ResolutionReader, marks: Marks, is_mentioned: Callable[[str], bool], *, is_foreign: bool
    ) -> None:
        self.rulings: list[Ruling] = []
        self.told_on: set[int] = set()
        self._resolutions = resolutions
        self._marks = marks
        self._is_mentioned = is_mentioned
        self._is_foreign = is_foreign
        self._votes: dict[int, Vote] = {}

    def settle(self, root: Element) -> None:
        """Find the adoptions and motions that nobody labelled, and the votes on what somebody did."""
        behind: dict[int, list[Element]] = {}
        for heading, passages in list(sections(root)):
            said = [
                statement
                for passage in passages
                for statement in statements(
                    passage, self._marks.labelled, self._is_mentioned, has_lines=self._is_foreign
                )
            ]
            said = [self._unlabelled(one, before) for before, one in pairwise([None, *said]) if one]
            votes, said = self._resolutions.votes_around(said)
            self._votes |= votes
            for one in self._resolutions.read(heading, said):
                self.told_on |= one.told_on
                element = self._ruled(in_text("decision", one.text, one.line), one.ruling)
                behind.setdefault(id(one.passage[1]), []).append(element)
        insert_behind(root, behind)

    def decided(self, element: Element, topic: str = "") -> Element:
        """A labelled or listed decision with what it says besides; one that was voted down was not taken."""
        ruling = self._resolutions.ruling(plain(element.text or ""), topic)
        vote = None if ruling.vote else self._votes.get(line_of(element))
        if vote:
            is_taken = ruling.is_taken and vote.outcome in (None, Outcome.CARRIED)
            ruling = replace(ruling, vote=vote, is_taken=is_taken)
        return self._ruled(element, ruling)

    def _ruled(self, element: Element, ruling: Ruling) -> Element:
        element.set(FACT, str(len(self.rulings)))
        self.rulings.append(ruling)
        return element

    def _unlabelled(self, statement: Statement, before: Statement | None) -> Statement:
        """ "Resolution: vote passed" says how the motion above it ended, and is no decision by itself."""
        is_labelled = statement.label == "decision" and before is not None and not before.label and self._is_foreign
        if before is None or not is_labelled or not self._resolutions.is_outcome(statement.text, before.text):
            return statement
        spent = statement.paragraph.get(SPENT, "")
        statement.paragraph.set(SPENT, f"{spent} {statement.line}")
        return replace(statement, label="")
