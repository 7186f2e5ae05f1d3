"""`pmo-docs new`: from options in a script, from answers on a terminal; what it writes is sound at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli import asking
from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.problems import Problem
from pmo_docs.readers import yaml
from pmo_docs.starting.writing import id_from, scalar

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder; with `answers` as if somebody typed them."""
    monkeypatch.chdir(tmp_path)

    def command(line: Iterable[str], answers: Iterable[str] | None = None) -> Result:
        monkeypatch.setattr(asking, "is_terminal", lambda: answers is not None)
        text = "".join(f"{answer}\n" for answer in answers or ())
        return CliRunner().invoke(pmo_docs, list(line), input=text)

    return command


@pytest.fixture
def city(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, with the current folder in it."""
    done = run(["new", "workspace", "city", "--organisation", "City", "--language", "en", "--name", "M. Jansen"])
    assert done.exit_code == 0, done.output
    monkeypatch.chdir(tmp_path / "city")
    return tmp_path / "city"


def sound(run: Run) -> bool:
    done = run(["check"])
    return done.exit_code == 0 and "no problems" in done.stderr


def test_a_new_workspace_is_sound_and_keeps_its_schemas(run: Run, city: Path):
    assert sound(run)
    assert (city / "people.yaml").read_text(encoding="utf-8").endswith("jansen: {initials: M., surname: Jansen}\n")
    assert (city / ".schemas" / "body.json").is_file()
    assert "$schema=.schemas/organisation.json" in (city / "pmo.yaml").read_text(encoding="utf-8")


def test_everything_can_come_from_options(run: Run, city: Path):
    for line in (
        ["new", "person", "P. van den Berg", "--organisation", "Kade BV", "--email", "p@kade.example"],
        ["new", "body", "Steering Group", "--chair", "A. de Vries", "--member", "berg", "--place", "Room 1"],
        [
            "new",
            "project",
            "Case System",
            "--manager",
            "berg",
            "--credit",
            "€ 480.000",
            "--milestone",
            "Live 2026-12-01",
        ],
        ["new", "report", "case-system", "--period", "2026-Q3"],
    ):
        done = run(line)
        assert done.exit_code == 0, done.output
    assert sound(run)
    assert "members: [vries, berg, jansen]" in (city / "bodies" / "steering-group.yaml").read_text(encoding="utf-8")
    assert "credit: 480000" in (city / "projects" / "case-system" / "project.yaml").read_text(encoding="utf-8")
    assert run(["report", "case-system", "-f", "docx"]).exit_code == 0


def test_everything_can_be_asked(run: Run, city: Path):
    body = run(["new", "body"], ["Steering Group", "A. de Vries", "", "P. van den Berg, K. Bakker", "Room 1"])
    # A wrong amount and a day that is none are asked again.
    project = run(
        ["new", "project"],
        ["Case System", "", "bakker", "", "much", "480000", "Live 2026-13-01", "Live 2026-12-01", ""],
    )
    report = run(["new", "report"], ["2026-10"])

    assert [done.exit_code for done in (body, project, report)] == [0, 0, 0], body.output + project.output
    assert "is no amount" in project.output
    assert "2026-13-01" in project.output
    assert sound(run)
    assert "baseline: 2026-12-01" in (city / "projects" / "case-system" / "project.yaml").read_text(encoding="utf-8")


def test_what_is_missing_in_a_script_is_wrong_usage(run: Run, city: Path):
    for line in (["new", "body"], ["new", "project"], ["new", "person"], ["new", "report"]):
        done = run(line)
        assert done.exit_code == 2, line
        assert "is missing" in done.output


def test_outside_a_workspace_it_says_how_to_make_one(run: Run):
    done = run(["new", "body", "Steering Group"])

    assert done.exit_code == 2
    assert "pmo-docs new workspace" in done.output


@pytest.mark.parametrize(
    "line",
    [
        ["new", "workspace", "."],
        ["new", "body", "Steering Group"],
        ["new", "project", "Case System"],
        ["new", "report", "case-system", "--period", "2026-10"],
    ],
)
def test_nothing_is_overwritten(run: Run, city: Path, line: list[str]):
    run(["new", "body", "Steering Group"])
    run(["new", "project", "Case System"])
    run(["new", "report", "case-system", "--period", "2026-10"])
    before = {path: path.read_bytes() for path in city.rglob("*.yaml")}

    done = run([*line, "--organisation", "Other", "--language", "en"] if "workspace" in line else line)

    assert done.exit_code == 1
    assert "file-exists" in done.stderr
    assert {path: path.read_bytes() for path in city.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    "line",
    [
        ["new", "person", "X", "--email", "nobody"],
        ["new", "person", "J. Smit", "--id", "Jan Smit"],
        ["new", "person", "J. Jansen", "--id", "jansen"],
        ["new", "person", "A. Jansen", "--id", "JANSEN"],
        ["new", "body", "Steering Group", "--id", "../outside"],
        ["new", "project", "Case System", "--milestone", "Live 2026-13-01"],
        ["new", "project", "Case System", "--credit", "much"],
    ],
)
def test_wrong_options_write_nothing(run: Run, city: Path, line: list[str]):
    before = sorted(city.rglob("*"))
    people = (city / "people.yaml").read_bytes()

    assert run(line).exit_code == 2
    assert sorted(city.rglob("*")) == before
    assert (city / "people.yaml").read_bytes() == people


def test_what_people_wrote_in_people_yaml_stays(run: Run, city: Path):
    path = city / "people.yaml"
    path.write_text("# my own\njansen: {surname: Jansen}  # me", encoding="utf-8")

    assert run(["new", "person", "M. Jansen"]).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("# my own\njansen: {surname: Jansen}  # me\n")
    assert sound(run)


def test_somebody_known_is_not_added_again(run: Run, city: Path):
    run(["new", "body", "Steering Group", "--chair", "M. Jansen", "--member", "Jansen"])

    assert (city / "people.yaml").read_text(encoding="utf-8").count("Jansen") == 1


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "12:30",
        "NO",
        "010",
        "a: b",
        "# x",
        "- x",
        "{x}",
        "a, b",
        "[x",
        "'",
        '"',
        "null",
        "~",
        "",
        "é ñ",
        "x\ny",
        "*a",
    ],
)
def test_any_value_reads_back_as_it_is(text: str):
    problems: list[Problem] = []
    for line in (f"key: {scalar(text)}", f"key: [{scalar(text)}, x]", f"key: {{a: {scalar(text)}, b: x}}"):
        found = yaml.read(line, "file.yaml", problems)
        assert found is not None
        assert not problems
        value = found.entries[0].value
        if isinstance(value, yaml.Sequence):
            value = value.items[0]
        if isinstance(value, yaml.Mapping):
            value = value.entries[0].value
        assert isinstance(value, yaml.Scalar)
        assert value.text == text


@pytest.mark.parametrize(
    ("name", "id"),
    [("Stuurgroep Één: ICT", "stuurgroep-een-ict"), ("Yılmaz", "yilmaz"), ("../../etc", "etc"), ("!", "")],
)
def test_a_name_gives_a_short_name(name: str, id: str):
    assert id_from(name) == id


def test_a_first_meeting_and_a_first_report_come_from_the_questions_alone(run: Run, city: Path):
    """A meeting asks for its body when there is none, a report for its project; both become documents at once."""
    meeting = run(
        ["new", "meeting"],
        ["Steering Group", "A. de Vries", "", "K. Bakker", "Room 1", "2026-12-08", "13:30-15:00"],
    )
    report = run(["new", "report"], ["Case System", "One system", "bakker", "", "", "Live 2026-12-01", "", "2026-10"])

    assert [meeting.exit_code, report.exit_code] == [0, 0], meeting.output + report.output
    assert "pmo-docs agenda steering-group/2026-12-08" in meeting.output
    assert sound(run)
    for line in (["agenda", "steering-group/2026-12-08"], ["report", "case-system"]):
        assert run([*line, "-f", "html"]).exit_code == 0
    assert "Adoption of the agenda" in next((city / "output").rglob("*agenda*.html")).read_text(encoding="utf-8")


def test_the_next_meeting_goes_on_where_the_last_one_ended(run: Run, city: Path):
    run(["new", "body", "Steering Group"])
    run(["new", "meeting", "steering-group", "--date", "2026-12-08", "--number", "7"])

    assert run(["new", "meeting", "steering-group", "--date", "2027-01-12"]).exit_code == 0
    assert "number: 8" in (city / "meetings" / "steering-group" / "2027-01-12.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options", [["--date", "2026-13-01"], ["--date", "2026-12-08", "--time", "noon"], ["--date", "8 December"]]
)
def test_a_meeting_needs_a_day_and_times_that_exist(run: Run, city: Path, options: list[str]):
    run(["new", "body", "Steering Group"])

    assert run(["new", "meeting", "steering-group", *options]).exit_code == 2
    assert not list(city.glob("meetings/*/*"))


# people.yaml, which belongs to its writers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Wie\n", "# Wie\nvries: {initials: A., prefix: de, surname: Vries}\n"),
        ("smit: {surname: Smit}", "smit: {surname: Smit}\nvries: {initials: A., prefix: de, surname: Vries}\n"),
        ("a:\r\n  surname: A\r\n", "a:\r\n  surname: A\r\nvries: {initials: A., prefix: de, surname: Vries}\r\n"),
        ("\ufeffa: {surname: A}\n", "\ufeffa: {surname: A}\nvries: {initials: A., prefix: de, surname: Vries}\n"),
        # Somebody has the id in capitals: the initials make another one.
        ("Vries: {surname: X}\n", "Vries: {surname: X}\nvries-a: {initials: A., prefix: de, surname: Vries}\n"),
    ],
)
def test_a_person_is_put_behind_the_others_as_they_are_written(run: Run, city: Path, before: str, after: str) -> None:
    path = city / "people.yaml"
    path.write_bytes(before.encode())
    path.chmod(0o600)

    assert run(["new", "person", "A. de Vries"]).exit_code == 0
    assert path.read_bytes().decode() == after
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("{}\n", "people-not-added"),
        ("{smit: {surname: Smit}}\n", "people-not-added"),
        ("  smit: {surname: Smit}\n", "people-not-added"),
        ("smit: {surname: Smit\n", "yaml-bracket-open"),
        ("- smit\n", "yaml-not-a-mapping"),
    ],
)
def test_a_file_with_people_that_cannot_take_more_stays_as_it_is(run: Run, city: Path, before: str, code: str) -> None:
    (city / "people.yaml").write_text(before, encoding="utf-8")

    for line in (["new", "person", "A. de Vries"], ["new", "body", "Steering Group", "--chair", "A. de Vries"]):
        done = run(line)
        assert done.exit_code == 1
        assert f"error[{code}]" in done.stderr
    assert (city / "people.yaml").read_text(encoding="utf-8") == before
    assert not (city / "bodies").exists()


def test_people_that_cannot_be_read_keep_new_files_from_being_written(run: Run, city: Path) -> None:
    (city / "people.yaml").write_bytes(b"smit: {surname: Sm\xeft}\n")
    assert "file-encoding" in run(["new", "body", "Steering Group", "--chair", "A. de Vries"]).stderr
    (city / "people.yaml").unlink()
    (city / "people.yaml").mkdir()
    assert "not-a-file" in run(["new", "body", "Steering Group", "--chair", "A. de Vries"]).stderr
    assert not (city / "bodies").exists()


def test_a_link_to_the_people_stays_a_link(run: Run, city: Path) -> None:
    (city / "people.yaml").rename(city / "shared.yaml")
    (city / "people.yaml").symlink_to("shared.yaml")

    assert run(["new", "person", "A. de Vries"]).exit_code == 0
    assert (city / "people.yaml").is_symlink()
    assert "vries:" in (city / "shared.yaml").read_text(encoding="utf-8")


def test_names_that_no_id_can_be_made_of_get_one(run: Run, city: Path) -> None:
    done = run(
        ["new", "project", "Case System", "--manager", "A. \U0001f600", "--milestone", "\U0001f600 2026-12-01",
         "--milestone", "Live 2026-12-01", "--milestone", "Live 2027-01-01", "--goal", "a\x07b"]
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    text = (city / "projects/case-system/project.yaml").read_text(encoding="utf-8")
    assert [line.split(":")[0].strip() for line in text.splitlines() if "baseline:" in line] == [
        "milestone",
        "live",
        "live-2",
    ]
    assert "goal: a b" in text
    assert sound(run)


def test_a_folder_with_a_gitignore_becomes_a_workspace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/.gitignore").write_text("*.tmp\n")
    line = ["new", "workspace", "old", "--organisation", "City", "--language", "en", "--name", "M. Jansen"]

    assert run(line).exit_code == 0
    assert (tmp_path / "old/.gitignore").read_text() == "*.tmp\n"
    assert (tmp_path / "old/pmo.yaml").is_file()


def test_a_folder_with_people_of_its_own_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/people.yaml").write_text("x: {surname: X}\n")
    line = ["new", "workspace", "old", "--organisation", "City", "--language", "en", "--name", "M. Jansen"]

    assert run(line).exit_code == 1
    assert [path.name for path in (tmp_path / "old").iterdir()] == ["people.yaml"]
