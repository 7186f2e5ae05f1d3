"""How much of what others make of Markdown is the same here.

`others/commonmark.json` holds the examples of the CommonMark specification 0.31.2 by John MacFarlane (CC BY-SA 4.0),
read for comparison by markdown-it-py. `others/github.md` holds cases of our own, with what GitHub's reader cmark-gfm
0.29.0 makes of them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from lxml.etree import _Element
from markdown_it import MarkdownIt

from pmo_docs.readers import markdown

OTHERS = Path(__file__).parent / "others"
SPECIFICATION = MarkdownIt("commonmark")
Case = tuple[str, str, _Element]
Find = Callable[[_Element], list[object]]


def text_of(element: _Element) -> str:
    """The letters of an element without white space, the signs at footnotes and boxes."""
    text = "".join(re.sub("[☐☑↩]|^\\[[ xX]\\] ", "", str(piece)) for piece in element.itertext())
    return "".join(text.split())


def lists(root: _Element) -> list[object]:
    return [(found.tag, found.get("start", "1"), len(found.findall("li"))) for found in root.iter("ul", "ol")]


def items(root: _Element) -> list[object]:
    return [(len(list(found.iterancestors("li"))), text_of(found)) for found in root.iter("li")]


def tables(root: _Element) -> list[object]:
    return [
        [[(cell.tag, alignment(cell), text_of(cell)) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        for table in root.iter("table")
    ]


def alignment(cell: _Element) -> str:
    return (cell.get("class") or cell.get("align") or "").replace("centre", "center")


def tasks(root: _Element) -> list[object]:
    return [(is_done, text_of(item)) for item in root.iter("li") if (is_done := state(item)) is not None]


def state(item: _Element) -> bool | None:
    """Whether a task is done; None for an item that is none."""
    words = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    box = words[0] if len(words) and not (words.text or "").strip() else None
    if box is not None and box.tag == "input":
        return "checked" in box.attrib
    return {"☐": False, "☑": True}.get(box.text or "") if box is not None and box.get("class") == "mark" else None


def headings(root: _Element) -> list[object]:
    return [(found.tag, text_of(found)) for found in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def breaks(root: _Element) -> list[object]:
    return [" ".join((found.tail or "").split()) for found in root.iter("br")]


def emphasis(root: _Element) -> list[object]:
    return [(found.tag, text_of(found)) for found in root.iter("em", "strong", "del")]


def links(root: _Element) -> list[object]:
    found = [element for element in root.iter("a") if not element.get("href", "#").startswith("#")]
    return [(unquote(element.get("href", "")).replace("http:", "https:"), text_of(element)) for element in found]


def code(root: _Element) -> list[object]:
    return [(found.getparent().tag == "pre", (found.text or "").rstrip("\n")) for found in root.iter("code")]


KINDS: tuple[Find, ...] = (lists, items, tables, tasks, headings, breaks, emphasis, links, code)
STRUCTURE = {"lists", "items", "tables", "tasks", "headings", "breaks"}


def tree(html: str) -> _Element:
    return lxml.html.fromstring(f"<div>{html}</div>")


def ours(notes: str) -> _Element:
    return tree("".join(map(markdown.to_html, markdown.parse(notes))))


def specification() -> Iterator[Case]:
    """The examples, but for raw HTML: that is put in order here and left as it is there."""
    for example in json.loads((OTHERS / "commonmark.json").read_text(encoding="utf-8")):
        if "HTML" not in example["section"]:
            yield example["section"], example["markdown"], tree(SPECIFICATION.render(example["markdown"]))


def github() -> Iterator[Case]:
    text = (OTHERS / "github.md").read_text(encoding="utf-8")
    for title, notes, html in re.findall(r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n?\.$", text, re.MULTILINE | re.DOTALL):
        yield title, notes, tree(html)


def shares(cases: Iterator[Case]) -> tuple[dict[str, float], list[str]]:
    """For each kind the share of the cases with it that are the same, and the cases that are not."""
    total, same = Counter[str](), Counter[str]()
    different = []
    for title, notes, theirs in cases:
        own = ours(notes)
        for find in KINDS:
            expected, found = find(theirs), find(own)
            if expected or found:
                total[find.__name__] += 1
                same[find.__name__] += expected == found
                if expected != found:
                    different.append(f"{find.__name__} · {title}\n{notes!r}\n  {expected}\n  {found}")
    return {kind: same[kind] / count for kind, count in total.items()}, different


@pytest.mark.parametrize("cases", [specification, github])
def test_structure_is_nearly_always_that_of_others(cases: Callable[[], Iterator[Case]]) -> None:
    found, different = shares(cases())
    # Shown by `pytest -s`.
    print("\n".join(different))
    print(cases.__name__, *(f"{kind} {share:.1%}" for kind, share in found.items()), sep="\n  ")

    assert all(share >= (0.95 if kind in STRUCTURE else 0.8) for kind, share in found.items()), found
