"""What this computer has of all that pmo-docs works with, what is missing, and how to get it."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path

import yaml

from pmo_docs import files, language

LIBRARIES = (
    "babel",
    "click",
    "fonttools",
    "holidays",
    "icalendar",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "nh3",
    "pillow",
    "pydyf",
    "python-dateutil",
    "python-docx",
    "pyyaml",
    "resvg-py",
    "rich",
    "tzdata",
    "weasyprint",
    "xlsxwriter",
)

# How each package manager gets Pango and harfbuzz-subset; on Windows they come with MSYS2, whose shell has pacman.
_INSTALL = {
    "apt-get": ("apt-get install", "libpango-1.0-0 libpangoft2-1.0-0", "libharfbuzz-subset0"),
    "dnf": ("dnf install", "pango", "harfbuzz"),
    "zypper": ("zypper install", "libpango-1_0-0", "libharfbuzz-subset0"),
    "pacman": ("pacman -S", "pango", "harfbuzz"),
    "brew": ("brew install", "pango", "harfbuzz"),
    "msys2": ("pacman -S", "mingw-w64-ucrt-x86_64-pango", "mingw-w64-ucrt-x86_64-harfbuzz"),
}
_FONTS = (
    "Carlito-Regular.ttf",
    "Carlito-Bold.ttf",
    "Carlito-Italic.ttf",
    "Carlito-BoldItalic.ttf",
    "DejaVuSans.ttf",
    "DejaVuSansMono.ttf",
)


class State(StrEnum):
    """How something is: as it should be, good enough to go on, or not there."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; what it is called and what to do stand in the catalogues.

    `detail` is a version, a place or what exactly is missing. `remedy` is the code of what to do, empty when there is
    nothing to do; for `install` and `install-msys2` the line to type is `command`.
    """

    name: str
    state: State
    detail: str = ""
    remedy: str = ""
    command: str = ""


def examine(start: Path | None = None) -> tuple[Finding, ...]:
    """All findings about this computer, and about the workspace around `start` when it is given."""
    return (
        Finding("python", State.OK, f"{platform.python_version()} ({sys.executable})"),
        *libraries(),
        *system_libraries(),
        *bundled_files(),
        *(() if start is None else (_workspace(start),)),
        _terminal(),
    )


def libraries() -> Iterator[Finding]:
    """The Python packages that pmo-docs uses."""
    for name in LIBRARIES:
        try:
            yield Finding(name, State.OK, version(name))
        except PackageNotFoundError:
            yield Finding(name, State.MISSING, remedy="reinstall")


def system_libraries() -> tuple[Finding, ...]:
    """Pango, without which there is no PDF, and harfbuzz-subset, without which PDF is slow."""
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it says itself what it misses
            warnings.simplefilter("ignore")
            import weasyprint  # noqa: F401 - here: half a second that no other command should pay
            from weasyprint.text import ffi
    except (ImportError, OSError):
        return (_to_install("pango", State.MISSING),)
    number = str(ffi.pango.pango_version())
    pango = Finding("pango", State.OK, f"{number[:-4]}.{int(number[-4:-2])}.{int(number[-2:])}")
    if ffi.harfbuzz_subset is None:
        return pango, _to_install("harfbuzz-subset", State.WARNING)
    return pango, Finding("harfbuzz-subset", State.OK)


def _to_install(name: str, state: State) -> Finding:
    """A system library that is not there, with what to type on this computer; with Pango comes harfbuzz-subset."""
    manager = "msys2" if sys.platform == "win32" else next((name for name in _INSTALL if shutil.which(name)), "")
    if not manager:
        return Finding(name, state, remedy="install-yourself")
    install, pango, subset = _INSTALL[manager]
    command = f"{install} {pango} {subset}" if name == "pango" else f"{install} {subset}"
    if manager == "msys2":
        return Finding(name, state, remedy="install-msys2", command=command)
    needs_root = manager != "brew" and os.geteuid() != 0
    return Finding(name, state, remedy="install", command=f"sudo {command}" if needs_root else command)


def bundled_files() -> Iterator[Finding]:
    """The templates, catalogues, fonts and Word reference that come with pmo-docs."""
    try:
        folder = files.bundled_templates()
    except StopIteration:
        yield Finding("templates", State.MISSING, remedy="reinstall")
        return
    yield Finding("templates", State.OK, str(folder))
    yield _catalogues(folder)
    yield _fonts(folder)
    yield _word_reference(folder)


def _catalogues(folder: Path) -> Finding:
    codes, broken = [], []
    for path in sorted(folder.glob("languages/*.yaml")):
        try:
            codes.append(language.read_catalogue(path.stem, path.read_text(encoding="utf-8")).code)
        except (OSError, ValueError, yaml.YAMLError):
            broken.append(path.name)
    if broken or not codes:
        return Finding("catalogues", State.MISSING, ", ".join(broken), remedy="reinstall")
    return Finding("catalogues", State.OK, ", ".join(codes))


def _fonts(folder: Path) -> Finding:
    """The fonts of the documents, each one a file that can be read and is a font."""
    missing = [name for name in _FONTS if not _starts_with(folder / "fonts" / name, b"\x00\x01\x00\x00")]
    if missing:
        return Finding("fonts", State.MISSING, ", ".join(missing), remedy="reinstall")
    return Finding("fonts", State.OK, ", ".join(Path(name).stem for name in _FONTS))


def _starts_with(path: Path, beginning: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(beginning)) == beginning
    except OSError:
        return False


def _word_reference(folder: Path) -> Finding:
    path = folder / "reference.docx"
    try:
        with zipfile.ZipFile(path) as package:
            package.getinfo("word/styles.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return Finding("word-reference", State.MISSING, str(path), remedy="reinstall")
    return Finding("word-reference", State.OK, path.name)


def _workspace(start: Path) -> Finding:
    folder = files.find_workspace(start)
    if folder is None:
        return Finding("workspace", State.WARNING, str(start), remedy="make-workspace")
    return Finding("workspace", State.OK, str(folder))


def _terminal() -> Finding:
    """Whether what is printed can have every letter; names and quotation marks need more than ASCII."""
    encoding = getattr(sys.stdout, "encoding", None) or locale.getencoding()
    written = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    detail = f"{written} {encoding}".strip()
    if encoding.lower().replace("-", "") != "utf8":
        return Finding("terminal", State.WARNING, detail, remedy="use-utf8")
    return Finding("terminal", State.OK, detail)
