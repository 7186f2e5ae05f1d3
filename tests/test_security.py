"""Hostile notes and data: nothing outside the workspace is read, nothing is fetched, nothing hidden is printed."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pmo_docs.cli.main import pmo_docs
from tools import needs_pango

SECRET = "zeer-geheime-inhoud"


class Canary(BaseHTTPRequestHandler):
    requests: list[str] = []  # noqa: RUF012 - the server makes an instance for each request

    def do_GET(self) -> None:
        Canary.requests.append(self.path)
        self.send_response(200)
        self.end_headers()


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that remembers who asked it something."""
    Canary.requests.clear()
    canary = HTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=canary.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{canary.server_port}"
    canary.shutdown()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside the folder of the notes, and a link to it inside."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "link.png").symlink_to(path)
    return path


def everything_in(folder: Path) -> str:
    """All text of all documents in a folder: the parts of Word files, the pages and the metadata of PDFs, the HTML."""
    found = []
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        elif path.suffix == ".pdf":
            reader = PdfReader(io.BytesIO(data))
            found += [page.extract_text() for page in reader.pages]
            found.append(str(reader.metadata))
        else:
            found.append(data.decode())
    return "\n".join(found)


def minutes(notes: str, folder: Path) -> tuple[int, Path, str]:
    source = folder / "notes" / "overleg.md"
    source.write_text(notes, encoding="utf-8")
    output = folder / "out"
    arguments = ["minutes", str(source), "-o", str(output), "-f", "docx", "-f", "pdf", "-f", "html"]
    result = CliRunner().invoke(pmo_docs, arguments)
    return result.exit_code, output, result.stderr


VECTORS = [
    "![x](file:///etc/passwd)",
    "![x](/etc/passwd)",
    "![x](../secret.txt)",
    "![x](..%2fsecret.txt)",
    "![x](link.png)",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x]({server}/a.png)",
    '<img src="{server}/b.png">',
    '<img src="file:///etc/passwd" onerror="alert(1)">',
    '<script src="{server}/c.js">alert(1)</script>',
    '<iframe src="{server}/d"></iframe>',
    '<link rel="attachment" href="{server}/e">',
    '<link rel=attachment href="file:///etc/passwd">',
    "<style>@import url({server}/f.css);</style>",
    '<p style="background:url({server}/g.png)">tekst</p>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{server}/h.png"/><use href="file:///etc/passwd#x"/></svg>',
    '<object data="{server}/i"></object><embed src="{server}/j">',
    "[klik](javascript:alert(1))",
    '<a href="javascript:alert(1)" onclick="x()">klik</a>',
]


@needs_pango()
def test_nothing_is_read_or_fetched_for_notes_from_anybody(tmp_path: Path, secret: Path, server: str) -> None:
    notes = "# Overleg\n\n## Punt\n\n" + "\n\n".join(VECTORS).replace("{server}", server) + "\n\nLaatste woord.\n"

    code, output, errors = minutes(notes, tmp_path)

    assert code == 0, errors
    assert Canary.requests == []
    text = everything_in(output)
    assert "Laatste woord" in text
    assert SECRET not in text
    assert "root:x:0" not in text
    assert not [word for word in ("<script", "javascript:", "onerror", "onclick", "alert(1)</") if word in text]
    reader = PdfReader(next(output.glob("*.pdf")))
    assert list(reader.attachments) == []
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    # What was not read is said, with the line.
    assert errors.count("[image-") == 9
    assert "overleg.md:5" in errors


@needs_pango()
def test_comments_are_in_no_document(tmp_path: Path, secret: Path) -> None:
    hidden = "<!-- intern-oordeel -->"
    notes = (
        f"# Overleg {hidden}\n\n{hidden}\n\n## Punt {hidden}\n- een {hidden} twee\n\n| a {hidden} | b |\n|---|---|\n"
        f"| c | d {hidden} |\n\n<!--\nintern-oordeel\n\nBesluit: intern-oordeel\n-->\nBesluit: openbaar {hidden}\n"
        f"Actie: @jan belt {hidden}\n"
    )

    code, output, errors = minutes(notes, tmp_path)

    assert code == 0, errors
    text = everything_in(output)
    assert "openbaar" in text
    assert "intern-oordeel" not in text


def test_a_comment_that_never_ends_is_a_problem_and_not_a_leak(tmp_path: Path, secret: Path) -> None:
    code, output, errors = minutes("## Punt\nTekst\n\n<!-- intern\n\nmeer\n", tmp_path)

    assert code == 1
    assert "overleg.md:4" in errors
    assert "error[comment-open]" in errors
    assert not output.exists()


@pytest.mark.parametrize(
    ("front_matter", "code"),
    [
        ("!!python/object/apply:os.system [id]", "yaml-tag"),
        ("title: !!python/name:os.system x", "yaml-tag"),
        ("title: &a x\nplace: *a", "yaml-anchor"),
        ("title: " + "[" * 100_000, "yaml-depth"),
    ],
)
def test_hostile_yaml_is_a_located_problem(tmp_path: Path, front_matter: str, code: str) -> None:
    (tmp_path / "pmo.yaml").write_text(front_matter, encoding="utf-8")

    result = CliRunner().invoke(pmo_docs, ["check", str(tmp_path)])

    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert "pmo.yaml:1" in result.stderr
    assert len(result.stderr) < 5_000


def test_a_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# A\u202eB\u009b31m\n\n## Punt\nActie: @a doet \u009b2Jdit\n", encoding="utf-8")

    result = CliRunner().invoke(pmo_docs, ["inspect", str(tmp_path / "x.md")])

    assert result.exit_code == 0
    assert "\u009b" not in result.output
    assert "\u202e" not in result.output


def test_a_spreadsheet_takes_no_formula_from_us(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("## Punt\nBesluit: =HYPERLINK(1)\n", encoding="utf-8")

    result = CliRunner().invoke(pmo_docs, ["inspect", str(tmp_path / "x.md"), "--format", "csv"])

    assert ",'=HYPERLINK(1)," in result.stdout
