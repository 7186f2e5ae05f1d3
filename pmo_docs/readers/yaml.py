"""YAML as text with positions: every key and value knows its line, and the field that reads it decides its type."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from pmo_docs.model.problems import Place, Problem

MAXIMUM_DEPTH = 60

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# To YAML these end a line, to editors they do not: the lines of problems are those of editors.
_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_HARD_SPACE = "\u00a0"
_RESERVED = "@`%*&!|>[]{},?-"
_KEY_AND_VALUE = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w-]+: +|- +))(?P<value>\S.*)")


class Scalar(NamedTuple):
    """One value, as written; `quoted` is true when it stood between quotes or in a block of text."""

    text: str
    place: Place
    quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.quoted and self.text in ("", "~", "null")


class Sequence(NamedTuple):
    """A list; `place` is where its first item starts."""

    items: tuple[Node, ...]
    place: Place


class Entry(NamedTuple):
    """One key with its value; `place` is that of the key."""

    key: str
    value: Node
    place: Place


class Mapping(NamedTuple):
    """Keys with values, in the order of the file; no key stands in it twice."""

    entries: tuple[Entry, ...]
    place: Place


Node = Scalar | Sequence | Mapping


def words(node: Node) -> str:
    """Everything that is written in a node, for a reader: "a, b" or "key: a; other: b"."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(words(item) for item in node.items)
    return "; ".join(f"{entry.key}: {words(entry.value)}" for entry in node.entries)


def read(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Mapping | None:
    """The mapping that a YAML text holds, None when it cannot be read.

    `first_line` is the line of `file` on which the text begins. What is wrong is added to `problems`; after a repeated
    key, an alias or a tag the rest is still read, after a syntax error nothing is.
    """
    # None of the many small values can go while the file is being read: looking for rubbish would take half the time.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return _Reader(text, file, problems, first_line).read()
    finally:
        if was_collecting:
            gc.enable()


class _Stopped(Exception):
    """Reading cannot go on; the problem has been reported."""


class _Reader:
    def __init__(self, text: str, file: str, problems: list[Problem], first_line: int) -> None:
        self._text = text.removeprefix("\ufeff").translate(_LINE_ENDS)
        self._file = file
        self._first_line = first_line
        self._problems = problems
        self._events: Iterator[yaml.Event] = iter(yaml.parse(self._text, Loader=_LOADER))
        self._last_scalar: Any = None

    def read(self) -> Mapping | None:
        unusable = _CONTROL.search(self._text)
        if unusable:
            # Before libyaml sees it: that would name a byte, and cannot take half a surrogate pair at all.
            before = self._text[: unusable.start()]
            place = Place(self._file, self._first_line + before.count("\n"), len(before) - before.rfind("\n"))
            self._report("yaml-character", place, character=f"U+{ord(unusable[0]):04X}")
            return None
        try:
            return self._document()
        except _Stopped:
            return None
        except yaml.MarkedYAMLError as error:
            code, place, suggestion = _explanation(error, self._last_scalar, self._text, self._place)
            self._problems.append(Problem(code, place, suggestion=suggestion))
            return None

    def _document(self) -> Mapping | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._report("yaml-second-document", self._place(event.start_mark))
                return None
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if root is None or (isinstance(root, Scalar) and root.is_empty):
            self._report("yaml-empty", Place(self._file, self._first_line, 1))
            return None
        if not isinstance(root, Mapping):
            self._report("yaml-not-a-mapping", root.place)
            return None
        return root

    def _node(self, event: Any, depth: int) -> Node:
        """The node that an event begins. This is where the time goes: a megabyte has a hundred thousand events."""
        mark = event.start_mark
        place = Place(self._file, self._first_line + mark.line, mark.column + 1)
        kind = type(event)
        if event.anchor is not None or (kind is not yaml.AliasEvent and event.tag is not None):
            self._refuse(event, place)
        if kind is yaml.ScalarEvent:
            self._last_scalar = event
            # An escape such as "\0" brings in what could not be written as it is.
            unusable = _CONTROL.search(event.value) if event.style == '"' else None
            if unusable:
                self._report("yaml-character", place, character=f"U+{ord(unusable[0]):04X}")
            return Scalar(event.value, place, bool(event.style))
        if kind is yaml.AliasEvent:
            return Scalar(f"*{event.anchor}", place)
        if depth > MAXIMUM_DEPTH:
            self._report("yaml-depth", place, limit=str(MAXIMUM_DEPTH))
            raise _Stopped
        if kind is yaml.SequenceStartEvent:
            return self._sequence(place, depth + 1)
        return self._mapping(place, depth + 1)

    def _sequence(self, place: Place, depth: int) -> Sequence:
        items = []
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self._node(event, depth))
        return Sequence(tuple(items), place)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        events = self._events
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._node(event, depth)
            value = self._node(next(events), depth)
            if type(key) is not Scalar:
                self._report("yaml-key", key.place)
            elif key.text in entries:
                self._report("yaml-duplicate-key", key.place, key=key.text, line=str(entries[key.text].place.line))
            else:
                entries[key.text] = Entry(key.text, value, key.place)
        return Mapping(tuple(entries.values()), place)

    def _refuse(self, event: Any, place: Place) -> None:
        """One name for a value used elsewhere, or a type: plain values are all that people need here."""
        if isinstance(event, yaml.AliasEvent):
            self._report("yaml-alias", place, text=f"*{event.anchor}")
        elif event.anchor is not None:
            self._report("yaml-anchor", place, text=f"&{event.anchor}")
        else:
            self._report("yaml-tag", place, text=self._word_at(event.start_mark))

    def _word_at(self, mark: Any) -> str:
        line: str = self._text.splitlines()[mark.line]
        return line[mark.column :].split()[0]

    def _place(self, mark: Any) -> Place:
        return Place(self._file, self._first_line + mark.line, mark.column + 1)

    def _report(self, code: str, place: Place, **values: str) -> None:
        self._problems.append(Problem(code, place, values))


