"""The example workspace as it becomes Word, PDF and HTML: whole texts, and the same text in all three.

`tests/golden` holds what is expected; `make golden` accepts what there is now. Look at the documents before that.
"""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from pmo_docs import building
from pmo_docs.pipeline import make
from tools import find_tool, needs_pango, needs_tool
from writers.word_text import paragraphs

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
AS_OF = datetime.date(2026, 11, 23)
IN_ENGLISH = ("2026-11-24-agenda", "2026-10-27-minutes", "-actions", "-decisions", "2026-10-report")

pytestmark = [needs_pango(), needs_tool("pdftotext")]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, bytes]]:
    """Every document of the example, by its name: the bytes of each format."""
    made: dict[str, dict[str, bytes]] = {}
    for language in ("nl", "en"):
        for request in building.requests(ROOT / "inputs", AS_OF, ("docx", "pdf", "html"), language):
            for path, data in make(request).files.items():
                made.setdefault(path.with_suffix("").as_posix(), {})[path.suffix] = data
    return {
        name: files
        for name, files in made.items()
        if name.endswith(".nl") or name.removesuffix(".en").endswith(IN_ENGLISH)
    }


def pdf_text(data: bytes) -> str:
    tool = find_tool("pdftotext")
    assert tool is not None
    run = subprocess.run([tool, "-nopgbrk", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


def words(text: str) -> Counter[str]:
    """How often each word is there, without what line breaks did to it; the digits one by one.

    Text of a PDF comes in another order where there are columns, and figures of two columns may come as one.
    """
    whole = re.sub(r"[-\u00ad\u2010\u2011]\s*", "", text)
    return Counter(re.findall(r"[^\W\d_]+|\d", whole))


def words_of_word(data: bytes) -> Counter[str]:
    return words("\n".join(text for _, text in paragraphs(data)))


def words_of_html(data: bytes) -> Counter[str]:
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>|<footer.*?</footer>", "", data.decode(), flags=re.DOTALL)
    page = re.sub(r"</?(?:strong|em|a|code|sub|sup)\b[^>]*>", "", page)
    return words(unescape(re.sub(r"<[^>]*>", " ", page)))


def words_of_pdf(data: bytes) -> Counter[str]:
    """The words of the pages without running heads and feet."""
    lines = [line.strip() for line in pdf_text(data).splitlines() if line.strip()]
    foot = re.compile(r".* · (?:Pagina|Page) \d+ (?:van|of) \d+")
    title = next(line for line in lines if foot.fullmatch(line)).split(" · ")[0]
    return words("\n".join(line for line in lines if not foot.fullmatch(line) and not line.startswith(f"{title} · ")))


def repeated_in_print(html: bytes) -> set[str]:
    """What a PDF may print more often than it stands in the document: heads of tables, and numbers of lists."""
    heads = re.findall(r"<thead>.*?</thead>", html.decode(), flags=re.DOTALL)
    return set(words(re.sub(r"<[^>]*>", " ", " ".join(heads)))) | (set("0123456789") if b"<ol" in html else set())


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("PMO_DOCS_ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_the_whole_text_of_every_pdf(documents: Mapping[str, Mapping[str, bytes]]) -> None:
    for name, files in documents.items():
        folded = re.sub(r"\s+", " ", re.sub(r"[-\u2010]\n(?=[a-zé])", "", pdf_text(files[".pdf"])))
        compare(f"{name}.pdf.txt", "\n".join(re.split(r"(?<=[.:;]) ", folded.strip())) + "\n")


def test_the_styles_and_texts_of_every_word_file(documents: Mapping[str, Mapping[str, bytes]]) -> None:
    for name, files in documents.items():
        pairs = [f"{style}: {text}" for style, text in paragraphs(files[".docx"])]
        compare(f"{name}.docx.txt", "\n".join(pairs) + "\n")


def test_every_document_has_the_same_words_in_word_and_html(documents: Mapping[str, Mapping[str, bytes]]) -> None:
    for name, files in documents.items():
        assert words_of_word(files[".docx"]) == words_of_html(files[".html"]), name


def test_every_document_has_the_same_words_in_word_and_pdf(documents: Mapping[str, Mapping[str, bytes]]) -> None:
    for name, files in documents.items():
        in_word, in_pdf = words_of_word(files[".docx"]), words_of_pdf(files[".pdf"])

        assert in_word - in_pdf == Counter(), name
        assert set(in_pdf - in_word) <= repeated_in_print(files[".html"]), name
