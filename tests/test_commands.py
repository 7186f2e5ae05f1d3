"""The commands as users meet them: names and paths, places in the output, languages, exit codes."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from pmo_docs import building
from pmo_docs.cli.main import COMMANDS, main, pmo_docs
from pmo_docs.doctor import State, system_libraries
from pmo_docs.pipeline import open_workspace

ROOT = Path(__file__).parent.parent
MINUTES = "meetings/stuurgroep-zaaksysteem/2026-10-27"
HAS_PANGO = all(finding.state is not State.MISSING for finding in system_libraries())


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example below the current folder, as in a checkout."""
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs", ignore=shutil.ignore_patterns("output"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "inputs"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(pmo_docs, list(arguments))


def run_outside(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "pmo_docs", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def on_a_terminal(*arguments: str, folder: Path, **environment: str) -> str:
    """What the command says on standard error when that is a terminal."""
    import pty  # here: not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pmo_docs", *arguments]
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    env |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    text = b""
    # Linux ends reading from a terminal that is closed at the other side with an error.
    with suppress(OSError):
        while piece := os.read(ours, 4096):
            text += piece
    os.close(ours)
    return text.decode()


def made(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name", [f"inputs/{MINUTES}.md", "stuurgroep-zaaksysteem/2026-10-27", f"./inputs/../inputs/{MINUTES}.md"]
)
def test_a_meeting_is_named_by_its_path_or_its_id(workspace: Path, name: str) -> None:
    result = run("minutes", name, "-f", "html")

    assert (result.exit_code, result.stdout) == (0, f"inputs/output/{MINUTES}-minutes.nl.html\n")


@pytest.mark.parametrize(
    "name", ["zaaksysteem", "inputs/projects/zaaksysteem", "inputs/projects/zaaksysteem/project.yaml"]
)
def test_a_project_is_named_by_its_path_or_its_id(workspace: Path, name: str) -> None:
    result = run("report", name, "-f", "html", "-o", "out", "-l", "en")

    assert result.exit_code == 0, result.stderr
    assert made(Path("out")) == {"projects/zaaksysteem/2026-10-report.en.html"}


def test_a_period_other_than_the_latest(workspace: Path) -> None:
    run("report", "zaaksysteem", "--period", "2026-08", "-f", "html", "-o", "out")
    run("report", "inputs/projects/zaaksysteem/reports/2026-09.yaml", "-f", "html", "-o", "out")

    assert made(Path("out")) == {f"projects/zaaksysteem/2026-0{month}-report.nl.html" for month in (8, 9)}


@pytest.mark.parametrize("body", ["stuurgroep-zaaksysteem", "inputs/bodies/stuurgroep-zaaksysteem.yaml"])
def test_a_register_is_a_document_or_an_answer(workspace: Path, body: str) -> None:
    result = run("actions", "--body", body, "-f", "docx", "-f", "text", "-o", "out", "--as-of", "2026-11-23")

    assert made(Path("out")) == {"registers/stuurgroep-zaaksysteem-actions.nl.docx"}
    assert "33-1" in result.stdout
    assert "4 open actions, 4 overdue (!)" in result.stdout


def test_a_register_is_as_of_a_day(workspace: Path) -> None:
    steering = ("actions", "-b", "stuurgroep-zaaksysteem", "-f", "json", "--as-of")
    earlier = json.loads(run(*steering, "2026-09-30").stdout)
    later = json.loads(run(*steering, "2026-11-01").stdout)

    assert [row["number"] for row in earlier] == ["31-2", "32-1", "32-2"]
    assert [row["number"] for row in later] == ["32-2", "33-2", "33-1", "33-3"]
    assert [row["overdue"] for row in later] == [True, False, False, False]


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("actions", ("actions",)),
        ("decisions", ("decisions",)),
        ("inspect", ("inspect", f"inputs/{MINUTES}.md")),
        ("problems", ("check",)),
        ("doctor", ("doctor",)),
    ],
)
def test_json_is_as_its_schema_says(workspace: Path, schema: str, arguments: tuple[str, ...]) -> None:
    (workspace / "meetings/stuurgroep-zaaksysteem/2026-11-24.md").write_text("## Punt\nActie: iemand belt\n")

    found = json.loads(run(*arguments, "--format", "json").stdout)

    assert found
    jsonschema.validate(found, json.loads((ROOT / "pmo_docs" / "schemas" / f"{schema}.json").read_text()))


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (("actions",), "number,text,owners,due,due_text,first_due,status,overdue,age_days,deferred,body,meeting"),
        (("decisions",), "number,date,text,status"),
        (("inspect", f"inputs/{MINUTES}.md"), "kind,line,number,text,owners,due"),
        (("check",), "code,severity,file,line,column,message,hint"),
        (("doctor",), "name,state"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_csv_has_a_head_and_as_many_rows_as_json(workspace: Path, arguments: tuple[str, ...], columns: str) -> None:
    (workspace / "meetings/stuurgroep-zaaksysteem/2026-11-24.md").write_text("## Punt\nActie: iemand belt\n")

    rows = list(csv.reader(io.StringIO(run(*arguments, "--format", "csv").stdout)))

    assert ",".join(rows[0]).startswith(columns)
    assert {len(row) for row in rows} == {len(rows[0])}
    if arguments[0] != "inspect":
        assert len(rows) - 1 == len(json.loads(run(*arguments, "--format", "json").stdout))


def test_the_language_is_that_of_the_option_the_file_the_body_the_workspace(workspace: Path) -> None:
    def names(*options: str) -> set[str]:
        shutil.rmtree("out", ignore_errors=True)
        assert run("minutes", f"inputs/{MINUTES}.md", "-f", "html", "-o", "out", *options).exit_code == 0
        return {name.split(".")[-2] for name in made(Path("out"))}

    def add(file: str, line: str) -> None:
        path = workspace / file
        path.write_text(path.read_text(encoding="utf-8").replace("number: 33", f"{line}\nnumber: 33"), encoding="utf-8")

    assert names() == {"nl"}
    (workspace / "pmo.yaml").write_text("organisation: X\nlanguage: en\n", encoding="utf-8")
    assert names() == {"en"}
    body = workspace / "bodies" / "stuurgroep-zaaksysteem.yaml"
    body.write_text(body.read_text(encoding="utf-8") + "language: nl\n", encoding="utf-8")
    assert names() == {"nl"}
    add(f"{MINUTES}.md", "language: en")
    assert names() == {"en"}
    assert names("-l", "nl") == {"nl"}
    assert names("-l", "en-GB") == {"en"}


def test_a_project_and_a_body_may_have_a_language_of_their_own(workspace: Path) -> None:
    for file in ("projects/zaaksysteem/project.yaml", "bodies/stuurgroep-zaaksysteem.yaml"):
        with (workspace / file).open("a", encoding="utf-8") as source:
            source.write("language: en\n")

    run("report", "zaaksysteem", "-f", "html", "-o", "out")
    run("actions", "-b", "stuurgroep-zaaksysteem", "-f", "html", "-o", "out")
    run("decisions", "-b", "stuurgroep-zaaksysteem", "-f", "html", "-o", "out", "-l", "nl")

    assert made(Path("out")) == {
        "projects/zaaksysteem/2026-10-report.en.html",
        "registers/stuurgroep-zaaksysteem-actions.en.html",
        "registers/stuurgroep-zaaksysteem-decisions.nl.html",
    }


def test_a_lone_file_makes_its_documents_where_you_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mijn overleg.md").write_text("# Overleg\n\nTekst.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert run("minutes", "notes/mijn overleg.md", "-f", "html", "-f", "docx").exit_code == 0
    assert made(tmp_path) == {
        "notes/mijn overleg.md",
        "mijn overleg-minutes.nl.html",
        "mijn overleg-minutes.nl.docx",
    }


def test_a_file_outside_the_meetings_is_a_lone_one_that_knows_the_people(workspace: Path) -> None:
    (workspace / "los.md").write_text("# Los\n\nActie: @jansen belt\n", encoding="utf-8")

    result = run("minutes", "inputs/los.md", "-f", "html", "-o", "out")

    assert result.exit_code == 0, result.stderr
    assert "M. Jansen" in Path("out/los-minutes.nl.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("minutes", "stuurgroep-zaaksyteem/2026-10-27"), "did you mean `stuurgroep-zaaksysteem/2026-10-27`"),
        (("report", "zaaksysten"), "did you mean `zaaksysteem`"),
        (("report", "zaaksysteem", "-p", "2026-12"), "did you mean `2026-1"),
        (("actions", "--body", "raad"), "There is: digital-advisory-board"),
        (("minutes", f"inputs/{MINUTES}.md", "-l", "xx"), "there is: en, nl"),
        (("minutes", f"inputs/{MINUTES}.md", "-f", "odt"), "'odt' is not one of"),
        (("minutes", "inputs/meetings"), "is a folder"),
        (("actions", "--as-of", "gisteren"), "write it as 2026-03-31"),
        (("minutes", "x", "-w", "."), "is no workspace"),
        (("minutes",), "Missing argument"),
        (("verslag",), "No such command"),
    ],
)
def test_wrong_usage_says_what_was_meant_and_ends_with_2(
    workspace: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_a_problem_is_shown_with_its_line_and_what_to_do(workspace: Path) -> None:
    path = workspace / f"{MINUTES}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("@bakker werkt", "@baker werkt"), encoding="utf-8")

    result = run("minutes", f"inputs/{MINUTES}.md", "-o", "out")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"inputs/{MINUTES}.md:32:1: error[person-unknown] `baker` is not known\n"
        "  32 | Actie: @baker werkt de planning voor livegang op 1 maart 2027 uit, met de gevolgen voor het budget, "
        "vóór 13 november 2026\n"
        "  hint: did you mean `bakker`?\n"
    )
    assert not Path("out").exists()


