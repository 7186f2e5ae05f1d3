"""What CONTRIBUTING promises: a new kind of document, format or language is one new file and one line."""

from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pmo_docs import documents, pipeline, writers
from pmo_docs.cli.main import COMMANDS, pmo_docs
from pmo_docs.documents import DocumentType
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.rendering.tree import RenderedDocument
from pmo_docs.writers.page import Report

ROOT = Path(__file__).parent.parent

PRESENCE = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Presence:
    identifier: str
    title: str
    names: tuple[str, ...]
    classification: None = None

def build(subject, identifier, as_of):
    return Presence(identifier, subject.meeting.title, tuple(one.person.name for one in subject.meeting.present))
"""
TEMPLATE = """{% extends "base.html.j2" %}
{% set kind = term.present %}
{% block content %}<ul>{% for name in document.names %}<li>{{ name }}</li>{% endfor %}</ul>{% endblock %}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "workspace", ignore=shutil.ignore_patterns("output"))
    (tmp_path / "workspace" / "templates" / "languages").mkdir(parents=True)
    return tmp_path / "workspace"


def make(kind: str, workspace: Path, formats: tuple[str, ...] = ("html",), language: str = "") -> dict[str, str]:
    source = workspace / "meetings" / "stuurgroep-zaaksysteem" / "2026-10-27.md"
    made = pipeline.make(pipeline.Request(kind, source, workspace, formats, datetime.date(2026, 11, 23), language))
    return {str(name): data.decode() for name, data in made.files.items()}


def test_a_kind_of_document_is_a_module_a_template_and_a_line(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "presence.py").write_text(PRESENCE, encoding="utf-8")
    (workspace / "templates" / "presence.html.j2").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    line = DocumentType(SubjectKind.MEETING, "presence", "presence.html.j2")
    monkeypatch.setitem(documents.DOCUMENT_TYPES, "presence", line)

    files = make("presence", workspace)

    assert list(files) == ["meetings/stuurgroep-zaaksysteem/2026-10-27-presence.nl.html"]
    assert "<li>H. van den Hoogenberg</li>" in next(iter(files.values()))
    sys.modules.pop("presence")


def test_every_kind_of_document_is_a_command() -> None:
    shown = CliRunner().invoke(pmo_docs, ["--help"]).output

    assert all(name in COMMANDS and f"\n  {name} " in shown for name in documents.DOCUMENT_TYPES)


def test_a_format_is_a_function_and_a_line(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(rendered: RenderedDocument, report: Report) -> bytes:
        return rendered.body.text.encode()

    monkeypatch.setitem(writers.WRITERS, "txt", write)

    files = make("minutes", workspace, ("txt",))

    assert "De stuurgroep stemt in met de maatregelen uit de DPIA." in next(iter(files.values()))


def test_a_language_is_a_file(workspace: Path) -> None:
    english = (ROOT / "templates" / "languages" / "en.yaml").read_text(encoding="utf-8")
    german = (
        english.replace("locale: en_GB", "locale: de_DE")
        .replace("tag: en-GB", "tag: de")
        .replace("  minutes: Minutes\n", "  minutes: Protokoll\n")
    )
    (workspace / "templates" / "languages" / "de.yaml").write_text(german, encoding="utf-8")

    files = make("minutes", workspace, language="de")

    page = files["meetings/stuurgroep-zaaksysteem/2026-10-27-minutes.de.html"]
    assert '<html lang="de"' in page
    assert "Protokoll" in page
    assert "Dienstag 27 Oktober 2026" in page


def test_a_template_of_the_workspace_replaces_the_one_that_comes_along(workspace: Path) -> None:
    own = '{% extends "base.html.j2" %}{% set kind = "Eigen verslag" %}'
    (workspace / "templates" / "minutes.html.j2").write_text(own, encoding="utf-8")

    assert "Eigen verslag" in next(iter(make("minutes", workspace).values()))
