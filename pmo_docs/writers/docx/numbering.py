"""Real lists: every numbered list counts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from pmo_docs.writers.docx.ooxml import VAL, W, XmlElement, add
from pmo_docs.writers.docx.styles import Styles

# Word knows nine levels of a list.
DEEPEST_LEVEL = 8


@dataclass
class Numbering:
    """Hands out lists of `w:numbering` that look as the list styles say."""

    element: XmlElement
    styles: Styles
    _free_ids: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        taken = (int(number.get(f"{W}numId", "0")) for number in self.element.iterfind(f"{W}num"))
        self._free_ids = count(max(taken, default=0) + 1)

    def bullets(self) -> str:
        """The id of the list with bullets; all of them share one."""
        return self.styles.numbering_of("List Bullet")

    def numbers(self, level: int, start: int) -> str:
        """The id of a new numbered list, which begins with `start` at `level`."""
        number_id = str(next(self._free_ids))
        number = add(self.element, "num", numId=number_id)
        add(number, "abstractNumId", val=self._look_of_numbers())
        override = add(number, "lvlOverride", ilvl=str(level))
        add(override, "startOverride", val=str(start))
        return number_id

    def _look_of_numbers(self) -> str:
        number_id = self.styles.numbering_of("List Number")
        look = self.element.find(f"{W}num[@{W}numId='{number_id}']/{W}abstractNumId")
        return look.get(VAL, "") if look is not None else ""
