"""Days that are told from the day of the meeting: "today", "by Friday", "over twee weken", "einde van de maand"."""

from __future__ import annotations

import calendar
import datetime
import re

from pmo_docs.readers.meeting.recognising import Recogniser

_WEEK = 7
_OF_DAY = re.compile(r"['’]s\s.*")


class RelativeDays:
    """Tells them; what says only about when ("soon", "next week") is no day.

    `weeks` finds "over twee weken" in a text.
    """

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        numbers = (words for each in recogniser.catalogues.catalogues.values() for words in [each.recognise("numbers")])
        self._numbers = {word: number for words in numbers for number, word in enumerate(words, start=1)}
        self.weeks = re.compile(
            rf"(?<!\w)(?:{recogniser.any_of('within')})\s+(?P<count>\d{{1,2}}|[^\W\d_]+)\s+(?:{recogniser.any_of('weeks')})(?!\w)",
            re.IGNORECASE,
        )
        self._some_weeks = recogniser.sieve(("weeks",))
        self._before = re.compile(
            rf"(?:{recogniser.any_of('due')})[:\s]+(?:(?:{recogniser.any_of('articles')})\s+)?", re.I
        )

    def may_tell_weeks(self, text: str) -> bool:
        """Whether it is worth looking for `weeks`: most texts have no such word."""
        return self._some_weeks.may_stand_in(text)

    def day(self, words: str, since: datetime.date | None) -> datetime.date | None:
        """The day that the words of a time mean, seen from the meeting; None when they mean none or that is unknown.

        A weekday is the next one after the meeting, the end of the month that of the meeting.
        """
        if since is None:
            return None
        before = self._before.match(words)
        said = words[before.end() if before else 0 :].strip(" .")
        if self._recogniser.is_a("today", said):
            return since
        if self._recogniser.is_a("tomorrow", said):
            return since + datetime.timedelta(days=1)
        if self._recogniser.says("month_end", words):
            return since.replace(day=calendar.monthrange(since.year, since.month)[1])
        # "Friday's meeting"
        weekday = self._recogniser.weekday(_OF_DAY.sub("", said))
        if weekday is not None:
            return since + datetime.timedelta(days=(weekday - since.weekday() - 1) % _WEEK + 1)
        weeks = self.weeks.fullmatch(words)
        count = self._count(weeks["count"]) if weeks else 0
        return since + datetime.timedelta(days=_WEEK * count) if count else None

    def _count(self, text: str) -> int:
        return int(text) if text.isdecimal() else self._numbers.get(text.casefold(), 0)
