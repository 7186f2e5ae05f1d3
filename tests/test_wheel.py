"""The wheel as users get it: complete, and working where nothing of the checkout is in sight."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from pmo_docs import __version__
from tools import needs_pango

ROOT = Path(__file__).parent.parent
NOTES = """\
---
date: 2026-10-27
present: [M. Jansen, K. Bakker]
---
## 1. Opening

Besluit: De agenda is vastgesteld.
"""


def run(*command: str | Path, folder: Path) -> str:
    """The output of a command in a folder, without this project's own code on the path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling is missing; `make test` installs it")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "wheel")
    run(*pip, "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that holds the wheel and sees the other packages of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name == "posix")
    programs = folder / Path(sysconfig.get_path("scripts")).name
    packages = Path(
        run(programs / "python", "-c", "import site; print(site.getsitepackages()[0])", folder=folder).strip()
    )
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--quiet", "--python", programs / "python")
    run(*pip, "install", "--no-index", "--no-deps", wheel, folder=folder)
    return programs


def is_kept(path: Path) -> bool:
    """Whether Python or an editor keeps this file for itself."""
    return path.name.startswith(".") or "__pycache__" in path.parts


def test_the_wheel_holds_everything_that_the_package_needs(wheel: Path):
    packed = set(zipfile.ZipFile(wheel).namelist())
    templates = (path for path in (ROOT / "templates").rglob("*") if path.is_file() and not is_kept(path))
    wanted = {f"pmo_docs/{path.relative_to(ROOT).as_posix()}" for path in templates}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "pmo_docs").rglob("*.py")}

    assert wanted - packed == set()
    assert {"pmo_docs/py.typed", "pmo_docs/templates/reference.docx", "pmo_docs/templates/print.css"} <= packed
    assert {"pmo_docs/templates/fonts/Carlito-Regular.ttf", "pmo_docs/templates/languages/nl.yaml"} <= packed


def test_the_wheel_holds_the_licences_of_the_code_and_the_fonts(wheel: Path):
    licences = {name.partition("licenses/")[2] for name in zipfile.ZipFile(wheel).namelist() if "licenses/" in name}
    fonts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates" / "fonts").glob("LICENSE-*")}

    assert licences == {"LICENSE"} | fonts


def test_the_wheel_holds_nothing_else(wheel: Path):
    folders = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert folders == {"pmo_docs", f"pmo_docs-{__version__}.dist-info"}


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path):
    assert run(installed / "pmo-docs", "--version", folder=tmp_path).strip() == f"pmo-docs {__version__}"


@pytest.mark.parametrize("form", ["docx", "html", pytest.param("pdf", marks=needs_pango())])
def test_the_installed_command_makes_minutes_of_a_lone_file(installed: Path, tmp_path: Path, form: str):
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    run(installed / "pmo-docs", "minutes", "notes.md", "--format", form, "--output", "made", folder=tmp_path)

    assert [path.suffix for path in (tmp_path / "made").rglob("*") if path.is_file()] == [f".{form}"]
