"""Motions: what was moved, by whom, and how the vote on it ended, in one paragraph or in the lines below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pmo_docs.model.meeting import Outcome, Vote
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.meeting.statements import SENTENCE, Statement
from pmo_docs.readers.meeting.votes import VoteReader

# So many paragraphs of discussion may stand between a motion and what came of it.
_MOST_BETWEEN = 6
# "Carried.", "Motion approved": an outcome that stands by itself is said in so many letters.
_LONGEST_OUTCOME = 80
_LONGEST_VOTED = 400
_NEAR_WORD = 30
_LONGEST_BARE = 40
_LONGEST_CALL = 80
_DASHES = (" - ", " – ", " — ")
_MOST_WORDS_OF_NAME = 4
# Lines between the outcome and the votes below it.
_NEAR = 3
_SEVERAL = 2
_FEWEST_WORDS = 4
_EMPHASISED = re.compile(r"\s*(?P<sign>\*\*|__|\*|_)[^*_:\n]+(?P=sign)\s*")
_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+")
_LABELS = ("moved", "seconded", "vote_for", "vote_against", "vote_abstained", "outcome_label")
_OUTCOMES = {"defeated": Outcome.DEFEATED, "tabled": Outcome.TABLED, "carried": Outcome.CARRIED}


@dataclass(frozen=True)
class Motion:
    """A motion, or what was resolved without one: its wording, all that tells of it, whether it settles anything."""

    told_by: tuple[Statement, ...]
    text: str
    vote: Vote
    is_taken: bool


@dataclass
class _Opened:
    """A motion whose outcome is still to come; what was resolved outright needs none."""

    wording: str
    told_by: list[Statement] = field(default_factory=list)
    strangers: int = 0
    is_outright: bool = False

    @property
    def said(self) -> list[str]:
        return [statement.text for statement in self.told_by]


class MotionReader:
    """Finds the motions among the paragraphs below one heading."""

    def __init__(
        self, recogniser: Recogniser, names: NameReader, votes: VoteReader, is_unsettled: Callable[[str], bool]
    ) -> None:
        self._recogniser = recogniser
        self._names = names
        kinds = ("moved", "put_to_vote", "votes_on_motion", "motion", "carried", "resolves", "defeated", "tabled")
        self._telling = recogniser.sieve((*kinds, "seconded", "outcome_label", "decision"))
        # "It was RESOLVED to …", "RESOLVED, that …", in capitals.
        loud = "|".join(word.upper() for word in recogniser.catalogues.recognise("decision") if word.isascii())
        self._outright = re.compile(rf"(?<!\w)(?:{loud}),?\s+(?:{recogniser.any_of('resolved_to')})\s+\S")
        # "Der Antrag wird von der Mitgliederversammlung angenommen."
        by, articles, bodies = map(recogniser.any_of, ("by", "articles", "deciding_bodies"))
        self._by_body = re.compile(rf"(?<!\w)(?:{by})\s+(?:(?:{articles})\s+)?(?:{bodies})(?!\w)", re.IGNORECASE)
        self._votes = votes
        self._is_unsettled = is_unsettled

    def read(self, topic: str, statements: Iterable[Statement]) -> Iterator[Motion]:
        """Every motion whose outcome is said, in the order in which they ended."""
        for motion, outcome in self._ended(topic, statements):
            is_taken = outcome in (Outcome.CARRIED, None) and not self._recogniser.says("procedural", motion.wording)
            yield Motion(tuple(motion.told_by), motion.wording, self._votes.read(motion.said, outcome), is_taken)

    def _ended(self, topic: str, statements: Iterable[Statement]) -> list[tuple[_Opened, Outcome | None]]:
        """The motions with their outcomes; what was resolved outright has none."""
        ended: list[tuple[_Opened, Outcome | None]] = []
        opened: _Opened | None = None
        above: Statement | None = None
        is_of_motion = self._recogniser.says("motion", topic)
        for statement in (piece for each in statements for piece in self._pieces(each)):
            text = statement.text
            before, above = above, statement
            if statement.label:
                # "Beschlussvorschlag: …" is settled by the vote below it.
                opened = None
                continue
            is_silent = not is_of_motion and not self._telling.may_stand_in(text) and not self._is_tally(text)
            if opened is None and not ended and is_silent:
                continue
            if opened is None and ended and self._repeats(statement, ended[-1]):
                ended[-1][0].told_by.append(statement)
                continue
            statement = self._from_motion(statement)
            text = statement.text
            calls = self._calls_vote(text)
            begun = None if calls else self._begun(text)
            opened = self._voted_on(statement, before) if calls and opened is None else opened
            if opened and opened.is_outright and (begun or not self._belongs(text)):
                ended.append((opened, None))
                opened = None
            if opened and self._recogniser.is_a("motion", opened.wording) and not self._belongs(text):
                # "MOTION" on a line of its own, with its words below it.
                opened.wording = text
                opened.told_by.insert(0, statement)
                continue
            if begun:
                opened = begun
            elif opened is None and ended and self._goes_on(statement, *ended[-1]):
                ended[-1][0].told_by.append(statement)
                continue
            elif opened is None and (asked := self._asked(statement, before, topic)):
                opened = asked
            elif opened is None:
                ended += self._voted(statement, topic)
                continue
            elif not self._belongs(text):
                opened.strangers += 1
                opened = None if opened.strangers > _MOST_BETWEEN else opened
                continue
            if outcome := self._told(opened, statement):
                ended.append((opened, outcome))
                opened = None
        return [*ended, (opened, None)] if opened and opened.is_outright else ended

    def _voted_on(self, statement: Statement, before: Statement | None) -> _Opened | None:
        """What stands right above a call to vote on it."""
        if before is None or statement.line - before.last_line > _NEAR or len(before.text) > _LONGEST_VOTED:
            return None
        return _Opened(before.text, [before])

    def _told(self, motion: _Opened, statement: Statement) -> Outcome | None:
        """Add a statement to the motion that it tells of; how that ended, when it says so."""
        motion.told_by.append(statement)
        outcome = self._outcome(statement.text, motion)
        is_answer = outcome is Outcome.CARRIED and statement is not motion.told_by[0]
        if is_answer and self._says_what(statement.text):
            motion.wording = statement.text
        return outcome

    def _pieces(self, statement: Statement) -> Iterator[Statement]:
        """The motions of a paragraph that holds several, each with its outcome; any other paragraph as it is."""
        is_one = statement.label or self._calls_vote(statement.text)
        if is_one or len(list(self._recogniser.finditer("moved", statement.text))) < _SEVERAL:
            yield statement
            return
        pieces: list[tuple[list[str], int]] = []
        is_ended = True
        for sentence, line in statement.sentences():
            is_motion = self._recogniser.says("moved", sentence) and not self._is_label(sentence)
            if is_ended and (is_motion or not self._belongs(sentence)):
                pieces.append(([], line))
                is_ended = not is_motion
            is_ended = is_ended or self._ends(sentence) is not None
            pieces[-1:] = pieces[-1:] or [([], line)]
            pieces[-1][0].append(sentence)
        for said, line in pieces:
            yield replace(statement, text=" ".join(said), line=line)

    def _asked(self, statement: Statement, before: Statement | None, topic: str) -> _Opened | None:
        """What a vote is about: the line above that says what is to be settled, else a heading that moves it."""
        label = statement.text
        if not self._is_label(label):
            # "9 in favour, 1 abstention" and nothing else, right below what was voted on.
            return self._voted_on(statement, before) if self._is_tally(label) else None
        # "Ann opens the account." with "Proposed by: Cor" below it.
        is_proposal = before is not None and len(before.text) <= _LONGEST_VOTED and self._ends(before.text) is None
        is_asked = is_proposal and before is not None and (before.label == "request" or self._is_mover(label))
        if before and (self._recogniser.says("resolves", before.text) or is_asked):
            return _Opened(before.text, [before])
        # "Voting results: for 7, against 0" below what was voted on.
        is_vote = self._recogniser.is_a("outcome_label", label.partition(":")[0]) and self._votes.has_tally(label)
        is_vote = is_vote and self._ends(label) is None
        if is_vote and not self._is_bare(label):
            # "Abstimmung: 3 dafür, 0 dagegen -> Brückentag frei" says itself what it is about.
            return _Opened(label)
        is_topic = self._recogniser.says("motion", topic) or self._is_mover(label) or is_vote
        return _Opened(topic) if topic and is_topic else None

    def _is_tally(self, text: str) -> bool:
        """ "9 in favour, 1 abstention", and nothing else."""
        is_short = len(text) <= _LONGEST_OUTCOME and self._votes.has_tally(text)
        return is_short and self._ends(text) is None and self._is_bare(text)

    def _calls_vote(self, text: str) -> bool:
        """ "Der Vorstand stimmt über den Antrag wie folgt ab: …", below the motion."""
        return self._recogniser.search("votes_on_motion", text[:_LONGEST_CALL]) is not None

    def _is_mover(self, text: str) -> bool:
        head, colon, _ = text.partition(":")
        return bool(colon) and self._recogniser.is_a("moved", head)

    def tells_of_vote(self, text: str) -> bool:
        """Whether a text says nothing but how something was voted on: "Vote: 5-0-1", "Einstimmig angenommen."."""
        is_short = len(text) <= _LONGEST_OUTCOME
        is_vote = self._votes.counts(text) or self._ends(text) is not None
        return is_short and (self._calls_vote(text) or (is_vote and self._is_bare(text, "defeated", "tabled")))

    def tells_of_motion(self, text: str) -> bool:
        """Whether a text moves something, or counts the votes on it."""
        is_motion = any(self._recogniser.says(kind, text) for kind in ("moved", "motion", "seconded"))
        return is_motion or self._votes.has_tally(text)

    def announces(self, text: str) -> bool:
        """ "It was moved by Ann, seconded by Bob:", with the words of the motion below it."""
        return text.endswith(":") and len(text) <= _LONGEST_OUTCOME and self._recogniser.says("moved", text)

    def vote_in(self, texts: Iterable[str]) -> Vote:
        """The vote that such texts tell of together."""
        texts = tuple(texts)
        return self._votes.read(texts, next(filter(None, map(self._ends, texts)), None))

    def refusal(self, text: str) -> Outcome | None:
        """That a text says "rejected" or "held over", and nothing else: "Der Antrag wird abgelehnt (3:9)"."""
        outcome = self._ends(text)
        if outcome is None or outcome is Outcome.CARRIED:
            return None
        return outcome if self._is_bare(text, "defeated", "tabled") else None

    def _repeats(self, statement: Statement, ended: tuple[_Opened, Outcome | None]) -> bool:
        """ "Der Antrag ist angenommen." right below the votes on it."""
        motion, outcome = ended
        text = statement.text
        is_near = statement.line - motion.told_by[-1].last_line <= _NEAR
        return is_near and len(text) <= _LONGEST_OUTCOME and self._ends(text) is outcome and self._is_bare(text)

    def _voted(self, statement: Statement, topic: str) -> Iterator[tuple[_Opened, Outcome]]:
        """The sentences that were carried or defeated without a motion; one that says nothing else answers the
        heading."""
        said = [match[0].strip() for match in SENTENCE.finditer(statement.text.replace(",\n", ", "))]
        for sentence, behind in pairwise([*said, ""]):
            if self._ends(sentence) is Outcome.DEFEATED and self._is_refused(sentence):
                yield _Opened(sentence, [replace(statement, text=sentence)]), Outcome.DEFEATED
            elif self._is_voted(sentence, counts=behind if len(behind) <= _LONGEST_OUTCOME else "") or (
                len(said) == 1 and self._is_emphasised_outcome(statement)
            ):
                is_bare = len(sentence) <= _LONGEST_BARE and self._is_bare(sentence)
                wording = topic if is_bare else sentence
                if wording:
                    yield _Opened(wording, [replace(statement, text=sentence)]), Outcome.CARRIED

    def _says_what(self, text: str) -> bool:
        """ "Board vote: approved to spend 150 euros": what was carried may be something else than what was asked."""
        word = self._recogniser.search("carried", text)
        behind = text[word.end() :].split() if word else []
        return len(behind) >= _FEWEST_WORDS and self._recogniser.is_a("resolved_to", behind[0]) and behind[0] != "by"

    def _is_refused(self, sentence: str) -> bool:
        """With the votes on it, or as "Er is een motie gedaan om …, deze is afgewezen"."""
        word = self._recogniser.search("motion", sentence)
        behind = sentence[word.end() :].split() if word else []
        is_told = any(self._recogniser.is_a("resolved_to", each.strip(",")) for each in behind)
        return self._votes.has_tally(sentence) or (is_told and not self._is_still_open(sentence))

    def _is_emphasised_outcome(self, statement: Statement) -> bool:
        """ "_Wijziging geaccepteerd door de werkgroep_", set apart from what was said before it."""
        text, raw = statement.text, statement.paragraph.text or ""
        if self._recogniser.is_a("decisions_heading", text):
            # "**Resolved**" above a list.
            return False
        if len(text) > _LONGEST_OUTCOME or not _EMPHASISED.fullmatch(raw) or text.endswith("?"):
            return False
        is_outcome = self._recogniser.says("carried", text) or self._recogniser.says("resolves", text)
        return is_outcome and not self._is_unsettled(text) and self._ends(text) in (None, Outcome.CARRIED)

    def _is_bare(self, text: str, *more: str) -> bool:
        """Whether a text says that something was carried, and not what: "Motion carried unanimously (5-0)"."""
        rest = self._by_body.sub(" ", _ADDRESS.sub(" ", self._votes.without_counts(text)))
        kinds = ("carried", "resolves", "unanimous", "by_vote", "motion", "adopted_filler", "outcome_label", "votes")
        for kind in (*more, *kinds):
            rest = self._recogniser.pattern(kind).sub(" ", rest)
        return not re.search(r"[^\W\d_]", rest)

    def _from_motion(self, statement: Statement) -> Statement:
        """Without the sentences of a paragraph before the one in which somebody moves to do something."""
        text = statement.text
        starts = [0, *(end.end() for end in _SENTENCE_END.finditer(text))]
        called = self._recogniser.search("put_to_vote", text) if len(starts) > 1 else None
        if called and (at := starts[bisect_right(starts, called.start()) - 1]):
            return replace(statement, text=text[at:], line=statement.line + text.count("\n", 0, at))
        for word in self._recogniser.finditer("moved", text) if len(starts) > 1 else ():
            number = bisect_right(starts, word.start()) - 1
            start = starts[number]
            if not number or start - starts[number - 1] <= _LONGEST_BARE:
                # "Parking. Motion to oppose the fee": what it is about.
                return statement
            behind = text[word.end() : word.end() + _NEAR_WORD].split()
            is_by = self._recogniser.is_a("by", word[0].split()[-1])
            if is_by and number + 1 < len(starts):
                # "Motion by Ann, second by Bob to buy it."
                behind = [each for each in text[word.end() : starts[number + 1]].split() if each.islower()]
                behind = [each for each in behind if self._recogniser.is_a("resolved_to", each)]
            if word[0].casefold().endswith(" to") or (behind and self._recogniser.is_a("resolved_to", behind[0])):
                return replace(statement, text=text[start:], line=statement.line + text.count("\n", 0, start))
        return statement

    def _begun(self, text: str) -> _Opened | None:
        """What a text moves or resolves."""
        if self._outright.search(text):
            said = (one[0].strip() for one in SENTENCE.finditer(" ".join(text.split())))
            return _Opened(next(filter(self._outright.search, said), text), is_outright=True)
        return _Opened(text) if self._starts(text) else None

    def _starts(self, text: str) -> bool:
        """Whether a text moves something; "Motion approved" is the end of what was moved above it."""
        if self._recogniser.says("moved", text) or self._recogniser.says("put_to_vote", text):
            # "Der Antrag wurde einstimmig angenommen." is the end of one.
            return not self._is_label(text) and not (self._ends(text) and self._is_bare(text))
        word = self._recogniser.pattern("motion").match(text)
        if word is not None and (text[word.end() : word.end() + 1] == ":" or self._ends(text) is None):
            return True
        if not self._recogniser.says("motion", text):
            return False
        # "Roof repair. Motion (Ito/Lee) to hire Acme. Motion failed."
        return any(self._moves(match[0].strip()) for match in SENTENCE.finditer(text))

    def _moves(self, sentence: str) -> bool:
        word = self._recogniser.pattern("motion").match(sentence)
        behind = sentence[word.end() :].split()[:1] if word else []
        return bool(behind) and (behind[0].startswith("(") or self._recogniser.is_a("resolved_to", behind[0]))

    def _goes_on(self, statement: Statement, motion: _Opened, outcome: Outcome | None) -> bool:
        """Whether a line right below the outcome counts the votes, or says who moved it."""
        text = statement.text
        if self._ends(text) not in (None, outcome):
            # "The other one was rejected by 4 to 2."
            return False
        if statement.line - motion.told_by[-1].last_line > _NEAR or self._is_voted(text):
            return False
        # Two counts are of two votes.
        is_count = self._votes.has_tally(text) and not any(map(self._is_tally, motion.said))
        return len(text) <= _LONGEST_OUTCOME and (self._is_label(text) or is_count)

    def _is_label(self, text: str) -> bool:
        """ "Moved by: Ann", "Seconded by Bob", "In favour: 5": says something of a motion, and is none itself."""
        head, colon, _ = text.partition(":")
        if colon and self._recogniser.kind_of(_LABELS, head):
            return not self._recogniser.is_a("motion", head)
        word = self._recogniser.pattern("moved").match(text) or self._recogniser.pattern("seconded").match(text)
        if word is None or self._recogniser.is_a("motion", word[0]):
            return False
        # "Kent K1ABC": among radio amateurs a sign stands behind the name.
        behind = [part for part in text[word.end() :].split() if not re.search(r"\d", part)]
        name = re.split("[,;(]", " ".join(behind))[0].strip(" .:*").removeprefix("@")
        return len(behind) <= _MOST_WORDS_OF_NAME and (not name or self._names.is_name(name))

    def _belongs(self, text: str) -> bool:
        """Whether a text tells of the motion above it: who seconded it, how many were for it, what came of it."""
        if self._votes.has_tally(text) or self._is_label(text):
            return True
        if any(self._recogniser.pattern(kind).match(text) for kind in ("defeated", "tabled")):
            # "Tabled by Ann to find out more."
            return True
        if len(text) <= _LONGEST_OUTCOME:
            if self._votes.counts(text) and self._is_bare(text):
                # "Dafür 5" on a line of its own.
                return True
            return self._recogniser.says("seconded", text) or self._ends(text) is not None
        is_voted = any(self._is_voted(match[0]) for match in SENTENCE.finditer(text))
        return is_voted or (self._recogniser.says("motion", text) and self._ends(text) is not None)

    def _outcome(self, text: str, opened: _Opened) -> Outcome | None:
        """How it ended, when this text says so and the motion was a formal one."""
        outcome = self._ends(text) or (Outcome.CARRIED if self._is_without_opposition(opened) else None)
        if outcome is None and self._recogniser.says("it_was_resolved", text):
            # "Ann proposed Bob, seconded by Cy. It was agreed that …"
            is_seconded = any(self._recogniser.says("seconded", said) for said in opened.said)
            outcome = Outcome.CARRIED if is_seconded else None
        ends = [one[0] for one in SENTENCE.finditer(text) if self._ends(one[0])] or [text]
        if outcome is None or (outcome is Outcome.CARRIED and all(map(self._is_still_open, ends))):
            return None
        is_formal = any(
            any(self._recogniser.says(kind, said) for kind in ("seconded", "motion", "unanimous", "by_vote"))
            or self._votes.has_tally(said)
            or self._ends_with_outcome(said)
            for said in (*opened.said, opened.wording)
        )
        return outcome if is_formal else None

    def _is_without_opposition(self, opened: _Opened) -> bool:
        """Some were for it, or all, and nobody against: whatever majority is asked, it has it."""
        vote = self._votes.read(opened.said)
        # "9 for, 1 abstained" counts everybody.
        nobody_against = vote.against == 0 or (vote.against is None and vote.abstained is not None)
        return (bool(vote.in_favour) and nobody_against) or (vote.is_unanimous and bool(vote.seconder))

    def _ends(self, text: str) -> Outcome | None:
        tabled = self._recogniser.search("tabled", text)
        if tabled and self._recogniser.says("unanimous", text[tabled.end() :]):
            # "The accounts were tabled and, moved by Ann, approved unanimously."
            return Outcome.CARRIED
        return next((outcome for kind, outcome in _OUTCOMES.items() if self._recogniser.says(kind, text)), None)

    def _is_voted(self, text: str, counts: str = "") -> bool:
        """A sentence that was carried by votes that it `counts`, or the next one, or unanimously, whoever moved it."""
        word = self._recogniser.search("carried", text) or self._recogniser.search("resolves", text)
        if word is None or len(text) > _LONGEST_VOTED or self._ends(text) not in (None, Outcome.CARRIED):
            return False
        if self._is_still_open(text):
            return False
        is_unanimous = any(self._recogniser.says(kind, text) for kind in ("unanimous", "by_vote"))
        has_tally = self._votes.has_tally(text) or (word is not None and self._votes.has_tally(counts))
        return is_unanimous or has_tally or self._ends_with_outcome(text)

    def _is_still_open(self, text: str) -> bool:
        """Whether a sentence says that something is not settled yet, up to the comma behind its outcome.

        "… is agreed unanimously, if nobody objects before June", "accepted, that both should share the position": what
        stands behind it unsettles nothing.
        """
        word = self._recogniser.search("carried", text) or self._recogniser.search("resolves", text)
        if word is not None:
            text = text[: word.end()] + re.split("[,;]", text[word.end() : word.end() + _NEAR_WORD])[0]
        return self._is_unsettled(self._votes.without_counts(text))

    def _ends_with_outcome(self, text: str) -> bool:
        """ "President: Ann Bol - Passed"."""
        tail = text[-_LONGEST_BARE:]
        word = self._recogniser.search("carried", tail)
        return word is not None and not tail[word.end() :].strip(" .!") and tail[: word.start()].endswith(_DASHES)
