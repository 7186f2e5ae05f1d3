"""Charts in documents: drawn in every format, with words for who cannot see them, and harmless."""

from __future__ import annotations

import base64
import datetime
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import PIL.Image
import pytest
from pypdf import PdfReader

from pmo_docs import building
from pmo_docs.model.problems import InvalidInput
from pmo_docs.pipeline import Made, make, open_workspace
from tools import find_tool, needs_pango

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & ]]> \"'"
MILESTONES = {"a": {"name": HOSTILE, "baseline": "2026-10-15"}, "b": {"name": "Livegang", "baseline": "2026-12-01"}}
BUDGET = {"x": {"name": HOSTILE, "amount": "1000"}, "y": {"name": "Beheer", "amount": "500"}}
REPORT = {
    "date": "2026-11-16",
    "overall": {"colour": "groen"},
    "milestones": {"a": {"forecast": "2027-01-15"}, "b": {}},
    "money": {"x": {"spent": "300", "committed": "200", "forecast": "1100"}, "y": {}},
}


def made(folder: Path, *formats: str, **changes: object) -> Made:
    """The report on a project with two milestones and two budget lines."""
    reports = folder / "projects" / "balie" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (folder / "pmo.yaml").write_text("organisation: X", encoding="utf-8")
    # JSON is YAML, and quotes everything.
    project = {"name": "Balie", "milestones": MILESTONES, "budget": BUDGET}
    (reports.parent / "project.yaml").write_text(json.dumps(project), encoding="utf-8")
    (reports / "2026-10.yaml").write_text(json.dumps(REPORT | changes), encoding="utf-8")
    (request,) = building.requests(open_workspace(folder), datetime.date(2026, 11, 23), formats, "nl")
    return make(request)


def contents(result: Made) -> Mapping[str, bytes]:
    return {path.suffix: data for path, data in result.files.items()}


def drawings(html: bytes) -> list[str]:
    return [base64.b64decode(data).decode() for data in re.findall(rb"data:image/svg\+xml;base64,([^\"]+)", html)]


def parts(word: bytes) -> Mapping[str, bytes]:
    with ZipFile(io.BytesIO(word)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_both_charts_are_sound_drawings_with_a_title_and_a_description(tmp_path: Path) -> None:
    timeline, bars = drawings(contents(made(tmp_path, "html"))[".html"])

    for drawing in (timeline, bars):
        root = ElementTree.fromstring(drawing)
        assert root.find(f"{SVG}title") is not None
        assert HOSTILE in (root.findtext(f"{SVG}desc") or "")
        assert "<script" not in drawing
    assert "verwacht 15 jan, 92 dagen later" in timeline
    assert "verwacht 1.100, +100" in bars


def test_the_caption_and_the_alternative_text_stand_in_the_html(tmp_path: Path) -> None:
    html = contents(made(tmp_path, "html"))[".html"].decode()

    assert 'alt="Tijdlijn met 2 mijlpalen van 15 oktober 2026 tot en met 15 januari 2027; ' in html
    assert (
        ", wordt 92 dagen later verwacht dan afgesproken; nog geen van de 2 mijlpalen is behaald.</figcaption>" in html
    )


@needs_pango()
def test_in_a_pdf_they_are_drawn_and_read_out_as_their_alternative_text(tmp_path: Path) -> None:
    pdf = PdfReader(io.BytesIO(contents(made(tmp_path, "pdf"))[".pdf"]))

    assert [image.name for page in pdf.pages for image in page.images] == []
    assert "verwacht 1.100, +100" in "".join(page.extract_text() for page in pdf.pages)
    objects = [pdf.get_object(number) for number in range(1, pdf.trailer["/Size"])]
    figures = [found["/Alt"] for found in objects if isinstance(found, dict) and found.get("/S") == "/Figure"]
    assert [text.partition(" ")[0] for text in figures] == ["Tijdlijn", "Staafdiagram"]


@needs_pango()
def test_a_pdf_with_charts_is_accessible_by_the_rules_of_pdf_ua(tmp_path: Path) -> None:
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    pdf = contents(made(tmp_path, "pdf"))[".pdf"]

    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)

    assert report.is_compliant, report


def test_in_a_word_file_they_are_drawings_with_a_picture_for_who_cannot_show_them(tmp_path: Path) -> None:
    word = parts(contents(made(tmp_path, "docx"))[".docx"])

    media = sorted(name for name in word if name.startswith("word/media/"))
    assert [name.rpartition(".")[2] for name in media] == ["png", "svg", "png", "svg"]
    document = word["word/document.xml"].decode()
    assert document.count("<asvg:svgBlip") == 2
    assert 'descr="Staafdiagram van 2 posten: ' in document
    for name in media[::2]:
        picture = PIL.Image.open(io.BytesIO(word[name]))
        extent = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', document)
        assert extent is not None
        assert picture.width == int(extent[1]) // 9525 * 2
        # Words, bars and marks: much more than a white sheet.
        assert sum(1 for pixel in picture.convert("L").tobytes() if pixel < 128) > 3000


