"""The next agenda: what comes back on it and why, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pmo_docs.cli.main import pmo_docs
from tests.registers.series import new_notes, workspace

STANDING = "standing_items: [Opening, Verslag en actielijst, Rondvraag, Sluiting]\n"
PROJECT = "name: Zaaksysteem\nbody: werkgroep\nmanager: bos\nsponsor: kok\nmilestones: {}\n"
REPORT = "date: {day}\nsummary: Goed.\ndecisions_requested:\n  - text: Instemmen met fase 2.\n"


def agenda(root: Path, *meetings: str, day: str = "2026-12-01") -> str:
    """What `new meeting` writes behind meetings with these notes, from the first heading on."""
    body = root / "bodies/werkgroep.yaml"
    body.write_text(body.read_text(encoding="utf-8") + STANDING, encoding="utf-8")
    for number, notes in enumerate(meetings, start=1):
        path = root / f"meetings/werkgroep/2026-{8 + number:02}-01.md"
        path.write_text(f"---\nnumber: {number}\npresent: [bos, kok, wit]\n---\n{notes}\n", encoding="utf-8")
    result = CliRunner().invoke(
        pmo_docs, ["new", "meeting", "werkgroep", "--date", day, "--time", "10:00", "-w", str(root)]
    )
    assert result.exit_code == 0, result.output
    return "## " + (root / f"meetings/werkgroep/{day}.md").read_text(encoding="utf-8").partition("\n## ")[2]


def topics(text: str) -> list[str]:
    """The items between the minutes and the questions, without their numbers."""
    found = [line.partition(". ")[2] for line in text.splitlines() if line.startswith("## ")]
    return found[2:-2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, {})


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("## 3. Begroting {purpose=besluit minutes=20 presenter=bos}", "niet besproken op 1 september 2026"),
        ("## 3. Begroting\nToelichting: Het gaat om geld.\nBijlage: begroting", "niet besproken op 1 september 2026"),
        ("## 3. Begroting {skip=ja}\nEr is over gesproken.", "overgeslagen op 1 september 2026"),
        ("## 3. Begroting\nDit punt wordt aangehouden.", "aangehouden op 1 september 2026"),
        ("## 3. Begroting\nThis item was deferred to the next meeting.", "aangehouden op 1 september 2026"),
        (
            "## 3. Begroting\nGevraagd besluit: Instemmen.\n\nEr is over gesproken.",
            "gevraagd besluit zonder uitkomst op 1 september 2026",
        ),
        ("## 3. Begroting\nActie: @bos rekent na", "besproken op 1 september 2026; er staan nog acties open"),
    ],
)
def test_a_topic_comes_back_and_says_why(root: Path, item: str, expected: str) -> None:
    text = agenda(root, f"## 1. Opening\nWelkom.\n{item}")

    assert [topic.partition(" {")[0] for topic in topics(text)] == ["Begroting"]
    assert f"<!-- {expected} -->" in text


def test_what_is_known_of_a_topic_comes_with_it(root: Path) -> None:
    item = "## 3. Stand [x] van _zaken_ {purpose=besluit minutes=20 presenter=bos}\nGevraagd besluit: Kiezen voor *A*."
    text = agenda(root, f"## 1. Opening\nWelkom.\n{item}")

    assert '## 3. Stand \\[x\\] van zaken {purpose=besluitvorming minutes=20 presenter="J. Bos"}\n' in text
    assert "Gevraagd besluit: Kiezen voor A." in text


@pytest.mark.parametrize(
    "item",
    [
        "## 3. Begroting\nEr is over gesproken.",
        "## 3. Begroting\nGevraagd besluit: Instemmen.\nBesluit: Ingestemd.",
        "## 3. Verslag en actielijst van augustus",
        "## 3. Rondvraag",
    ],
)
def test_what_is_settled_or_on_every_agenda_does_not_come_back(root: Path, item: str) -> None:
    assert topics(agenda(root, f"## 1. Opening\nWelkom.\n{item}")) == []


def test_a_topic_stays_until_its_last_action_is_closed(root: Path) -> None:
    first = "## 3. Begroting\nActie: @bos rekent na\nActie: @kok belt de bank"
    text = agenda(root, first, "## 3. Begroting\n- [x] 1-1 klopt\n\n## 4. Rondvraag\nNiets.")

    assert topics(text) == ["Begroting"]
    assert "<!-- 1-2 · R. Kok · belt de bank -->" in text
    assert "1-1" not in text


def test_a_closed_topic_does_not_come_back(root: Path) -> None:
    first = "## 3. Begroting\nActie: @bos rekent na"

    assert topics(agenda(root, first, "## 2. Verslag\n- [x] 1-1 klopt")) == []


def test_minutes_that_nobody_adopted_are_named(root: Path) -> None:
    adopting = "## 2. Verslag\nHet verslag van 1 september 2026 wordt ongewijzigd vastgesteld."
    text = agenda(root, "## 1. Opening\nWelkom.", adopting)

    assert "## 2. Verslag en actielijst\nBijlage: verslag van 1 oktober 2026\n" in text
    assert "verslag van 1 september" not in text


@pytest.mark.parametrize(
    ("notes", "day", "is_waiting"),
    [
        ("## 1. Opening\nWelkom.", "2026-11-15", True),
        ("## 1. Opening\nWelkom.", "2026-12-15", False),
        ("## 3. Fase 2\nGevraagd besluit: Instemmen met fase 2.\nBesluit: Ingestemd.", "2026-08-15", False),
    ],
)
def test_decisions_that_projects_ask_for_wait_for_the_body(root: Path, notes: str, day: str, is_waiting: bool) -> None:
    (root / "projects/zaaksysteem/reports").mkdir(parents=True)
    (root / "projects/zaaksysteem/project.yaml").write_text(PROJECT, encoding="utf-8")
    report = root / "projects/zaaksysteem/reports/2026-08.yaml"
    report.write_text(REPORT.format(day=day), encoding="utf-8")
    text = agenda(root, notes)

    assert ("Gevraagd besluit: Instemmen met fase 2." in text) is is_waiting
    assert ("<!-- gevraagd in de rapportage zaaksysteem 2026-08 -->" in text) is is_waiting


def test_who_is_known_to_be_away_has_sent_apologies(root: Path) -> None:
    people = root / "people.yaml"
    away = "away: [2026-11-30, {from: 2026-12-01, until: 2026-12-24}]"
    people.write_text(people.read_text(encoding="utf-8").replace("first_name: Ria}", f"first_name: Ria, {away}}}"))
    agenda(root, "## 1. Opening\nWelkom.")
    text = (root / "meetings/werkgroep/2026-12-01.md").read_text(encoding="utf-8")

    assert "\nabsent: {kok: mk}\n" in text
    assert "# present: [bos, wit]" in text
    assert CliRunner().invoke(pmo_docs, ["check", "-w", str(root)]).exit_code == 0


@pytest.mark.parametrize(
    ("away", "code"),
    [("[morgen]", "date-form"), ("[{from: 2026-12-24, until: 2026-12-01}]", "ends-before-start")],
)
def test_days_away_that_cannot_be(root: Path, away: str, code: str) -> None:
    people = root / "people.yaml"
    people.write_text(
        people.read_text(encoding="utf-8").replace("first_name: Ria}", f"first_name: Ria, away: {away}}}")
    )
    result = CliRunner().invoke(pmo_docs, ["check", "-w", str(root)])

    said = result.stdout + result.stderr
    assert (result.exit_code, f"error[{code}]" in said, "people.yaml:2:" in said) == (1, True, True)


def test_a_skipped_item_stands_in_no_document(root: Path) -> None:
    agenda(root, "## 1. Opening\nWelkom.\n\n## 3. Begroting {skip=ja}\nLater.")
    for kind in ("agenda", "minutes"):
        arguments = [kind, "werkgroep/2026-09-01", "-f", "html", "-o", str(root / "out"), "-w", str(root)]
        assert CliRunner().invoke(pmo_docs, arguments).exit_code == 0
        text = (root / f"out/meetings/werkgroep/2026-09-01-{kind}.nl.html").read_text(encoding="utf-8")
        assert ("Opening" in text, "Begroting" in text) == (True, False)


def test_the_agenda_that_comes_out_is_understood(root: Path) -> None:
    agenda(root, new_notes(1, "Actie: @bos regelt de zaal").partition("---\n## ")[2].join(["## ", ""]))
    result = CliRunner().invoke(
        pmo_docs, ["agenda", "werkgroep/2026-12-01", "-f", "html", "-o", str(root / "out"), "-w", str(root)]
    )

    assert (result.exit_code, result.stderr) == (0, "")
