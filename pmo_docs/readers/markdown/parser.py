"""Markdown to a tree of HTML elements that know their lines.

Python-Markdown does the work, with a block parser and inline patterns that read notes as GitHub shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString, Registry

from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers.markdown.blocks import LINE, LOOSE, RAW, TASK
from pmo_docs.readers.markdown.footnotes import AppendProcessor, Footnotes, NumberProcessor
from pmo_docs.readers.markdown.html import to_html
from pmo_docs.readers.markdown.inlines import MARKED, inline_patterns
from pmo_docs.readers.markdown.limits import Limits, Report
from pmo_docs.readers.markdown.lines import Line
from pmo_docs.readers.markdown.reader import BlockReader

Transform = Callable[[Element], None]
_BOXES = {"open": "☐", "done": "☑"}


def parse(
    text: str,
    first_line: int = 1,
    transform: Transform | None = None,
    file: str = "",
    problems: list[Problem] | None = None,
    megabytes: int = 2,
) -> tuple[Element, ...]:
    """The blocks of the text, in reading order; `to_html` shows one of them.

    `transform` is given the root of the tree when the blocks are known and their text is still Markdown. Every block
    and table row carries `data-line`, its line in the source; line i of a paragraph's raw text is i lines further on.
    Items of a task list carry `data-task`, `open` or `done`, and no longer the box itself. A list is tight unless it
    carries `data-loose`. Raw HTML is the text of an element `raw-html`. Footnotes are a list at
    the end. What cannot be read is added to `problems`; of so many `megabytes` a text may be.
    """
    found = [] if problems is None else problems
    notes = Notes(first_line, transform or _as_it_is, Footnotes(text), megabytes, file, found)
    markdown = Markdown(extensions=[notes])
    markdown.parser.parseDocument(text.split("\n"))
    root = markdown.parser.root
    for processor in markdown.treeprocessors:
        processor.run(root)
    return tuple(root)


def prose(text: str) -> str:
    """A text in Markdown from elsewhere than notes, such as a field of a register, as HTML without lines."""
    blocks = parse(text)
    for block in blocks:
        for element in block.iter():
            element.attrib.pop(LINE, None)
    return "".join(map(to_html, blocks))


def _as_it_is(root: Element) -> None:
    """Leave the tree alone."""


class Notes(Extension):
    """Makes Python-Markdown read notes."""

    def __init__(
        self,
        first_line: int,
        transform: Transform,
        footnotes: Footnotes,
        megabytes: int,
        file: str,
        problems: list[Problem],
    ) -> None:
        super().__init__()
        self._limits = Limits(self.report, megabytes)
        self._footnotes = footnotes
        self._first_line = first_line
        self._transform = transform
        self._file = file
        self._problems = problems

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.references = {}
        md.parser = NotesBlockParser(md, self._first_line, self._footnotes, self._limits, self.report)
        md.treeprocessors = Registry()
        md.treeprocessors.register(TransformProcessor(self._transform), "transform", 40)
        md.treeprocessors.register(AppendProcessor(self._footnotes), "footnotes", 30)
        md.treeprocessors.register(TextProcessor(md, inline_patterns(md, self._footnotes), self._limits), "inline", 20)
        md.treeprocessors.register(NumberProcessor(self._footnotes), "numbers", 15)
        md.treeprocessors.register(ListProcessor(), "lists", 10)
        md.treeprocessors.register(UnescapeTreeprocessor(md), "unescape", 0)

    def report(self, code: str, line: int, severity: Severity = Severity.ERROR) -> None:
        self._problems.append(Problem(code, Place(self._file, line), severity=severity))


class NotesBlockParser(BlockParser):
    """Finds the blocks as CommonMark does, instead of the processors of Python-Markdown."""

    def __init__(self, md: Markdown, first_line: int, footnotes: Footnotes, limits: Limits, report: Report) -> None:
        super().__init__(md)
        self._first_line = first_line
        self._footnotes = footnotes
        self._limits = limits
        self._report = report

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802
        reader = BlockReader(self.md.doc_tag, self.md.references)
        rest = iter(enumerate(lines, self._first_line))
        for number, text in islice(rest, self._limits.most_lines):
            reader.read(Line(number, text))
            if reader.is_full:
                break
        self.root = reader.finish()
        self._keep_as_written(list(rest))
        self._footnotes.take_from(self.root)
        if reader.too_deep:
            self._report("nesting", reader.too_deep)
        if reader.unclosed_comment:
            self._report("comment-open", reader.unclosed_comment)
        if reader.unclosed_fence:
            self._report("fence-open", reader.unclosed_fence, Severity.WARNING)
        return ElementTree(self.root)

    def _keep_as_written(self, lines: list[tuple[int, str]]) -> None:
        """Report the first of the lines that are too many, and keep their words all the same."""
        if lines:
            self._limits.exceed(lines[0][0])
            text = SubElement(self.root, "p", {LINE: str(lines[0][0])})
            text.text = AtomicString("\n".join(text for _, text in lines))


class TransformProcessor(Treeprocessor):
    """Lets the caller rework the blocks while their text is still Markdown."""

    def __init__(self, transform: Transform) -> None:
        super().__init__()
        self._transform = transform

    def run(self, root: Element) -> None:
        self._transform(root)


class TextProcessor(InlineProcessor):
    """Applies the inline patterns to one text at a time.

    On a whole tree Python-Markdown takes time by the square of the number of blocks.
    """

    def __init__(self, md: Markdown, patterns: list[tuple[re.Pattern[str], Pattern]], limits: Limits) -> None:
        super().__init__(md)
        self._patterns = patterns
        self._limits = limits

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        line = 0
        for element in list(tree.iter()):
            line = int(element.get(LINE, line))
            text = element.text
            if element.tag == RAW and not self._limits.allow(text or "", line, is_html=True):
                element.tag = "p"
            if not text or isinstance(text, AtomicString) or not MARKED.search(text):
                continue
            if self._limits.allow(text, line):
                holder = Element(tree.tag)
                words = SubElement(holder, element.tag)
                words.text = text
                # The registry of Python-Markdown would try every pattern, sorted anew each time.
                self.inlinePatterns = [  # type: ignore[assignment]
                    pattern for sign, pattern in self._patterns if sign.search(text)
                ]
                super().run(holder, ancestors)
                element.text = words.text
                element[:0] = list(words)
        return tree


class ListProcessor(Treeprocessor):
    """Draws the boxes of task lists, and takes the paragraphs out of tight lists."""

    def run(self, root: Element) -> None:
        for item_list in [element for element in root.iter() if element.tag in ("ul", "ol")]:
            if item_list.tag == "ul" and all(TASK in item.attrib for item in item_list):
                item_list.set("class", "tasks")
            is_loose = item_list.attrib.pop(LOOSE, "")
            for item in item_list:
                self._draw_box(item)
                if not is_loose:
                    self._unwrap(item)

    def _draw_box(self, item: Element) -> None:
        state = item.attrib.pop(TASK, "")
        words = next((child for child in item if child.tag == "p"), item)
        if state:
            box = Element("span", {"class": "mark"})
            box.text = _BOXES[state]
            box.tail = f" {words.text or ''}"
            words.text = ""
            words.insert(0, box)

    def _unwrap(self, item: Element) -> None:
        paragraphs = [child for child in item if child.tag == "p"]
        if len(paragraphs) == 1 and item[0] is paragraphs[0]:
            words = paragraphs[0]
            item.remove(words)
            item.text = words.text
            for position, child in enumerate(words):
                item.insert(position, child)
