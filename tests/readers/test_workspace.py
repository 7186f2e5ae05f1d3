"""A workspace as a whole: what one file says of another, and files that cannot be read, found or looked into."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmo_docs import files
from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.periods import Cycle, Period, Sprints
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects

MEETING = "---\nnumber: {0}\npresent: [vries]\n---\n## 1. Opening\nBesluit: {0} is besloten\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    write(tmp_path / "pmo.yaml", "organisation: Gemeente\nlanguage: nl\n")
    write(tmp_path / "people.yaml", "vries: {initials: A., prefix: de, surname: Vries}\n")
    write(tmp_path / "bodies/raad.yaml", "name: Raad\nchair: vries\nmembers: [vries]\n")
    for number, month in enumerate(("01", "02", "03"), start=1):
        write(tmp_path / f"meetings/raad/2026-{month}-05.md", MEETING.format(number))
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(pmo_docs, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: object) -> set[tuple[str, str, int | None]]:
    rows = json.loads(run("check", *arguments, "-f", "json").stdout)
    return {(Path(row["file"]).name, row["code"], row["line"]) for row in rows}


def test_this_city_has_no_mistakes(city: Path) -> None:
    assert found(city) == set()


def test_decisions_behind_a_meeting_that_cannot_be_read_have_no_number(city: Path) -> None:
    (city / "meetings/raad/2026-02-05.md").write_bytes(b"Besluit: caf\xe9\n")

    assert found(city) == {
        ("2026-02-05.md", "file-encoding", 1),
        ("2026-03-05.md", "decision-number-unknown", 6),
    }
    assert run("minutes", "raad/2026-01-05", "-w", city, "-f", "html", "-o", city / "out").exit_code == 0
    assert run("minutes", "raad/2026-03-05", "-w", city, "-f", "html", "-o", city / "out").exit_code == 1


def test_an_action_of_a_meeting_that_cannot_be_read_is_not_called_unknown(city: Path) -> None:
    (city / "meetings/raad/2026-02-05.md").write_bytes(b"Actie: caf\xe9\n")
    write(
        city / "meetings/raad/2026-03-05.md", "---\nnumber: 3\npresent: [vries]\n---\n## 1. Acties\n- [x] 2-1 klaar\n"
    )

    assert found(city) == {("2026-02-05.md", "file-encoding", 1)}


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("bodies/raad.yaml", "chair: vries\nname:\n", 2),
        ("people.yaml", "vries:\n  surname: \n", 2),
        ("holidays.yaml", "zomer: {name: , from: 2026-07-01}\n", 1),
    ],
)
def test_a_required_key_that_is_empty_is_missing(city: Path, file: str, text: str, line: int) -> None:
    write(city / file, text)

    assert (Path(file).name, "key-missing", line) in found(city)


@pytest.mark.parametrize(
    ("file", "text", "code", "line"),
    [
        ("programmes/p.yaml", "name: P\ngoals:\n  a:\n", "value-missing", 3),
        ("bodies/raad.yaml", "name: Raad\nstanding_items:\n- ~\n", "value-missing", 3),
        ("bodies/raad.yaml", "name: Raad\nmembers: [vries, vries]\n", "member-twice", 2),
        (
            "bodies/raad.yaml",
            "name: Raad\nmembers:\n- {person: vries, from: 2026-03-01, until: 2026-02-01}\n",
            "ends-before-start",
            3,
        ),
        (
            "bodies/raad.yaml",
            "name: Raad\nschedule:\n  rule: FREQ=WEEKLY\n  time: 10:00-10:00\n",
            "end-before-start",
            4,
        ),
        ("holidays.yaml", "z: {name: Z, from: 2026-07-02, until: 2026-07-01}\n", "ends-before-start", 1),
        ("people.yaml", "vries: A. de Vries\n", "not-a-mapping", 1),
    ],
)
def test_what_says_nothing_or_the_impossible_is_said_so(city: Path, file: str, text: str, code: str, line: int) -> None:
    write(city / file, text)

    assert found(city) == {(Path(file).name, code, line)}


def test_somebody_may_be_a_member_again_later(city: Path) -> None:
    members = "- {person: vries, until: 2025-12-31}\n- {person: vries, from: 2026-01-01, role: chair}\n"
    write(city / "bodies/raad.yaml", f"name: Raad\nmembers:\n{members}")

    assert found(city) == set()


def test_two_names_of_one_period_are_one_report_too_many(city: Path) -> None:
    write(city / "projects/x/project.yaml", "name: X\n")
    for name in ("2026-Q1", "2026-K1"):
        write(city / f"projects/x/reports/{name}.yaml", "date: 2026-04-01\n")

    assert {code for _, code, _ in found(city)} == {"id-twice"}


def test_a_chain_of_projects_may_be_long(city: Path) -> None:
    for number in range(500):
        milestone = "milestones: {klaar: {name: Klaar}}\n"
        needs = f"dependencies: [{{what: iets, project: p{number + 1}, milestone: klaar}}]\n" if number < 499 else ""
        write(city / f"projects/p{number}/project.yaml", f"name: P{number}\n{milestone}{needs}")

    assert found(city / "projects/p0/project.yaml") == set()


def test_ids_that_look_the_same_are_the_same(city: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "één") for form in ("NFC", "NFD"))
    write(city / f"programmes/{composed}.yaml", "name: Een\n")
    write(city / "projects/x/project.yaml", f"name: X\nprogramme: {decomposed}\nbody: raad\n")
    write(city / f"bodies/{composed}.yaml", "name: Een\nchair: vries\n")
    write(city / f"meetings/{decomposed}/2026-01-05.md", MEETING.format(1))

    assert found(city) == set()


def test_capitals_tell_ids_apart(city: Path) -> None:
    write(city / "projects/x/project.yaml", "name: X\nbody: Raad\n")

    assert found(city) == {("project.yaml", "body-unknown", 2)}


def test_the_language_may_say_its_region(city: Path) -> None:
    write(city / "pmo.yaml", "organisation: Gemeente\nlanguage: nl-NL\nlanguages: [nl-NL, en-GB]\n")

    assert found(city) == set()
    assert run("new", "meeting", "raad", "--date", "2026-06-01", "-w", city).exit_code == 0
    assert "Mededelingen" in (city / "meetings/raad/2026-06-01.md").read_text(encoding="utf-8")


# Files that are not where they should be


def test_notes_outside_the_folders_of_the_bodies_are_checked_too(city: Path) -> None:
    for name in ("meetings/raad/2026/x.md", "notes.md", "meetings/raad/x.MD"):
        write(city / name, "## 1. Opening\n![kaart](kaart.png)\n")
        assert (Path(name).name, "image-missing", 2) in found(city / name)

    assert {row for row in found(city) if row[1] == "file-not-used"} == {
        ("x.md", "file-not-used", None),
        ("x.MD", "file-not-used", None),
    }


def test_a_file_outside_the_workspace_that_is_asked_for_is_refused(city: Path, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.md"
    write(elsewhere, "# Verslag\n")

    assert found("-w", city, elsewhere) == {("x.md", "file-outside", None)}
    result = run("minutes", elsewhere, "-w", city, "-o", city / "out")
    assert result.exit_code == 1
    assert "file-outside" in result.stderr


def test_a_link_to_outside_concerns_only_its_own_document(city: Path, tmp_path_factory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "geheim.md"
    write(outside, "geheim\n")
    (city / "meetings/raad/2026-04-05.md").symlink_to(outside)

    assert found(city) == {("2026-04-05.md", "file-outside", None)}


def test_a_link_inside_the_workspace_is_a_file_like_any_other(city: Path) -> None:
    write(city / "archief/april.md", MEETING.format(4))
    (city / "meetings/raad/2026-04-05.md").symlink_to(city / "archief/april.md")

    subject = subjects.find(open_workspace(city), SubjectKind.MEETING, city / "meetings/raad/2026-04-05.md").subject
    assert subject.name == "2026-04-05"
    assert found(city) == set()


def test_a_folder_or_a_broken_link_with_the_name_of_a_file_is_said_so(city: Path) -> None:
    (city / "bodies/x.yaml").mkdir()
    (city / "bodies/y.yaml").symlink_to(city / "nowhere")
    (city / "bodies/z.yaml").symlink_to(city / "bodies/z.yaml")

    assert found(city) == {(f"{name}.yaml", "not-a-file", None) for name in "xyz"}


def test_a_folder_that_nobody_may_look_into_is_not_left_out_silently(city: Path, monkeypatch) -> None:
    (city / "projects").mkdir()
    allowed = os.access
    # Permissions do not keep the administrator out, who may be running the tests.
    monkeypatch.setattr(files.os, "access", lambda path, mode: Path(path).name != "projects" and allowed(path, mode))

    assert found(city) == {("projects", "folder-unreadable", None)}
    assert "folder-unreadable" in run("build", city, "-f", "html").stderr


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_not_there(city: Path, name: str) -> None:
    result = run("minutes", name, "-w", city)

    assert result.exit_code == 2
    write(city / "pmo.yaml", f"organisation: G\nhouse_style: {{logo: {{file: {'x' * 300}.png, text: Logo}}}}\n")
    assert ("pmo.yaml", "image-missing", 2) in found(city)


def test_a_catalogue_that_is_none_is_said_so(city: Path) -> None:
    write(city / "templates/languages/de.yaml", "x\n")

    assert found(city) == {("de.yaml", "catalogue-form", None)}


def test_the_lines_of_problems_are_those_of_an_editor(city: Path) -> None:
    write(city / "bodies/raad.yaml", "name: Raad\u2028\u0085Plus\nchiar: vries\n")

    assert found(city / "bodies/raad.yaml") == {("raad.yaml", "key-unknown", 2)}


def test_sprints_at_the_end_of_the_calendar_have_no_period() -> None:
    from datetime import date

    period = Period.of_day(date(9999, 12, 31), Cycle.SPRINT, Sprints(date(9999, 12, 31)))
    assert period.cycle is Cycle.MONTH
