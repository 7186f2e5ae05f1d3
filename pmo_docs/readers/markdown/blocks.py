"""The kinds of block: which lines go on with one, and what element it becomes."""

from __future__ import annotations

import re
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from pmo_docs.readers.markdown.lines import Line
from pmo_docs.readers.markdown.references import References, take_definitions
from pmo_docs.readers.markdown.tables import fill_up

LINE = "data-line"
LOOSE = "data-loose"
TASK = "data-task"
RAW = "raw-html"
# A footnote where it was written, and in an attribute of that name its label.
NOTE = "note"

_TASK = re.compile(r"\[([ xX])\](?=[ \n]+\S)[ ]*")
_CLOSING_FENCE = re.compile(r"(`{3,}|~{3,}) *")


class Block:
    """An open block; `children` counts the blocks that it directly holds.

    A verbatim block takes its lines as they are: no other block starts in it.
    """

    holds_blocks: ClassVar[bool] = False
    is_verbatim: ClassVar[bool] = False
    # Whether a blank line in it separates the items of a list around it.
    shows_blank_lines: ClassVar[bool] = True

    def __init__(self, tag: str, line: int) -> None:
        self.element = Element(tag, {LINE: str(line)})
        self.line = line
        self.children = 0
        self.is_complete = False

    def can_hold(self, child: Block) -> bool:
        return self.holds_blocks and not isinstance(child, Item)

    def continues(self, line: Line) -> bool:
        """Whether the line belongs to this block; moves past what marks it as such."""
        raise NotImplementedError

    def close(self, parent: Block) -> None:
        """Finish the element once no line can be added any more."""


class Document(Block):
    holds_blocks = True

    def continues(self, line: Line) -> bool:
        return True


class Quote(Block):
    holds_blocks = True
    shows_blank_lines = False

    def __init__(self, line: int) -> None:
        super().__init__("blockquote", line)

    def continues(self, line: Line) -> bool:
        if line.is_indented or line.first != ">":
            return False
        self.enter(line)
        return True

    @staticmethod
    def enter(line: Line) -> None:
        """Go on reading after the mark and the one space that belongs to it."""
        after = line.content + 1
        line.move_to(after + line.text.startswith(" ", after))


class List(Block):
    """A list; `mark` is what its items have in common: the bullet, or the sign after the number."""

    holds_blocks = True

    def __init__(self, line: int, mark: str, number: str) -> None:
        super().__init__("ol" if number else "ul", line)
        self.mark = mark
        if number and int(number) != 1:
            self.element.set("start", str(int(number)))

    def can_hold(self, child: Block) -> bool:
        return isinstance(child, Item)

    def continues(self, line: Line) -> bool:
        return True


class Item(Block):
    """An item of a list; its content stands at least `width` columns to the right."""

    holds_blocks = True

    def __init__(self, line: int, width: int) -> None:
        super().__init__("li", line)
        self.width = width

    def continues(self, line: Line) -> bool:
        if line.is_blank:
            # An item can begin with at most one blank line.
            line.move_to_content()
            return self.children > 0
        if line.indent < self.width:
            return False
        line.move_to(line.start + self.width)
        return True


class Note(Block):
    """A footnote; what goes on with it stands four columns to the right."""

    holds_blocks = True

    def __init__(self, line: int, label: str) -> None:
        super().__init__(NOTE, line)
        self.element.set(NOTE, label)

    def continues(self, line: Line) -> bool:
        if not line.is_blank and not line.is_indented:
            return False
        line.move_to(line.start + min(line.indent, 4))
        return True


class Paragraph(Block):
    """Text; every source line is a line of it, also where nothing is left of that source line."""

    def __init__(self, line: int, references: References) -> None:
        super().__init__("p", line)
        self.lines: list[str] = []
        self._references = references

    def continues(self, line: Line) -> bool:
        return not line.is_blank

    def add(self, line: int, text: str) -> None:
        self.lines.extend([""] * (line - self.line - len(self.lines)))
        self.lines.append(text)

    def take_definitions(self) -> None:
        """Keep what follows the link reference definitions at the start."""
        text = "\n".join(self.lines)
        if not text.startswith("["):
            return
        kept = take_definitions(text, self._references)
        self.line += text[: len(text) - len(kept)].count("\n")
        self.lines = kept.split("\n") if kept else []
        self.element.set(LINE, str(self.line))

    def close(self, parent: Block) -> None:
        self.take_definitions()
        self.element.text = "\n".join(self.lines).rstrip(" ")
        if not self.element.text.strip():
            del parent.element[-1]
        elif isinstance(parent, Item) and parent.children == 1 and (task := _TASK.match(self.element.text)):
            parent.element.set(TASK, "open" if task[1] == " " else "done")
            self.element.text = self.element.text[task.end() :]


class Fence(Block):
    """Code between two fences; the words after the first fence say its language and are not shown."""

    is_verbatim = True
    shows_blank_lines = False

    def __init__(self, line: int, fence: str, indent: int) -> None:
        super().__init__("pre", line)
        self.lines: list[str] = []
        self._fence = fence
        self._indent = indent

    def continues(self, line: Line) -> bool:
        closing = None if line.is_indented else _CLOSING_FENCE.fullmatch(line.text, line.content)
        self.is_complete = bool(closing and closing[1].startswith(self._fence))
        line.move_to(line.start + min(line.indent, self._indent))
        return True

    def close(self, parent: Block) -> None:
        add_code(self.element, self.lines)


class IndentedCode(Block):
    is_verbatim = True

    def __init__(self, line: int) -> None:
        super().__init__("pre", line)
        self.lines: list[str] = []

    def continues(self, line: Line) -> bool:
        if not line.is_indented and not line.is_blank:
            return False
        line.move_to(line.start + min(line.indent, 4))
        return True

    def close(self, parent: Block) -> None:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        add_code(self.element, self.lines)


class Html(Block):
    """Raw HTML; `end` is on its last line, without one it goes on to a blank line."""

    is_verbatim = True

    def __init__(self, line: int, end: re.Pattern[str] | None) -> None:
        super().__init__(RAW, line)
        self.lines: list[str] = []
        self.end = end

    def continues(self, line: Line) -> bool:
        return self.end is not None or not line.is_blank

    def close(self, parent: Block) -> None:
        self.element.text = AtomicString("\n".join(self.lines))


class Table(Block):
    """A table; the rows of its body are added one by one."""

    def __init__(self, line: int, classes: tuple[str, ...]) -> None:
        super().__init__("table", line)
        self.element.set("class", "notes")
        self.classes = classes
        self.head = SubElement(self.element, "thead")
        self.body: Element | None = None

    def continues(self, line: Line) -> bool:
        return not line.is_blank

    def close(self, parent: Block) -> None:
        fill_up(self.element, self.classes)

    def body_for_a_row(self) -> Element:
        """The body; made for the first row, because a table may have none."""
        if self.body is None:
            self.body = SubElement(self.element, "tbody")
        return self.body


class Simple(Block):
    """A block of one line that is complete as it stands: a heading, a rule."""

    def continues(self, line: Line) -> bool:
        return False


def add_code(element: Element, lines: list[str]) -> None:
    SubElement(element, "code").text = AtomicString("\n".join(lines))
