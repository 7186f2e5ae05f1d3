"""Times of day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from pmo_docs.model.problems import Place

_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")
_TIME_SPAN = re.compile(r"\d{1,2}[:.]\d\d(?:\s*(?:-|–|—|tot|to)\s*\d{1,2}[:.]\d\d)?(?:\s*uur)?", re.IGNORECASE)


@dataclass(frozen=True)
class TimeSpan:
    """From when until when; the end may be open."""

    start: datetime.time
    end: datetime.time | None = None

    @classmethod
    def from_text(cls, text: str, place: Place) -> TimeSpan:
        """The span that "13:30-15:00", "13.30–15.00 uur" or "9:30" stands for; raises ValueError for anything else."""
        match = _TIME_SPAN.fullmatch(text.strip())
        try:
            moments = [datetime.time(int(hour), int(minute)) for hour, minute in _TIME.findall(text)] if match else []
            return cls(*moments)
        except (TypeError, ValueError):
            raise ValueError("time-span-form", {"text": text}) from None

    def __str__(self) -> str:
        return f"{self.start:%H:%M}" + (f"-{self.end:%H:%M}" if self.end else "")

    @property
    def minutes(self) -> int | None:
        """How long, in minutes, also over midnight; None when the end is open."""
        if self.end is None:
            return None
        start, end = (moment.hour * 60 + moment.minute for moment in (self.start, self.end))
        return (end - start) % (24 * 60)
