"""The example workspace as it becomes Word, PDF and HTML: whole texts, and the same text in all three.

`tests/golden` holds what is expected; `make golden` accepts what there is now. Look at the documents before that.
"""

from __future__ import annotations

import datetime
import difflib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from pmo_docs import building
from pmo_docs.pipeline import make, open_workspace
from tools import find_tool, needs_pango, needs_tool
from writers.word_text import paragraphs

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
AS_OF = datetime.date(2026, 11, 23)
# Whose whole texts are kept: every kind of document in its own language and in the other, every hand that writes.
KEPT = re.compile(
    r"meetings/stuurgroep-zaaksysteem/.*|registers/stuurgroep-zaaksysteem.*|projects/zaaksysteem/.*"
    r"|.*/(programmaraad-digitaal/2026-09-17-minutes|projectgroep-zaaksysteem/2026-10-08-minutes)\.nl"
    r"|.*/digital-advisory-board/(2026-09-24-minutes|2026-11-26-agenda)\.en"
    r"|.*/(telefonieplatform/2026-10|mijn-waterwijk/sprint-3|datafundament/2026-P11)-report\.nl"
    r"|projects/informatiebeveiliging/2026-Q3-report\.en"
)

Documents = Mapping[str, Mapping[str, bytes]]

pytestmark = [needs_pango(), needs_tool("pdfinfo"), needs_tool("pdftotext")]


@pytest.fixture(scope="session")
def documents() -> Documents:
    """Every document of the example in both languages, by its name: the bytes of each format."""
    made: dict[str, dict[str, bytes]] = {}
    workspace = open_workspace(ROOT / "inputs")
    for language in ("nl", "en"):
        for request in building.requests(workspace, AS_OF, ("docx", "pdf", "html"), language):
            for path, data in make(request, workspace).files.items():
                made.setdefault(path.with_suffix("").as_posix(), {})[path.suffix] = data
    return made


def poppler(data: bytes, program: str, *options: str) -> str:
    tool = find_tool(program)
    assert tool is not None
    return subprocess.run([tool, *options], input=data, capture_output=True, check=True).stdout.decode()


def reading_order(data: bytes) -> list[tuple[str, list[str]]]:
    """The blocks of a PDF as (tag, lines) in the order in which a screen reader reads them out.

    Running heads and feet are not among them, nor is the head that a table repeats on its next page, nor the letters in
    a picture, which is read as its alternative text.
    """
    blocks: list[tuple[str, list[str]]] = []
    for line in without_repeated_heads(poppler(data, "pdfinfo", "-struct-text", "-")).splitlines():
        text = re.fullmatch(r' *"(.*)"', line)
        element = re.match(r" *(\w+)", line)
        if text:
            blocks[-1][1].append(text[1])
        elif element and element[1] not in ("Span", "NonStruct", "Link"):
            blocks.append((element[1], []))
    return [(tag, lines) for tag, lines in blocks if lines and tag != "Figure"]


def without_repeated_heads(tree: str) -> str:
    """The structure without the heads of tables that go on from the page before: these have no caption."""
    pieces, last = [], ""
    for piece in re.split(r"^(?= *Table \(block\)$)", tree, flags=re.MULTILINE):
        head = re.search(r"^ *THead$(.*?)^ *TBody$", piece, re.MULTILINE | re.DOTALL)
        text = " ".join(re.findall(r'"(.*)"', head[1])) if head else ""
        is_repeated = head is not None and text == last and "Caption" not in piece[: head.start()]
        pieces.append(piece.replace(head[1], "") if head and is_repeated else piece)
        last = text
    return "".join(pieces)


def joined(lines: Iterable[str], vocabulary: set[str]) -> str:
    """The lines of a paragraph as one; a word that was broken is as it stands in `vocabulary`."""
    pieces = [*lines, ""]
    whole = ""
    for line, following in pairwise(pieces):
        end, start = re.findall(r"[\w-]*$", line)[0], re.findall(r"^[\w-]*", following)[0]
        if line.endswith("-") and end[:-1] + start in vocabulary:
            whole += line[:-1]
        elif line.endswith("-") and end + start in vocabulary:
            whole += line
        else:
            whole += f"{line} "
    return " ".join(whole.split())


