"""The register of decisions: what became of them, who carries them out, what is still asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs
from tests.registers.series import new_notes, workspace

ROOT = Path(__file__).parents[2]
FIRST = """Besluit: De huur wordt opgezegd per 1 mei. (4 voor, 1 tegen)

Besluit: Er komt een nieuwe website.

Actie: @bos voert besluit 2 uit

Het verslag van 6 oktober 2026 wordt ongewijzigd vastgesteld."""


def run(root: Path, *arguments: object) -> Result:
    result = CliRunner().invoke(pmo_docs, ["decisions", "-w", str(root), *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def rows(root: Path, *arguments: str) -> list[dict[str, Any]]:
    found = json.loads(run(root, "-f", "json", *arguments).stdout)
    jsonschema.validate(found, json.loads((ROOT / "pmo_docs/schemas/decisions.json").read_text()))
    return found


def became(root: Path, *arguments: str) -> list[tuple[str, str, str]]:
    return [(row["number"], row["status"], row["replaced_by"]) for row in rows(root, *arguments)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Besluit: Dit vervangt besluit 1: de huur loopt door.", ("1", "replaced", "3")),
        ("Besluit: In plaats van besluit nr. 1 wordt de huur verlengd.", ("1", "replaced", "3")),
        ("Besluit: Besluit 1 wordt ingetrokken.", ("1", "withdrawn", "3")),
        ("Decision: The rent goes on; this supersedes decision 1.", ("1", "replaced", "3")),
        ("Besluit: Er komt 1 nieuw gebouw.", ("1", "taken", None)),
        ("Besluit: Zie ook besluit 1.", ("1", "taken", None)),
    ],
)
def test_a_later_decision_may_replace_or_withdraw_one(
    tmp_path: Path, second: str, expected: tuple[str, str, str]
) -> None:
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, FIRST), "2026-11-24": new_notes(34, second)})

    assert became(root) == [("3", "taken", None), ("2", "taken", None), expected]


def test_a_decision_says_how_and_who_carries_it_out(tmp_path: Path) -> None:
    found = rows(workspace(tmp_path, {"2026-11-03": new_notes(33, FIRST)}))

    assert [row["carried_out_by"] for row in found] == [["33-1"], []]
    assert (found[1]["vote"]["for"], found[1]["vote"]["against"]) == (4, 1)
    # The adoption of minutes is no decision.
    assert [row["number"] for row in found] == ["2", "1"]


@pytest.mark.parametrize(("classification", "expected"), [("openbaar", True), ("vertrouwelijk", False), (None, None)])
def test_whether_it_is_public(tmp_path: Path, classification: str | None, expected: bool | None) -> None:
    notes = new_notes(33, FIRST)
    if classification:
        notes = notes.replace("number: 33", f"number: 33\nclassification: {classification}")

    assert {row["public"] for row in rows(workspace(tmp_path, {"2026-11-03": notes}))} == {expected}


def test_what_is_asked_and_not_decided_comes_apart(tmp_path: Path) -> None:
    asked = "## 2. Website\nGevraagd besluit: Instemmen met het ontwerp."
    days = {
        "2026-11-03": new_notes(33, f"{FIRST}\n{asked}\n\nEr is over gesproken."),
        "2026-11-24": new_notes(34, f"Er is gesproken.\n{asked}\n\nNog niet klaar."),
        "2026-12-15": new_notes(35, "").replace(
            "## 1. Actielijst", "## 1. Huur\nGevraagd besluit: Instemmen met de huur."
        ),
    }
    root = workspace(tmp_path, days)

    assert became(root) == [("2", "taken", None), ("1", "taken", None)]
    found = [row for row in rows(root, "--all", "--as-of", "2026-12-01") if row["asked"]]
    assert [(row["number"], row["status"], row["text"], row["date"], row["asked"]) for row in found] == [
        (None, "deferred", "Instemmen met het ontwerp.", "2026-11-24", "2026-11-03"),
        (None, "proposed", "Instemmen met de huur.", "2026-12-15", "2026-12-15"),
    ]


def test_what_was_answered_is_asked_no_more(tmp_path: Path) -> None:
    asked = "## 2. Website\nGevraagd besluit: Instemmen met het ontwerp.\n\n{}"
    days = {
        "2026-11-03": new_notes(33, f"Tekst.\n{asked.format('Er is over gesproken.')}"),
        "2026-11-24": new_notes(34, f"Tekst.\n{asked.format('Besluit: Ingestemd.')}"),
    }

    assert became(workspace(tmp_path, days), "--all") == [("1", "taken", None)]


def test_the_document_and_the_sheet_say_it_too(tmp_path: Path) -> None:
    second = "Besluit: Dit vervangt besluit 1: de huur loopt door.\n## 2. Website\nGevraagd besluit: Kiezen."
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, FIRST), "2026-11-24": new_notes(34, second)})
    run(root, "--all", "-f", "html", "-f", "xlsx", "-o", tmp_path / "out")

    text = (tmp_path / "out/registers/werkgroep-decisions-all.nl.html").read_text(encoding="utf-8")
    wanted = ("vervangen door 3", "Uitvoering: 33-1", "Gevraagde besluiten", "Kiezen.")
    assert [words for words in wanted if words not in text] == []
    page = openpyxl.load_workbook(tmp_path / "out/registers/werkgroep-decisions-all.nl.xlsx").active
    assert [(row[0].value, row[3].value) for row in page.iter_rows(min_row=2)] == [
        ("3", "genomen"), ("2", "genomen"), ("1", "vervangen door 3"), (None, "aangehouden"),
    ]  # fmt: skip
    listed = run(root, "--as-of", "2026-12-01").stdout
    assert "1  3 Nov 2026   replaced by 3  De huur wordt opgezegd per 1 mei. (4 voor, 1 tegen)" in listed
