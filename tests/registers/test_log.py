"""The log of a body: what is recorded between its meetings stays as it was recorded, and counts."""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import subprocess
import sys
import time
from multiprocessing import Process
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmo_docs import files
from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.log import Entry, Verb
from pmo_docs.model.problems import Problem
from pmo_docs.readers import log
from pmo_docs.registers.decisions import decisions
from tests.registers.series import new_notes, register, subject, told, workspace

FIRST = """Actie: @bos regelt de zaal, vóór 1 december 2026
Actie: @kok mailt de leden, vóór 15 december 2026"""
ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 10)
FACTS = (
    Entry(DAY, Verb.CIRCULATED, "2026-11-03", ("2026-11-17",)),
    Entry(DAY, Verb.ACTION, "33-1", ("2026-11-03", "", "a | b \\ c\nd")),
    Entry(DAY, Verb.DONE, "33-1"),
)


@pytest.fixture
def group(tmp_path: Path) -> Path:
    return workspace(tmp_path, {"2026-11-03": new_notes(33, FIRST), "2026-11-24": new_notes(34, "Er is gesproken.")})


def run(group: Path, *arguments: object, typed: str = "") -> Result:
    result = CliRunner().invoke(pmo_docs, [*map(str, arguments), "-w", str(group)], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def logged(group: Path) -> list[str]:
    """The lines of the log without what proves them."""
    text = (group / "registers/werkgroep.log").read_text(encoding="utf-8")
    return [re.sub(r" \| #[0-9a-f]{8}$", "", line) for line in text.splitlines()[1:]]


def found(group: Path) -> list[tuple[str, str, int]]:
    """What is wrong: code, file and line."""
    return [
        (one.code, Path(one.place.file).name, one.place.line)
        for one in subject(group)[1]
        if one.severity != "information"
    ]


def test_what_is_written_is_read() -> None:
    problems: list[Problem] = []
    text = log.appended("", FACTS[:2], "Werkgroep")
    entries = log.read(log.appended(text, FACTS[2:], "Werkgroep"), "x.log", problems)

    assert [(entry.day, entry.verb, entry.subject) for entry in entries] == [
        (fact.day, fact.verb, fact.subject) for fact in FACTS
    ]
    assert entries[1].fields == ("2026-11-03", "", "a | b \\ c d")
    assert problems == []


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (lambda text: text.replace("33-1 | #", "33-2 | #"), "log-edited", 4),
        (lambda text: "\n".join(text.splitlines()[:2] + text.splitlines()[3:]), "log-edited", 3),
        (lambda text: f"{text}2026-11-11 | done | 33-2\n", "log-edited", 5),
        (lambda text: f"{text}zomaar iets\n", "log-line", 5),
        (lambda text: f"{text}2026-11-11 | moved | 33-2 | morgen\n", "log-line", 5),
        (lambda text: f"{text}2026-13-11 | done | 33-2\n", "log-line", 5),
    ],
)
def test_a_log_that_somebody_edited_says_where_and_still_counts(change, code: str, line: int) -> None:
    problems: list[Problem] = []
    entries = log.read(change(log.appended("", FACTS, "Werkgroep")), "x.log", problems)

    assert (code, line) in [(problem.code, problem.place.line) for problem in problems]
    assert not any(problem.is_error for problem in problems)
    assert entries[0] == FACTS[0]


def test_what_happens_between_meetings_is_recorded(group: Path) -> None:
    files = {path: path.read_bytes() for path in group.rglob("*.*")}

    assert run(group, "actions", "done", "33-1", "de zaal is gehuurd", "--on", "2026-11-10").exit_code == 0
    run(group, "actions", "move", "werkgroep/33-2", "2027-01-15", "wacht op adressen", "--on", "2026-11-11")
    run(group, "actions", "assign", "33-2", "@wit, bos", "--on", "2026-11-12")
    run(group, "actions", "note", "33-2", "de", "lijst", "komt", "--on", "2026-11-13")

    assert logged(group) == [
        "2026-11-10 | done | 33-1 | de zaal is gehuurd",
        "2026-11-11 | moved | 33-2 | 2027-01-15 | wacht op adressen",
        "2026-11-12 | assigned | 33-2 | wit; bos",
        "2026-11-13 | note | 33-2 | de lijst komt",
    ]
    assert told(group, "2026-11-09") == {
        "33-1": "open 2026-12-01 J. Bos x0",
        "33-2": "open 2026-12-15 R. Kok x0",
    }
    assert told(group) == {"33-1": "done 2026-12-01 J. Bos x0", "33-2": "deferred 2027-01-15 P. de Wit+J. Bos x1"}
    assert [note.plain for note in register(group)["33-2"].notes] == ["wacht op adressen", "de lijst komt"]
    assert found(group) == []
    assert all(path.read_bytes() == data for path, data in files.items())


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("done", "33-9"), 2, "33-"),
        (("done", "33-1", "--on", "2026-11-01"), 2, "2026-11-03"),
        (("assign", "33-1", "boss"), 2, "bos"),
        (("move", "33-1", "morgen"), 2, "morgen"),
        (("note", "33-1"), 2, "WORDS"),
    ],
)
def test_what_cannot_be_recorded(group: Path, arguments: tuple[str, ...], exit_code: int, said: str) -> None:
    result = run(group, "actions", *arguments)

    assert (result.exit_code, said in result.stderr) == (exit_code, True)
    assert not (group / "registers/werkgroep.log").exists()


