"""Hostile notes and data: nothing outside the workspace is read, nothing is fetched, nothing hidden is printed."""

from __future__ import annotations

import base64
import json
import re
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream, StreamObject

from pmo_docs.cli.main import pmo_docs
from tools import needs_pango

SECRET = "zeer-geheime-inhoud"


class Canary(HTTPServer):
    """Remembers the first line of every request, of whatever kind."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CanaryAnswer)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class CanaryAnswer(BaseHTTPRequestHandler):
    def parse_request(self) -> bool:
        assert isinstance(self.server, Canary)
        self.server.asked.append(self.raw_requestline.decode().strip())
        return super().parse_request()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()


@pytest.fixture
def server() -> Iterator[Canary]:
    with Canary() as canary:
        threading.Thread(target=canary.serve_forever, daemon=True).start()
        yield canary
        canary.shutdown()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A sound picture outside the folder of the notes, which says SECRET, and a link to it inside."""
    path = tmp_path / "secret.png"
    Image.new("RGB", (8, 8), "red").save(path)
    path.write_bytes(path.read_bytes() + SECRET.encode())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "link.png").symlink_to(path)
    return path


def everything_in(folder: Path) -> str:
    """All text of all documents in a folder: every part of Word files, every object of PDFs, the HTML, pictures too."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                found += [f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist()]
        elif path.suffix == ".pdf":
            found += objects_of(PdfReader(path))
        elif path.is_file():
            page = path.read_text(encoding="utf-8")
            found += [page, *(str(base64.b64decode(data)) for data in re.findall(r";base64,([\w+/=]+)", page))]
    return "\n".join(found)


def objects_of(reader: PdfReader) -> Iterator[str]:
    """The text of the pages, and every object as it is written: links, actions, attachments, metadata."""
    yield from (page.extract_text() for page in reader.pages)
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        yield str(found)
        if isinstance(found, StreamObject) and not isinstance(found, ContentStream) and "/Length1" not in found:
            yield found.get_data().decode("latin-1")


def minutes(notes: str, folder: Path) -> tuple[int, Path, str]:
    """The minutes of some notes in every format: exit code, folder, problems."""
    source = folder / "notes" / "overleg.md"
    source.write_text(notes, encoding="utf-8")
    output = folder / "out"
    result = run("minutes", source, "-o", output, "-f", "docx", "-f", "pdf", "-f", "html")
    return result.exit_code, output, result.stderr


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(pmo_docs, [str(argument) for argument in arguments])


# What somebody may put into notes | the warning that it gives, if any
VECTORS = [
    ("![x](file:///etc/passwd)", "image-outside"),
    ("![x](/etc/passwd)", "image-outside"),
    ("![x](../../../../../../etc/passwd)", "image-outside"),
    ("![x](../secret.png)", "image-outside"),
    ("![x](..%2fsecret.png)", "image-outside"),
    ("![x]({outside}/secret.png)", "image-outside"),
    ("![x](link.png)", "image-outside"),
    ("![x](data:text/html;base64,PHNjcmlwdD4=)", "image-outside"),
    ("![x]({server}/a.png)", "image-remote"),
    ('<img src="{server}/b.png">', "image-remote"),
    ('<img src="//127.0.0.1/b.png">', "image-remote"),
    ('<img src="file:///etc/passwd" alt="x" onerror="alert(1)">', "image-outside"),
    ('<script src="{server}/c.js">alert(1)</script>', ""),
    ('<iframe src="{server}/d"></iframe>', ""),
    ('<link rel="attachment" href="{server}/e">', ""),
    ('<link rel=attachment href="file:///etc/passwd">', ""),
    ("<style>@import url({server}/f.css);</style>", ""),
    ('<p style="background:url({server}/g.png)">tekst</p>', ""),
    ('<svg xmlns="http://www.w3.org/2000/svg"><image href="{server}/h"/><use href="file:///etc/passwd#x"/></svg>', ""),
    ('<object data="{server}/i"></object><embed src="{server}/j">', ""),
    ('<meta http-equiv="refresh" content="0;url={server}/k"><base href="{server}/l">', ""),
    ('<form action="{server}/m"><input formaction="javascript:alert(1)"></form>', ""),
    ('<video src="{server}/n" poster="{server}/o"></video>', ""),
    ("[klik](javascript:alert(1))", ""),
    ("[klik](JaVaScRiPt:alert(1)) [klik](data:text/html,x) [klik](vbscript:x) [klik](file:///etc/passwd)", ""),
    ('<a href="javascript:alert(1)" onclick="x()">klik</a>', ""),
]
FORBIDDEN = (
    SECRET, "root:x:0", "<script", "javascript:", "vbscript:", "onerror", "onclick", "alert(", "<iframe", "file:///etc",
    "data:text", "/EmbeddedFile", "/JavaScript", "/Launch", "/SubmitForm", "/GoToR",
)  # fmt: skip
PICTURES = ("word/media/", "'/Subtype': '/Image'", "data:image/")


@needs_pango()
def test_nothing_is_read_or_fetched_for_notes_from_anybody(tmp_path: Path, secret: Path, server: Canary) -> None:
    vectors = "\n\n".join(vector for vector, _ in VECTORS)
    vectors = vectors.replace("{server}", server.address).replace("{outside}", str(tmp_path))

    code, output, errors = minutes(f"# Overleg\n\n## Punt\n\n{vectors}\n\nLaatste woord.\n", tmp_path)

    assert code == 0, errors
    assert server.asked == []
    text = everything_in(output)
    assert "Laatste woord" in text
    assert [word for word in (*FORBIDDEN, *PICTURES) if word in text] == []
    # What was not read is said, with the line.
    found = re.findall(r"overleg\.md:(\d+)(?::\d+)?: warning\[([\w-]+)\]", errors)
    assert found == [(str(5 + 2 * index), code) for index, (_, code) in enumerate(VECTORS) if code]


@needs_pango()
def test_the_same_in_the_texts_of_a_report(tmp_path: Path, secret: Path, server: Canary) -> None:
    vectors = [vector.replace("{server}", server.address) for vector, code in VECTORS if not code]
    report = {"date": "2026-04-02", "overall": {"colour": "groen"}}
    report |= {"summary": "\n\n".join(vectors), "done": "- " + "\n- ".join(vectors), "planned": "<!-- intern -->Toets"}
    reports = tmp_path / "notes" / "projects" / "balie" / "reports"
    reports.mkdir(parents=True)
    (tmp_path / "notes" / "pmo.yaml").write_text("organisation: X", encoding="utf-8")
    (reports.parent / "project.yaml").write_text("name: <b>Balie</b>", encoding="utf-8")
    # JSON is YAML, and quotes everything.
    (reports / "2026-03.yaml").write_text(json.dumps(report), encoding="utf-8")

    formats = ("-f", "docx", "-f", "pdf", "-f", "html")
    result = run("report", "balie", "-w", tmp_path / "notes", "-o", tmp_path / "out", *formats)

    assert result.exit_code == 0, result.stderr
    assert server.asked == []
    text = everything_in(tmp_path / "out")
    assert "Toets" in text
    assert "&lt;b&gt;Balie&lt;/b&gt;" in text
    assert [word for word in ("intern", *FORBIDDEN, *PICTURES) if word in text] == []


@needs_pango()
def test_what_the_tests_above_look_for_would_be_found(tmp_path: Path, secret: Path) -> None:
    """A picture of one's own is in every format, and a server notices whoever asks."""
    (tmp_path / "notes" / "own.png").write_bytes(secret.read_bytes())
    with Canary() as canary:
        threading.Thread(target=canary.serve_forever, daemon=True).start()
        urllib.request.urlopen(f"{canary.address}/a.png").close()
        canary.shutdown()

    _, output, _ = minutes("![x](own.png)\n\n[klik](https://voorbeeld.test)\n", tmp_path)

    text = everything_in(output)
    assert [word for word in (SECRET, *PICTURES) if word not in text] == []
    assert "'/URI': 'https://voorbeeld.test'" in text
    assert canary.asked == ["GET /a.png HTTP/1.1"]


