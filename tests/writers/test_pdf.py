from __future__ import annotations

import io
import os
import pickle
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pypdf
import pytest

from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.rendering.tree import Element, Image, RenderedDocument
from pmo_docs.writers import pdf

try:
    import weasyprint  # noqa: F401
except OSError:
    pytest.skip("Pango is not installed", allow_module_level=True)

MakeDocument = Callable[..., RenderedDocument]

ROOT = Path(__file__).parent.parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
OUR_FONTS = {"Carlito", "Carlito-Bold", "Carlito-Italic", "Carlito-Bold-Italic", "DejaVuSans", "DejaVuSansMono"}


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def page_texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in opened(data).pages]


def embedded_fonts(data: bytes) -> set[str]:
    fonts = (font.get_object() for page in opened(data).pages for font in page["/Resources"]["/Font"].values())
    return {re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) for font in fonts}


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def words_in_body(body: Element) -> list[str]:
    """The words of a document in reading order, without running head and foot; line ends count as spaces."""

    def text(element: Element) -> str:
        parts = (child if isinstance(child, str) else text(child) for child in element.children)
        return f" {''.join(parts)} " if element.name not in ("sub", "sup") else "".join(parts)

    return " ".join(text(child) for child in body.elements if "running" not in child.classes).split()


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo of poppler is not installed")
def test_a_screen_reader_meets_all_text_in_order(sample: RenderedDocument, tmp_path: Path):
    unhyphenated = replace(sample.style, stylesheet=f"{sample.style.stylesheet} body, table {{ hyphens: manual }}")
    file = tmp_path / "sample.pdf"
    file.write_bytes(pdf.write(replace(sample, style=unhyphenated)))
    tree = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    spoken = " ".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE))

    assert re.sub(r"[•–\s]|\b\d\. ", "", spoken) == re.sub(r"[•–\s]", "", "".join(words_in_body(sample.body)))


def test_the_file_says_what_it_is(sample: RenderedDocument):
    reader = opened(pdf.write(sample))
    catalog, information = reader.trailer["/Root"], reader.metadata

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "nl"
    assert information is not None
    assert (information.title, information.author, information.subject) == (
        "Verslag Stuurgroep & co",
        "PMO",
        "Verslag",
    )
    assert information["/Keywords"] == "migratie, Z-2026-0147"
    assert information["/CreationDate"] == information["/ModDate"] == "D:20261027160000Z"


def test_it_is_accessible_by_the_rules_of_pdf_ua(sample: RenderedDocument):
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    report = validator.validate_pdf_bytes(pdf.write(sample), profile=validator.ValidationProfile.PDF_UA_1)

    assert report.is_compliant, report


@pytest.mark.parametrize(
    "words",
    ["<strong>vet</strong>", "a <code>b</code> <em>c<strong>d</strong></em>", '<img src="foto.png" alt="Foto">'],
)
def test_what_stands_in_a_link_is_tagged_as_part_of_it(words: str, make_document: MakeDocument):
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    data = pdf.write(make_document(f'<p>Zie <a href="https://example.org">{words}</a>.</p>'))
    report = validator.validate_pdf_bytes(data, profile=validator.ValidationProfile.PDF_UA_1)

    assert report.is_compliant, report


def test_the_head_runs_from_the_second_page_and_the_foot_counts_all(sample: RenderedDocument):
    texts = page_texts(pdf.write(sample))

    assert texts[0].count("Verslag Stuurgroep Zaaksysteem") == 1
    assert all(text.count("Verslag Stuurgroep Zaaksysteem") == 2 for text in texts[1:])
    assert all(f"Pagina {number} van {len(texts)}" in text for number, text in enumerate(texts, 1))


def test_a_turned_section_keeps_head_and_foot(sample: RenderedDocument):
    turned = [page for page in opened(pdf.write(sample)).pages if page.mediabox.width > page.mediabox.height]

    assert len(turned) == 1
    assert turned[0].extract_text().count("Verslag Stuurgroep Zaaksysteem") == 2
    assert "Pagina 3 van 3" in turned[0].extract_text()


