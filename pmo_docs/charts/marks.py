"""What a chart is made of; lengths are in points, counted from the top left."""

from __future__ import annotations

from dataclasses import dataclass

# As wide as the text of a page, letters no smaller than the smallest of the page.
WIDTH = 450.0
SIZE = 8.5
LEADING = 10.0
# From the middle of a line of small letters to the line that they stand on.
BASELINE = 2.9
# How high a row is when every name fits on one line, and when one of them takes two.
ROW, TALL_ROW = 20.0, 24.0


@dataclass(frozen=True)
class Text:
    """A line of text; `x` is its beginning, middle or end, as `anchor` says, and `width` how wide it is."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    width: float = 0.0

    @property
    def left(self) -> float:
        """Where the text begins."""
        return round(self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor], 2)

    @property
    def right(self) -> float:
        """Where the text ends."""
        return round(self.left + self.width, 2)


@dataclass(frozen=True)
class Box:
    """A rectangle that stands upright."""

    x: float
    y: float
    width: float
    height: float

    @property
    def hatching(self) -> str:
        """The path of slanting lines in the box: patterns do not survive in every program that shows a drawing."""
        lines = []
        for number in range(1, int((self.width + self.height) / 3) + 1):
            along = number * 3.0
            left, right = max(0.0, along - self.height), min(self.width, along)
            if right > left:
                start = f"M{round(self.x + left, 2)} {round(self.y + along - left, 2)}"
                lines.append(f"{start}L{round(self.x + right, 2)} {round(self.y + along - right, 2)}")
        return "".join(lines)


@dataclass(frozen=True)
class Chart:
    """What every chart has: its size, and in words what it shows.

    `title` names it, `description` has all that is drawn with names in full; `alternative` is what is read aloud in its
    place, and `caption` the sentence below it.
    """

    height: float
    title: str
    description: str
    alternative: str
    caption: str

    @property
    def width(self) -> float:
        return WIDTH
