"""What later meetings say of an action by its number, in the forms in which people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registers.series import new_notes, register, subject, told, workspace

TABLE = "| Nr | Actie | Wie | Status |\n|---|---|---|---|\n"
FIRST = new_notes(33, "Actie: @bos regelt de zaal, vóór 1 december 2026")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("- [x] 33-1 de zaal is gehuurd", "done 2026-12-01 J. Bos x0"),
        ("- [ ] 33-1 nog geen antwoord", "open 2026-12-01 J. Bos x0"),
        ("33-1 gereed", "done 2026-12-01 J. Bos x0"),
        ("- 33-1: afgehandeld, zie de mail", "done 2026-12-01 J. Bos x0"),
        ("**33-1** vervallen", "dropped 2026-12-01 J. Bos x0"),
        ("- 33-1 loopt", "busy 2026-12-01 J. Bos x0"),
        ("Actie 33-1: gereed", "done 2026-12-01 J. Bos x0"),
        ("33-1: verschoven naar 15 januari", "deferred 2027-01-15 J. Bos x1"),
        ("- [ ] 33-1 uitgesteld tot 15 januari 2027", "deferred 2027-01-15 J. Bos x1"),
        ("33-1 overgedragen aan @kok", "open 2026-12-01 R. Kok x0"),
        ("- 33-1: overgenomen door Pim de Wit, hij kent de beheerder", "open 2026-12-01 P. de Wit x0"),
        ("werkgroep/33-1 gereed", "done 2026-12-01 J. Bos x0"),
        ("De zaal komt terug.\n33-1 gereed", "done 2026-12-01 J. Bos x0"),
        ("33-1: de verhuurder belt terug", "open 2026-12-01 J. Bos x0"),
        ("33-1: moved to 15 January 2027", "deferred 2027-01-15 J. Bos x1"),
        ("Er waren 33-1 leden.", "open 2026-12-01 J. Bos x0"),
        (f"{TABLE}| 33-1 | zaal regelen | Bos | gereed |", "done 2026-12-01 J. Bos x0"),
    ],
)  # fmt: skip
def test_a_later_meeting_says_how_far_it_is(tmp_path: Path, said: str, expected: str) -> None:
    root = workspace(tmp_path, {"2026-11-03": FIRST, "2026-11-24": new_notes(34, said)})

    assert told(root) == {"33-1": expected}
    assert {problem.code for problem in subject(root)[1]} <= {"action-without-date"}


def test_two_numbers_in_two_lines_are_two_updates(tmp_path: Path) -> None:
    first = new_notes(33, "Actie: @bos regelt de zaal\nActie: @kok mailt de leden")
    second = new_notes(34, "33-1 gereed\n33-2: verschoven naar 15 januari\nwegens ziekte")
    root = workspace(tmp_path, {"2026-11-03": first, "2026-11-24": second})

    assert told(root) == {"33-1": "done - J. Bos x0", "33-2": "deferred 2027-01-15 R. Kok x1"}
    assert [note.plain for note in register(root)["33-2"].notes] == ["verschoven naar 15 januari wegens ziekte"]


@pytest.mark.parametrize(
    ("second", "third", "code", "line"),
    [
        ("- [x] 33-9 gereed", "", "action-number-unknown", 6),
        ("- [x] 35-1 gereed", "Actie: @kok mailt de leden, vóór 1 mei 2027", "action-number-later", 6),
        ("- [x] 33-1 gereed", "- [x] 33-1 gereed", "action-closed-twice", 6),
        ("Actie 33-1: @kok schrijft een heel ander stuk, vóór 1 mei 2027", "", "action-number-twice", 6),
    ],
)
def test_a_number_that_cannot_be_right_is_found(tmp_path: Path, second: str, third: str, code: str, line: int) -> None:
    days = {"2026-11-03": FIRST, "2026-11-24": new_notes(34, second), "2026-12-15": new_notes(35, third)}

    found = [problem for problem in subject(workspace(tmp_path, days))[1] if problem.severity != "information"]
    assert [(problem.code, problem.place.line) for problem in found] == [(code, line)]