def test_one_document_with_an_error_does_not_keep_the_others_from_being_made(workspace: Path) -> None:
    path = workspace / "projects/zaaksysteem/reports/2026-10.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("overall:", "overal:"), encoding="utf-8")

    result = run("build", "inputs", "-f", "html", "-o", "out", "--as-of", "2026-11-23")

    assert result.exit_code == 1
    assert "key-unknown" in result.stderr
    count = len(building.requests(open_workspace(workspace), datetime.date(2026, 11, 23)))
    assert f"{count - 1} of {count} documents made" in result.stderr
    assert len(made(Path("out"))) == count - 1


def test_a_file_where_a_folder_should_be_is_a_problem(workspace: Path) -> None:
    Path("out").mkdir()
    Path("out/meetings").write_text("a file where a folder should be")

    result = run("minutes", f"inputs/{MINUTES}.md", "-f", "html", "-o", "out")

    assert result.exit_code == 1
    assert f"out/{MINUTES}-minutes.nl.html: error[write-failed]" in result.stderr


def test_a_file_given_as_output_folder_is_wrong_usage(workspace: Path) -> None:
    result = run("minutes", f"inputs/{MINUTES}.md", "-f", "html", "-o", "inputs/pmo.yaml")

    assert result.exit_code == 2
    assert "'inputs/pmo.yaml' is a file" in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders of others are kept by rights only on POSIX")
