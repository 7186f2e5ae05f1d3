"""By when something is to be done: a day, "vóór 1 december", or words that are no day, "eind Q1", "next meeting"."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from pmo_docs.readers.dates import DateReader, FoundDate
from pmo_docs.readers.meeting.recognising import Recogniser, alternatives
from pmo_docs.readers.meeting.relative import RelativeDays

_SET_APART = re.compile(r"\s[-–—]\s+$|\w,\s+$")
# "(1 maart)", "[01.03.2026]"
_BRACKETED = re.compile(r"(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])\.?\s*$")
# "(1 maart) Bel de leverancier"
_IN_FRONT = re.compile(r"\s*\((?P<said>[^()]{3,40})\)\s+(?=\S)")
_NEAR = 80
_SEPARATORS = (",", ";", ":", "–", "—", "-")


class DueReader:
    """Finds it in the words of an action; a day without a year is the first one on or after `since`."""

    def __init__(self, recogniser: Recogniser, dates: DateReader, since: datetime.date | None) -> None:
        catalogues = recogniser.catalogues
        self._dates = dates
        self._since = since
        self._of = frozenset(catalogues.recognise("of"))
        prefix, days = alternatives(catalogues.recognise("due")), alternatives(catalogues.recognise("weekdays"))
        signs, articles = (
            alternatives(catalogues.recognise("weekday_signs")),
            alternatives(catalogues.recognise("articles")),
        )
        self._prefix = re.compile(
            rf"(?:(?<=[\s,;(–—-])|^)(?P<words>{prefix})[:\s]+(?:(?:{days}|(?:{signs})\.?),?\s+)?$", re.IGNORECASE
        )
        # "deadline voor uitnodigingen is 14 november"
        self._told = re.compile(
            rf"(?<!\w)(?P<words>(?:{alternatives(catalogues.recognise('due_of'))})\s[^.;:\n]{{0,40}}"
            rf"\b(?:{alternatives(catalogues.recognise('auxiliaries'))})\s+)$",
            re.IGNORECASE,
        )
        words = alternatives(catalogues.recognise("due_words"))
        self._words = re.compile(
            rf"(?:(?<!\w)(?:{prefix})\s+(?:(?:{articles})\s+)?|[(,;–—-]\s*)(?:{words})(?!\w)", re.IGNORECASE
        )
        self._relative = RelativeDays(recogniser)
        self._periods = _periods(recogniser)
        strict = set(catalogues.recognise("due")) - set(catalogues.recognise("edges"))
        self._behind_word = re.compile(rf"(?:{alternatives(tuple(sorted(strict)))})[:\s]", re.IGNORECASE)

    def cut(self, text: str) -> tuple[str, FoundDate | None, str]:
        """The text without a date that stands apart at its end, in brackets or behind a word; the date; its words."""
        bracketed = _BRACKETED.search(text)
        front = _IN_FRONT.match(text)
        day, day_text = self.alone(front["said"]) if front else (None, "")
        if front and day:
            return text[front.end() :], day, day_text
        if not bracketed:
            return self._cut_trailing(text, stands_apart=False)
        inside, due, due_text = self._cut_trailing(bracketed["round"] or bracketed["square"] or "", stands_apart=True)
        if not due_text:
            return text, None, ""
        before = text[: bracketed.start()].rstrip()
        sides = "()" if bracketed["square"] is None else "[]"
        return f"{before} {sides[0]}{inside}{sides[1]}" if inside else before, due, due_text

    def alone(self, text: str) -> tuple[FoundDate | None, str]:
        """What a text says when it is a time and nothing else: "1 april", "vóór 3/4", "z.s.m."."""
        before, due, due_text = self._cut_trailing(f", {text}", stands_apart=True)
        if due_text and not before.strip(", "):
            return due, due_text
        day, words = self.said(f"({text}.)")
        return (day, text) if words and len(words) + 1 >= len(text.strip(" .")) else (None, "")

    def said(self, text: str) -> tuple[FoundDate | None, str]:
        """A date in the middle behind "vóór", or a time that is no date ("next meeting"): both stay in the text."""
        for one in (*self._dates.find(text, self._since), *self._dates.after_words(text, self._since)):
            before = text[: one.start]
            prefix = self._prefix.search(before) or self._told.search(before, max(0, len(before) - _NEAR))
            share = text[one.end :].split()[:1]
            # "voor 2/3 van de leden" is no date.
            if prefix and not (share and share[0].casefold() in self._of):
                return one, text[prefix.start("words") : one.end]
        weeks = (self._relative.weeks,) if self._relative.may_tell_weeks(text) else ()
        for pattern in (self._words, *self._periods, *weeks):
            word = pattern.search(text)
            if word:
                return self._meant(word[0].strip(" (),;.–—-"), word.start(), word.end())
        return None, ""

    def _meant(self, words: str, start: int, end: int) -> tuple[FoundDate | None, str]:
        """The words of a time with the day that they mean, if any: "vóór vrijdag"."""
        day = self._relative.day(words, self._since)
        return (FoundDate(start, end, day) if day else None), words

    def is_behind_word(self, due_text: str) -> bool:
        """Whether the words of a time begin with one such as "vóór", so that they can be no other time."""
        return self._behind_word.match(due_text) is not None

    def _cut_trailing(self, text: str, *, stands_apart: bool) -> tuple[str, FoundDate | None, str]:
        """A date at the end counts when a word such as "vóór", a comma or a dash sets it apart."""
        found = self._dates.find(text, self._since)
        # "tegen 3/3" and "… – 3/3" are dates, "groep 3/4" is none.
        is_clear = bool(found)
        found = found or self._dates.after_words(text, self._since)
        if not found or text[found[-1].end :].strip(" ."):
            return text, None, ""
        last = found[-1]
        prefix = self._prefix.search(text[: last.start])
        is_clear = is_clear or _SET_APART.search(text[: last.start]) is not None
        if not prefix and not is_clear:
            return text, None, ""
        start = prefix.start("words") if prefix else last.start
        before = text[:start].rstrip()
        if not (stands_apart or prefix or before.endswith(_SEPARATORS)):
            return text, None, ""
        return before.rstrip("".join(_SEPARATORS) + " "), last, text[start : last.end]


@lru_cache(maxsize=4)
def _periods(recogniser: Recogniser) -> tuple[re.Pattern[str], ...]:
    """A time that is no day: "vóór eind oktober" anywhere, "eind Q1", ", juni 2027" or "in week 23" at the end."""
    recognise = recogniser.catalogues.recognise
    strict = alternatives(tuple(sorted(set(recognise("due")) - set(recognise("edges")))))
    edges, due = alternatives(recognise("edges")), alternatives(recognise("due"))
    day = alternatives(recognise("weekdays"))
    month = rf"(?:{alternatives(tuple(recogniser.catalogues.months()))})\b\.?(?:\s+\d{{4}})?"
    week = rf"(?:{alternatives(recognise('week'))})\s?\d{{1,2}}(?:\s+\d{{4}})?"
    quarter = r"Q[1-4](?:[\s/-]*\d{4})?"
    weak = alternatives(recognise("weak_edges"))
    period = rf"(?:{month}|{quarter}|{week}|{alternatives(recognise('periods'))})(?!\w|\s*\d)"
    end = r"\s*\)?\s*\.?\s*$"
    return tuple(
        re.compile(form, re.IGNORECASE)
        for form in (
            rf"(?<!\w)(?:{strict})[:\s]+(?:(?:{edges})\s+)?{period}",
            rf"(?<!\w)(?:{strict})\s+(?:{day})(?:['’]s\s[^\W\d_]+)?(?!\w){end}",
            rf"(?<!\w)(?:(?:{due})\s+)?(?:{edges})\s+{period}{end}",
            # "a summit in July" is when that is, "in week 23" when something is to be done.
            rf"(?<!\w)(?:{weak})\s+(?:{quarter}|{week}){end}",
            rf"[,;(–—-]\s*(?:(?:{weak})\s+)?{period}{end}",
        )
    )
