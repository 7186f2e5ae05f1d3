"""What a text says of a vote: who moved and who seconded, how many were for, against or abstained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pmo_docs.model.meeting import Outcome, Vote
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser

# "(5-0-1)": for, against, abstained.
_TALLY = re.compile(
    r"(?<![\w/:-])(?P<first>\d{1,3})\s*[-–/:]\s*(?P<second>\d{1,3})\s*[-–/:]\s*(?P<third>\d{1,3})(?![\w/:-])"
)
# Nobody was counted where there is no number and nothing like "2 Enthaltungen, keine Gegenstimme".
_TELLS = re.compile(r"\d")
_CAPITAL = r"(?:@[\w-]+|[^\W\d_a-z][\w.'’-]*)"
_LONGEST_NAME = 5
_FEWEST_OF_YEAR = 10
_INITIALS = re.compile(r"(?:[^\W\d_a-z][a-z]?\.)+")
_KINDS = ("vote_for", "vote_against", "vote_abstained")


class VoteReader:
    """Reads votes from plain text; the words by which they are known are those of all languages at once."""

    def __init__(self, recogniser: Recogniser, names: NameReader) -> None:
        self._recogniser = recogniser
        self._names = names
        small = "|".join(re.escape(word) for word in sorted(recogniser.words("particles")))
        name = rf"{_CAPITAL}(?: (?:(?:{small or '(?!)'})\b|{_CAPITAL})){{0,{_LONGEST_NAME}}}"
        low = rf"(?:(?:{small or '(?!)'}) )*"
        self._behind = re.compile(rf"(?P<by>\s+(?:{recogniser.any_of('by')})\b:?|\s*[:=])?[ *]+(?P<name>{name})")
        # "Motion to accept by Ann Bell"
        self._by = re.compile(rf"\s(?:{recogniser.any_of('by')})\s+(?P<name>{name})\s*(?=[,.;]|$)")
        # "(Lopez/O'Neil)" behind a motion.
        self._both = re.compile(rf"\((?P<mover>{low}{name})\s?/\s?(?P<seconder>{low}{name})\)")
        self._before = re.compile(rf"(?P<name>{name})[ *]*\s(?:(?:{recogniser.any_of('has')})\s)?$")
        # "Passed 3-0", "mit 4 zu 2 Stimmen abgelehnt".
        self._pair = re.compile(
            rf"(?<![\w/.:-])(\d{{1,3}})(?:\s?[-–]\s?|\s(?:{recogniser.any_of('votes_to')})\s)(\d{{1,3}})(?![\w/:-]|\.\d)"
        )
        none = recogniser.any_of("none_voted")
        count, votes = rf"(?P<count>\d{{{{1,3}}}}|{none})", rf"(?:(?:{recogniser.any_of('votes')})[ \t]+)?"
        # "6 of 8 votes", "6 von 8 Stimmen".
        self._share = re.compile(
            rf"(?<![\w.,-])(?P<count>\d{{1,3}})\s(?:{recogniser.any_of('of')})\s(?:(?:{recogniser.any_of('articles')})\s)?"
            rf"\d{{1,3}}\s(?:{recogniser.any_of('votes')})\b",
            re.IGNORECASE,
        )
        # "For: 5", "5 votes for", "for 5": a text has one way of writing them.
        forms = (
            rf"(?<!\w)(?:{{kind}})[ \t]*[:=–-][ \t*]*{count}(?!\w|[.,]\d)",
            rf"(?<![\w.,-]){count}[ \t]+{votes}(?:{{kind}})(?!\w)",
            # "voor 25 april" counts nothing.
            rf"(?<!\w)(?:{{kind}})[ \t]+{count}(?=\s*(?:[,;.)]\s|[,;.)]?$|\n|(?:{recogniser.any_of('and')})\b))",
        )
        self._forms = [
            [re.compile(form.format(kind=recogniser.any_of(kind)), re.IGNORECASE) for kind in _KINDS] for form in forms
        ]

    def read(self, texts: Iterable[str], outcome: Outcome | None = None) -> Vote:
        """The vote that some texts describe together; the first that says something of it counts."""
        vote = Vote(outcome)
        for text in texts:
            counted = self._counted(text)
            both = self._both.search(text)
            vote = replace(
                vote,
                mover=vote.mover or self._somebody("moved", text) or (both["mover"] if both else ""),
                seconder=vote.seconder or self._somebody("seconded", text) or (both["seconder"] if both else ""),
                in_favour=counted[0] if vote.in_favour is None else vote.in_favour,
                against=counted[1] if vote.against is None else vote.against,
                abstained=counted[2] if vote.abstained is None else vote.abstained,
                is_unanimous=vote.is_unanimous or self._recogniser.says("unanimous", text),
            )
        return vote

    def in_decision(self, text: str) -> Vote | None:
        """The vote behind the words of a decision: "… (5-0-1)", "… (5 voor, 1 tegen)", "… unaniem"."""
        if not _TELLS.search(text) and not self._recogniser.says("unanimous", text):
            return None
        vote = self.read([text])
        is_counted = sum(count is not None for count in (vote.in_favour, vote.against, vote.abstained)) > 1
        return vote if vote.is_unanimous or is_counted else None

    def without_counts(self, text: str) -> str:
        """A text without the words that count: "keine Enthaltungen" denies nothing."""
        for pattern in (_TALLY, self._share, *(pattern for form in self._forms for pattern in form)):
            text = pattern.sub(" ", text)
        return text

    def has_tally(self, text: str) -> bool:
        """Whether a text counts votes of more than one kind."""
        return sum(count is not None for count in self._counted(text)) > 1 or self._share.search(text) is not None

    def counts(self, text: str) -> bool:
        """Whether a text counts votes of any kind: "Dafür 5"."""
        return any(count is not None for count in self._counted(text))

    def _counted(self, text: str) -> tuple[int | None, int | None, int | None]:
        tally = next((match for match in _TALLY.finditer(text) if not _is_date(match) and not _is_time(match)), None)
        if tally:
            return int(tally["first"]), int(tally["second"]), int(tally["third"])
        pair = self._pair.search(text)
        if pair and (self._recogniser.says("carried", text) or self._recogniser.says("defeated", text)):
            return int(pair[1]), int(pair[2]), None
        found = [[pattern.search(text) for pattern in form] for form in self._forms]
        best = max(found, key=lambda form: sum(match is not None for match in form))
        if share := self._share.search(text):
            return int(share["count"]), None, None
        first, second, third = (_number(match["count"]) if match else None for match in best)
        return first, second, third

    def _somebody(self, kind: str, text: str) -> str:
        """The name that stands with a word such as "seconded": behind "by" or a colon, before it, right behind it."""
        for word in self._recogniser.finditer(kind, text):
            behind = self._behind.match(text, word.end())
            if self._recogniser.is_a("motion", word[0]) and not (
                behind and behind["by"] and behind["by"].strip(" :=–-")
            ):
                # Behind "Antrag:" stands what is moved.
                continue
            if behind and (behind["by"] or self._ends_with_by(word[0])):
                name = self._name(behind["name"].split(), is_behind=True)
            else:
                # "B. Parking. Motion to …": nobody is called so.
                said = text[max(0, word.start() - 80) : word.start()]
                is_noun = self._recogniser.pattern("motion").match(word[0]) is not None
                before = None if is_noun and said.rstrip().endswith(".") else self._before.search(said)
                name = self._name(before["name"].split(), is_behind=False) if before else ""
                name = name or (self._name(behind["name"].split(), is_behind=True) if behind else "")
            if name:
                return name
        behind = self._by.search(text) if kind == "moved" and self._recogniser.pattern("motion").match(text) else None
        return self._name(behind["name"].split(), is_behind=True) if behind else ""

    def _ends_with_by(self, word: str) -> bool:
        return word.casefold().split()[-1] in self._recogniser.words("by")

    def _name(self, words: list[str], *, is_behind: bool) -> str:
        """The longest name that these words begin with, or end with when it stands before the word it goes with."""
        ends = [at for at, word in enumerate(words[:-1], start=1) if self._ends_sentence(word)]
        if ends:
            words = words[: ends[0]] if is_behind else words[ends[-1] :]
        for count in range(len(words), 0, -1):
            part = words[:count] if is_behind else words[-count:]
            name = " ".join(part).strip(".,;:*")
            if self._names.is_name(name.removeprefix("@")):
                return name.removeprefix("@")
        return ""

    def _ends_sentence(self, word: str) -> bool:
        """ "J.W." and "Dr." are part of a name; behind "Hale." the next sentence begins."""
        return word.endswith(".") and not _INITIALS.fullmatch(word) and not self._recogniser.is_a("titles", word)


@lru_cache(maxsize=4)
def vote_reader(recogniser: Recogniser, names: NameReader) -> VoteReader:
    """The one for these words and names: it remembers nothing of any meeting, and takes time to make."""
    return VoteReader(recogniser, names)


def _is_date(match: re.Match[str]) -> bool:
    """Whether three numbers are rather a day, a month and a year, "12-10-23": nobody abstains that often."""
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
    return third >= _FEWEST_OF_YEAR and 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12


def _is_time(match: re.Match[str]) -> bool:
    """ "10:30:15"; "13:0:0" is a vote."""
    return ":" in match[0] and len(match["second"]) == len(match["third"]) == 2


def _number(text: str) -> int:
    """A count; a word stands for nothing."""
    return int(text) if text.isdecimal() else 0