@needs_pango()
def test_comments_are_in_no_document(tmp_path: Path, secret: Path) -> None:
    hidden = "<!-- intern-oordeel -->"
    notes = (
        f"---\nplace: Stadhuis # intern-oordeel\n---\n# Overleg {hidden}\n\n{hidden}\n\n## Punt {hidden}\n"
        f"- een {hidden} twee\n\n| a {hidden} | b |\n|---|---|\n| c | d {hidden} |\n\n> citaat {hidden}\n\n"
        f"[klik](https://voorbeeld.test){hidden}\n\n<!--\nintern-oordeel\n\nBesluit: intern-oordeel\n-->\n"
        f"Besluit: openbaar {hidden}\nActie: @jan belt {hidden}\n\n<div>{hidden}ruw</div>\n"
    )

    code, output, errors = minutes(notes, tmp_path)

    assert code == 0, errors
    text = everything_in(output) + run("inspect", tmp_path / "notes" / "overleg.md", "-f", "json").stdout
    assert "openbaar" in text
    assert "ruw" in text
    assert "intern-oordeel" not in text


def test_a_comment_that_never_ends_is_a_problem_and_not_a_leak(tmp_path: Path, secret: Path) -> None:
    code, output, errors = minutes("## Punt\nTekst\n\n<!-- intern\n\nmeer\n", tmp_path)

    assert code == 1
    assert "overleg.md:4" in errors
    assert "error[comment-open]" in errors
    assert not output.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("!!python/object/apply:os.system [id]", "yaml-tag"),
        ("title: !!python/name:os.system x", "yaml-tag"),
        ("title: &a [x, x]\nplace: &b [*a, *a]\ncase: [*b, *b]", "yaml-anchor"),
        ("title: " + "[" * 100_000, "yaml-depth"),
        ("title: " + "{a: " * 100_000, "yaml-depth"),
    ],
    ids=["python object", "python name", "aliases", "brackets", "braces"],
)
@pytest.mark.parametrize("file", ["pmo.yaml", "meetings/b/2026-01-01.md"])
def test_hostile_yaml_is_a_located_problem(tmp_path: Path, file: str, text: str, code: str) -> None:
    (tmp_path / "meetings" / "b").mkdir(parents=True)
    (tmp_path / "bodies").mkdir()
    (tmp_path / "bodies" / "b.yaml").write_text("name: B", encoding="utf-8")
    (tmp_path / "pmo.yaml").write_text("organisation: X", encoding="utf-8")
    (tmp_path / file).write_text(f"---\n{text}\n---\n" if file.endswith(".md") else text, encoding="utf-8")

    result = run("check", tmp_path)

    assert result.exit_code == 1
    line = 2 if file.endswith(".md") else 1
    assert re.search(rf"{re.escape(file)}:{line}:\d+: error\[{code}\]", result.stderr)
    assert "Traceback" not in result.stderr
    assert len(result.stderr) < 5_000


