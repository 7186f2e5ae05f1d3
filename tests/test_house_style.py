"""What pmo.yaml says of the house style shows in PDF, Word and HTML; what nobody could read is refused."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import PIL.Image
import pytest
from click.testing import CliRunner

from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.organisation import HexColour
from pmo_docs.model.problems import Place

ROOT = Path(__file__).parent.parent
OWN = """
house_style:
  logo: {file: logo.png, text: Wapen van Waterwijk}
  colours: {accent: "#7A1F4E"}
  fonts: {text: Liberation Serif}
labels:
  nl: {projectleider: Trekker}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    with (tmp_path / "inputs" / "pmo.yaml").open("a", encoding="utf-8") as file:
        file.write(OWN)
    PIL.Image.new("RGB", (400, 100), "#7A1F4E").save(tmp_path / "inputs" / "logo.png")
    return tmp_path / "inputs"


def made(workspace: Path, format: str) -> Path:
    report = ["report", "zaaksysteem", "-p", "2026-10", "-w", str(workspace), "-f", format]
    done = CliRunner().invoke(pmo_docs, [*report, "-o", str(workspace / "out")])
    assert done.exit_code == 0, done.output
    return next((workspace / "out").rglob(f"*.{format}"))


def test_word_has_the_colour_the_typeface_and_the_labels(workspace: Path):
    with zipfile.ZipFile(made(workspace, "docx")) as package:
        styles, body = (package.read(f"word/{part}.xml").decode() for part in ("styles", "document"))

    assert "7A1F4E" in styles
    assert "1F4E79" not in styles
    assert 'w:ascii="Liberation Serif"' in styles
    assert "Trekker" in body
    assert "Projectleider" not in body


def test_html_has_the_colour_and_the_typeface(workspace: Path):
    text = made(workspace, "html").read_text(encoding="utf-8")

    assert "--accent: #7A1F4E" in text
    assert '"Liberation Serif"' in text


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21), ("#FFFFFF", 1), ("#767676", 4.54), ("#777777", 4.48), ("#0000FF", 8.59)]
)
def test_contrast_is_that_of_the_guidelines(colour: str, contrast: float):
    """Values from the contrast checker of WebAIM."""
    assert HexColour.from_text(colour, Place()).contrast == pytest.approx(contrast, abs=0.01)


def test_the_name_of_a_typeface_is_only_a_name(workspace: Path):
    path = workspace / "pmo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Liberation Serif", "'x\"; } body { display: none } @import url(http://x/)'"), "utf-8")

    assert "display: none }" not in made(workspace, "html").read_text(encoding="utf-8")


def test_the_logo_stands_above_the_title_with_its_words(workspace: Path):
    html = made(workspace, "html").read_text(encoding="utf-8")
    with zipfile.ZipFile(made(workspace, "docx")) as package:
        word = package.read("word/document.xml").decode()

    assert 'alt="Wapen van Waterwijk"' in html
    assert html.index("Wapen van Waterwijk") < html.index("<h1")
    assert 'descr="Wapen van Waterwijk"' in word
    # 14 mm high, four times as wide, in EMU.
    assert re.search(r'<wp:extent cx="20\d{5}" cy="50\d{4}"/>', word)


def test_a_logo_that_is_no_picture_is_said_at_its_place(workspace: Path):
    (workspace / "logo.png").write_bytes(b"no picture")

    done = CliRunner().invoke(pmo_docs, ["report", "zaaksysteem", "-w", str(workspace), "-f", "html"])

    assert done.exit_code == 1
    assert "pmo.yaml" in done.stderr
    assert "image-unusable" in done.stderr
