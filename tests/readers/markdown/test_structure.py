"""Blocks are the same as those of another reader of CommonMark; only what stands in them may differ."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from pmo_docs.readers import markdown

OTHER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
WORDS = ("agenda", "notulen", "begroting", "planning", "risico", "mijlpaal", "stuurgroep", "projectleider")
STARTS = (
    *("", "", "", "  ", "    ", "      ", "- ", "* ", "+   ", "  - ", "   - ", "1. ", "2. ", "1) ", "> ", ">", "> - "),
    *("- > ", "# ", "## ", "```", "~~~", "---", "===", "***", "-"),
)


class Structure(HTMLParser):
    """Block tags and words in reading order, without inline elements and white space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.found.append(f"<{tag} {dict(attrs).get('start') or ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS - {"hr"}:
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found.extend(re.findall(r"\w+", data))


def structures(notes: str) -> tuple[list[str], list[str]]:
    ours = "".join(markdown.to_html(block) for block in markdown.parse(notes))
    return Structure(ours).found, Structure(OTHER.render(notes)).found


@pytest.mark.parametrize(
    "notes",
    [
        "- a\n  - b\n    - c\n      - d\n- e",
        "tekst\n- a\n- b\n\n\n- c\ntekst",
        "1. a\n   1. b\n   2. c\n2. d\n\n   e",
        "- a\n\n\n  b\n\n      code\n- ```\n  c\n  ```\n- d",
        "* a\n * b\n  * c\n   * d\n    * e",
        "- a\n> b\n1. c\n# d\n- e\n***\n- f",
        "> - a\n> - b\n>\n>   c\n- d\n  > e\nf",
        "- - a\n  - b\n- 1. c\n  2. d",
        "a\n===\nb\n---\n- c\n---\n> d\n---",
        "# a\n#\n## b ##\n###### c\n#d",
        "| a | b |\n|---|:-:|\n| c |\n\n- x\n\n  | d |\n  |---|\n  | e |\n> | f |\n> |---|\n| g |",
        "a | b\n--|--\nc | d\n\n|e|\n|-|\n|f|\n***\n|g|\n|-|\n# h",
        "a\nb | c\n--|--\nd | e",
        "***\n* * *\n- - -\n_____\n--\n+++",
        "-\n  a\n-\n\n  b\n1.\n   c",
        "\ta\n\n- \tb\n\n\tc\n>\td",
    ],
)
def test_blocks_are_those_of_another_reader(notes: str) -> None:
    ours, theirs = structures(notes)

    assert ours == theirs


@pytest.mark.parametrize("seed", range(20))
def test_blocks_of_random_notes_are_those_of_another_reader(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        lines = (
            chance.choice(STARTS) + " ".join(chance.choices(WORDS, k=chance.randint(0, 3)))
            for _ in range(chance.randint(1, 9))
        )
        notes = "\n".join("" if chance.random() < 0.25 else line for line in lines)
        # Where an item is empty and blank lines follow, the other reader starts another list; CommonMark goes on.
        if re.search(r"^[ >]*(?:[-*+]|\d[.)])[ ]*$", notes, re.MULTILINE):
            continue
        # The language of code is not shown.
        notes = re.sub(r"(```|~~~).+", r"\1", notes)

        ours, theirs = structures(notes)

        assert ours == theirs, notes
