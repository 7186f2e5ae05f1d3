"""Working days: every day but Saturdays, Sundays, public holidays and the days that the organisation is closed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

_WEEK, _WORKED = 7, 5


@dataclass(frozen=True)
class WorkingDays:
    """Counts working days; `off` are the holidays and closed days, the weekends are left out anyhow."""

    off: frozenset[datetime.date] = frozenset()

    def slip(self, agreed: datetime.date, now: datetime.date) -> int:
        """How many working days later than agreed, negative when earlier; the later of the two days counts.

        From Friday to Monday is one working day, from Friday to Saturday none.
        """
        if now < agreed:
            return -self.slip(now, agreed)
        off = sum(1 for day in self.off if agreed < day <= now and day.isoweekday() <= _WORKED)
        return _up_to(now) - _up_to(agreed) - off


def _up_to(day: datetime.date) -> int:
    """The days from Monday to Friday until a day, counted from that of ordinal 1, which is a Monday."""
    weeks, rest = divmod(day.toordinal(), _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)