def test_an_output_folder_that_may_not_be_written_to_is_a_problem(workspace: Path) -> None:
    # Root may write anywhere but there.
    folder = Path("/proc/pmo-docs") if os.geteuid() == 0 else workspace.parent / "locked"
    if os.geteuid():
        folder.mkdir(mode=0o500)

    result = run("minutes", f"inputs/{MINUTES}.md", "-f", "html", "-o", str(folder))

    assert result.exit_code == 1
    assert f"{folder}/{MINUTES}-minutes.nl.html: error[write-failed]" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="`ulimit` is of POSIX shells")
def test_a_disk_that_is_full_leaves_the_old_file_whole(workspace: Path) -> None:
    old = workspace.parent / "out" / f"{MINUTES}-minutes.nl.docx"
    old.parent.mkdir(parents=True)
    old.write_text("the file of yesterday")
    # Eight blocks of half a kilobyte or of one: less than any Word file.
    command = f"ulimit -f 8; exec {sys.executable} -m pmo_docs minutes inputs/{MINUTES}.md -f docx -o out"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["sh", "-c", command], cwd=workspace.parent, env=env, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"out/{MINUTES}-minutes.nl.docx: error[write-failed]" in done.stderr
    assert "Traceback" not in done.stderr
    assert old.read_text() == "the file of yesterday"
    assert made(workspace.parent / "out") == {f"{MINUTES}-minutes.nl.docx"}


