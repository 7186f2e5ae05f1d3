"""When something comes back: a recurrence rule (RFC 5545), such as `FREQ=MONTHLY;BYDAY=-1TU`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmo_docs.model.problems import NOWHERE, Place

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_NUMBERS = r"[+-]?[1-9]\d{0,2}(,[+-]?[1-9]\d{0,2})*"
_DAY = r"([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)"
_FORMS = {
    "FREQ": "|".join(sorted(_FREQUENCIES)),
    "INTERVAL": r"[1-9]\d{0,3}",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": rf"{_DAY}(,{_DAY})*",
    **dict.fromkeys(("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), _NUMBERS),
}
# The highest number in each part, by RFC 5545, section 3.3.10; a fifth weekday of a month, a 53rd of a year.
_HIGHEST = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_HIGHEST_WEEKDAY = {"MONTHLY": 5, "YEARLY": 53}
# Nobody needs more, and going through a longer one could take minutes.
_LONGEST = 200


@dataclass(frozen=True)
class RecurrenceRule:
    """A rule for days: not finer than a day, without a first day; `until` is the last day that it is for."""

    text: str
    until: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def from_text(cls, text: str, place: Place) -> RecurrenceRule:
        """The rule that "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH" stands for; raises ValueError for anything else."""
        written = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").strip(";")
        if len(written) > _LONGEST:
            raise ValueError("schedule-rule", {"rule": text[:_LONGEST], "part": "…"})
        parts: dict[str, str] = {}
        for part in written.split(";"):
            name, _, value = part.partition("=")
            if name == "FREQ" and value in _TOO_OFTEN:
                raise ValueError("schedule-frequency", {"rule": text})
            if name in parts or name not in _FORMS or not re.fullmatch(_FORMS[name], value):
                raise ValueError("schedule-rule", {"rule": text, "part": part or "–"})
            parts[name] = value
        if "FREQ" not in parts or (parts["FREQ"] == "DAILY" and "BYSETPOS" in parts):
            raise ValueError("schedule-rule", {"rule": text, "part": "BYSETPOS" if "FREQ" in parts else "FREQ"})
        for name, value in parts.items():
            if not _is_in_range(name, value, parts):
                raise ValueError("schedule-rule", {"rule": text, "part": f"{name}={value}"})
        until = parts.pop("UNTIL", "")
        try:
            last = datetime.date.fromisoformat(until[:8]) if until else None
        except ValueError:
            raise ValueError("schedule-rule", {"rule": text, "part": f"UNTIL={until}"}) from None
        return cls(";".join(f"{name}={value}" for name, value in parts.items()), last, place)


def _is_in_range(name: str, value: str, parts: Mapping[str, str]) -> bool:
    """Whether every number of a part can be one of its kind: no thirteenth month, no ninth Monday of a month."""
    if name == "BYDAY":
        by_month = parts["FREQ"] == "YEARLY" and "BYMONTH" in parts
        highest = _HIGHEST_WEEKDAY.get("MONTHLY" if by_month else parts["FREQ"], 0)
    elif name in _HIGHEST:
        highest = _HIGHEST[name]
    else:
        return True
    smallest = 1 if name == "BYMONTH" else -highest
    return all(smallest <= int(number) <= highest for number in re.findall(r"[+-]?\d+", value))