# libyaml and the Python scanner that stands in for it word their errors differently.
_WRONG_INDENTATION = re.compile(r"expected key|<block end>|not allowed (?:in this context|here)")


def _explanation(error: Any, last: Any, text: str, place: Callable[[Any], Place]) -> tuple[str, Place, str]:
    """Code, place and suggestion for a syntax error: libyaml says what it expected, people want what they wrote."""
    mark = error.problem_mark or error.context_mark
    lines = [*text.splitlines(), ""]
    # libyaml may point far behind the last line.
    line = lines[min(mark.line, len(lines) - 1)]
    problem, context = error.problem or "", error.context or ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "yaml-tab", place(mark), ""
    if "end of stream" in problem and "quoted scalar" in context:
        return "yaml-quote-open", place(error.context_mark), ""
    if last is not None and last.style in ("'", '"') and last.end_mark.line == mark.line:
        # A forgotten quote is closed by the next one in the file, so that the error comes right after that.
        is_open = last.start_mark.line < last.end_mark.line
        return "yaml-quote-open" if is_open else "yaml-quote-rest", place(last.start_mark), ""
    if "flow" in context and error.context_mark:
        return "yaml-bracket-open", place(error.context_mark), ""
    if "expected ':'" in problem and error.context_mark:
        # A hard space does not separate a key from its value.
        is_there = ":" + _HARD_SPACE in lines[error.context_mark.line]
        return "yaml-hard-space" if is_there else "yaml-colon-missing", place(error.context_mark), ""
    if "document start>" in problem and last is not None:
        return "yaml-second-document", place(mark), ""
    if last is not None and ":" + _HARD_SPACE in last.value:
        return "yaml-hard-space", place(last.start_mark), ""
    return _unquoted(line, place(mark), problem)


def _unquoted(line: str, at: Place, problem: str) -> tuple[str, Place, str]:
    """A value that needs quotes, else wrong indentation or something that has no better name."""
    found = _KEY_AND_VALUE.match(line)
    if found:
        start = Place(at.file, at.line, found.end("before") + 1)
        if found["value"][0] in _RESERVED:
            return "yaml-first-character", start, _in_quotes(found["value"])
        if ": " in found["value"] and at.column > start.column:
            return "yaml-colon", at, _in_quotes(found["value"])
    return "yaml-indentation" if _WRONG_INDENTATION.search(problem) else "yaml-syntax", at, ""


def _in_quotes(value: str) -> str:
    escaped = value.rstrip().replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
