"""Long texts to read: ordinary notes, and what nobody writes but somebody may send; each grows with its length."""

from __future__ import annotations

import random
from collections.abc import Callable

WORDS = ("agenda", "notulen", "begroting", "planning", "risico", "mijlpaal", "stuurgroep", "projectleider")


def ordinary(length: int) -> str:
    """Notes with headings, paragraphs, lists, tasks, tables, quotations and comments."""
    chance = random.Random(1)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    blocks: tuple[Callable[[], str], ...] = (
        lambda: f"## {words(3)}",
        lambda: f"{words(12)} **{words(2)}** {words(9)} *{words(1)}* [{words(1)}](https://example.org) `{words(1)}`.",
        lambda: "\n".join(f"- {words(6)}\n  - {words(5)}" for _ in range(4)),
        lambda: f"- [ ] {words(5)}\n- [x] {words(5)}",
        lambda: "| a | b |\n|---|---|\n" + "\n".join(f"| {words(3)} | {words(2)} |" for _ in range(4)),
        lambda: f"> {words(9)}",
        lambda: f"{words(3)} <!-- {words(3)} --> {words(5)}",
    )
    pieces = []
    size = 0
    while size < length:
        pieces.append(chance.choice(blocks)() + "\n\n")
        size += len(pieces[-1])
    return "".join(pieces)


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda length: before + piece * (length // len(piece)) + after


HOSTILE: dict[str, Callable[[int], str]] = {
    "one long line": repeated("woord "),
    "a heading full of spaces": repeated(" ", "# a", "b"),
    "open brackets": repeated("["),
    "open brackets in many texts": repeated("[" * 900 + "\n\n"),
    "links without an end": repeated("[]("),
    "links without an end in many texts": repeated("[](" * 900 + "\n\n"),
    "pictures in links": repeated("[![a](b)](c) "),
    "stars and underscores": repeated("*_"),
    "emphasis that is not closed": repeated("*a_ "),
    "emphasis that is not closed in many texts": repeated("*a_ " * 1000 + "\n\n"),
    "rows of backticks": lambda length: " ".join("`" * count for count in range(1, int((2 * length) ** 0.5))),
    "quotations in one line": repeated(">"),
    "quotations in many lines": repeated(">" * 49 + "\n"),
    "lists in one line": repeated("- ", after="x"),
    "ten thousand levels": lambda length: "\n".join(" " * level + "- x" for level in range(min(10_000, length // 99))),
    "blank lines in a list": repeated("\n", before="- " * 40 + "a\n", after="  b"),
    "items with a mark": repeated("- *a*\n"),
    "headings with a mark": repeated("# a *b*\n"),
    "columns": lambda length: "|" + "a|" * (length // 4) + "\n|" + "-|" * (length // 4),
    "cells": repeated("|*b*|\n", before="|a|\n|-|\n"),
    "short rows": repeated("|a\n", before="|" + "a|" * 150 + "\n|" + "-|" * 150 + "\n"),
    "footnotes": repeated("[^a]: b [^a]\n"),
    "references to a footnote": repeated("- c[^a]\n", before="[^a]: b\n\n"),
    "definitions": repeated('[a]: b "c\n'),
    "comments": repeated("a <!-- b --> "),
    "comments that are not closed": repeated("<!--"),
    "tags in one block": repeated("<div>"),
    "tags in many blocks": repeated("<div>" * 990 + "\n\n"),
    "tags closed by others": repeated("<div></b>" * 2400 + "\n\n"),
    "tags in items": repeated("- <b>a\n"),
    "cells of a table in HTML": repeated("<tr><td>a", before="<table>"),
    "attributes": repeated(' b="c"', before="<a", after=">"),
    "ampersands in code": repeated("&", before="```\n", after="\n```"),
    "character references": repeated("&amp;"),
    "addresses": repeated("www.example.org "),
    "parentheses behind an address": repeated(")", before="www.example.org/"),
    "mailboxes without an end": repeated("a@"),
}
