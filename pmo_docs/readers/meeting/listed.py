"""One action or decision as a list or a table holds it, and what in a list says nothing: "None", "Geen"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.recognising import Recogniser, label

# Below "Besluiten en acties" whatever somebody does, or does by a day, is an action; the rest may be anything, and
# below "Afspraken" it is what was agreed.
MIXED = "mixed"
AGREED = "agreed"
# What was said, in which something may be labelled.
TOLD = "told"
WITH_ACTIONS = ("action", MIXED, AGREED)
_MOST_WORDS = 8
# "10 minute timebox"
_MINUTES = re.compile(r"\d{1,3}\s?min\w*\b")
# "8,5", "6 (4)", "(in total 55, 7.9 each)": figures, or all of it in brackets.
_NO_WORDS = re.compile(r"[\W\d]+|\s*\([^()]*\d[^()]*\)\s*")
_ONLY_LINK = re.compile(r"^\s*https?://\S+\s*$")
# "Ann Bell (Kade): ann@kade.example"
_ONLY_ADDRESS = re.compile(
    r"(?:[^\s:]+(?<![.!?]) ){0,3}[^\s:]+:\s*https?://\S+\s*$|[^:@\n]{2,80}:\s*[\w.+-]+@[\w.-]+\s*$"
)
_GOES_ON = re.compile(r"[→:–—]|->| - ")


@dataclass(frozen=True)
class Listed:
    """One action or decision by its place: its words (still Markdown), and what columns say of it.

    `until` is a line above it that says by when: "To be done before 1 December:".
    """

    kind: str
    text: str
    line: int
    owners: str = ""
    due: str = ""
    until: str = ""
    status: str = ""
    number: str = ""
    note: str = ""
    topic: str = ""
    is_row: bool = False


Found = Callable[[Element, int, Listed], None]
"""What is done with one of them: the element to put it in, and the position there."""


def says_nothing(recogniser: Recogniser, text: str, kind: str) -> bool:
    """Whether an item or a cell says that there is none: "None from last time", "No decision", "Next call: …"."""
    words = label(text).strip("()[] ").split()
    # "TBD → find a sponsor" is to be done by somebody.
    may_be_none = kind == "action" and len(words) <= _MOST_WORDS and not _GOES_ON.search(text)
    return (
        len(label(text)) < 3
        or is_figures(text)
        or (may_be_none and recogniser.is_a("nobody", words[0]))
        or (kind in ("action", "decision") and recogniser.pattern(f"no_{kind}").match(text) is not None)
        or recogniser.is_a("next_heading", text.partition(":")[0])
        or _ONLY_LINK.match(text) is not None
        or _MINUTES.match(text) is not None
        or _ONLY_ADDRESS.match(text) is not None
        or label(text).strip("()[] ") in recogniser.words("nobody")
    )


def is_figures(text: str) -> bool:
    """ "8,5", "6 (4)": no words at all."""
    return _NO_WORDS.fullmatch(text) is not None


def words_of(item: Element) -> Element | None:
    """The paragraph of an item, None where it has none of its own."""
    return next((child for child in item if child.tag == "p"), None)