def test_who_has_no_resvg_gets_a_word_file_and_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    result = made(tmp_path, "docx")

    assert [(problem.code, problem.is_error) for problem in result.problems] == [("word-drawing", False)] * 2
    assert "word/media/image1.svg" in parts(contents(result)[".docx"])


def test_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    assert made(tmp_path, "docx", "html").files == made(tmp_path, "docx", "html").files


@pytest.mark.parametrize(
    "command", [("ooxml-validator",), ("openxml-audit",), ("ooxml-integrity", "check", "--fail-on", "info")]
)
def test_validators_find_nothing_in_the_word_file(tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *arguments = command
    program = find_tool(name) or shutil.which(name, path=Path(sys.executable).parent)
    if program is None:
        pytest.skip(f"{name} is not installed")
    path = tmp_path / "report.docx"
    path.write_bytes(contents(made(tmp_path / "workspace", "docx"))[".docx"])

    result = subprocess.run([program, *arguments, str(path)], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_gantt_and_trend_are_sound_drawings_in_place_of_the_timeline(tmp_path: Path) -> None:
    """Three reports on a project whose stage, milestones and work package have names that would break out."""
    reports = tmp_path / "projects" / "balie" / "reports"
    reports.mkdir(parents=True)
    (tmp_path / "pmo.yaml").write_text(json.dumps({"organisation": "X", "stages": [HOSTILE]}), encoding="utf-8")
    stage = {"start": "2026-08-01", "end": "2026-12-31"}
    package = {"name": HOSTILE, "start": "2026-08-01", "end": "2026-10-31"}
    milestones = {"a": MILESTONES["a"] | {"stage": HOSTILE}}
    project = {"name": "Balie", "milestones": milestones, "stages": {HOSTILE: stage}, "work_packages": {"p": package}}
    (reports.parent / "project.yaml").write_text(json.dumps(project), encoding="utf-8")
    for month in (8, 9, 10):
        report = {
            "date": f"2026-{month + 1:02}-02",
            "milestones": {"a": {"forecast": f"2027-{month:02}-15"}},
            "work_packages": {"p": {"complete": month * 5, "forecast": "2026-11-30"}},
        }
        (reports / f"2026-{month:02}.yaml").write_text(json.dumps(report), encoding="utf-8")
    *_, request = building.requests(open_workspace(tmp_path), datetime.date(2026, 11, 23), ("html",), "nl")

    gantt, trend = drawings(contents(make(request))[".html"])

    for drawing in (gantt, trend):
        assert HOSTILE in (ElementTree.fromstring(drawing).findtext(f"{SVG}desc") or "")
        assert "<script" not in drawing
    assert "50% gereed, 30 dagen later" in gantt
    assert "15 okt 2027, was 15 aug 2027" in trend


@pytest.mark.parametrize("milestones", [{}, {"a": {"forecast": "2027-01-15"}}])
def test_a_report_without_anything_to_draw_has_no_chart(tmp_path: Path, milestones: object) -> None:
    html = contents(made(tmp_path, "html", money={}, milestones=milestones))[".html"]

    assert len(drawings(html)) == 1  # the agreed days of the milestones


@pytest.mark.parametrize("source", ["drawing.svg", "chart:pie", "data:image/svg+xml;base64,PHN2Zy8+"])
def test_drawings_in_notes_stay_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "projects" / "balie" / "reports").mkdir(parents=True)
    (tmp_path / "projects" / "balie" / "reports" / "drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8"
    )

    with pytest.raises(InvalidInput, match="image-"):
        made(tmp_path, "html", summary=f"![tekening]({source})")


def test_an_organisation_draws_its_own_chart_but_nothing_from_elsewhere(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "charts" / "budget.svg.j2"
    template.parent.mkdir(parents=True)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt">\n{}</svg>'
    template.write_text(svg.format('<g fill="{{ accent }}"><title>eigen</title></g>'), encoding="utf-8")

    assert '<g fill="#1F4E79"><title>eigen</title></g>' in drawings(contents(made(tmp_path, "html"))[".html"])[1]

    template.write_text(svg.format('<image href="/etc/passwd"/>'), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        made(tmp_path, "html")
    assert [str(problem.place) for problem in caught.value.problems] == ["charts/budget.svg.j2:2"]


def test_a_template_that_asks_for_a_chart_that_there_is_not_hears_so(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "progress_report.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text('<body>\n{{ document|chart("pie") }}</body>', encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        made(tmp_path, "html")

    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("template-failed", 2)