@pytest.mark.parametrize(
    "arguments",
    [
        ("minutes", "../secret"),
        ("minutes", "b/../../secret"),
        ("report", "../notes"),
        ("report", "balie", "--period", "../../../secret"),
        ("actions", "--body", "../people"),
    ],
    ids=" ".join,
)
def test_a_name_does_not_lead_out_of_the_workspace(tmp_path: Path, secret: Path, arguments: tuple[str, ...]) -> None:
    reports = tmp_path / "notes" / "projects" / "balie" / "reports"
    reports.mkdir(parents=True)
    for path in (tmp_path / "secret.md", tmp_path / "notes" / "people.yaml", tmp_path / "secret.yaml"):
        path.write_text(f"name: {SECRET}", encoding="utf-8")
    (tmp_path / "notes" / "pmo.yaml").write_text("organisation: X", encoding="utf-8")
    for path in (reports.parent / "project.yaml", reports / "2026-03.yaml"):
        path.write_text("name: Balie", encoding="utf-8")

    result = run(*arguments, "-w", tmp_path / "notes", "-o", tmp_path / "out", "-f", "html")

    assert result.exit_code == 2
    assert SECRET not in result.output
    assert not (tmp_path / "out").exists()


def test_no_key_in_a_file_decides_where_documents_go(tmp_path: Path, secret: Path) -> None:
    notes = "---\nbody: ../../x\ntitle: ../../y\nnumber: 1\n---\n# ../../z\n"

    code, output, errors = minutes(notes, tmp_path)

    assert code == 0, errors
    assert {path.name for path in output.iterdir()} == {
        f"overleg-minutes.nl.{name}" for name in ("docx", "pdf", "html")
    }
    assert {path.name for path in tmp_path.iterdir()} == {"notes", "out", "secret.png"}


@pytest.mark.parametrize("sign", ["\x1b", "\u009b", "\u202e", "\x07", "\x08"])
def test_notes_cannot_steer_the_terminal(tmp_path: Path, sign: str) -> None:
    path = tmp_path / f"o{sign}verleg.md"
    path.write_text(f"# A{sign}[31mB\n\n## Punt{sign}\nActie: @a{sign} doet {sign}dit\n\n![{sign}](x{sign}.png)\n")

    output = "".join(
        run(*arguments).output
        for arguments in (
            ("inspect", path),
            ("inspect", path, "-f", "json"),
            ("minutes", path, "-f", "html", "-o", tmp_path),
            ("check", path),
            ("check", path, "-f", "json"),
            ("check", tmp_path / f"niets{sign}"),
            ("minutes", path, "-l", sign),
            *([] if sign == "\u202e" else [("inspect", path, "-f", "csv"), ("check", path, "-f", "csv")]),
        )
    )

    assert "31mB" in output
    assert sign not in output


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_formula_from_us(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.md").write_text(f"## Punt\nBesluit: {text}\n", encoding="utf-8")

    result = run("inspect", tmp_path / "x.md", "--format", "csv")

    assert f",'{text}," in result.stdout
