"""HTML comments: remarks for the writers of the notes, which no reader of a document may see."""

from __future__ import annotations

import re

OPENING = "<!--"
CLOSING = "-->"

_CODE_ESCAPE_OR_COMMENT = re.compile(r"\\.|(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)|<!--")


def without_comments(text: str) -> tuple[str, bool]:
    """A line of Markdown without its comments, and whether the last of them is still open at its end.

    A comment in a code span or after a backslash is text.
    """
    if OPENING not in text:
        return text, False
    pieces: list[str] = []
    position = 0
    while found := _CODE_ESCAPE_OR_COMMENT.search(text, position):
        if found.group() == OPENING:
            pieces.append(text[position : found.start()])
            position = end_of_comment(text, found.start())
            if position < 0:
                return "".join(pieces), True
        else:
            pieces.append(text[position : found.end()])
            position = found.end()
    return "".join(pieces) + text[position:], False


def html_without_comments(html: str) -> tuple[str, bool]:
    """A line of raw HTML without its comments, and whether the last of them is still open at its end."""
    pieces: list[str] = []
    position = 0
    while (start := html.find(OPENING, position)) >= 0:
        pieces.append(html[position:start])
        position = end_of_comment(html, start)
        if position < 0:
            return "".join(pieces), True
    return "".join(pieces) + html[position:], False


def end_of_comment(text: str, start: int) -> int:
    """The position just after the comment that starts at `start`; -1 when it does not end in this text."""
    # Two characters on, not four: `<!-->` is a whole comment.
    closing = text.find(CLOSING, start + 2)
    return closing + len(CLOSING) if closing >= 0 else -1
