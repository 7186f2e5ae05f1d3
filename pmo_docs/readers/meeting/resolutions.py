"""What running text settles without a label: adoptions and motions; and what the words of a decision say besides."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from pmo_docs.model.meeting import Adoption, Vote
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.adoptions import AdoptionReader, corrections_below
from pmo_docs.readers.meeting.mentions import Passage, line_of
from pmo_docs.readers.meeting.motions import MotionReader
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain
from pmo_docs.readers.meeting.statements import Statement
from pmo_docs.readers.meeting.votes import vote_reader

# A heading is answered in what is said first below it.
_NEAR_HEADING = 3


@dataclass(frozen=True)
class Ruling:
    """What the words of a decision say besides; see Decision for the fields."""

    adoption: Adoption | None = None
    vote: Vote | None = None
    is_taken: bool = True


@dataclass(frozen=True)
class Resolution:
    """Something that was settled in a text: behind which paragraph, in which words, on which line.

    `told_on` are the lines of all the paragraphs that tell of it. One that is `by_body` is a sentence with nothing but
    who decides in front of it: a decision only in notes that mark none.
    """

    passage: Passage
    text: str
    line: int
    ruling: Ruling
    told_on: frozenset[int]
    by_body: bool = False


class ResolutionReader:
    """Reads the paragraphs below one heading after the other."""

    def __init__(
        self,
        recogniser: Recogniser,
        names: NameReader,
        dates: DateReader,
        day: datetime.date | None,
        *,
        is_foreign: bool,
    ) -> None:
        self._is_foreign = is_foreign
        self._recogniser = recogniser
        self._adopting = recogniser.sieve(("adopted_word", "adopt", "no_remarks"))
        self._deciding = recogniser.sieve(("suggest_decision", "decides"))
        self._asks, self._body_decides = _patterns(recogniser)
        self._adoptions = AdoptionReader(recogniser, dates, day)
        self._votes = vote_reader(recogniser, names)
        self._motions = MotionReader(recogniser, names, self._votes, self._adoptions.is_unsettled)

    def ruling(self, text: str, topic: str = "") -> Ruling:
        """What the plain words of a decision that is labelled or listed say besides; `topic` is what it is about.

        In notes of others one that says nothing but "rejected" or "held over" settles nothing; who writes so for
        this program wants it in the list.
        """
        # "Approve the minutes of the last call" as the words of a decision.
        is_carried = self._is_foreign and self._recogniser.pattern("adopt").match(text) is not None
        adoption = self._adoptions.read(text, topic, is_carried=is_carried)
        vote = self._votes.in_decision(text)
        refused = self._motions.refusal(text) if self._is_foreign else None
        return Ruling(adoption, replace(vote or Vote(), outcome=refused), False) if refused else Ruling(adoption, vote)

    def is_outcome(self, text: str, above: str) -> bool:
        """Whether a text says nothing but that a motion above it was carried."""
        return self._motions.tells_of_vote(text) and self._motions.tells_of_motion(above)

    def votes_around(self, statements: Sequence[Statement]) -> tuple[dict[int, Vote], list[Statement]]:
        """The votes that stand around labelled decisions, by the lines of these; and all other statements."""
        told: dict[int, list[str]] = {}
        others: list[Statement] = []
        decision: Statement | None = None
        above: Statement | None = None
        for statement in statements:
            if decision and not statement.label and self._motions.tells_of_vote(statement.text):
                told.setdefault(decision.line, []).append(statement.text)
                continue
            decision = statement if statement.label == "decision" else None
            if decision and others and others[-1] is above and self._motions.announces(above.text):
                told[decision.line] = [others.pop().text]
            others += [] if decision else [statement]
            above = statement
        return {line: self._motions.vote_in(texts) for line, texts in told.items()}, others

    def read(self, heading: Element | None, statements: Sequence[Statement]) -> Iterator[Resolution]:
        """The motions in what is said below a heading, then the adoptions in the rest."""
        # The title of the notes is the subject of nothing in them.
        topic = plain(heading.text or "").strip() if heading is not None and heading.tag != "h1" else ""
        told: set[tuple[int, int]] = set()
        # What stands right above a paragraph.
        above_of = {id(one.paragraph): before.text for before, one in reversed(list(pairwise(statements)))}
        for motion in self._motions.read(topic, statements):
            first = motion.told_by[0]
            texts = (topic, above_of.get(id(first.paragraph), "")) if motion.is_taken else ()
            adoptions = (self._adopted(first, motion.text, each, is_carried=True) for each in texts)
            adoption = next(filter(None, adoptions), None)
            ruling = Ruling(adoption, motion.vote, motion.is_taken)
            told_on = frozenset(line_of(statement.paragraph) for statement in motion.told_by)
            yield Resolution(first.passage, motion.text, first.line, ruling, told_on)
            told |= {statement.where for statement in motion.told_by}
        first_lines = {id(statement.paragraph): statement.text for statement in reversed(statements)}
        for number, statement in enumerate(statements):
            if statement.where not in told and not statement.label:
                above = first_lines[id(statement.paragraph)]
                # Further down "Approved." answers something else than the heading.
                asked = topic if number < _NEAR_HEADING else ""
                adopted = list(self._adoptions_in(statement, above if above != statement.text else asked))
                yield from adopted or self._decided_in(statement, topic)

    def _decided_in(self, statement: Statement, topic: str) -> Iterator[Resolution]:
        """ "Er is besloten dat …" below a heading such as "Besluit over de planning", "De stuurgroep besluit …"."""
        if not self._is_foreign or not self._deciding.may_stand_in(statement.text):
            return
        is_topic = self._recogniser.says("decision_topic", topic)
        for sentence, line in statement.sentences():
            is_told = is_topic and self._recogniser.says("suggest_decision", sentence)
            said = None if is_told else self._body_decides.match(sentence)
            # "The members decide among themselves who will do it" leaves it open.
            said = said if said and not self._asks.match(sentence, said.end()) else None
            by_body = said is not None
            is_told = (is_told or by_body) and not sentence.endswith("?")
            # "The board decided that it does not need a server" denies nothing.
            head = sentence[: said.end()] if said and self._settles_what(sentence[said.end() :]) else sentence
            if is_told and not self._adoptions.is_unsettled(head) and not self._motions.refusal(sentence):
                told_on = frozenset({line_of(statement.paragraph)})
                yield Resolution(statement.passage, sentence, line, self.ruling(sentence), told_on, by_body)

    def _settles_what(self, behind: str) -> bool:
        """Whether what was decided follows: "that …", "to …"."""
        return self._recogniser.is_a("resolved_to", behind.split()[0].strip(",")) if behind.strip() else False

    def _adoptions_in(self, statement: Statement, topic: str) -> Iterator[Resolution]:
        for sentence, line in statement.sentences() if self._adopting.may_stand_in(statement.text) else ():
            if adoption := self._adopted(statement, sentence, topic):
                told_on = frozenset({line_of(statement.paragraph)})
                yield Resolution(statement.passage, sentence, line, Ruling(adoption), told_on)

    def _adopted(self, statement: Statement, text: str, topic: str, *, is_carried: bool = False) -> Adoption | None:
        """An adoption with the corrections that stand in a list below it."""
        adoption = self._adoptions.read(text, topic, is_carried=is_carried)
        listed = corrections_below(*statement.passage) if adoption and adoption.corrections else ()
        return replace(adoption, corrections=listed) if adoption and listed else adoption


@lru_cache(maxsize=4)
def _patterns(recogniser: Recogniser) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leaves open what was decided, and a body that decides."""
    articles, bodies, decides = map(recogniser.any_of, ("articles", "deciding_bodies", "decides"))
    return (
        re.compile(rf"\s+(?:{recogniser.any_of('leaves_open')})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:(?:{articles})\s+)?(?:{bodies})\s+(?:[^\W\d_]+\s+)?(?:{decides})(?=[\s,])", re.IGNORECASE),
    )