def test_the_watermark_is_seen_but_not_read(make_document: MakeDocument):
    data = pdf.write(make_document('<body data-watermark="Geheim"><h1>Verslag</h1><p>Tekst</p></body>'))

    assert "Geheim" not in page_texts(data)[0]
    assert len(data) > len(pdf.write(make_document("<p>Tekst</p>")))


def test_a_long_table_repeats_its_head(make_document: MakeDocument):
    rows = "".join(f"<tr><td>{number}</td><td>Stuurt de planning rond</td></tr>" for number in range(60))
    table = f'<table class="list"><thead><tr><th>Nr</th><th>Actie</th></tr></thead><tbody>{rows}</tbody></table>'
    texts = page_texts(pdf.write(make_document(table)))

    assert len(texts) > 1
    assert all("Actie" in text for text in texts)


def test_a_list_counts_on_from_where_it_is_told(make_document: MakeDocument):
    text = page_texts(pdf.write(make_document('<ol start="98"><li>een</li><li>twee</li></ol>')))[0]

    assert "98" in text
    assert "99" in text


def test_only_the_fonts_of_the_house_style_are_used(make_document: MakeDocument):
    text = "<p>tekst <strong>vet <em>en schuin</em></strong> <em>schuin</em> <code>code</code> ☐ 日本 ✈ 😀</p>"

    assert embedded_fonts(pdf.write(make_document(text))) <= OUR_FONTS


def test_a_style_without_a_word_about_fonts_still_has_them(make_document: MakeDocument):
    document = make_document("<p>tekst</p>")

    assert embedded_fonts(pdf.write(replace(document, style=replace(document.style, stylesheet="")))) <= OUR_FONTS


def test_a_font_that_cannot_be_read_is_an_error(make_document: MakeDocument, tmp_path: Path):
    shutil.copytree(ROOT / "templates" / "fonts", tmp_path / "fonts")
    (tmp_path / "fonts" / "Broken.ttf").write_bytes(b"no font")
    document = make_document("<p>tekst</p>")
    with pytest.raises(InvalidInput) as raised:
        pdf.write(replace(document, style=replace(document.style, fonts=tmp_path / "fonts")))

    assert codes(raised.value.problems) == {"pdf-layout"}


def test_a_character_that_no_font_has_is_reported_where_it_stands(make_document: MakeDocument):
    document = make_document('<p data-source="verslag.md:12">tekst 日</p>')
    problems: list[Problem] = []
    pdf.write(document, problems.append)

    assert problems == [
        Problem("glyph-missing", Place("verslag.md", 12), {"characters": "日 (U+65E5)"}, Severity.WARNING)
    ]


@pytest.mark.parametrize("mark", "■▲▼◆●○☐☑✓→↑↓≥\u2011")
def test_the_marks_that_documents_use_are_in_the_fonts(mark: str, make_document: MakeDocument):
    problems: list[Problem] = []
    pdf.write(make_document(f"<p>{mark}</p>"), problems.append)

    assert not problems


def test_the_same_document_gives_the_same_bytes(sample: RenderedDocument):
    assert pdf.write(sample) == pdf.write(sample)


