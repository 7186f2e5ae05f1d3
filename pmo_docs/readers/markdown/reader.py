"""From lines to a tree of blocks, by the container algorithm of CommonMark with the tables of GitHub.

Every line is offered to the open blocks, outermost first; what is left of it may start new blocks; what is left after
that is text for the innermost one. One pass, no line is read twice.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pmo_docs.readers.markdown.blocks import (
    LOOSE,
    Block,
    Document,
    Fence,
    Html,
    IndentedCode,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Table,
)
from pmo_docs.readers.markdown.comments import CLOSING, end_of_comment, html_without_comments, without_comments
from pmo_docs.readers.markdown.lines import Line
from pmo_docs.readers.markdown.references import References
from pmo_docs.readers.markdown.starts import STARTS, Start, start_code
from pmo_docs.readers.markdown.tables import add_row, cells

DEEPEST = 50
_HEAVIEST = 100_000


class BlockReader:
    """Builds the tree of one text.

    `too_deep` is the line where nesting went beyond the limit, `unclosed_comment` and `unclosed_fence` are where
    something starts that never ends; 0 when there is none.
    `weight` is what cells and footnotes add up to.
    """

    def __init__(self, tag: str, references: References) -> None:
        self.root = Document(tag, 1)
        self.references = references
        self.too_deep = 0
        self.unclosed_comment = 0
        self.unclosed_fence = 0
        self._open: list[Block] = [self.root]
        self._matched = 1
        self._after_blank = False
        self.weight = 0

    def read(self, line: Line) -> None:
        """Take in the next line."""
        if self.unclosed_comment and not self._leave_comment(line):
            return
        self._match(line)
        is_blank = line.is_blank
        if self.container.is_complete:
            self._close_to(self._matched - 1)
        elif self._start_blocks(line):
            self._add(line)
        self._after_blank = is_blank and self.container.shows_blank_lines

    @property
    def is_full(self) -> bool:
        """Whether there are more cells and footnotes than can be made sense of in time."""
        return self.weight > _HEAVIEST

    def finish(self) -> Element:
        """Close what is open and return the tree."""
        self.unclosed_fence = next((block.line for block in self._open if isinstance(block, Fence)), 0)
        self._close_to(1)
        return self.root.element

    # What the starts of blocks work with.

    @property
    def container(self) -> Block:
        """The innermost block that the line belongs to so far."""
        return self._open[self._matched - 1]

    @property
    def is_in_paragraph(self) -> bool:
        """Whether the line would go on with a paragraph, also where the marks of the blocks around it are left out."""
        return isinstance(self._open[-1], Paragraph)

    def has_room(self, line: Line) -> bool:
        """Whether one more block may be nested here; remembers the line where it may not."""
        depth = sum(isinstance(block, Quote | Item | Note) for block in self._open[: self._matched])
        if depth >= DEEPEST:
            self.too_deep = self.too_deep or line.number
        return depth < DEEPEST

    def open(self, block: Block) -> None:
        """Start a block in the innermost container that can hold it."""
        self._close_to(self._matched)
        while not self._open[-1].can_hold(block):
            self._close_to(len(self._open) - 1)
        parent = self._open[-1]
        if self._after_blank and parent.children:
            self._loosen(parent)
        self._after_blank = False
        parent.children += 1
        parent.element.append(block.element)
        self._open.append(block)
        self._matched = len(self._open)

    def open_list(self, new: List) -> None:
        """Start a list, unless the line goes on with one that has the same mark."""
        self._close_to(self._matched)
        current = self._open[-1]
        if not (isinstance(current, List) and current.element.tag == new.element.tag and current.mark == new.mark):
            self.open(new)

    def end_text(self) -> None:
        """Close what the line does not go on with, and the paragraph or list it would otherwise be added to."""
        self._close_to(self._matched)
        while isinstance(self._open[-1], Paragraph | List | Table):
            self._close_to(len(self._open) - 1)
        self._matched = len(self._open)

    def replace_paragraph(self) -> None:
        """Drop the paragraph that turns out to be something else."""
        self._open.pop()
        del self._open[-1].element[-1]
        self._open[-1].children -= 1
        self._matched = len(self._open)

    def skip_comment(self, line: Line) -> None:
        """Move past the comment that the line goes on with."""
        end = end_of_comment(line.text, line.content)
        if end < 0:
            self.unclosed_comment = line.number
        line.move_to(end if end >= 0 else len(line.text))
        line.move_to_content()

    def text(self, line: Line) -> str:
        """What is left of the line, without comments."""
        text, is_open = without_comments(line.text[line.content :])
        if is_open:
            self.unclosed_comment = line.number
        return text

    # The steps of reading a line.

    def _leave_comment(self, line: Line) -> bool:
        """Whether the open comment ends on this line and words follow it."""
        end = line.text.find(CLOSING)
        if end < 0:
            return False
        self.unclosed_comment = 0
        line.move_to(end + len(CLOSING))
        line.move_to_content()
        return not line.is_blank

    def _match(self, line: Line) -> None:
        self._matched = 1
        for block in self._open[1:]:
            if not block.continues(line):
                break
            self._matched += 1

    def _start_blocks(self, line: Line) -> bool:
        """Open the blocks that start on this line; whether anything is left to be added."""
        while not self.container.is_verbatim and not line.is_blank:
            found = self._start_block(line)
            if found is not Start.CONTAINER:
                return found is not Start.LINE
        return True

    def _start_block(self, line: Line) -> Start | None:
        if line.is_indented:
            return None if self.is_in_paragraph else start_code(self, line)
        for start in STARTS.get(line.first, ()):
            if found := start(self, line):
                return found
        return None

    def _add(self, line: Line) -> None:
        """Add what is left of the line to the innermost block."""
        if line.is_blank or not self.is_in_paragraph:
            self._close_to(self._matched)
        match self._open[-1]:
            case Fence() | IndentedCode() as code:
                code.lines.append(line.rest)
            case Html() as html:
                self._add_html(html, line)
            case _ if line.is_blank:
                pass
            case Table() as table:
                row = add_row(table.body_for_a_row(), cells(self.text(line)), table.classes, line.number)
                self.weight += len(row)
            case _:
                self._add_text(line)

    def _add_html(self, html: Html, line: Line) -> None:
        text, is_open = html_without_comments(line.rest)
        if is_open:
            self.unclosed_comment = line.number
        html.lines.append(text)
        if html.end and html.end.search(text):
            self._close_to(len(self._open) - 1)
            self._matched = len(self._open)

    def _add_text(self, line: Line) -> None:
        text = self.text(line)
        if not text.strip():
            return
        if not self.is_in_paragraph:
            self.open(Paragraph(line.number, self.references))
        paragraph = self._open[-1]
        if isinstance(paragraph, Paragraph):
            paragraph.add(line.number, text)

    def _close_to(self, length: int) -> None:
        while len(self._open) > length:
            block = self._open.pop()
            block.close(self._open[-1])

    def _loosen(self, parent: Block) -> None:
        """Set the items of a list apart: there is a blank line between two of them, or inside one."""
        if isinstance(parent, Item):
            self._open[-2].element.set(LOOSE, "true")
        elif isinstance(parent, List):
            parent.element.set(LOOSE, "true")
