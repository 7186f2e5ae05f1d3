"""The set-up script and the lock that it installs, tried without the network in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
OLD_PYTHON = 'case "$2" in *"< (3, 11)"*) exit 1;; esac; echo 3.9'
WITHOUT_VENV = f'case "$2" in "import ensurepip"*) exit 1;; esac; exec {sys.executable} "$@"'

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing, and `make` needs it")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "a project"
    folder.mkdir()
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def program(folder: Path, name: str, lines: str) -> Path:
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def set_up(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script for a user that is not root, with the programs in `bin` first and no package to be had."""
    program(project, "id", "echo 1000")
    path = f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_") and name != "PYTHON"}
    offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        ["bash", "scripts/set-up", "use"],
        cwd=project,
        env=kept | offline | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def finished_environment(project: Path) -> Path:
    folder = project / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text(f"command = python3 -m venv {folder}\n", encoding="utf-8")
    stamp = subprocess.run(
        "cat requirements.lock pyproject.toml | cksum", shell=True, cwd=project, capture_output=True, check=True
    )
    (folder / "set-up-use").write_bytes(stamp.stdout)
    return folder


def test_what_is_set_up_already_is_left_alone(project: Path):
    environment = finished_environment(project)
    before = sorted(environment.rglob("*"))
    run = set_up(project)

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert sorted(environment.rglob("*")) == before


def test_a_changed_lock_is_installed_again_and_a_failure_leaves_the_environment(project: Path):
    environment = finished_environment(project)
    with (project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n# a change\n")
    run = set_up(project)

    assert run.returncode != 0
    assert "installing the Python packages" in run.stderr
    assert sorted(path.name for path in environment.iterdir()) == ["bin", "pyvenv.cfg", "set-up-use"]


def test_a_set_up_that_was_interrupted_starts_anew(project: Path):
    environment = finished_environment(project)
    (environment / "unfinished").touch()
    (environment / "half").touch()
    set_up(project, PYTHON=sys.executable)

    assert not (environment / "half").exists()
    assert not (environment / "set-up-use").exists()
    assert (environment / "bin" / "pip").exists()


def test_an_old_python_is_refused_in_plain_words(project: Path):
    run = set_up(project, PYTHON=str(program(project, "old", OLD_PYTHON)))

    assert run.returncode == 1
    assert f"needs Python 3.11 or newer; {project}/bin/old is 3.9." in run.stderr
    assert "make demo PYTHON=" in run.stderr


def test_a_newer_python_beside_an_old_one_is_found(project: Path):
    program(project, "python3", OLD_PYTHON)
    for name in ("python3.14", "python3.13"):
        program(project, name, "exit 1")
    program(project, "python3.12", WITHOUT_VENV)
    run = set_up(project)

    assert "python3.12 cannot make environments" in run.stderr


def test_without_the_module_venv_it_says_what_to_install(project: Path):
    run = set_up(project, PYTHON=str(program(project, "bare", WITHOUT_VENV)))

    assert run.returncode == 1
    assert f"sudo apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv" in run.stderr
    assert not (project / ".venv").exists()


def locked(section: str) -> dict[str, Requirement]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    text = re.split(r"^# \[", lock.partition(f"# [{section}]")[2], flags=re.MULTILINE)[0]
    lines = re.findall(r"^(\w.*?) \\$", text, flags=re.MULTILINE)
    return {requirement.name: requirement for requirement in map(Requirement, lines)}


@pytest.mark.parametrize("section", ["use", "build", "test"])
def test_the_lock_gives_what_the_package_asks_for(section: str):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    wanted = {
        "use": project["dependencies"],
        "build": settings["build-system"]["requires"],
        "test": project["optional-dependencies"]["test"],
    }
    pinned = locked("use") | locked("build") | locked(section)
    missing = [
        requirement
        for requirement in map(Requirement, wanted[section])
        if requirement.name not in pinned
        or not requirement.specifier.contains(str(pinned[requirement.name].specifier).removeprefix("=="))
    ]

    assert missing == []


def test_users_get_nothing_that_only_tests_need():
    assert not {"pytest", "mypy", "ruff", "hatchling"} & locked("use").keys()


def test_every_package_of_the_lock_has_a_hash_and_none_an_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]

    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock
    assert "index" not in lock
