"""Invitations: calendar programs understand them, and a later one takes the place of an earlier one."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
import vobject
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs
from tests.registers.series import subject, workspace

PEOPLE = """\
bos: {initials: J., surname: Bos, email: j.bos@stad.example}
kok: {initials: R., surname: Kök, email: r.kok@stad.example}
wit: {initials: P., prefix: de, surname: Wit}
"""
NOTES = """---
date: 2026-12-15
time: {time}
place: Stadhuis, kamer 2; boven
guests: ["K. Smit (Rekenkamer)"]
---
## 1. Opening {{minutes=5}}

## 2. Plan: "morgen", en verder {{purpose=besluit minutes=20}}
"""


@pytest.fixture
def group(tmp_path: Path) -> Path:
    root = workspace(tmp_path, {"2026-12-15": NOTES.format(time="13:30-15:00")})
    (root / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    body = "name: Werkgroep Geo\nsecretary: bos\nmembers: [bos, kok, wit]\n"
    (root / "bodies/werkgroep.yaml").write_text(body, encoding="utf-8")
    return root


def run(group: Path, *arguments: str) -> Result:
    command = ["invite", "werkgroep", "2026-12-15", "-w", str(group), "-o", str(group / "x.ics"), *arguments]
    result = CliRunner().invoke(pmo_docs, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def event(group: Path, *arguments: str) -> tuple[str, icalendar.Event]:
    """The method of the invitation, and its only event."""
    result = run(group, "--on", "2026-12-01", *arguments)
    assert result.exit_code == 0, result.output
    calendar = icalendar.Calendar.from_ical((group / "x.ics").read_bytes())
    (found,) = calendar.walk("VEVENT")
    assert not found.errors
    return str(calendar["method"]), found


def test_an_invitation_says_when_where_what_and_who(group: Path) -> None:
    method, found = event(group)

    assert method == "REQUEST"
    assert str(found["dtstart"].dt) == "2026-12-15 13:30:00+01:00"
    assert str(found["dtend"].dt) == "2026-12-15 15:00:00+01:00"
    assert (str(found["summary"]), str(found["location"])) == ("Werkgroep Geo", "Stadhuis, kamer 2; boven")
    assert str(found["description"]) == (
        '1. Opening (5 minuten)\n2. Plan: "morgen", en verder (ter besluitvorming, 20 minuten)'
    )
    assert (str(found["organizer"]), found["organizer"].params["CN"]) == ("mailto:j.bos@stad.example", "J. Bos")
    # Who has no address cannot be asked; who sends it need not be.
    assert str(found["attendee"]) == "mailto:r.kok@stad.example"


def test_another_library_reads_it_too(group: Path) -> None:
    event(group)
    text = (group / "x.ics").read_bytes()
    parsed = vobject.readOne(text.decode("utf-8"), validate=True)

    assert parsed.vevent.uid.value == "werkgroep-2026-12-15@pmo-docs"
    assert parsed.vevent.attendee.params["CN"] == ["R. Kök"]
    assert str(parsed.vevent.dtstart.value.utcoffset()) == "1:00:00"
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_a_change_makes_the_next_invitation_and_nothing_else_does(group: Path) -> None:
    first = event(group)[1]
    assert event(group)[1]["sequence"] == first["sequence"] == 0
    (group / "meetings/werkgroep/2026-12-15.md").write_text(NOTES.format(time="14:00-15:00"), encoding="utf-8")
    later = event(group)[1]

    assert (later["uid"], later["sequence"]) == (first["uid"], 1)
    method, cancelled = event(group, "--cancel")
    assert (method, cancelled["status"], cancelled["sequence"]) == ("CANCEL", "CANCELLED", 2)
    lines = (group / "registers/werkgroep.log").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(" | ")[1:4] for line in lines] == [
        ["invited", "2026-12-15", "0"],
        ["invited", "2026-12-15", "1"],
        ["cancelled", "2026-12-15", "2"],
    ]
    assert not [problem for problem in subject(group)[1] if problem.code.startswith("log")]


def test_without_a_sender_it_is_published(group: Path) -> None:
    (group / "people.yaml").write_text(PEOPLE.replace(", email: j.bos@stad.example", ""), encoding="utf-8")
    method, found = event(group)

    assert (method, "attendee" in found, "organizer" in found) == ("PUBLISH", False, False)
    assert "people.yaml" in run(group).stderr


def test_a_meeting_without_a_time_takes_the_day(group: Path) -> None:
    notes = NOTES.format(time="x").replace("time: x\n", "")
    (group / "meetings/werkgroep/2026-12-15.md").write_text(notes, encoding="utf-8")

    assert str(event(group)[1]["dtstart"].dt) == "2026-12-15"