def test_another_process_on_a_bare_machine_gives_the_same_bytes(sample: RenderedDocument, tmp_path: Path):
    script = (
        "import pickle, sys; from pmo_docs.writers import pdf;"
        "sys.stdout.buffer.write(pdf.write(pickle.load(sys.stdin.buffer)))"
    )
    bare = {"FONTCONFIG_PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        input=pickle.dumps(sample),
        env={**os.environ, **bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )

    assert elsewhere.stdout == pdf.write(sample)
    assert elsewhere.stderr == b""


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(http://127.0.0.1:9/style.css);",
        "@import 'file:///etc/passwd';",
        "body { background: url(file:///etc/passwd) }",
        "body { background: url(file://host/etc/passwd) }",
        "body { background: url(../pyproject.toml) }",
        "body { background: url(languages/nl.yaml) }",
        "body { background: url(ftp://127.0.0.1/a.png) }",
        "body { background: url('data:text/html,x') }",
        "body { background: url(picture:9) }",
        "@font-face { font-family: Odd; src: url(http://127.0.0.1:9/odd.ttf) } body { font-family: Odd }",
    ],
)
def test_a_style_gets_nothing_from_outside(rule: str, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("a connection was made"))
    document = make_document("<p>tekst</p>")
    style = replace(document.style, stylesheet=f"{rule}\n{document.style.stylesheet}")
    with pytest.raises(InvalidInput) as raised:
        pdf.write(replace(document, style=style))

    assert codes(raised.value.problems) == {"pdf-refused"}


@pytest.mark.parametrize(
    "content",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="http://127.0.0.1:9/a.png" width="9" height="9"/>',
        "<style>@import url(http://127.0.0.1:9/style.css);</style>",
    ],
)
def test_a_drawing_gets_nothing_from_outside(content: str, make_document: MakeDocument):
    drawing = Image(SVG.format(content).encode(), "image/png", 9, 9)
    with pytest.raises(InvalidInput) as raised:
        pdf.write(make_document('<p><img src="a.png" alt="a"></p>', images={"a.png": drawing}))

    assert codes(raised.value.problems) <= {"pdf-refused", "pdf-layout"}


@pytest.mark.parametrize("source", ["file:///etc/passwd#a", "http://127.0.0.1:9/a.svg#a"])
def test_a_drawing_that_borrows_from_another_gets_nothing(source: str, make_document: MakeDocument):
    def written(content: str) -> bytes:
        drawing = Image(SVG.format(content).encode(), "image/png", 9, 9)
        return pdf.write(make_document('<p><img src="a.png" alt="a"></p>', images={"a.png": drawing}))

    assert written(f'<use href="{source}"/>') == written("")


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "data:text/html,x", "weg.png"])
def test_a_picture_that_did_not_come_with_the_document_is_an_error_at_its_line(
    source: str, make_document: MakeDocument
):
    document = make_document(f'<p><img src="{source}" alt="a" data-source="verslag.md:7"></p>')
    with pytest.raises(InvalidInput) as raised:
        pdf.write(document)

    assert raised.value.problems == (Problem("image-missing", Place("verslag.md", 7), {"source": source}),)


def test_a_picture_that_cannot_be_drawn_is_an_error(make_document: MakeDocument, picture: Image):
    broken = replace(picture, data=b"no picture")
    with pytest.raises(InvalidInput) as raised:
        pdf.write(make_document('<p><img src="a.png" alt="a"></p>', images={"a.png": broken}))

    assert codes(raised.value.problems) == {"pdf-layout"}


def test_a_link_to_nowhere_becomes_text_and_is_reported(make_document: MakeDocument):
    problems: list[Problem] = []
    data = pdf.write(make_document('<p>zie <a href="#weg">daar</a></p>'), problems.append)

    assert "zie daar" in page_texts(data)[0]
    assert [problem.code for problem in problems] == ["link-target"]


def test_a_relative_link_stays_as_it_was_written(make_document: MakeDocument):
    page = opened(pdf.write(make_document('<p><a href="bijlage.pdf">bijlage</a></p>'))).pages[0]

    assert page["/Annots"][0].get_object()["/A"]["/URI"] == "bijlage.pdf"


def test_without_pango_it_says_so(make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch):
    class Broken(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise OSError("cannot load library")

    monkeypatch.setitem(sys.modules, "weasyprint", Broken("weasyprint"))

    with pytest.raises(pdf.PangoMissing):
        pdf.write(make_document("<p>tekst</p>"))


def test_the_fonts_of_the_machine_are_back_afterwards(make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "before")
    pdf.write(make_document("<p>tekst</p>"))

    assert os.environ["FONTCONFIG_FILE"] == "before"
