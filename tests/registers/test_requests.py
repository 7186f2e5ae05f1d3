"""A decision that a project asks for: one identifier from the report to the agenda, the minutes and the next report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.subjects import ProjectSubject, SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from pmo_docs.registers.requests import requests
from tests.registers.series import workspace

PROJECT = "name: Zaaksysteem\nbody: werkgroep\nmanager: bos\nsponsor: kok\n"
ASKING = """date: {day}
summary: Goed.
decisions_requested:
  - id: zaak-1
    text: Instemmen met fase 2.
"""
SILENT = "date: {day}\nsummary: Goed.\n"
NOTES = "---\nnumber: {number}\npresent: [bos, kok, wit]\n---\n## 1. Opening\nWelkom.\n\n{text}\n"
ANSWERED = "## 2. Fase 2\nGevraagd besluit (zaak-1): Instemmen met fase 2.\nBesluit: Akkoord, mits binnen het budget."
NAMED = "## 2. Geld\nEr is lang gesproken.\nBesluit (zaak-1): Akkoord met fase 2."
ANOTHER = "## 2. Fase 2\nGevraagd besluit (zaak-1): Instemmen met fase 2.\nBesluit (zaak-9): Iets anders."
IN_WORDS = "## 2. Fase 2\nGevraagd besluit: instemmen met fase 2\nBesluit: Akkoord."
PUT_OFF = "## 2. Fase 2\nGevraagd besluit (zaak-1): Instemmen met fase 2.\n\nHet stuk was te laat."
REFUSED = "## 2. Fase 2\nGevraagd besluit (zaak-1): Instemmen met fase 2.\n\nBesluit: Het gaat niet door."


def city(tmp_path: Path, meetings: dict[str, str], reports: dict[str, str]) -> Path:
    notes = {day: NOTES.format(number=at, text=text) for at, (day, text) in enumerate(meetings.items(), start=1)}
    root = workspace(tmp_path, notes)
    folder = root / "projects/zaaksysteem"
    (folder / "reports").mkdir(parents=True)
    (folder / "project.yaml").write_text(PROJECT, encoding="utf-8")
    for period, text in reports.items():
        (folder / f"reports/{period}.yaml").write_text(text, encoding="utf-8")
    return root


def run(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(pmo_docs, [*map(str, arguments), "-w", str(root)])


def report(root: Path, period: str) -> str:
    result = run(root, "report", "zaaksysteem", "-p", period, "-f", "html", "-o", root / "out")
    assert result.exit_code == 0, result.output
    return (root / f"out/projects/zaaksysteem/{period}-report.nl.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("notes", "answer"),
    [
        (ANSWERED, "Akkoord, mits binnen het budget."),
        (NAMED, "Akkoord met fase 2. (zaak-1)"),
        (IN_WORDS, "Akkoord."),
        (ANOTHER, None),
        (PUT_OFF, None),
    ],
)
def test_a_decision_answers_what_it_names_or_stands_below(tmp_path: Path, notes: str, answer: str | None) -> None:
    root = city(tmp_path, {"2026-09-10": notes}, {"2026-08": ASKING.format(day="2026-09-01")})
    found = subjects.find(
        open_workspace(root), SubjectKind.PROJECT, root / "projects/zaaksysteem/reports/2026-08.yaml"
    ).subject
    assert isinstance(found, ProjectSubject)
    (one,) = requests(found.project, found.reports, found.meetings)

    assert (one.answer.decision.text.plain if one.answer else None) == answer
    assert [day.isoformat() for day in one.put_off] == ([] if answer else ["2026-09-10"])


def test_the_next_report_shows_the_answer_and_the_one_after_that_does_not(tmp_path: Path) -> None:
    reports = {
        "2026-08": ASKING.format(day="2026-09-01"),
        "2026-09": SILENT.format(day="2026-10-01"),
        "2026-10": SILENT.format(day="2026-11-01"),
    }
    root = city(tmp_path, {"2026-09-10": ANSWERED}, reports)

    assert "Antwoord op gevraagde besluiten" in report(root, "2026-09")
    assert "Akkoord, mits binnen het budget." in report(root, "2026-09")
    for other in ("2026-08", "2026-10"):
        assert "Antwoord op gevraagde besluiten" not in report(root, other)


def test_what_is_not_answered_says_how_long_ago_it_was_asked(tmp_path: Path) -> None:
    reports = {"2026-08": ASKING.format(day="2026-09-01"), "2026-09": SILENT.format(day="2026-10-01")}
    root = city(tmp_path, {"2026-09-10": PUT_OFF}, reports)

    assert "Nog niet beantwoord" in report(root, "2026-09")
    assert "30 dagen geleden gevraagd; aangehouden op 10 sep 2026" in report(root, "2026-09")


def test_what_is_asked_again_says_since_when(tmp_path: Path) -> None:
    reports = {"2026-08": ASKING.format(day="2026-09-01"), "2026-09": ASKING.format(day="2026-10-01")}
    text = report(city(tmp_path, {"2026-09-10": PUT_OFF}, reports), "2026-09")

    assert "eerst gevraagd op 1 september 2026; aangehouden op 10 september 2026" in text
    assert "Antwoord op gevraagde besluiten" not in text


def test_a_report_says_nothing_of_meetings_after_its_day(tmp_path: Path) -> None:
    reports = {"2026-08": ASKING.format(day="2026-09-01"), "2026-09": SILENT.format(day="2026-10-01")}
    root = city(tmp_path, {"2026-09-10": PUT_OFF, "2026-10-08": ANSWERED}, reports)

    assert "Nog niet beantwoord" in report(root, "2026-09")
    assert "Akkoord" not in report(root, "2026-09")


def test_check_says_what_waits_for_an_answer_and_for_how_long(tmp_path: Path) -> None:
    meetings = {"2026-09-10": PUT_OFF, "2026-10-08": "## 2. Rondvraag\nNiets."}
    root = city(tmp_path, meetings, {"2026-08": ASKING.format(day="2026-09-01")})
    found = json.loads(run(root, "check", "-f", "json").stdout)
    waiting: list[dict[str, Any]] = [one for one in found if one["code"] == "request-unanswered"]

    assert [(one["file"].rpartition("/")[2], one["line"]) for one in waiting] == [("2026-08.yaml", 4)]
    assert "zaak-1 (first asked on 2026-09-01)" in waiting[0]["message"]
    assert "the body met 2 times since, last on 2026-10-08, 37 days later" in waiting[0]["message"]


def test_check_knows_what_was_answered_before_it_was_asked_again(tmp_path: Path) -> None:
    reports = {"2026-08": ASKING.format(day="2026-09-01"), "2026-09": ASKING.format(day="2026-10-01")}
    found = run(city(tmp_path, {"2026-09-10": ANSWERED}, reports), "check")

    assert "request-answered" in found.stdout + found.stderr
    assert "request-unanswered" not in found.stdout + found.stderr


def test_two_projects_cannot_ask_by_one_identifier(tmp_path: Path) -> None:
    root = city(tmp_path, {}, {"2026-08": ASKING.format(day="2026-09-01")})
    other = root / "projects/website/reports"
    other.mkdir(parents=True)
    (other.parent / "project.yaml").write_text(PROJECT, encoding="utf-8")
    (other / "2026-08.yaml").write_text(ASKING.format(day="2026-09-01"), encoding="utf-8")
    result = run(root, "check")

    assert result.exit_code == 1
    assert "request-id-twice" in result.stdout + result.stderr


def test_the_next_agenda_asks_by_the_identifier(tmp_path: Path) -> None:
    root = city(tmp_path, {"2026-08-10": "## 2. Rondvraag\nNiets."}, {"2026-08": ASKING.format(day="2026-09-01")})
    run(root, "new", "meeting", "werkgroep", "--date", "2026-10-08")
    text = (root / "meetings/werkgroep/2026-10-08.md").read_text(encoding="utf-8")

    assert "Gevraagd besluit (zaak-1): Instemmen met fase 2." in text


def test_the_calendar_counts_from_the_report_that_asked_first(tmp_path: Path) -> None:
    root = city(tmp_path, {"2026-09-10": PUT_OFF}, {"2026-08": ASKING.format(day="2026-09-01")})
    found = json.loads(run(root, "calendar", "--as-of", "2026-09-21", "-f", "json").stdout)
    (asked,) = found["waiting"][0]["requested"]

    assert (asked["id"], asked["asked"], asked["age_days"]) == ("zaak-1", "2026-09-01", 20)


def test_the_calendar_knows_what_was_never_on_an_agenda(tmp_path: Path) -> None:
    root = city(tmp_path, {"2026-08-10": "## 2. X\nNiets."}, {"2026-08": ASKING.format(day="2026-09-01")})
    found = json.loads(run(root, "calendar", "--as-of", "2026-09-21", "-f", "json").stdout)
    (asked,) = found["waiting"][0]["requested"]

    assert (asked["text"], asked["meeting"], asked["line"]) == ("Instemmen met fase 2.", None, 4)


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    reports = {"2026-08": ASKING.format(day="2026-09-01"), "2026-09": SILENT.format(day="2026-10-01")}
    text = report(city(tmp_path, {"2026-09-10": REFUSED}, reports), "2026-09")

    assert "Nog niet beantwoord" not in text
    assert "Het gaat niet door." in text
