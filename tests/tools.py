"""Programs and libraries that some tests need and a machine may lack: such a test is skipped and says why."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from pmo_docs.doctor import State, system_libraries

_OWN = (Path(__file__).parent.parent / ".tools" / "node_modules" / ".bin", Path(sys.executable).parent)


def find_tool(name: str) -> str | None:
    """The path of a program: `soffice`, `pdftotext`, `qpdf`, `ooxml-validator` …; the project's own come first."""
    return shutil.which(name, path=os.pathsep.join(map(str, _OWN))) or shutil.which(name)


def needs_tool(name: str) -> pytest.MarkDecorator:
    """Marks a test, or with `pytestmark` a module, that calls this program."""
    return pytest.mark.skipif(find_tool(name) is None, reason=f"{name} is missing; `make tools` installs it")


def needs_pango() -> pytest.MarkDecorator:
    """Marks a test, or with `pytestmark` a module, that makes a PDF."""
    missing = any(finding.state is State.MISSING for finding in system_libraries())
    return pytest.mark.skipif(missing, reason="Pango is missing; `pmo-docs doctor` says how to get it")
