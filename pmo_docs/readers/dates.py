"""Dates as people write them: "2026-12-01", "1-12-2026", "1 december 2026", "8 dec", "December 8, 2026"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FoundDate:
    """A date that stands in a text, from `start` to `end`."""

    start: int
    end: int
    date: datetime.date


class DateReader:
    """Finds dates in text; `months` gives the number of every month name, in lower case.

    Numeric dates are day first, as in Dutch, German and British notes. A date without a year is the first one on or
    after `since`, and is not found when that is unknown.
    """

    def __init__(self, months: Mapping[str, int]) -> None:
        self._months = months
        name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
        self._pattern = re.compile(
            r"(?<![\w-])(?:"
            r"(?P<iso>(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2}))"
            r"|(?P<nd>\d{1,2})(?P<sep>[-/.])(?P<nm>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d{2})"
            rf"|(?P<wd>\d{{1,2}})(?:st|nd|rd|th|e)?\s+(?:of\s+)?(?P<wm>{name})\b\.?(?:,?\s+(?P<wy>\d{{4}}))?"
            rf"|(?P<um>{name})\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<uy>\d{{4}}))?"
            r")(?!\w|-\w)",
            re.IGNORECASE,
        )

    def find(self, text: str, since: datetime.date | None = None) -> tuple[FoundDate, ...]:
        """Every date in the text that exists in the calendar, in order."""
        found = ((match, self._date(match, since)) for match in self._pattern.finditer(text))
        return tuple(FoundDate(match.start(), match.end(), day) for match, day in found if day is not None)

    def _date(self, match: re.Match[str], since: datetime.date | None) -> datetime.date | None:
        if match["iso"]:
            return _day(int(match["iy"]), int(match["im"]), int(match["id"]))
        if match["nd"]:
            year = int(match["ny"])
            return _day(year if year > 99 else 2000 + year, int(match["nm"]), int(match["nd"]))
        day, month, year_text = (
            (match["wd"], match["wm"], match["wy"]) if match["wd"] else (match["ud"], match["um"], match["uy"])
        )
        number = self._months[month.casefold()]
        if year_text:
            return _day(int(year_text), number, int(day))
        if since is None:
            return None
        this_year = _day(since.year, number, int(day))
        return this_year if this_year and this_year >= since else _day(since.year + 1, number, int(day))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
