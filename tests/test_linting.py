"""`check` as a linter for minutes: what it finds, how it explains itself, and how it is told to be silent."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs

HEAD = "---\nnumber: 1\npresent: [vries]\n{}---\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    write(tmp_path / "pmo.yaml", "organisation: Gemeente\nlanguage: nl\n")
    write(tmp_path / "people.yaml", "vries: {initials: A., prefix: de, surname: Vries}\n")
    write(tmp_path / "bodies/raad.yaml", "name: Raad\nchair: vries\nmembers: [vries]\n")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(pmo_docs, [str(each) for each in arguments])


def found(path: Path, *options: str) -> set[tuple[str, str, int | None]]:
    rows = json.loads(run("check", path, "-f", "json", *options).stdout)
    return {(row["code"], row["severity"], row["line"]) for row in rows}


@pytest.mark.parametrize(
    ("notes", "code", "severity", "line"),
    [
        ("## 1. Opening\nActie: @vries belt\n", "action-without-date", "warning", 6),
        ("## 1. Opening\nActie: bellen, vóór 1 mei 2026\n", "action-without-owner", "warning", 6),
        ("## 1. Opening\nActie: @vries belt, vóór 1 januari 2026\n", "action-date-past", "warning", 6),
        ("## 1. Opening\nWe zien elkaar op maandag 10 maart 2026.\n", "weekday-differs", "warning", 6),
        ("## 1. Opening\nTekst.\n\n#### Te diep\nTekst.\n", "heading-level", "information", 8),
        ("## 1. Opening\nDe tekst is nog in te vullen.\n", "placeholder", "information", 6),
        ("## 1. Opening\nTekst.\n## 2. Budget\n", "item-not-treated", "information", 7),
        (
            "## 1. Budget\nGevraagd besluit: het budget vaststellen.\n\nEr is lang over gesproken.\n",
            "request-without-outcome",
            "warning",
            6,
        ),
    ],
)
def test_what_readers_would_stumble_over_is_found(city: Path, notes: str, code: str, severity: str, line: int) -> None:
    write(city / "meetings/raad/2026-03-03.md", HEAD.format("") + notes)

    assert found(city) == {(code, severity, line)}


TABLE = "| Nr | Actie | Wie |\n|---|---|---|\n"
REST = "Tekst.\n## 2. Rest\nTekst.\n"
COUNCIL = """\
name: Raad
chair: vries
quorum: 2
members: [vries, bakker, {person: smit, role: member}, {person: bos, role: adviser}]
"""
PEOPLE = """\
vries: {initials: A., prefix: de, surname: Vries}
bakker: {surname: Bakker, initials: P.}
smit: {surname: Smit, initials: K.}
bos: {surname: Bos, initials: L.}
"""


@pytest.mark.parametrize(
    ("head", "notes", "code", "severity", "line"),
    [
        ("", "Besluit:\n\nEn door.\n", "decision-without-text", "warning", 5),
        ("", "Besluit: (5-0-0) het plan gaat door.\n", "votes-too-many", "warning", 5),
        ("", "Besluit: het plan gaat door, 2 voor, 0 tegen, 0 onthoudingen.\n", "votes-too-few", "information", 5),
        ("absent: {smit: mk}\n", "Motie, ingediend door K. Smit. Aangenomen.\n", "mover-absent", "warning", 6),
        ("", "Tekst.\n## 1. Tweede\nTekst.\n## 2. Derde\nTekst.\n", "item-number-twice", "warning", 6),
        ("", "Het verslag van 3 maart 2026 is vastgesteld.\n", "adopted-too-early", "warning", 5),
        ("", f"{TABLE}| 7 | bellen | Smit |\n| 7 | mailen | Bos |\n", "action-number-twice", "warning", 8),
        ("", "| Actie | Wie |\n|---|---|\n| bellen voor 1 mei | Van Elders |\n", "owner-unknown", "warning", 7),
        ("", "Bijlage: [plan](plan.pdf)\n", "annex-missing", "warning", 5),
        ("", "Bijlage: [plan](plan%00.pdf)\n", "annex-missing", "warning", 5),
        ("", "Bijlage: 2. plan van aanpak.pdf\n", "annex-missing", "information", 5),
        ("partly: {bakker: vertrekt na punt 1, smit: tot punt 2}\n", REST, "quorum-missing-at-item", "warning", 7),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_found(
    city: Path, head: str, notes: str, code: str, severity: str, line: int
) -> None:
    write(city / "people.yaml", PEOPLE)
    write(city / "bodies/raad.yaml", COUNCIL)
    present = "[vries]" if "partly" in head else "[vries, bakker, bos]" if "absent" in head else "[vries, bakker, smit]"
    write(city / "meetings/raad/2026-03-03.md", f"---\npresent: {present}\n{head}---\n## 1. Begin\n{notes}")

    rest = {"action-without-date", "action-without-owner"}
    assert {one for one in found(city) if one[0] not in rest} == {(code, severity, line)}


@pytest.mark.parametrize(
    "notes",
    [
        "Besluit: het plan gaat door (3-0-0).\n",
        "Besluit:\n\n- het plan gaat door\n",
        "Het verslag van 3 februari 2026 is vastgesteld.\n",
        "Bijlage: [plan](plan%20van.pdf)\n",
        "Bijlage: 2. oud.pdf\n",
    ],
)
def test_what_fits_together_is_no_problem(city: Path, notes: str) -> None:
    write(city / "people.yaml", PEOPLE)
    write(city / "bodies/raad.yaml", COUNCIL)
    write(city / "meetings/raad/plan van.pdf", "")
    write(city / "meetings/raad/bijlagen/oud.pdf", "")
    write(city / "meetings/raad/2026-03-03.md", f"---\npresent: [vries, bakker, smit]\n---\n## 1. Begin\n{notes}")

    assert found(city) == set()


def test_whoever_leaves_or_comes_by_the_clock_is_missed_at_the_items_of_that_time(city: Path) -> None:
    write(city / "people.yaml", PEOPLE)
    write(city / "bodies/raad.yaml", COUNCIL)
    head = "---\ntime: 10:00-11:00\npresent: [vries]\npartly: {smit: komt 10.20}\n---\n"
    items = "## 1. Begin {20}\nTekst.\n## 2. Rest {20}\nTekst.\n"
    write(city / "meetings/raad/2026-03-03.md", head + items)

    assert found(city) == {("quorum-missing-at-item", "warning", 6)}


def test_a_number_that_an_earlier_meeting_gave_out_is_found(city: Path) -> None:
    notes = "---\nnumber: {}\npresent: [vries]\n---\n## 1. Begin\n{}: @vries belt, vóór 1 mei 2026\n"
    write(city / "meetings/raad/2026-03-03.md", notes.format(1, "Actie"))
    write(city / "meetings/raad/2026-04-07.md", notes.format(2, "Actie 1-1"))

    assert found(city) == {("action-number-twice", "warning", 6)}


def test_numbers_that_are_left_out_are_said(city: Path) -> None:
    for number, month in ((33, "03"), (35, "04")):
        notes = f"---\nnumber: {number}\npresent: [vries]\n---\n## 1. Begin\nTekst.\n"
        write(city / f"meetings/raad/2026-{month}-07.md", notes)

    assert found(city) == {("meeting-gap", "information", 2)}


def test_two_meetings_on_one_day_are_said(city: Path) -> None:
    for number, name in ((33, "2026-03-03"), (34, "2026-03-03-avond")):
        notes = f"---\nnumber: {number}\ndate: 2026-03-03\npresent: [vries]\n---\n## 1. Begin\nTekst.\n"
        write(city / f"meetings/raad/{name}.md", notes)

    assert found(city) == {("meeting-same-day", "information", 3)}


def test_a_number_below_that_of_an_earlier_day_is_found(city: Path) -> None:
    write(city / "meetings/raad/2026-03-03.md", "---\nnumber: 35\npresent: [vries]\n---\n## 1. Begin\nTekst.\n")
    write(city / "meetings/raad/2026-04-07.md", "---\nnumber: 34\npresent: [vries]\n---\n## 1. Begin\nTekst.\n")

    assert found(city) == {("meeting-order", "warning", 2)}


def test_how_long_notes_may_be_is_said_in_the_workspace(city: Path) -> None:
    notes = "---\npresent: [vries]\n---\n## 1. Begin\n" + f"{'Tekst zonder eind. ' * 90}\n\n" * 1_300
    write(city / "meetings/raad/2026-03-03.md", notes)
    assert {code for code, _, _ in found(city)} == {"file-too-large"}

    write(city / "pmo.yaml", "organisation: Gemeente\nlanguage: nl\nlargest_notes: 3\n")
    assert found(city) == set()


def test_a_weekday_that_fits_its_date_is_right(city: Path) -> None:
    write(city / "meetings/raad/2026-03-03.md", HEAD.format("") + "## 1. Opening\nTot dinsdag 10 maart 2026.\n")

    assert found(city) == set()


def test_notes_from_elsewhere_are_not_to_drown_in_warnings(tmp_path: Path) -> None:
    write(tmp_path / "x.md", "# Overleg 3 maart 2026\n\n## Actiepunten\n- Stoelen tellen\n")

    assert {severity for _, severity, _ in found(tmp_path / "x.md")} == {"information"}


def test_a_code_is_silenced_in_a_file_or_in_the_workspace(city: Path) -> None:
    notes = "## 1. Opening\nActie: @vries belt\n"
    path = city / "meetings/raad/2026-03-03.md"
    write(path, HEAD.format("ignore: [action-without-date]\n") + notes)
    assert found(city) == set()

    write(path, HEAD.format("") + notes)
    write(city / "pmo.yaml", "organisation: Gemeente\nlanguage: nl\nignore: [action-without-date, person-unknown]\n")
    assert found(city) == set()

    write(path, HEAD.format("") + "## 1. Opening\nActie: @vreis belt\n")
    assert {code for code, _, _ in found(city)} == {"person-unknown"}, "an error is always heard"


def test_a_code_explains_itself() -> None:
    explained = run("check", "--explain", "weekday-differs")

    assert explained.exit_code == 0
    assert "correct the day or the date" in explained.stdout
    assert "ignore: [weekday-differs]" in explained.stdout
    unknown = run("check", "--explain", "weekday-difers")
    assert unknown.exit_code == 2
    assert "weekday-differs" in unknown.stderr


@pytest.mark.parametrize(("order", "date"), [("day", "2025-06-10"), ("month", "2025-10-06"), (None, None)])
def test_a_date_with_two_readings_is_not_guessed(tmp_path: Path, order: str | None, date: str | None) -> None:
    write(tmp_path / "x.md", "# Meeting 10/6/2025\n\n## Opening\nWords.\n")
    options = ["--date-order", order] if order else []
    facts = json.loads(run("inspect", tmp_path / "x.md", "-f", "json", *options).stdout)

    assert facts["date"] == date
    assert [problem["code"] for problem in facts["problems"]] == ([] if order else ["date-two-readings"])


def test_what_is_found_in_lists_and_sentences_is_not_printed_twice(tmp_path: Path) -> None:
    write(
        tmp_path / "x.md",
        "# Overleg 3 maart 2026\n\n**Aanwezig:** Bo Ruim, Cas Zeil\n\n## 1. Zaal\nBo belt. (Actie Bo Ruim)\n\n"
        "## Actiepunten\n- Cas Zeil: stoelen tellen\n",
    )
    facts = json.loads(run("inspect", tmp_path / "x.md", "-f", "json").stdout)
    run("minutes", tmp_path / "x.md", "-f", "html", "-o", tmp_path / "out")
    html = (tmp_path / "out" / "x-minutes.nl.html").read_text(encoding="utf-8")

    assert [(one["number"], one["owners"], one["line"]) for one in facts["actions"]] == [
        (None, ["Bo Ruim"], 6),
        (None, ["Cas Zeil"], 9),
    ]
    # At its place, and in the list of actions.
    assert html.count("stoelen tellen") == 2
    assert html.count("Aanwezig") == 1


HOSTILE = {
    "spaces": "Actie" + " " * 60_000 + "x",
    "spaces in a list": "## Acties\n- a" + " " * 60_000 + "x",
    "names": "Aanwezig: " + "Jan Smit, " * 6_000,
    "open brackets": "Aanwezig:\n" + "Jan Smit, Piet (\n" * 3_000,
    "actions": "## Acties\n" + "".join(f"- Jan Smit: taak nummer {number} uitvoeren\n" for number in range(1_500)),
    "labels": "ACTION: " * 6_000,
    "dates": "1 mei 2026 " * 5_000,
}


@pytest.mark.parametrize("notes", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_long_to_understand(tmp_path: Path, notes: str) -> None:
    write(tmp_path / "x.md", f"# Overleg 3 maart 2026\n\n{notes}\n")
    started = time.perf_counter()
    result = run("inspect", tmp_path / "x.md", "-f", "json")

    assert result.exception is None or isinstance(result.exception, SystemExit)
    # A second or less on a machine that does nothing else.
    assert time.perf_counter() - started < 8


def test_minutes_that_were_there_already_give_a_register_without_being_rewritten(city: Path) -> None:
    write(
        city / "meetings/raad/2027-05-04.md",
        "# Verslag werkgroep\n\n**Aanwezig:** A. de Vries, Y. El Amrani\n\n1. Opening\n\nActielijst:\n\n"
        "- [x] El Amrani: zaal huren\n- De Vries: stoelen tellen – 1 juni 2027\n",
    )
    listed = json.loads(run("actions", "-w", city, "--as-of", "2027-06-02", "-f", "json").stdout)

    assert {severity for _, severity, _ in found(city)} <= {"information"}
    assert [(one["owners"], one["due"], one["line"]) for one in listed] == [(["A. de Vries"], "2027-06-01", 10)]


def test_a_language_can_be_read_without_any_code_for_it(city: Path) -> None:
    words = {
        "action": "[tâche]",
        "present_heading": "[présents]",
        "and": "[et]",
        "for": "[pour]",
        "titles": "[monsieur]",
        "due": "[avant le]",
        "adopted_minutes": "[procès-verbal]",
        "adopted_word": "[approuvé]",
        "months": "[[janvier], [février], [mars], [avril], [mai], [juin], [juillet], [août], [septembre], [octobre], "
        "[novembre], [décembre]]",
    }
    lines = "".join(f"  {kind}: {value}\n" for kind, value in words.items())
    write(city / "templates/languages/fr.yaml", f"recognise:\n{lines}")
    write(
        city / "reunion.md",
        "# Réunion\n\n3 août 2027\n\n**Présents:** Anne Bol et Marc Vert\n\nLe procès-verbal est approuvé.\n\n"
        "Tâche pour Marc Vert: compter les chaises, avant le 5 octobre 2027\n",
    )
    facts = json.loads(run("inspect", city / "reunion.md", "-w", city, "-f", "json").stdout)

    assert facts["date"] == "2027-08-03"
    assert [one["name"] for one in facts["present"]] == ["Anne Bol", "Marc Vert"]
    assert [one["text"] for one in facts["adoptions"]] == ["Le procès-verbal est approuvé."]
    assert [(one["owners"], one["due"]) for one in facts["actions"]] == [(["Marc Vert"], "2027-10-05")]


def test_what_was_dropped_was_not_done(tmp_path: Path) -> None:
    rows = (
        "| Actie | Wie | Status |\n|---|---|---|\n| Stoelen tellen | Bo Ruim | vervallen |\n| Bellen | Cas | gereed |\n"
    )
    write(tmp_path / "x.md", f"# Overleg\n\n{rows}")
    facts = json.loads(run("inspect", tmp_path / "x.md", "-f", "json").stdout)

    assert [one["status"] for one in facts["actions"]] == ["dropped", "done"]

    run("minutes", tmp_path / "x.md", "-f", "html", "-l", "nl", "-o", tmp_path / "out")
    listed = (tmp_path / "out" / "x-minutes.nl.html").read_text(encoding="utf-8").partition("Acties uit deze")[2]
    assert "vervallen" in listed
    assert "gereed" in listed
