"""How actions are numbered: "34-3" is the third action of meeting 34; a body may write it otherwise."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pmo_docs.model.problems import Place

_FIELD = re.compile(r"\{([^{}]*)\}")
_COUNTS = {"n": 1, "nn": 2, "nnn": 3}
_MEETING = frozenset({"meeting", "vergadering"})
# What may stand around them; a number has no spaces.
_AROUND = re.compile(r"[\w/.-]*")

Numbered = Callable[[int | str], str]
"""Gives the number of an action by its place within the meeting."""


@dataclass(frozen=True)
class NumberPattern:
    """A number with `{meeting}` and, behind a sign or a letter, `{n}`; `{nn}` has two figures, `{nnn}` three."""

    text: str

    @classmethod
    def from_text(cls, text: str, place: Place) -> NumberPattern:
        """The pattern that a text stands for; raises ValueError when it stands for none."""
        names = _FIELD.findall(text)
        between = _FIELD.split(text)[2::2][:1]
        is_pattern = len(names) == 2 and names[0] in _MEETING and names[1] in _COUNTS and any(between)
        if not is_pattern or not _AROUND.fullmatch(_FIELD.sub("", text)) or not text[:1].strip("/.-_"):
            # The hint names what may stand in it.
            named = {name: f"{{{name}}}" for name in (*_MEETING, *_COUNTS)}
            raise ValueError("number-pattern-form", {"text": text, **named})
        return cls(text)

    def of(self, meeting: str) -> Numbered:
        """The numbers of the actions of a meeting, named by its number or its date."""
        head, _, between, count, tail = _FIELD.split(self.text)
        return lambda at: f"{head}{meeting}{between}{str(at).zfill(_COUNTS[count])}{tail}"

    @cached_property
    def form(self) -> re.Pattern[str]:
        """What every such number looks like; where the meeting is a date alone it is none."""
        head, _, between, _, tail = map(re.escape, _FIELD.split(self.text))
        return re.compile(rf"(?!\d{{4}}-\d\d-\d\d(?!\w|[/.-])){head}\w[\w/.-]*?{between}\d+{tail}")


USUAL = NumberPattern("{meeting}-{n}")


def numbers_of(number: str, day: datetime.date | None, pattern: NumberPattern | None = None) -> Numbered:
    """The numbers of the actions of a meeting: by its number, without one by its date; notes without both count."""
    meeting = number or (day.isoformat() if day else "")
    return (pattern or USUAL).of(meeting) if meeting else str
