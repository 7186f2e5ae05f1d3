"""What the README and docs/ show is so: every command runs, every example is understood, every link leads somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_docs.language import Catalogues
from pmo_docs.model.meeting import Head
from pmo_docs.model.organisation import Organisation
from pmo_docs.model.problems import Problem
from pmo_docs.model.project import Project
from pmo_docs.model.report import ProgressReport
from pmo_docs.readers import yaml
from pmo_docs.readers.binding import bind
from tools import needs_pango

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TUTORIALS = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "nl" / "tutorial.md"]
HOW_TOS = [ROOT / "docs" / "how-to.md", ROOT / "docs" / "nl" / "how-to.md"]

# `.ci/run` runs make itself; these would set up the environment that the tests run in.
_MAKE = re.compile(r"^(make|\. )")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands(text: str) -> Iterator[str]:
    for line in text.splitlines():
        command = line.partition("#")[0].strip()
        if command and not _MAKE.match(command):
            yield command


def run(command: str, folder: Path) -> str:
    """What a command says on standard output; it succeeds and warns of nothing."""
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "warning" not in done.stderr, f"{command}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the example workspace, as whoever reads the README has it."""
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs", ignore=shutil.ignore_patterns("output"))
    (tmp_path / "my-notes.md").write_text("# Overleg\n\n## Opening\nIedereen is er.\n", encoding="utf-8")
    return tmp_path


@needs_pango()
@pytest.mark.parametrize("page", [page for page in PAGES if page not in TUTORIALS], ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(page: Path, checkout: Path) -> None:
    for text in blocks(page, "sh"):
        for command in commands(text):
            run(command, checkout)


@needs_pango()
def test_the_readme_makes_minutes_of_a_lone_file(checkout: Path) -> None:
    command = re.search(r"`(pmo-docs minutes my-notes\.md)`", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert command is not None
    run(command[1], checkout)
    assert (checkout / "my-notes-minutes.nl.pdf").is_file()


@needs_pango()
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda page: page.parent.name)
def test_the_tutorial_works_step_by_step(tutorial: Path, tmp_path: Path) -> None:
    """The files that the text names, then the commands, in the order of the page."""
    text = tutorial.read_text(encoding="utf-8")
    name = ""
    for match in re.finditer(r"`([\w./-]+\.(?:md|yaml))`|^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if match[1]:
            name = match[1]
        elif match[2] in ("markdown", "yaml"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(match[3], encoding="utf-8")
        elif match[2] == "sh":
            for command in commands(match[3]):
                run(command, tmp_path)

    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")}
    assert "2026-03-10-minutes.nl.pdf" in made
    assert "output/meetings/overleg-burgerzaken/2026-03-10-agenda.en.pdf" in made
    assert "output/projects/balie/2026-03-report.nl.pdf" in made
    (action,) = json.loads(run("pmo-docs actions --as-of 2026-03-24 --format json", tmp_path))
    assert (action["owners"], action["due"], action["overdue"]) == (["K. Smit"], "2026-03-20", True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_yaml_example_can_be_read(page: Path) -> None:
    for text in blocks(page, "yaml"):
        problems: list[Problem] = []

        assert yaml.read(text, page.name, problems) is not None
        assert problems == []


def model_of(text: str) -> type:
    """What an example is written as."""
    first = text.partition("\n")[0]
    if first.startswith("house_style"):
        return Organisation
    return Project if "project.yaml" in first else ProgressReport if "reports/" in first else Head


@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.parent.name)
def test_the_yaml_of_the_how_to_pages_can_stand_where_they_say(page: Path, catalogues: Catalogues) -> None:
    """In the file that their first line names, in pmo.yaml when about the house style, else at the top of notes."""
    for text in blocks(page, "yaml"):
        problems: list[Problem] = []
        mapping = yaml.read(text, page.name, problems)

        assert mapping is not None
        assert bind(model_of(text), mapping, catalogues, problems) is not None
        assert problems == []


def test_the_notes_of_the_readme_are_understood_without_a_remark(checkout: Path) -> None:
    (notes,) = blocks(ROOT / "README.md", "markdown")
    (checkout / "inputs/meetings/stuurgroep-zaaksysteem/2026-10-27.md").write_text(notes, encoding="utf-8")

    found = json.loads(run("pmo-docs inspect stuurgroep-zaaksysteem/2026-10-27 --format json", checkout))

    assert [item["title"] for item in found["items"]] == ["Opening", "Gegevensbescherming"]
    assert len(found["decisions"]) == 1
    assert [(action["owners"], action["due"]) for action in found["actions"]] == [(["K. Bakker"], "2026-11-13")]
    assert found["problems"] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_link_leads_somewhere(page: Path) -> None:
    found = re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", page.read_text(encoding="utf-8"))
    links = [first or second for first, second in found]
    lost = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        is_there = target.exists() and (not anchor or anchor in anchors(target))
        if not link.startswith(("http:", "https:")) and not is_there:
            lost.append(link)

    assert lost == []


def anchors(page: Path) -> set[str]:
    """The names of the headings of a page, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_reference_is_up_to_date() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
