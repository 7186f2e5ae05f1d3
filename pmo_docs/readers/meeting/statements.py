"""Running text in the pieces in which people write minutes: a paragraph, or each of its lines that begins anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.mentions import Passage, line_of
from pmo_docs.readers.meeting.recognising import is_new_line, plain

# "op blz. 3" goes on: a short word in small letters before a number.
SENTENCE = re.compile(
    r"[^.!?\n]+(?:(?:[.!?](?!\s|$)|(?:(?<=[ (][a-z])|(?<=[ (][a-z]{2})|(?<=[ (][a-z]{3}))\.(?= \d)"
    # "vom 3. Februar": a day behind a word in small letters.
    r"|(?:(?<=[a-zäöüß] \d)|(?<=[a-zäöüß] \d\d))\.(?= [^\W\d_]))[^.!?\n]*)*[.!?]?"
)


# What may be voted on in the lines below.
_SETTLING = ("decision", "request")


@dataclass(frozen=True)
class Statement:
    """The plain words of a piece of a paragraph, the line they begin on and the last they stand on.

    `label` is the kind of mark that stands before the words, such as "decision".
    """

    passage: Passage
    text: str
    line: int
    last_line: int
    label: str = ""

    @property
    def where(self) -> tuple[int, int]:
        """What tells a statement from every other one."""
        return id(self.paragraph), self.line

    def sentences(self) -> Iterator[tuple[str, int]]:
        """The sentences, each on one line, and the line of the file on which it begins."""
        for match in SENTENCE.finditer(self.text.replace("\n", " ")):
            if sentence := match[0].strip():
                offset = self.text.count("\n", 0, match.start() + match[0].index(sentence))
                yield sentence, self.line + offset

    @property
    def paragraph(self) -> Element:
        return self.passage[1]


def statements(
    passage: Passage,
    labelled: Callable[[str], tuple[str, str]],
    is_mentioned: Callable[[str], bool],
    *,
    has_lines: bool,
) -> Iterator[Statement]:
    """The pieces of a paragraph; what follows a mark belongs to it, but for a line that begins anew where a note
    `has_lines`."""
    lines = (passage[1].text or "").split("\n")
    starts = [at for at, line in enumerate(lines) if at == 0 or is_new_line(lines[at - 1], line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        kind, words = labelled(lines[start])
        is_marked = bool(kind) or any(labelled(line)[0] for line in lines[start + 1 : end])
        raw = "\n".join([words, *lines[start + 1 : end]])
        text = plain(raw).strip()
        if text and (kind in _SETTLING if is_marked else not is_mentioned(raw)):
            first = line_of(passage[1]) + start
            yield Statement(passage, text, first, first + end - start - 1, kind)
        if is_marked and not has_lines:
            return