def test_what_is_closed_is_not_closed_again(group: Path) -> None:
    run(group, "actions", "drop", "33-1", "--on", "2026-11-10")
    result = run(group, "actions", "done", "33-1", "--on", "2026-11-11")

    assert (result.exit_code, "action-closed-twice" in result.stderr) == (1, True)
    assert logged(group) == ["2026-11-10 | dropped | 33-1"]
    assert run(group, "actions", "note", "33-1", "toch jammer").exit_code == 0


def test_a_fact_about_nothing_is_found(group: Path) -> None:
    facts = (Entry(DAY, Verb.DONE, "99-1"), Entry(DAY, Verb.CIRCULATED, "2020-01-01"))
    (group / "registers").mkdir()
    (group / "registers/werkgroep.log").write_text(log.appended("", facts, "Werkgroep"), encoding="utf-8")

    assert found(group) == [("log-action-unknown", "werkgroep.log", 2), ("log-meeting-unknown", "werkgroep.log", 3)]


def _record(group: Path, number: int) -> None:
    run(group, "actions", "note", "33-1", f"aantekening {number}", "--on", "2026-11-10")


def test_two_who_record_at_once_lose_nothing(group: Path) -> None:
    writers = [Process(target=_record, args=(group, number)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(logged(group)) == [f"2026-11-10 | note | 33-1 | aantekening {number}" for number in range(6)]
    assert found(group) == []
    assert sorted(path.name for path in (group / "registers").iterdir()) == ["werkgroep.log"]


def test_circulated_numbers_stay(group: Path) -> None:
    run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-05")
    notes = group / "meetings/werkgroep/2026-11-03.md"
    inserted = FIRST.replace("Actie: @kok", "Actie: @wit belt de gemeente, vóór 1 december 2026\nActie: @kok")
    notes.write_text(new_notes(33, inserted.replace("mailt de leden", "mailt alle leden")), encoding="utf-8")

    texts = {number: action.text.plain for number, action in register(group).items()}
    assert texts == {"33-1": "regelt de zaal", "33-3": "belt de gemeente", "33-2": "mailt alle leden"}
    assert found(group) == []


def test_a_circulated_action_that_is_no_longer_there_is_found(group: Path) -> None:
    run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-05")
    notes = group / "meetings/werkgroep/2026-11-03.md"
    other = "Actie: @kok schrijft een heel ander stuk, vóór 15 december 2026"
    notes.write_text(new_notes(33, f"{FIRST.splitlines()[0]}\n{other}"), encoding="utf-8")

    assert found(group) == [("action-record-differs", "werkgroep.log", 4)]
    assert list(register(group)) == ["33-1", "33-3"]


def test_minutes_are_circulated_once_unless_somebody_says_so(group: Path) -> None:
    body = group / "bodies/werkgroep.yaml"
    body.write_text(f"{body.read_text(encoding='utf-8')}reaction_days: 14\n", encoding="utf-8")
    assert run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-05").exit_code == 0
    again = run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-06")

    assert (again.exit_code, "circulated-already" in again.stderr) == (1, True)
    assert run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-06", "--again").exit_code == 0
    assert [line for line in logged(group) if "circulated" in line] == [
        "2026-11-05 | circulated | 2026-11-03 | 2026-11-19",
        "2026-11-06 | circulated | 2026-11-03 | 2026-11-20",
    ]
    assert len(logged(group)) == 4
    run(group, "minutes", "werkgroep/2026-11-03", "-f", "html", "-o", group / "out")
    text = (group / "out/meetings/werkgroep/2026-11-03-minutes.nl.html").read_text(encoding="utf-8")
    assert all(words in text for words in ("Rondgestuurd", "6 november 2026", "19 november 2026"))


def test_minutes_are_not_circulated_before_there_are_any(group: Path) -> None:
    (group / "meetings/werkgroep/2026-12-15.md").write_text("---\nnumber: 35\n---\n## 1. Opening\n", encoding="utf-8")

    assert "minutes-empty" in run(group, "circulate", "werkgroep", "2026-12-15").stderr
    assert run(group, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-01").exit_code == 2
    assert run(group, "circulate", "werkgroep", "2026-11-04").exit_code == 2


CORRECTED = """Het verslag van 3 november 2026 wordt met de volgende wijzigingen vastgesteld:

- punt 1: niet de zaal, maar de hal
- punt 2: tien leden"""


@pytest.mark.parametrize(
    ("words", "corrections"),
    [
        ("Het verslag van 3 november 2026 wordt ongewijzigd vastgesteld.", []),
        ("Het verslag van de vorige vergadering wordt vastgesteld.", []),
        (CORRECTED, ["punt 1: niet de zaal, maar de hal", "punt 2: tien leden"]),
    ],
)
def test_minutes_are_adopted_as_later_notes_say(group: Path, words: str, corrections: list[str]) -> None:
    (group / "meetings/werkgroep/2026-11-24.md").write_text(new_notes(34, words), encoding="utf-8")
    result = run(group, "adopt", "werkgroep", "2026-11-03", typed="y\n")

    assert result.exit_code == 0, result.output
    line = logged(group)[0]
    assert line.startswith("2026-11-24 | adopted | 2026-11-03 | 2026-11-24 | sha256:")
    assert line.split(" | ")[5:] == corrections
    run(group, "minutes", "werkgroep/2026-11-03", "-f", "html", "-o", group / "out")
    text = (group / "out/meetings/werkgroep/2026-11-03-minutes.nl.html").read_text(encoding="utf-8")
    wanted = ("Vastgesteld", "op 24 november 2026, versie 1.0", *corrections)
    assert [words for words in wanted if words not in text] == []
    assert ("Correcties bij de vaststelling" in text) == bool(corrections)


def test_adopted_minutes_may_not_change(group: Path) -> None:
    words = "Het verslag van 3 november 2026 wordt ongewijzigd vastgesteld."
    (group / "meetings/werkgroep/2026-11-24.md").write_text(new_notes(34, words), encoding="utf-8")
    run(group, "adopt", "werkgroep", "2026-11-03", "--yes")
    notes = group / "meetings/werkgroep/2026-11-03.md"
    # How a program ends its lines changes nothing.
    notes.write_bytes(notes.read_bytes().replace(b"\n", b"\r\n"))
    assert run(group, "minutes", "werkgroep/2026-11-03", "-f", "html", "-o", group / "out").exit_code == 0

    notes.write_text(notes.read_text(encoding="utf-8").replace("zaal", "hal"), encoding="utf-8")
    result = run(group, "minutes", "werkgroep/2026-11-03", "-f", "html", "-o", group / "out")
    assert (result.exit_code, "adopted-minutes-changed" in result.stderr) == (1, True)
    assert "de zaal" in (group / "out/meetings/werkgroep/2026-11-03-minutes.nl.html").read_text(encoding="utf-8")
    notes.write_text(notes.read_text(encoding="utf-8").replace("hal", "zaal"), encoding="utf-8")
    assert "adopted-already" in run(group, "adopt", "werkgroep", "2026-11-03", "--yes").stderr
    assert "adopted-already" in run(group, "circulate", "werkgroep", "2026-11-03").stderr


def test_what_no_later_meeting_adopts_is_not_adopted(group: Path) -> None:
    result = run(group, "adopt", "werkgroep", "2026-11-03", "--yes")

    assert (result.exit_code, "adopted-nowhere" in result.stderr) == (1, True)
    assert not (group / "registers").exists()


def test_who_says_no_adopts_nothing(group: Path) -> None:
    words = "Het verslag van 3 november 2026 wordt ongewijzigd vastgesteld."
    (group / "meetings/werkgroep/2026-11-24.md").write_text(new_notes(34, words), encoding="utf-8")

    assert run(group, "adopt", "werkgroep", "2026-11-03", typed="n\n").exit_code == 1
    assert not (group / "registers").exists()


def test_the_history_names_the_log(group: Path) -> None:
    run(group, "actions", "done", "33-1", "--on", "2026-11-10")
    rows = json.loads(run(group, "actions", "--all", "--search", "zaal", "-f", "json").stdout)

    assert rows[0]["history"][-1] | {"file": ""} == {
        "date": "2026-11-10", "change": "status", "said": "done", "meeting": None, "file": "", "line": 2,
    }  # fmt: skip
    assert rows[0]["history"][-1]["file"].endswith("registers/werkgroep.log")


DECIDED = "Besluit: We huren de zaal van de school."
LATER = "Besluit: De contributie gaat naar € 30."


def numbers(group: Path) -> dict[str, str]:
    """The decisions by their numbers."""
    return {one.number: one.text.plain for one in decisions(subject(group)[0].meetings)}


@pytest.fixture
def deciding(tmp_path: Path) -> Path:
    return workspace(tmp_path, {"2026-11-03": new_notes(33, DECIDED), "2026-11-24": new_notes(34, LATER)})


def rewrite(group: Path, notes: str) -> None:
    (group / "meetings/werkgroep/2026-11-03.md").write_text(new_notes(33, notes), encoding="utf-8")


def test_numbers_of_decisions_are_provisional_until_the_minutes_went_round(deciding: Path) -> None:
    rewrite(deciding, f"Besluit: Er komt een website.\n{DECIDED}")

    assert numbers(deciding) == {
        "1": "Er komt een website.",
        "2": "We huren de zaal van de school.",
        "3": "De contributie gaat naar € 30.",
    }


def test_circulated_decisions_keep_their_numbers_and_new_ones_get_others(deciding: Path) -> None:
    for day in ("2026-11-03", "2026-11-24"):
        run(deciding, "circulate", "werkgroep", day, "--on", "2026-11-30")
    assert logged(deciding)[1] == "2026-11-30 | decision | 1 | 2026-11-03 | We huren de zaal van de school."
    rewrite(deciding, f"Besluit: Er komt een website.\n{DECIDED}")
    (deciding / "meetings/werkgroep/2026-12-15.md").write_text(new_notes(35, "Besluit: Het bestuur blijft."))

    assert numbers(deciding) == {
        "1": "We huren de zaal van de school.",
        "2": "De contributie gaat naar € 30.",
        "3": "Er komt een website.",
        "4": "Het bestuur blijft.",
    }
    assert found(deciding) == []


def test_a_circulated_decision_may_be_worded_better_and_may_not_go(deciding: Path) -> None:
    run(deciding, "circulate", "werkgroep", "2026-11-03", "--on", "2026-11-30")
    rewrite(deciding, "Besluit: We huren de zaal van de school weer.")
    assert numbers(deciding)["1"] == "We huren de zaal van de school weer."
    assert found(deciding) == []

    rewrite(deciding, "Niets besloten.")
    assert found(deciding) == [("decision-record-differs", "werkgroep.log", 3)]
    assert numbers(deciding) == {"2": "De contributie gaat naar € 30."}


def command(group: Path, *arguments: str, before: str = "") -> subprocess.Popen[str]:
    """A command in a process of its own, with what a shell does before it."""
    words = [sys.executable, "-m", "pmo_docs", *arguments, "-w", str(group)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        ["sh", "-c", f"{before} exec {shlex.join(words)}"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="`ulimit` is of POSIX shells")
def test_a_disk_that_is_full_leaves_the_log_whole(group: Path) -> None:
    run(group, "actions", "note", "33-1", "lang verhaal " * 80, "--on", "2026-11-10")
    before = (group / "registers/werkgroep.log").read_bytes()
    # Two blocks of half a kilobyte: less than the log with another line.
    _, said = command(group, "actions", "note", "33-2", "nog een", before="ulimit -f 2;").communicate()

    assert "[write-failed]" in said
    assert "Traceback" not in said
    assert (group / "registers/werkgroep.log").read_bytes() == before
    assert [path.name for path in (group / "registers").iterdir()] == ["werkgroep.log"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_process_that_is_killed_leaves_the_log_whole_and_nobody_waiting(group: Path) -> None:
    run(group, "actions", "note", "33-1", "eerst", "--on", "2026-11-10")
    for delay in (0.25, 0.3, 0.35, 0.4):
        process = command(group, "actions", "note", "33-2", "x" * 50_000, "--on", "2026-11-11")
        time.sleep(delay)
        process.kill()
        process.communicate()
        problems: list[Problem] = []
        log.read((group / "registers/werkgroep.log").read_text(encoding="utf-8"), "x.log", problems)
        assert problems == []

    lock = group / "registers/.werkgroep.log.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    assert run(group, "actions", "note", "33-1", "daarna", "--on", "2026-11-12").exit_code == 0
    assert logged(group)[-1] == "2026-11-12 | note | 33-1 | daarna"
    assert not lock.exists()


def test_whoever_is_at_work_is_waited_for_and_not_pushed_aside(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_TRIES", 3)
    (group / "registers").mkdir()
    lock = group / "registers/.werkgroep.log.lock"
    lock.touch()
    result = run(group, "actions", "note", "33-1", "toch", "--on", "2026-11-12")

    assert (result.exit_code, "[file-locked]" in result.stderr, lock.exists()) == (1, True, True)
    assert not (group / "registers/werkgroep.log").exists()
