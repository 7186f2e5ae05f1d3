"""Days off that no calendar library knows: school holidays, bridging days of the organisation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.problems import Written


class HolidayKind(StrEnum):
    """Whose days off they are: of the schools, or of the organisation itself."""

    SCHOOL = "school"
    CLOSED = "closed"


@dataclass(frozen=True)
class Holiday(Written):
    """Days off, the first and the last included; a single day has no `until`."""

    name: str
    first: datetime.date = field(metadata={"key": "from"})
    until: datetime.date | None = None
    kind: HolidayKind = HolidayKind.SCHOOL

    @property
    def last(self) -> datetime.date:
        return self.until or self.first

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last
