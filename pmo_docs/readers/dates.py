"""Dates as people write them: "2026-12-01", "1-12-2026", "1 december 2026", "8 dec", "20.06.", "December 8, 2026"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_MONTHS = 12
# With a dot only in two digits: "17.01", and not "3.1".
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[-/](\d{1,2})|(\d\d)\.(0\d|1[0-2])")
_DAY_AND_MONTH_WITHIN = re.compile(r"(?<![\w/.-])(?:\d{1,2}[-/]\d{1,2}|\d\d\.(?:0\d|1[0-2]))(?![\w/-]|\.\d)")


class DateOrder(StrEnum):
    """What comes first in a numeric date such as 10/6/2025."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, from `start` to `end`; `other` is its second reading when it has one (10/6/2025)."""

    start: int
    end: int
    date: datetime.date
    other: datetime.date | None = None


class DateReader:
    """Finds dates in text; `months` gives the number of every month name, in lower case.

    Numeric dates are day first, as in Dutch, German and British notes; unless `is_day_first` is known, those that can
    be read month first too say so; somebody may know that they are all month first. A date without a year is the first
    one on or after `since`, and is not found when that is unknown.
    """

    def __init__(self, months: Mapping[str, int], *, is_day_first: bool = True, is_month_first: bool = False) -> None:
        self._months = months
        self._is_month_first = is_month_first
        self._is_day_first = is_day_first
        self._pattern = _pattern(tuple(months))

    def find(self, text: str, since: datetime.date | None = None) -> tuple[FoundDate, ...]:
        """Every date in the text that exists in the calendar, in order."""
        found = ((match, self._date(match, since)) for match in self._pattern.finditer(text))
        return tuple(
            FoundDate(match.start(), match.end(), day, self._other(match, day))
            for match, day in found
            if day is not None
        )

    def day_and_month(self, text: str, since: datetime.date | None) -> tuple[FoundDate, ...]:
        """A text that is nothing but a day and a month in numbers, "28/3" or "28-3", where that reads one way."""
        match = _DAY_AND_MONTH.fullmatch(text.strip())
        if not match:
            return ()
        first, second = int(match[1] or match[3]), int(match[2] or match[4])
        # "6/30" can be read one way only.
        is_clear = (first > _MONTHS) != (second > _MONTHS) and not self._is_day_first
        if not (self._is_day_first or self._is_month_first or is_clear):
            return ()
        is_month_first = self._is_month_first or (is_clear and second > _MONTHS)
        day = _next(first, second, since) if is_month_first else _next(second, first, since)
        return (FoundDate(0, len(text), day),) if day else ()

    def after_words(self, text: str, since: datetime.date | None) -> tuple[FoundDate, ...]:
        """Every day and month in numbers, "25/4"; only for where the words before it say that a date follows."""
        found = []
        for match in _DAY_AND_MONTH_WITHIN.finditer(text):
            day = self.day_and_month(match[0], since)
            found += [FoundDate(match.start(), match.end(), one.date) for one in day]
        return tuple(found)

    def _other(self, match: re.Match[str], day: datetime.date) -> datetime.date | None:
        """The date with the month first, where nobody knows in which order it was written."""
        # Nobody writes the month first with dots.
        is_known = self._is_day_first or self._is_month_first or match["sep"] == "."
        if is_known or not match["nd"] or day.day > 12 or day.day == day.month:
            return None
        return day.replace(month=day.day, day=day.month)

    def _date(self, match: re.Match[str], since: datetime.date | None) -> datetime.date | None:
        if match["iso"]:
            return _day(int(match["iy"]), int(match["im"]), int(match["id"]))
        if match["my"]:
            # "2021-MAR-23"
            return _day(int(match["my"]), self._months[match["mm"].casefold()], int(match["md"]))
        if match["nd"]:
            year, first, second = (int(match[part]) for part in ("ny", "nd", "nm"))
            year = year if year > 99 else 2000 + year
            if self._is_month_first:
                return _day(year, first, second)
            # Where nobody knows the order, 11/13/2025 can still be read one way only.
            return _day(year, second, first) or (None if self._is_day_first else _day(year, first, second))
        if match["gd"]:
            return _next(int(match["gm"]), int(match["gd"]), since)
        day, month, year_text = (
            (match["wd"], match["wm"], match["wy"]) if match["wd"] else (match["ud"], match["um"], match["uy"])
        )
        number = self._months[month.casefold()]
        if year_text:
            # "4 sept '25"
            year = int(year_text) if year_text.isdecimal() else 2000 + int(year_text[1:])
            return _day(year, number, int(day))
        return _next(number, int(day), since)


def is_day_first(text: str, words: Iterable[str]) -> bool:
    """Whether notes are in a language where the day comes first, by the small words that only those languages have."""
    found = re.findall(r"\w+", text[:20_000].casefold())
    known = set(words) & set(found)
    return len(known) >= 2 and sum(word in known for word in found) >= 3


def _next(month: int, day: int, since: datetime.date | None) -> datetime.date | None:
    """The first such day on or after another."""
    if since is None:
        return None
    this_year = _day(since.year, month, day)
    return this_year if this_year and this_year >= since else _day(since.year + 1, month, day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds what may be a date, with these names of months; every meeting asks for the same."""
    name = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        r"(?<![\w#-])(?:"
        r"(?P<iso>(?P<iy>\d{4})(?P<isep>[-./])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2}))"
        rf"|(?P<my>\d{{4}})(?P<msep>[ -])(?P<mm>{name})(?P=msep)(?P<md>\d{{1,2}})"
        r"|(?P<nd>\d{1,2})(?P<sep>[-/.])(?P<nm>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d{2})"
        r"|(?P<gd>\d{1,2})\.(?P<gm>\d{1,2})\.(?=\D|$)"
        rf"|(?P<wd>\d{{1,2}})(?:st|nd|rd|th|e|\.)?(?:\s+(?:of\s+)?|-)(?P<wm>{name})\b(?:\.?(?:,?\s+|-)(?P<wy>\d{{4}}|['’]\d\d))?"
        rf"|(?P<um>{name})\.?\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<uy>\d{{4}}))?"
        r")(?!\w|-\w)",
        re.IGNORECASE,
    )
