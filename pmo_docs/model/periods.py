"""The periods that reports are about: months, quarters, four weeks, sprints."""

from __future__ import annotations

import calendar
import datetime
import re
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.problems import NOWHERE, Place


class Cycle(StrEnum):
    """How often there is a report."""

    MONTH = "month"
    QUARTER = "quarter"
    FOUR_WEEKS = "four-weeks"
    SPRINT = "sprint"


@dataclass(frozen=True)
class Sprints:
    """When the sprints of a project are: the first day of sprint 1, and how many weeks each takes."""

    start: datetime.date
    weeks: int = field(default=2, metadata={"minimum": 1, "maximum": 8})
    place: Place = field(default=NOWHERE, compare=False)


_MONTH = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)")
_QUARTER = re.compile(r"(?P<year>\d{4})-[QK](?P<number>[1-4])", re.IGNORECASE)
_FOUR_WEEKS = re.compile(r"(?P<year>\d{4})-P(?P<number>\d\d)", re.IGNORECASE)
_SPRINT = re.compile(r"sprint-?(?P<number>\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """What a report is about: `2026-10`, `2026-Q4`, `2026-P11` (four weeks) or `sprint-7`.

    Periods are ordered by their last day.
    """

    last_day: datetime.date
    first_day: datetime.date
    cycle: Cycle = field(default=Cycle.MONTH, compare=False)
    number: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)

    @classmethod
    def from_text(cls, text: str, sprints: Sprints | None = None) -> Period:
        """The period of that name; raises ValueError with a problem code when there is none.

        The four-week periods of a year begin with ISO week 1; the thirteenth takes week 53 too, where there is one.
        """
        written = text.strip()
        try:
            if match := _MONTH.fullmatch(written):
                return cls._months(int(match["year"]), int(match["number"]), 1, Cycle.MONTH, written)
            if match := _QUARTER.fullmatch(written):
                first = int(match["number"]) * 3 - 2
                return cls._months(int(match["year"]), first, 3, Cycle.QUARTER, f"{match['year']}-Q{match['number']}")
            if match := _FOUR_WEEKS.fullmatch(written):
                return cls._four_weeks(int(match["year"]), int(match["number"]))
            if match := _SPRINT.fullmatch(written):
                return cls._sprint(int(match["number"]), sprints)
        except (OverflowError, calendar.IllegalMonthError):
            pass
        except ValueError as error:
            if len(error.args) == 2:
                raise
        raise ValueError("period-form", {"text": text})

    @classmethod
    def of_day(cls, day: datetime.date, cycle: Cycle, sprints: Sprints | None = None) -> Period:
        """The period of a cycle that a day falls in."""
        if cycle is Cycle.QUARTER:
            return cls.from_text(f"{day.year}-Q{(day.month + 2) // 3}")
        if cycle is Cycle.FOUR_WEEKS:
            iso = day.isocalendar()
            return cls._four_weeks(iso.year, min((iso.week + 3) // 4, 13))
        if cycle is Cycle.SPRINT and sprints:
            # Sprints that would begin at the end of the calendar have no last day.
            with suppress(OverflowError):
                return cls._sprint(max((day - sprints.start).days // (7 * sprints.weeks) + 1, 1), sprints)
        return cls.from_text(f"{day:%Y-%m}")

    @classmethod
    def _months(cls, year: int, first: int, count: int, cycle: Cycle, text: str) -> Period:
        last = first + count - 1
        last_day = datetime.date(year, last, calendar.monthrange(year, last)[1])
        return cls(last_day, datetime.date(year, first, 1), cycle, (first + count - 1) // count, text)

    @classmethod
    def _four_weeks(cls, year: int, number: int) -> Period:
        if not 1 <= number <= 13:
            raise OverflowError
        first = datetime.date.fromisocalendar(year, 4 * number - 3, 1)
        last = datetime.date.fromisocalendar(year + 1, 1, 1) if number == 13 else first + datetime.timedelta(weeks=4)
        return cls(last - datetime.timedelta(days=1), first, Cycle.FOUR_WEEKS, number, f"{year}-P{number:02}")

    @classmethod
    def _sprint(cls, number: int, sprints: Sprints | None) -> Period:
        text = f"sprint-{number}"
        if sprints is None:
            raise ValueError("sprints-missing", {"text": text})
        first = sprints.start + datetime.timedelta(weeks=sprints.weeks * (number - 1))
        return cls(first + datetime.timedelta(weeks=sprints.weeks, days=-1), first, Cycle.SPRINT, number, text)


def same_period(written: str, period: Period, place: Place = NOWHERE) -> bool:
    """Whether a name that somebody wrote is that of a period."""
    return written.strip().casefold() in (period.text.casefold(), period.text.casefold().replace("-q", "-k"))
