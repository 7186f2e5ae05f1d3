from __future__ import annotations

import builtins
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pmo_docs import doctor, files
from pmo_docs.doctor import Finding, State

ROOT = Path(__file__).parent.parent


def found(name: str, start: Path | None = None) -> Finding:
    return next(finding for finding in doctor.examine(start) if finding.name == name)


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", folder)
    monkeypatch.setattr(files, "_BUNDLED", (folder,))
    return folder


def only(manager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == manager else None)


def test_every_library_of_the_package_is_looked_at():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert sorted(re.split(r"[<>=]", line)[0] for line in project["dependencies"]) == sorted(doctor.LIBRARIES)


def test_what_comes_with_the_package_is_found():
    bundled = {finding.name: finding.state for finding in doctor.bundled_files()}

    assert bundled == dict.fromkeys(("templates", "catalogues", "fonts", "word-reference"), State.OK)


def test_every_font_that_comes_along_is_looked_at():
    names = ", ".join(path.stem for path in (ROOT / "templates" / "fonts").glob("*.ttf"))

    assert sorted(found("fonts").detail.split(", ")) == sorted(names.split(", "))


def test_a_library_that_is_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))

    assert list(doctor.libraries()) == [Finding("no-such-library", State.MISSING, remedy="reinstall")]


@pytest.mark.usefixtures("without_pango")
@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("dnf", "sudo dnf install pango harfbuzz"),
        ("brew", "brew install pango harfbuzz"),
    ],
)
def test_without_pango_it_says_what_to_type(manager: str, command: str, monkeypatch: pytest.MonkeyPatch):
    only(manager, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert found("pango") == Finding("pango", State.MISSING, remedy="install", command=command)


@pytest.mark.usefixtures("without_pango")
def test_on_windows_pango_comes_with_msys2(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "win32")

    assert found("pango").remedy == "install-msys2"
    assert found("pango").command.startswith("pacman -S mingw-w64-ucrt-x86_64-pango")


@pytest.mark.usefixtures("without_pango")
def test_on_an_unknown_system_it_names_no_command(monkeypatch: pytest.MonkeyPatch):
    only("nothing", monkeypatch)

    assert found("pango") == Finding("pango", State.MISSING, remedy="install-yourself")


def test_the_superuser_needs_no_sudo(monkeypatch: pytest.MonkeyPatch, without_pango: None):
    only("apt-get", monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert found("pango").command.startswith("apt-get install ")


def test_a_missing_font_is_named(templates: Path):
    (templates / "fonts" / "Carlito-Bold.ttf").unlink()

    assert found("fonts") == Finding("fonts", State.MISSING, "Carlito-Bold.ttf", "reinstall")


def test_a_font_must_be_a_font(templates: Path):
    (templates / "fonts" / "Carlito-Bold.ttf").write_bytes(b"version https://example.org/large-files")

    assert found("fonts").detail == "Carlito-Bold.ttf"


def test_a_catalogue_that_cannot_be_read_is_named(templates: Path):
    (templates / "languages" / "nl.yaml").write_text("terms: [", encoding="utf-8")

    assert found("catalogues") == Finding("catalogues", State.MISSING, "nl.yaml", "reinstall")


def test_the_word_reference_must_be_a_word_file(templates: Path):
    (templates / "reference.docx").write_bytes(b"PK")

    assert found("word-reference").state is State.MISSING


def test_without_templates_there_is_nothing_else_to_look_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "_BUNDLED", (tmp_path / "nowhere",))

    assert list(doctor.bundled_files()) == [Finding("templates", State.MISSING, remedy="reinstall")]


def test_a_workspace_is_found_from_a_folder_inside(tmp_path: Path):
    (tmp_path / "pmo.yaml").touch()
    (tmp_path / "meetings").mkdir()

    assert found("workspace", tmp_path / "meetings") == Finding("workspace", State.OK, str(tmp_path))


def test_no_workspace_is_no_error(tmp_path: Path):
    assert found("workspace", tmp_path).state is State.WARNING


def test_a_terminal_without_utf8_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("LC_ALL", "nl_NL")
    with (tmp_path / "output").open("w", encoding="iso-8859-1") as output:
        monkeypatch.setattr(sys, "stdout", output)
        terminal = found("terminal")

    assert terminal == Finding("terminal", State.WARNING, "nl_NL iso-8859-1", "use-utf8")
