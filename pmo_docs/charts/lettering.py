"""How wide text is in the fonts of the documents, so that labels fit where they are put."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FAMILY = "Carlito, Calibri, sans-serif"
# A letter that the font lacks comes from another; none of those is wider than its size.
_UNKNOWN = 1.0


@dataclass(frozen=True)
class Lettering:
    """The widths of letters, as parts of their size."""

    regular: Mapping[int, float]
    bold: Mapping[int, float]

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of text is, in the unit of `size`."""
        widths = self.bold if bold else self.regular
        return sum(widths.get(ord(character), _UNKNOWN) for character in text) * size

    def shortened(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """The text, or as much of its beginning as fits with an ellipsis."""
        if self.width(text, size, bold=bold) <= width:
            return text
        fitting = self._fitting(text, size, width - self.width("…", size, bold=bold), bold=bold)
        return text[:fitting].rstrip(" ,;:-") + "…"

    def wrapped(self, text: str, size: float, width: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
        """The text in at most so many lines of that width; the last one is shortened when there is more."""
        found: list[str] = []
        rest = " ".join(text.split())
        while rest and len(found) < lines - 1:
            fitting = max(1, self._fitting(rest, size, width, bold=bold))
            if fitting == len(rest):
                break
            end = rest.rfind(" ", 0, fitting + 1)
            end = end if end > 0 else fitting
            found.append(rest[:end].rstrip())
            rest = rest[end:].lstrip()
        return (*found, self.shortened(rest, size, width, bold=bold)) if rest else tuple(found)

    def _fitting(self, text: str, size: float, width: float, *, bold: bool) -> int:
        """How many characters fit."""
        widths, used = self.bold if bold else self.regular, 0.0
        for index, character in enumerate(text):
            used += widths.get(ord(character), _UNKNOWN) * size
            if used > width:
                return index
        return len(text)


@lru_cache(maxsize=4)
def lettering(fonts: Path) -> Lettering:
    """The letters of Carlito in the folder with the fonts."""
    return Lettering(dict(_widths(fonts / "Carlito-Regular.ttf")), dict(_widths(fonts / "Carlito-Bold.ttf")))


def _widths(font: Path) -> Iterator[tuple[int, float]]:
    from fontTools.ttLib import TTFont  # here: only a document with charts needs it

    with TTFont(font, lazy=True) as opened:
        widths, units = opened["hmtx"].metrics, opened["head"].unitsPerEm
        for code, name in opened.getBestCmap().items():
            yield code, widths[name][0] / units