def test_without_pango_word_is_made_and_pdf_is_said_to_be_missing(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoPango:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name.partition(".")[0] == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "pmo_docs.writers.fetching", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    result = run("minutes", f"inputs/{MINUTES}.md", "-o", "out")

    assert result.exit_code == 1
    assert "error[pango-missing]" in result.stderr
    assert made(Path("out")) == {f"{MINUTES}-minutes.nl.docx"}


def test_an_error_of_our_own_is_said_in_one_sentence(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("mislukt")

    monkeypatch.setattr("pmo_docs.cli.making.write", fails)
    with pytest.raises(SystemExit) as ended:
        main(["minutes", f"inputs/{MINUTES}.md"])

    assert ended.value.code == 1
    assert "RuntimeError: mislukt" in capsys.readouterr().err


def test_messages_are_in_the_language_of_the_system(workspace: Path) -> None:
    dutch = run_outside("report", "zaaksysten", folder=workspace.parent, LC_ALL="nl_NL.UTF-8")
    english = run_outside("report", "zaaksysten", folder=workspace.parent, LC_ALL="C.UTF-8")

    assert "bedoelt u `zaaksysteem`?" in dutch.stderr
    assert "did you mean `zaaksysteem`?" in english.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is of POSIX")
def test_colours_are_for_terminals_and_stay_away_when_nobody_wants_them(workspace: Path) -> None:
    (workspace / "people.yaml").write_text("vries: []\n", encoding="utf-8")

    assert "\x1b[" in on_a_terminal("check", "inputs/people.yaml", folder=workspace.parent)
    assert "\x1b[" not in on_a_terminal("check", "inputs/people.yaml", folder=workspace.parent, NO_COLOR="1")
    assert "\x1b[" not in run_outside("check", "inputs/people.yaml", folder=workspace.parent).stderr


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_explains_itself(name: str) -> None:
    result = run(*filter(None, [name]), "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_help_imports_neither_pdf_nor_word_and_is_quick() -> None:
    program = (
        "import sys, time; start = time.perf_counter()\n"
        "import click; middle = time.perf_counter()\n"
        "from pmo_docs.cli.main import pmo_docs\n"
        "pmo_docs.main(['--help'], standalone_mode=False)\n"
        "end = time.perf_counter()\n"
        "print((end - middle) / (middle - start), *sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stderr.split() for _ in range(5)]
    modules = set(runs[0])

    assert modules.isdisjoint({"weasyprint", "docx", "lxml", "babel", "rich", "PIL", "markdown"})
    # Compared with Click alone in the same process, so that a busy machine counts on both sides.
    assert min(float(ratio) for ratio, *_ in runs) < 4


def test_the_version_and_the_completion_of_a_shell() -> None:
    assert run("--version").stdout.startswith("pmo-docs 0.")
    assert "_PMO_DOCS_COMPLETE=bash_complete" in run("completion", "bash").stdout


@pytest.mark.parametrize(
    "arguments", [("--help",), ("inspect", f"inputs/{MINUTES}.md"), ("actions", "-f", "json"), ("check", "inputs")]
)
def test_somebody_who_has_read_enough_is_no_reason_for_a_traceback(workspace: Path, arguments: tuple[str, ...]) -> None:
    """As in `pmo-docs … | head`, when `head` has gone already."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "pmo_docs", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=workspace.parent, env=env, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_the_latest_report_is_the_one_whose_period_ends_last(workspace: Path) -> None:
    reports = workspace / "projects" / "mijn-waterwijk" / "reports"
    for number in (9, 10):
        shutil.copy(reports / "sprint-3.yaml", reports / f"sprint-{number}.yaml")

    run("report", "mijn-waterwijk", "-f", "html", "-o", "out")
    run("report", "mijn-waterwijk", "-p", "Sprint-2", "-f", "html", "-o", "out")

    assert {path.rpartition("/")[2] for path in made(Path("out"))} == {
        "sprint-10-report.nl.html",
        "sprint-2-report.nl.html",
    }


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_at_the_top_is_a_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("pmo.yaml", "people.yaml", "applications.yaml", "holidays.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")

    result = run("check")

    assert (result.exit_code, result.stderr) == (0, "no problems found\n")


def test_a_mistake_in_one_place_does_not_stop_what_has_nothing_to_do_with_it(workspace: Path) -> None:
    for file in ("bodies/digital-advisory-board.yaml", "projects/wijkwifi/project.yaml", "applications.yaml"):
        with (workspace / file).open("a", encoding="utf-8") as source:
            source.write("nonsense: yes: no\n")

    assert run("minutes", f"inputs/{MINUTES}.md", "-f", "html", "-o", "out").exit_code == 0
    assert run("report", "zaaksysteem", "-f", "html", "-o", "out").exit_code == 0
    assert run("check").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("minutes",), "Gebruik: pmo-docs minutes"),
        (("minutes",), "Hier ontbreekt 'SOURCE'"),
        (("verslag",), "De opdracht 'verslag' bestaat niet"),
        (("report", "x", "--formt", "pdf"), "Bedoelt u '--format'?"),
        (("build", "weg"), "bestaat niet"),
        (("report", "x", "-f", "rtf"), "is niet een van"),
    ],
)
def test_wrong_usage_is_answered_in_dutch_to_who_speaks_dutch(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run_outside(*arguments, folder=tmp_path, LC_ALL="nl_NL.UTF-8", LANGUAGE="")

    assert result.returncode == 2
    assert words in " ".join(result.stderr.split())
    assert not re.search(r"Usage|Error|Try|Missing|Invalid|does not", result.stderr)


def test_the_words_of_the_commands_are_compiled() -> None:
    script = ROOT / "scripts" / "catalogues.py"

    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
