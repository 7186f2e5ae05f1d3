"""Notes and what they become, side by side in cases/*.md: a title, the notes and the HTML, each closed by a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_docs.readers import markdown
from pmo_docs.rendering.parsing import parse as parse_vocabulary

CASES = Path(__file__).parent / "cases"


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for title, notes, html in re.findall(
            r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n?\.$", text, re.MULTILINE | re.DOTALL
        ):
            yield pytest.param(notes, html, id=f"{path.stem}: {title}")


@pytest.mark.parametrize(("notes", "html"), tuple(cases()))
def test_notes_become_this_html(notes: str, html: str) -> None:
    blocks = (
        re.sub(r' data-line="\d+"|(?<=note_)[0-9a-f]{8}_', "", markdown.to_html(block))
        for block in markdown.parse(notes)
    )

    assert "\n".join(block for block in blocks if block) == html
    parse_vocabulary(f"<body>{html}</body>")