def words(text: str) -> list[str]:
    """The words in their order, hyphens left out: a line may end at one."""
    return re.findall(r"\w+", re.sub(r"[-\u00ad\u2010\u2011]\s*", "", text))


def words_of_word(data: bytes) -> list[str]:
    return words("\n".join(text for _, text in paragraphs(data)))


def text_of_html(data: bytes) -> str:
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>|<footer.*?</footer>", "", data.decode(), flags=re.DOTALL)
    page = re.sub(r"</?(?:strong|em|a|code|sub|sup)\b[^>]*>", "", page)
    return unescape(re.sub(r"<[^>]*>", " ", page))


def words_of_pdf(data: bytes) -> list[str]:
    """The words in the order of reading, without the numbers of lists, which the other formats count out themselves."""
    return words("\n".join(line for tag, lines in reading_order(data) if tag != "Lbl" for line in lines))


def compare(expected: Mapping[str, str], ending: str) -> None:
    """Each text is that of the file of its name in `tests/golden`, and there are no other files with this ending."""
    if os.environ.get("PMO_DOCS_ACCEPT"):
        for path in GOLDEN.rglob(f"*{ending}"):
            path.unlink()
        for name, text in expected.items():
            path = GOLDEN / f"{name}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    kept = {
        path.relative_to(GOLDEN).as_posix().removesuffix(ending): path.read_text(encoding="utf-8")
        for path in GOLDEN.rglob(f"*{ending}")
    }
    changes: list[str] = []
    for name in sorted(kept.keys() | expected.keys()):
        before, after = kept.get(name, "").splitlines(), expected.get(name, "").splitlines()
        changes += difflib.unified_diff(before, after, f"golden/{name}{ending}", "now", n=1, lineterm="")

    assert not changes, "\n".join(changes)


def test_the_whole_text_of_every_pdf(documents: Documents) -> None:
    texts = {}
    for name, files in documents.items():
        if not KEPT.fullmatch(name):
            continue
        vocabulary = set(re.findall(r"[\w-]+", text_of_html(files[".html"])))
        blocks = [f"{tag}: {joined(lines, vocabulary)}" for tag, lines in reading_order(files[".pdf"])]
        texts[name] = "\n".join(blocks) + "\n"

    compare(texts, ".pdf.txt")


def test_the_styles_and_texts_of_every_word_file(documents: Documents) -> None:
    texts = {
        name: "".join(f"{style}: {text}\n" for style, text in paragraphs(files[".docx"]))
        for name, files in documents.items()
        if KEPT.fullmatch(name)
    }

    compare(texts, ".docx.txt")


def test_every_document_says_the_same_in_word_and_html(documents: Documents) -> None:
    for name, files in documents.items():
        assert words_of_word(files[".docx"]) == words(text_of_html(files[".html"])), name


def test_every_document_says_the_same_in_word_and_pdf(documents: Documents) -> None:
    for name, files in documents.items():
        assert words_of_word(files[".docx"]) == words_of_pdf(files[".pdf"]), name


def test_every_page_has_its_foot_and_says_which_one_it_is_of_how_many(documents: Documents) -> None:
    for name, files in documents.items():
        foot = re.search(r'<footer class="running">(.*?)</footer>', files[".html"].decode())
        pages = poppler(files[".pdf"], "pdftotext", "-", "-").split("\f")[:-1]

        assert foot is not None, name
        for number, page in enumerate(pages, start=1):
            pattern = rf"{re.escape(unescape(foot[1]))} · (Pagina {number} van|Page {number} of) {len(pages)}"
            assert re.search(pattern, " ".join(page.split())), (name, number)
