"""Thirty meetings in a row, once with numbers and once as old notes: the same list after each of them.

A line of the table is a meeting: what is new, what is said of earlier actions, and what is open after it. Every action
has a letter; `a` new, `-a` done, `~a` dropped, `>a` put off by a month, `@a` given to the next person, `?a` left out of
the list without a word. A letter stands among the open ones with how often it was put off, `!` behind it means that it
is gone from the list.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pmo_docs.model.meeting import Status
from tests.registers.series import new_notes, old_notes, register, workspace

TASKS = {
    "a": "Offerte voor de nieuwe server opvragen",
    "b": "Handleiding van het zaaksysteem bijwerken",
    "c": "Bewoners van de wijk uitnodigen",
    "d": "Begroting voor volgend jaar opstellen",
    "e": "Testgegevens zonder namen leveren",
    "f": "Overeenkomst met de drukker verlengen",
    "g": "Zaal voor de opleiding reserveren",
    "h": "Vragen van de raad beantwoorden",
    "i": "Koppeling met het archief beproeven",
    "j": "Vacature voor beheerder plaatsen",
    "k": "Privacyverklaring laten nakijken",
    "l": "Foto's voor de website kiezen",
    "m": "Leverancier aanspreken over storingen",
    "n": "Sleutels van het depot inventariseren",
    "o": "Planning van de verhuizing maken",
    "p": "Rapport over klachten samenvatten",
}
PEOPLE = ("Joost", "Ria", "Pim")
SERIES = """\
 1 | a b c          | a b c
 2 | d >a           | a1 b c d
 3 | -b             | a1 c d
 4 |                | a1 c d
 5 | e f >a @c      | a2 c d e f
 6 | -a             | c d e f
 7 | g >d           | c d1 e f g
 8 | -c -g          | d1 e f
 9 | h ~f           | d1 e h
10 | >d >e          | d2 e1 h
11 | i j            | d2 e1 h i j
12 | -h @i          | d2 e1 i j
13 | ?j >i          | d2 e1 i1 j!
14 | k              | d2 e1 i1 k j!
15 | -e j           | d2 i1 k j
16 | >d             | d3 i1 k j
17 | l -k           | d3 i1 j l
18 |                | d3 i1 j l
19 | m n ?l         | d3 i1 j m n l!
20 | -m             | d3 i1 j n l!
21 | >n >i          | d3 i2 j n1 l!
22 | ~l             | d3 i2 j n1
23 | o @n           | d3 i2 j n1 o
24 | -i             | d3 j n1 o
25 | >o             | d3 j n1 o1
26 | p              | d3 j n1 o1 p
27 | -d -n          | j o1 p
28 | @p >p          | j o1 p1
29 | -o             | j p1
30 | -j             | p1
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in SERIES.splitlines()]
FIRST = datetime.date(2024, 1, 8)


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=28 * (number - 1))


class Story:
    """Tells the table as notes: keeps what whoever writes them knows by heart."""

    def __init__(self) -> None:
        self.numbers: dict[str, str] = {}
        self.due: dict[str, datetime.date] = {}
        self.owners: dict[str, int] = {}
        self.listed: list[str] = []

    def meetings(self, *, are_numbered: bool) -> dict[str, str]:
        told = self._numbered if are_numbered else self._listed
        return {day(int(number)).isoformat(): told(int(number), said.split()) for number, said, _ in ROWS}

    def _begin(self, number: int, said: list[str]) -> None:
        for letter in (one for one in said if len(one) == 1 and one not in self.due):
            self.due[letter] = day(number) + datetime.timedelta(days=21)
            self.owners[letter] = len(self.due) % 3
        for sign, letter in (one for one in said if len(one) == 2):
            self.due[letter] += datetime.timedelta(days=30 if sign == ">" else 0)
            self.owners[letter] = (self.owners[letter] + (sign == "@")) % 3

    def _numbered(self, number: int, said: list[str]) -> str:
        self._begin(number, said)
        lines = []
        given = 0
        for one in said:
            letter = one[-1]
            if one in TASKS and letter not in self.numbers:
                given += 1
                self.numbers[letter] = f"{number}-{given}"
                owner = PEOPLE[self.owners[letter]]
                lines.append(f"Actie: @{owner.lower()} {TASKS[letter]} ({self.due[letter]:%d-%m-%Y})")
            known = self.numbers[letter]
            words = {
                "-": f"- [x] {known} is gedaan",
                "~": f"- {known} vervallen",
                ">": f"{known}: verschoven naar {self.due[letter]:%d-%m-%Y}",
                "@": f"{known} overgedragen aan @{PEOPLE[self.owners[letter]].lower()}",
            }
            lines += [words[one[0]]] if one[0] in words else []
        return new_notes(number, "\n\n".join(lines) or "Er is niets besloten.")

    def _listed(self, number: int, said: list[str]) -> str:
        if not said:
            return old_notes(day(number).isoformat(), [])
        self._begin(number, said)
        signs = {one[-1]: one[0] for one in said if len(one) == 2}
        self.listed += [one for one in said if len(one) == 1]
        rows = []
        for letter in self.listed:
            if signs.get(letter) == "?":
                continue
            status = {"-": "gereed", "~": "vervallen"}.get(signs.get(letter, ""), "")
            due = f"{self.due[letter]:%d-%m-%Y}"
            rows.append((TASKS[letter], PEOPLE[self.owners[letter]], due, status))
        rows += [
            (TASKS[letter], PEOPLE[self.owners[letter]], "", "vervallen")
            for letter, sign in signs.items()
            if sign == "~" and letter not in self.listed
        ]
        self.listed = [letter for letter in self.listed if signs.get(letter, "") not in ("-", "~", "?")]
        return old_notes(day(number).isoformat(), rows)


def open_after(root: Path, number: int) -> str:
    """The open actions as the table writes them, by letter."""
    letters = {text: letter for letter, text in TASKS.items()}
    found = []
    for action in register(root, day(number).isoformat()).values():
        letter = letters[action.text.plain]
        if action.status.is_open:
            found.append(f"{letter}{action.deferred or ''}")
        elif action.status is Status.VANISHED:
            found.append(f"{letter}!")
    return " ".join(sorted(found))


@pytest.fixture(scope="module")
def old_series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("old"), Story().meetings(are_numbered=False))


@pytest.fixture(scope="module")
def new_series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("new"), Story().meetings(are_numbered=True))


@pytest.mark.parametrize(("number", "said", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_old_notes_after_each_meeting(old_series: Path, number: str, said: str, expected: str) -> None:
    assert open_after(old_series, int(number)) == " ".join(sorted(expected.split()))


@pytest.mark.parametrize(("number", "said", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_numbered_meetings_after_each_of_them(new_series: Path, number: str, said: str, expected: str) -> None:
    # Where actions have numbers, leaving one out of a meeting means nothing: it is open as before.
    wanted = sorted(one.rstrip("!") for one in expected.split())
    assert open_after(new_series, int(number)) == " ".join(wanted)
