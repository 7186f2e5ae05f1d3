"""What is too much to be read in time: nobody writes such a text by hand."""

from __future__ import annotations

import re
from typing import Protocol

from pmo_docs.model.problems import Severity
from pmo_docs.readers.markdown.inlines import MARKED
from pmo_docs.readers.markdown.links import bracket_pairs

# Of all texts together, for each megabyte that they may be.
MOST_LINES = 12_500
MOST_SIGNS = 50_000
# Of one text, such as a paragraph or a cell.
MOST_BRACKETS = 1_000
MOST_TAGS = 1_000
MOST_SIGNS_OF_TEXT = 5_000
# Tags and references to footnotes weigh as much as so many other signs: more is done with them.
_HEAVY = re.compile(r"<(?!br)|\[\^")
_WEIGHT = 10


class Report(Protocol):
    """Takes in a problem at a line."""

    def __call__(self, code: str, line: int, severity: Severity = ...) -> None: ...


class Limits:
    """Tells of one text after the other whether it can be read in time, and reports the first that cannot."""

    def __init__(self, report: Report, megabytes: int) -> None:
        self._report = report
        self.most_lines = MOST_LINES * megabytes
        self._signs_left = MOST_SIGNS * megabytes

    def exceed(self, line: int) -> None:
        """Report that from this line on it is too much; no text is read any more."""
        self._report("markdown-long", line)
        self._signs_left = -1

    def allow(self, text: str, line: int, *, is_html: bool = False) -> bool:
        """Whether the text, Markdown or raw HTML, can be read in time; else it has to stay as it is written."""
        if self._signs_left < 0:
            return False
        tags = text.count("<")
        signs = tags + text.count("&") if is_html else len(MARKED.findall(text))
        self._signs_left -= signs + _WEIGHT * len(_HEAVY.findall(text))
        if self._signs_left < 0:
            self.exceed(line)
        elif text.count("[") > MOST_BRACKETS and not is_html and bracket_pairs(text)[1] > MOST_BRACKETS:
            self._report("markdown-brackets", line)
        elif signs > MOST_SIGNS_OF_TEXT or tags - 2 * text.count("</") > MOST_TAGS:
            self._report("markdown-signs", line)
        else:
            return True
        return False
