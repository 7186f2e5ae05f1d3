"""Whatever notes say is in the minutes, in every format; what stands in a comment is in none."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from datetime import date
from html import unescape
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_docs.pipeline import Request, make
from tests.tools import find_tool, needs_pango, needs_tool

# Every word is another one, so that none can hide behind its like; no hyphenation finds a place in it.
_PLACES = (
    "{} {}",
    "**{}** {}",
    "*{} {}*",
    "`{} {}`",
    "[{} {}](https://example.org)",
    "~~{}~~ {}",
    "{}<br>{}",
    '<a href="https://example.org">{}</a> {}',
    "{}[^1] {}",
)
_INLINE = st.sampled_from((*_PLACES, "{} <!-- geheim --> {}", "{}  \n{}", "{}\\\n{}", "**{} *{}***", "__{}__ _{}_"))
_MARKS = (
    "Actie: @jan {}",
    "Besluit: {}",
    "**Actie:** {} (1 december 2026)",
    "Gevraagd besluit: {}",
    "Toelichting: {}",
    "Bijlage: {}",
    "Actie: {} (Verantwoordelijke: {})",
    "Actie: {}; Deadline: {}",
    "**Action:** {}\n**Owner:** {}",
    "Besluit ({}): {}",
    "→ Besluit: {}",
    "TODO - {}",
    "{}. Actie: {}",
    "**{}**\n{}",
)


def _blocks(words: st.SearchStrategy[str], lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marked = st.builds(str.format, st.sampled_from(_MARKS), words, words)
    tasks = st.builds(
        str.format, st.sampled_from(("[ ] {}", "[x] {}", "[ ] @jan: {}", "[x] {}, voor 1 mei 2027")), words
    )
    leaf = lines | marked | tasks
    deeper = st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(("-", "*", "1.", "3)")), leaf), min_size=1, max_size=5
    )
    cells = st.lists(words, min_size=1, max_size=3)
    return st.one_of(
        lines,
        marked,
        st.builds("{} {}".format, st.sampled_from(("##", "###", "####")), words),
        st.builds("**{}**".format, words),
        st.builds("1. **{}**\n   {}\n2. **{}**\n3. **{}**\n   - {}".format, words, lines, words, words, marked),
        st.builds("Actiepunten\nA1. {}\nA2. {}".format, words, words),
        st.builds("{}\n{}".format, lines, marked),
        deeper.map(_list),
        st.lists(cells, min_size=1, max_size=4).map(_table),
        st.builds("> {}\n>\n> - {}".format, lines, words),
        st.builds("```\n{}\n```".format, words),
        st.builds("    {}".format, words),
        st.builds("[^1]: {}".format, lines.filter(lambda line: "\n" not in line)),
        st.builds("[^los]:\n    {}\n\n    - {}".format, words, words),
        st.builds("<details>\n<summary>{}</summary>\n\n{}\n\n</details>".format, words, lines),
        st.builds("<div><b>{}</b> {}</div>".format, words, words),
        st.just("<!-- geheim\n\n- Actie: geheim\n-->"),
        st.just("---"),
    )


def _list(items: list[tuple[int, str, str]]) -> str:
    """Each item at most one level below the one before it."""
    lines, indents = [], [0]
    for level, mark, text in items:
        del indents[level + 1 :]
        indent = indents[-1]
        lines.append(" " * indent + f"{mark} " + text.replace("\n", "\n" + " " * (indent + len(mark) + 1)))
        indents.append(indent + len(mark) + 1)
    return "\n".join(lines)


def _table(rows: list[list[str]]) -> str:
    """Rows that may be shorter or longer than the head."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


@st.composite
def notes(draw: st.DrawFn) -> str:
    """Notes in which every word is another one: w1x, w2x …"""
    number = count(1)
    words = st.builds(lambda: f"w{next(number)}x w{next(number)}x")
    lines = st.builds(lambda form: form.format(f"w{next(number)}x", f"w{next(number)}x"), _INLINE)
    blocks = draw(st.lists(_blocks(words, lines), min_size=1, max_size=9))
    # Between two rules at the very top would stand the facts of the meeting.
    title = draw(st.sampled_from(("Vooraf.\n\n", "# Overleg\n\n", "# Overleg\n\n## 1. Opening\n\n")))
    return title + "\n\n".join(blocks) + "\n"


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"w\d+x", text))


def made(folder: Path, text: str, kind: str) -> bytes:
    source = folder / "2026-10-27.md"
    source.write_text(text, encoding="utf-8")
    (data,) = make(Request("minutes", source, folder, (kind,), date(2026, 11, 1))).files.values()
    return data


def shown(data: bytes, kind: str) -> str:
    """What a reader sees of a file, with its tags as spaces."""
    if kind == "pdf":
        command = [find_tool("pdftotext") or "", "-layout", "-", "-"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    if kind == "docx":
        with ZipFile(io.BytesIO(data)) as package:
            # Letters that look different stand in runs of their own, also within a word.
            text = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", package.read("word/document.xml").decode())
            return unescape(re.sub(r"<[^>]+>", "", text))
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", data.decode(), flags=re.DOTALL))


def check(folder: Path, text: str, kind: str) -> None:
    page = shown(made(folder, text, kind), kind)

    assert not words_of(text) - words_of(page)
    assert "geheim" not in page


_QUICK = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notes")


@settings(_QUICK, max_examples=120)
@given(text=notes())
def test_html_has_every_word(folder: Path, text: str):
    check(folder, text, "html")


@settings(_QUICK, max_examples=120)
@given(text=notes())
def test_word_has_every_word(folder: Path, text: str):
    check(folder, text, "docx")


@needs_pango()
@needs_tool("pdftotext")
@settings(_QUICK, max_examples=20)
@given(text=notes())
def test_pdf_has_every_word(folder: Path, text: str):
    check(folder, text, "pdf")
