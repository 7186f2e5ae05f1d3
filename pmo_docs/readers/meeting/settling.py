"""What a meeting settled: decisions with what their words say besides, and adoptions and motions nobody labelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Outcome, Vote
from pmo_docs.readers.meeting.marks import FACT, KIND, MARKED, SPENT, Marks, in_text
from pmo_docs.readers.meeting.mentions import line_of, sections
from pmo_docs.readers.meeting.parting import insert_behind
from pmo_docs.readers.meeting.recognising import plain
from pmo_docs.readers.meeting.resolutions import ResolutionReader, Ruling
from pmo_docs.readers.meeting.statements import Statement, statements

# How running text tells of a decision that nobody marked.
TOLD = "data-told"


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
                element = self._ruled(in_text("decision", one.text, one.line), one.ruling)
                is_formal = one.ruling.vote is not None and bool(one.ruling.vote.mover)
                element.set(TOLD, "by-body" if one.by_body else "" if is_formal else "in-text")
                self.told_on |= frozenset() if one.by_body else one.told_on
                behind.setdefault(id(one.passage[1]), []).append(element)
        insert_behind(root, behind)

    def drop_by_body(self, root: Element) -> None:
        """Take out the sentences that only say who decides, in notes that mark decisions or vote on formal motions."""
        decisions = [element for element in root.iter(MARKED) if element.get(KIND) == "decision"]
        by_body = {id(element) for element in decisions if element.get(TOLD) == "by-body"}
        marked = [self.rulings[int(element.get(FACT, "0"))] for element in decisions if not element.get(TOLD)]
        if all(ruling.adoption for ruling in marked):
            self.told_on |= {line_of(element) for element in decisions}
            return
        for parent in list(root.iter()) if by_body else ():
            parent[:] = [child for child in parent if id(child) not in by_body]

    def drop_in_actions(self, root: Element) -> None:
        """Take out the adoptions in the words of an action: "Publish the approved minutes" adopts nothing."""
        marked = list(root.iter(MARKED))
        acted_on = {line_of(element) for element in marked if element.get(KIND) == "action"}
        adopted = {id(element) for element in marked if element.get(TOLD) and self._is_adoption(element)}
        for parent in list(root.iter()) if adopted and acted_on else ():
            parent[:] = [one for one in parent if id(one) not in adopted or line_of(one) not in acted_on]

    def _is_adoption(self, element: Element) -> bool:
        return element.get(KIND) == "decision" and self.rulings[int(element.get(FACT, "0"))].adoption is not None

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
