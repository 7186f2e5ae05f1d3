"""The governance calendar: papers with owner and deadline, and what waits at each body."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs
from tests.registers.series import workspace

ROOT = Path(__file__).parents[2]
PROJECT = "name: Zaaksysteem\nbody: werkgroep\nmanager: bos\nsponsor: kok\nmilestones: {}\n"
HELD = """---
number: {number}
present: [bos, kok, wit]
---
## 1. Opening
{text}
"""
COMING = """---
number: 4
---
## 1. Opening

## 2. Website {purpose=besluit presenter=kok}
Gevraagd besluit: Instemmen met het ontwerp.
Bijlage: ontwerp, versie 2
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    first = "Actie: @bos regelt de zaal, vóór 1 november 2026\nActie: @kok belt, vóór 1 december 2026"
    asked = "Er is gesproken.\n\n## 2. Website\nGevraagd besluit: Instemmen met het ontwerp.\n\nNog niet klaar."
    adopting = "Het verslag van 1 september 2026 wordt ongewijzigd vastgesteld."
    root = workspace(
        tmp_path,
        {
            "2026-09-01": HELD.format(number=1, text=first),
            "2026-10-06": HELD.format(number=2, text=adopting),
            "2026-11-03": HELD.format(number=3, text=asked),
            "2026-12-01": COMING,
        },
    )
    body = root / "bodies/werkgroep.yaml"
    body.write_text(body.read_text(encoding="utf-8") + "paper_days: 7\n", encoding="utf-8")
    (root / "projects/zaaksysteem/reports").mkdir(parents=True)
    (root / "projects/zaaksysteem/project.yaml").write_text(PROJECT, encoding="utf-8")
    return root


def run(city: Path, *arguments: object) -> Result:
    result = CliRunner().invoke(pmo_docs, ["calendar", "-w", str(city), *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def facts(city: Path, day: str = "2026-11-26") -> dict[str, Any]:
    found = json.loads(run(city, "--as-of", day, "-f", "json").stdout)
    jsonschema.validate(found, json.loads((ROOT / "pmo_docs/schemas/calendar.json").read_text()))
    return found


def test_the_papers_of_the_next_meeting(city: Path) -> None:
    (meeting,) = facts(city)["meetings"]

    assert (meeting["date"], meeting["body"]) == ("2026-12-01", "werkgroep")
    assert [tuple(paper.values()) for paper in meeting["papers"]] == [
        ("ontwerp, versie 2", "R. Kok", "2026-11-24", None, False),
        ("Zaaksysteem 2026-11", "J. Bos", "2026-11-24", False, True),
    ]


def test_a_report_that_is_there_is_not_late(city: Path) -> None:
    report = "date: 2026-11-20\nsummary: Goed.\n"
    (city / "projects/zaaksysteem/reports/2026-11.yaml").write_text(report, encoding="utf-8")

    paper = facts(city)["meetings"][0]["papers"][1]
    assert (paper["delivered"], paper["late"]) == (True, False)


def test_what_waits_at_a_body(city: Path) -> None:
    (waiting,) = facts(city)["waiting"]

    assert waiting["unadopted"] == ["2026-10-06", "2026-11-03"]
    assert [(one["text"], one["asked"], one["age_days"]) for one in waiting["requested"]] == [
        ("Instemmen met het ontwerp.", "2026-11-03", 23)
    ]
    assert waiting["overdue"] == ["1-1"]


def test_as_it_stood_on_an_earlier_day(city: Path) -> None:
    found = facts(city, "2026-10-10")

    assert [meeting["date"] for meeting in found["meetings"]] == ["2026-11-03", "2026-12-01"]
    assert [(one["unadopted"], one["requested"], one["overdue"]) for one in found["waiting"]] == [
        (["2026-10-06"], [], [])
    ]


def test_a_body_that_never_adopts_minutes_is_not_asked_to(city: Path) -> None:
    (city / "meetings/werkgroep/2026-10-06.md").write_text(HELD.format(number=2, text="Niets."), encoding="utf-8")

    assert facts(city)["waiting"][0]["unadopted"] == []


def test_in_the_terminal_and_as_a_document(city: Path, tmp_path: Path) -> None:
    text = run(city, "--as-of", "2026-11-26").stdout
    assert "Zaaksysteem 2026-11 (J. Bos, Due 24 Nov 2026, still missing) !" in text
    assert "Instemmen met het ontwerp. (asked on 3 Nov 2026, 23 days ago)" in text

    run(city, "--as-of", "2026-11-26", "-f", "html", "-o", tmp_path / "out")
    page = (tmp_path / "out/registers/bodies-calendar.nl.html").read_text(encoding="utf-8")
    wanted = (
        "1 vergadering te komen, 1 stuk te laat",
        "ontbreekt nog",
        "6 oktober 2026, 3 november 2026",
        "23 dagen geleden",
    )
    assert [words for words in wanted if words not in page] == []


def test_nothing_to_keep_an_eye_on(tmp_path: Path) -> None:
    assert run(workspace(tmp_path, {})).stdout == "0 meetings to come\n"


def _rows(page: Any) -> list[list[Any]]:
    """The cells of a page; what Excel keeps as a moment is a day."""
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    return [[one.date() if isinstance(one, datetime.datetime) else one for one in row] for row in values]


def test_the_calendar_is_a_workbook_with_two_tables(city: Path, tmp_path: Path) -> None:
    run(city, "--as-of", "2026-11-20", "-f", "xlsx", "-o", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out/registers/bodies-calendar.nl.xlsx")
    papers, waiting = (_rows(page) for page in book)

    assert book.sheetnames == ["Vergaderingen en hun stukken", "Wat wacht"]
    assert [list(page.tables) for page in book] == [["register"], ["register2"]]
    assert papers[1][:3] == [datetime.date(2026, 12, 1), "Werkgroep Geo", "ontwerp, versie 2"]
    assert papers[1][4] == datetime.date(2026, 11, 24)
    assert ["Werkgroep Geo", "Gevraagd besluit", "Instemmen met het ontwerp."] in [row[:3] for row in waiting]
    assert ["Werkgroep Geo", "Te late acties"] in [row[:2] for row in waiting]
    (asked,) = [row for row in waiting if row[1] == "Gevraagd besluit"]
    assert asked[4:] == [datetime.date(2026, 11, 3), 17]
