"""Old notes without numbers that repeat their list: every action is known again from meeting to meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_docs.model.meeting import Status
from pmo_docs.model.register import Change
from tests.registers.series import Row, new_notes, old_notes, register, subject, told, workspace

PLANNING, DATA, RULES, HALL, MANUAL = (
    "Leveranciers vragen om een planning",
    "Testgegevens opleveren voor de koppeling",
    "Voorstel schrijven voor de beheerafspraken",
    "Zaal regelen voor de demonstratie",
    "Handleiding bijwerken",
)
SERIES: dict[str, list[Row]] = {
    "2026-01-12": [(PLANNING, "Joost", "9 februari", ""), (DATA, "Ria", "", ""), (RULES, "Pim", "1 maart", "")],
    "2026-02-09": [
        ("Leveranciers vragen om planning", "Joost", "9 maart", "loopt"),
        (f"~~{DATA}~~", "Ria", "", ""),
        ("Voorstel voor beheerafspraken schrijven", "Pim", "1 maart", ""),
        (HALL, "Ria", "", ""),
    ],
    "2026-03-09": [
        ("Leveranciers vragen om planning", "Joost", "13 april", "loopt"),
        ("Voorstel beheerafspraken", "Pim", "", "gereed"),
        (MANUAL, "Joost", "", ""),
    ],
    "2026-04-13": [],
    "2026-05-11": [(PLANNING, "Ria", "8 juni", ""), (MANUAL, "Joost", "", "Afgehandeld")],
    "2026-06-08": [(HALL, "Ria", "", ""), (PLANNING, "Ria", "8 juni", "gereed")],
}
# What the register says after each meeting, written out by hand.
EXPECTED = {
    "2026-01-12": {
        "2026-01-12-1": "open 2026-02-09 J. Bos x0",
        "2026-01-12-2": "open - R. Kok x0",
        "2026-01-12-3": "open 2026-03-01 P. de Wit x0",
    },
    "2026-02-09": {
        "2026-01-12-1": "busy 2026-03-09 J. Bos x1",
        "2026-01-12-2": "done - R. Kok x0",
        "2026-01-12-3": "open 2026-03-01 P. de Wit x0",
        "2026-02-09-4": "open - R. Kok x0",
    },
    "2026-03-09": {
        "2026-01-12-1": "busy 2026-04-13 J. Bos x2",
        "2026-01-12-2": "done - R. Kok x0",
        "2026-01-12-3": "done 2026-03-01 P. de Wit x0",
        "2026-02-09-4": "vanished - R. Kok x0",
        "2026-03-09-3": "open - J. Bos x0",
    },
    # A meeting without a list changes nothing.
    "2026-04-13": {
        "2026-01-12-1": "busy 2026-04-13 J. Bos x2",
        "2026-01-12-2": "done - R. Kok x0",
        "2026-01-12-3": "done 2026-03-01 P. de Wit x0",
        "2026-02-09-4": "vanished - R. Kok x0",
        "2026-03-09-3": "open - J. Bos x0",
    },
    "2026-05-11": {
        "2026-01-12-1": "busy 2026-06-08 R. Kok x3",
        "2026-01-12-2": "done - R. Kok x0",
        "2026-01-12-3": "done 2026-03-01 P. de Wit x0",
        "2026-02-09-4": "vanished - R. Kok x0",
        "2026-03-09-3": "done - J. Bos x0",
    },
    "2026-06-08": {
        "2026-01-12-1": "done 2026-06-08 R. Kok x3",
        "2026-01-12-2": "done - R. Kok x0",
        "2026-01-12-3": "done 2026-03-01 P. de Wit x0",
        # It is back.
        "2026-02-09-4": "open - R. Kok x0",
        "2026-03-09-3": "done - J. Bos x0",
    },
}


@pytest.fixture
def group(tmp_path: Path) -> Path:
    return workspace(tmp_path, {day: old_notes(day, rows) for day, rows in SERIES.items()})


@pytest.mark.parametrize("day", EXPECTED)
def test_the_register_after_each_meeting(group: Path, day: str) -> None:
    assert told(group, day) == EXPECTED[day]


def test_the_history_of_an_action(group: Path) -> None:
    action = register(group)["2026-01-12-1"]

    assert [(event.change, str(event.day), event.said) for event in action.history] == [
        (Change.AROSE, "2026-01-12", PLANNING),
        (Change.REWORDED, "2026-02-09", "Leveranciers vragen om planning"),
        (Change.STATUS, "2026-02-09", "busy"),
        (Change.MOVED, "2026-02-09", "2026-03-09"),
        (Change.MOVED, "2026-03-09", "2026-04-13"),
        (Change.REWORDED, "2026-05-11", PLANNING),
        (Change.MOVED, "2026-05-11", "2026-06-08"),
        (Change.PASSED, "2026-05-11", "R. Kok"),
        (Change.STATUS, "2026-06-08", "done"),
    ]
    assert str(action.first_due) == "2026-02-09"
    assert action.meeting == "werkgroep/2026-01-12"
    assert action.place.line == 12
    assert str(action.closed) == "2026-06-08"


def test_what_only_resembles_an_action_stays_apart_and_is_said(tmp_path: Path) -> None:
    rows = [("Contract met de leverancier verlengen voor 2026", "Joost", "", "")]
    later = [("Contract met de leverancier verlengen voor 2027", "Joost", "", "")]
    root = workspace(tmp_path, {"2026-01-12": old_notes("x", rows), "2026-02-09": old_notes("x", later)})

    assert list(register(root)) == ["2026-01-12-1", "2026-02-09-1"]
    found = [problem for problem in subject(root)[1] if problem.code == "action-maybe-same"]
    assert [(problem.place.line, problem.values["number"]) for problem in found] == [(12, "2026-01-12-1")]


def test_actions_of_others_with_like_words_stay_apart(tmp_path: Path) -> None:
    rows = [("Offerte opvragen", "Joost", "", ""), ("Offerte opvragen", "Ria", "", "")]
    root = workspace(tmp_path, {"2026-01-12": old_notes("x", rows), "2026-02-09": old_notes("x", rows[::-1])})

    assert told(root) == {"2026-01-12-1": "open - J. Bos x0", "2026-01-12-2": "open - R. Kok x0"}


def test_a_running_number_of_old_notes_says_which_action_is_meant(tmp_path: Path) -> None:
    table = "# Verslag\n\n## Actielijst\n\n| Nr | Actie | Wie |\n|---|---|---|\n{}"
    first = table.format("| 324/01 | Beleid opstellen | Ria |\n| 324/02 | Zaal regelen | Pim |\n")
    later = table.format("| 324/02 | Locatie zoeken die groter is | Pim |\n| 326/01 | Nota schrijven | Ria |\n")
    root = workspace(tmp_path, {"2026-01-12": first, "2026-02-09": later})

    found = register(root)
    assert {number: action.status for number, action in found.items()} == {
        "324/01": Status.VANISHED,
        "324/02": Status.OPEN,
        "326/01": Status.OPEN,
    }
    assert found["324/02"].text.plain == "Locatie zoeken die groter is"


def test_bodies_that_list_only_what_is_new_lose_nothing(tmp_path: Path) -> None:
    days = {day: old_notes(day, [(text, "Ria", "", "")]) for day, text in (("2026-01-12", DATA), ("2026-02-09", HALL))}

    assert told(workspace(tmp_path, days)) == {"2026-01-12-1": "open - R. Kok x0", "2026-02-09-1": "open - R. Kok x0"}


def test_new_meeting_files_go_on_where_the_old_notes_end(tmp_path: Path) -> None:
    old = old_notes("2026-01-12", [(HALL, "Ria", "", "")])
    root = workspace(tmp_path, {"2026-01-12": old, "2026-02-09": new_notes(2, "- [x] 2026-01-12-1 de zaal is gehuurd")})

    assert told(root) == {"2026-01-12-1": "done - R. Kok x0"}
    assert [note.plain for note in register(root)["2026-01-12-1"].notes] == ["de zaal is gehuurd"]
