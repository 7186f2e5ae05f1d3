"""`pmo-docs actions` and `decisions`: which part of a register, in which form."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs
from tests.registers.series import new_notes, old_notes, workspace

ROOT = Path(__file__).parents[2]
FIRST = """Actie: @bos regelt de zaal, vóór 1 december 2026
Actie: @kok en @wit mailen de leden, vóór 15 december 2026
Actie: @kok =2+3 uitrekenen
Besluit: De planning wordt vastgesteld.
Besluit: De huurovereenkomst wordt verlengd."""


@pytest.fixture
def group(tmp_path: Path) -> Path:
    second = "33-2: verschoven naar 15 januari\n33-3 vervallen"
    return workspace(tmp_path, {"2026-11-03": new_notes(33, FIRST), "2026-11-24": new_notes(34, second)})


def run(group: Path, *arguments: object) -> Result:
    result = CliRunner().invoke(pmo_docs, [*map(str, arguments), "-w", str(group)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def numbers(group: Path, *arguments: str) -> list[str]:
    result = run(group, "actions", "-f", "json", "--as-of", "2026-12-10", *arguments)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    jsonschema.validate(found, json.loads((ROOT / "pmo_docs/schemas/actions.json").read_text()))
    return [row["number"] for row in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["33-1", "33-2"]),
        (("--owner", "kok"), ["33-2"]),
        (("--owner", "R. Kok"), ["33-2"]),
        (("--owner", "@WIT"), ["33-2"]),
        (("--owner", "de Wit"), ["33-2"]),
        (("--overdue",), ["33-1"]),
        (("--overdue", "--owner", "kok"), []),
        (("--all",), ["33-1", "33-2", "33-3"]),
        (("--search", "led"), ["33-2"]),
        (("--search", "zaal regelt"), ["33-1"]),
        (("--as-of", "2026-11-10"), ["33-1", "33-2", "33-3"]),
    ],
)
def test_part_of_a_register(group: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert numbers(group, *arguments) == expected


def test_a_row_says_all_that_became_of_an_action(group: Path) -> None:
    rows = json.loads(run(group, "actions", "-f", "json", "--as-of", "2026-12-10").stdout)

    moved = rows[1]
    assert moved["owners"] == ["R. Kok", "P. de Wit"]
    wanted = ("due", "first_due", "status", "age_days", "deferred", "body", "meeting", "item", "line")
    assert [moved[name] for name in wanted] == [
        "2027-01-15", "2026-12-15", "deferred", 37, 1, "werkgroep", "werkgroep/2026-11-03", "1", 7,
    ]  # fmt: skip
    assert [(event["date"], event["change"], event["said"]) for event in moved["history"]] == [
        ("2026-11-03", "arose", "mailen de leden"),
        ("2026-11-24", "status", "deferred"),
        ("2026-11-24", "moved", "2027-01-15"),
        ("2026-11-24", "noted", "verschoven naar 15 januari"),
    ]


def test_whoever_nobody_knows_is_wrong_usage(group: Path) -> None:
    result = run(group, "actions", "--owner", "kik")

    assert result.exit_code == 2
    assert "kok" in result.stderr


def test_what_is_gone_from_the_list_stands_apart(tmp_path: Path) -> None:
    rows = [("Zaal regelen", "Ria", "", ""), ("Offerte vragen", "Pim", "", "")]
    root = workspace(tmp_path, {"2026-01-12": old_notes("x", rows), "2026-02-09": old_notes("x", rows[1:])})

    text = run(root, "actions", "--as-of", "2026-03-01").stdout
    assert text.splitlines() == [
        "2026-01-12-2  –  P. de Wit  Offerte vragen",
        "",
        "1 open action",
        "",
        "Gone from the list:",
        "2026-01-12-1  –  R. Kok  Zaal regelen",
    ]
    assert numbers(root) == ["2026-01-12-2"]
    result = run(root, "actions", "-f", "html", "-o", tmp_path / "out")
    assert "Zet ze terug" in (tmp_path / "out/registers/werkgroep-actions.nl.html").read_text(encoding="utf-8")
    # What only `check` should say is not said here.
    assert result.stderr == ""


def test_a_document_for_everybody(group: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(group, "actions", "--per-owner", "-f", "html", "-o", out, "--as-of", "2026-12-10")

    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (out / "registers").iterdir()) == [
        "werkgroep-actions-bos.nl.html",
        "werkgroep-actions-kok.nl.html",
        "werkgroep-actions-wit.nl.html",
    ]
    text = (out / "registers/werkgroep-actions-wit.nl.html").read_text(encoding="utf-8")
    assert "P. de Wit · Stand op 10 december 2026" in text
    assert "mailen de leden" in text
    assert "regelt de zaal" not in text
    assert run(group, "actions", "--per-owner").exit_code == 2


def test_a_spreadsheet_has_dates_and_no_formulas(group: Path, tmp_path: Path) -> None:
    arguments = ("actions", "--all", "-f", "xlsx", "--as-of", "2026-12-10", "-o")
    assert run(group, *arguments, tmp_path / "one").exit_code == 0
    assert run(group, *arguments, tmp_path / "two").exit_code == 0

    name = "registers/werkgroep-actions-all.nl.xlsx"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    page = openpyxl.load_workbook(tmp_path / "one" / name).active
    table = page.tables["register"]
    assert (table.ref, table.autoFilter.ref) == ("A1:L4", "A1:L4")
    rows = {row[0].value: row for row in page.iter_rows(min_row=2)}
    assert rows["33-1"][3].value == datetime.datetime(2026, 12, 1)  # noqa: DTZ001 - Excel knows no time zones
    assert rows["33-1"][3].is_date
    assert (rows["33-3"][1].value, rows["33-3"][1].data_type) == ("=2+3 uitrekenen", "s")
    assert [rows["33-2"][at].value for at in (5, 6, 7)] == ["verschoven", 37, 1]


def test_an_empty_register_is_an_empty_sheet(tmp_path: Path) -> None:
    root = workspace(tmp_path, {})

    assert run(root, "decisions", "-f", "xlsx", "-o", tmp_path / "out").exit_code == 0
    page = openpyxl.load_workbook(tmp_path / "out/registers/werkgroep-decisions.nl.xlsx").active
    assert [cell.value for cell in page[1]] == [
        "Nr", "Datum", "Besluit", "Status", "Uitvoering", "Onderwerp", "Bestand en regel",
    ]  # fmt: skip


def test_csv_is_safe_and_has_the_same_rows(group: Path) -> None:
    result = run(group, "actions", "--all", "-f", "csv", "--as-of", "2026-12-10")

    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["number"] for row in rows] == ["33-1", "33-2", "33-3"]
    assert rows[2]["text"] == "'=2+3 uitrekenen"


def test_decisions_are_searched(group: Path) -> None:
    found = json.loads(run(group, "decisions", "-f", "json", "--search", "huur").stdout)

    assert [row["text"] for row in found] == ["De huurovereenkomst wordt verlengd."]


def test_the_whole_history_of_an_action_can_be_shown(tmp_path: Path) -> None:
    first = "Actie: @bos regelt de zaal, vóór 1 december 2026"
    second = "33-1: verschoven naar 15 januari 2027\n\n33-1 overgedragen aan @kok"
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, first), "2026-11-24": new_notes(34, second)})
    run(root, "actions", "done", "33-1", "gehuurd", "--on", "2026-11-30")
    said = run(root, "actions", "show", "werkgroep/33-1", "--as-of", "2026-12-01").stdout.splitlines()
    told = [re.split(r"\s{2,}", line.strip()) for line in said[3:]]

    assert said[:3] == ["33-1  regelt de zaal", "R. Kok · 15 Jan 2027 · done · put off 1 time · 27 days old", ""]
    assert [(day, what, place.rpartition("/")[2]) for day, what, place in told] == [
        ("3 Nov 2026", "arose: regelt de zaal", "2026-11-03.md:6:1"),
        ("24 Nov 2026", "now: deferred", "2026-11-24.md:6:1"),
        ("24 Nov 2026", "new date: 15 Jan 2027", "2026-11-24.md:6:1"),
        ("24 Nov 2026", "note: verschoven naar 15 januari 2027", "2026-11-24.md:6:1"),
        ("24 Nov 2026", "handed over to R. Kok", "2026-11-24.md:8:1"),
        ("24 Nov 2026", "note: overgedragen aan @kok", "2026-11-24.md:8:1"),
        ("30 Nov 2026", "now: done", "werkgroep.log:2:1"),
        ("30 Nov 2026", "note: gehuurd", "werkgroep.log:2:1"),
    ]
    earlier = run(root, "actions", "show", "33-1", "--as-of", "2026-11-10").stdout.splitlines()
    assert earlier[1] == "J. Bos · 1 Dec 2026 · open · 7 days old"
    assert len(earlier) == 4
    assert run(root, "actions", "show", "33-7").exit_code == 2
    assert run(root, "actions", "show", "33-1", "--as-of", "2026-11-01").exit_code == 2
