"""One line of the notes, and how far it has been read."""

from __future__ import annotations

import re

_SPACES = re.compile(" *")
# They mark where Python-Markdown keeps its own nodes in a text.
_CONTROL = re.compile("[\x02\x03]")
_INDENTED_CODE = 4


class Line:
    """A source line whose tabs are columns; `start` is where reading goes on, `content` the first sign after that."""

    __slots__ = ("content", "number", "start", "text")

    def __init__(self, number: int, text: str) -> None:
        if "\t" in text:
            # A tab at the end is not the two spaces of a line break.
            text = text.rstrip("\t").expandtabs(_INDENTED_CODE)
        self.number = number
        self.text = _CONTROL.sub("", text).replace("\0", "\ufffd")
        self.move_to(0)

    def move_to(self, position: int) -> None:
        """Go on reading at this position."""
        self.start = position
        self.content = _SPACES.match(self.text, position).end()  # type: ignore[union-attr]

    def move_to_content(self) -> None:
        """Go on reading at the first sign that is not a space."""
        self.start = self.content

    @property
    def indent(self) -> int:
        return self.content - self.start

    @property
    def is_indented(self) -> bool:
        """Whether it stands far enough to the right to be code."""
        return self.content - self.start >= _INDENTED_CODE

    @property
    def is_blank(self) -> bool:
        return self.content == len(self.text)

    @property
    def rest(self) -> str:
        """What is still to be read, with its spaces."""
        return self.text[self.start :]

    @property
    def first(self) -> str:
        """The first sign that is not a space; empty on a blank line."""
        return self.text[self.content : self.content + 1]
