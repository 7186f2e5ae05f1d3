"""How wide the columns of a table are: by what they hold, narrow where a line is not to be broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pmo_docs.writers.docx.house_style import TABLE_SIZE
from pmo_docs.writers.docx.ooxml import TWIPS_PER_POINT, millimetres

# White space between the text of a column and the next.
GUTTER = millimetres(3.5)

_EM = TABLE_SIZE * TWIPS_PER_POINT
# Widths in Calibri, in parts of its size, rounded up; Carlito has the same.
_WIDTHS = {
    **dict.fromkeys("il.,:;'jI ‘’", 0.27),
    **dict.fromkeys("frt-!()[]\u00ad\u00a0\u2011", 0.35),
    **dict.fromkeys("/|", 0.46),
    **dict.fromkeys("mwMW@%—", 0.91),
    **dict.fromkeys("ABCDGHKNOPQRSTUVXYZ&", 0.69),
    **dict.fromkeys("0123456789€", 0.51),
}
_OTHER = 0.53
_BOLD = 1.06

NARROW = frozenset({"number", "date"})
WIDEST = {"number": millimetres(26), "date": millimetres(27), "short": millimetres(38)}
_NARROWEST_TEXT = millimetres(28)
# Beyond this a word, such as an address on the web, is divided.
_LONGEST_WORD = millimetres(45)


@lru_cache(maxsize=10_000)
def text_width(text: str) -> float:
    """Roughly how wide a line of table text is, in twips."""
    return sum([_WIDTHS.get(character, _OTHER) for character in text]) * _EM


@dataclass(frozen=True)
class Column:
    """What a column holds: the text of its head and of its cells."""

    kind: str
    heads: Sequence[str]
    cells: Sequence[str]

    @property
    def is_narrow(self) -> bool:
        return self.kind in NARROW

    def lengths(self) -> tuple[int, int]:
        """The least width without broken words, and the width without broken lines."""
        lines = [text_width(text) for text in self.cells] + [text_width(text) * _BOLD for text in self.heads]
        words = [_longest_word(text) for text in self.cells] + [_longest_word(text) * _BOLD for text in self.heads]
        longest, least = max(lines, default=0), min(max(words, default=0), _LONGEST_WORD)
        if self.kind in WIDEST:
            longest = max(min(longest, WIDEST[self.kind]), least)
        return round(least) + GUTTER, round(longest) + GUTTER


def column_widths(columns: Sequence[Column], available: int, *, filled: bool) -> list[int]:
    """The width of every column; together `available`, or less when the table need not be filled."""
    least, wanted = map(list, zip(*(column.lengths() for column in columns), strict=True))
    texts = [index for index, column in enumerate(columns) if column.kind in ("text", "")]
    if sum(wanted) <= available:
        return _filled(columns, wanted, texts, available) if filled else wanted
    least = [
        min(max(width, _NARROWEST_TEXT), wish) if index in texts else width
        for index, (width, wish) in enumerate(zip(least, wanted, strict=True))
    ]
    others = sum(width for index, width in enumerate(wanted) if index not in texts)
    room = available - others - sum(least[index] for index in texts)
    if texts and room >= 0:
        # Twice as much text wants a wider column, but not twice as wide: then both become about as high.
        weights = {index: (wanted[index] - least[index]) ** 0.5 for index in texts}
        widths = [least[index] if index in texts else wanted[index] for index in range(len(columns))]
        return _shared(widths, wanted, weights, room)
    return _squeezed(least, wanted, available)


def _filled(columns: Sequence[Column], wanted: list[int], texts: list[int], available: int) -> list[int]:
    growing = texts or [index for index, column in enumerate(columns) if not column.is_narrow]
    growing = growing or list(range(len(columns)))
    spare, total = available - sum(wanted), sum(wanted[index] for index in growing)
    return [width + (spare * width // max(total, 1) if index in growing else 0) for index, width in enumerate(wanted)]


def _shared(widths: list[int], wanted: list[int], weights: dict[int, float], room: int) -> list[int]:
    """The widths with `room` shared by weight; what a column does not need goes to the others."""
    total = sum(weights.values())
    for index, weight in sorted(weights.items(), key=lambda item: wanted[item[0]] - widths[item[0]]):
        share = min(wanted[index] - widths[index], int(room * weight / max(total, 1)))
        widths[index] += share
        room -= share
        total -= weight
    return widths


def _squeezed(least: list[int], wanted: list[int], available: int) -> list[int]:
    """Widths between least and wanted; when even the least do not fit, all of them narrower."""
    room = available - sum(least)
    if room < 0:
        return [width * available // sum(least) for width in least]
    wishes = sum(wanted) - sum(least)
    return [width + (wish - width) * room // max(wishes, 1) for width, wish in zip(least, wanted, strict=True)]


def _longest_word(text: str) -> float:
    return max((text_width(word) for word in text.split(" ")), default=0)
