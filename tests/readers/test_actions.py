# ruff: noqa: E501 - a case is one line
from __future__ import annotations

from datetime import date

import pytest

from pmo_docs.language import Catalogues
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers.meeting.actions import ActionReader, Promise
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Directory, Involved

# What is written | text | owners | due | due as written
CASES = """
@jansen stuurt de nieuwe planning rond, vóór 1 december 2026 | stuurt de nieuwe planning rond | M. Jansen | 2026-12-01 | vóór 1 december 2026
@Berg: offerte nazorg (2026-12-08)                    | offerte nazorg        | P. van den Berg       | 2026-12-08 | 2026-12-08
offerte nazorg (@Berg, 8 dec)                         | offerte nazorg        | P. van den Berg       | 2026-12-08 | 8 dec
@jansen en @bakker: overleggen over het budget        | overleggen over het budget | M. Jansen; K. Bakker | |
@jansen/@bakker werken dit uit (vóór 12 januari 2027). | werken dit uit       | M. Jansen; K. Bakker  | 2027-01-12 | vóór 12 januari 2027
@jansen, @berg maken een afspraak — 3 januari         | maken een afspraak    | M. Jansen; P. van den Berg | 2027-01-03 | 3 januari
allen: input leveren voor 1 februari                  | input leveren         | allen                 | 2027-02-01 | voor 1 februari
Allen leveren input                                   | leveren input         | Allen                 | |
M. Jansen: stuurt de stukken rond                     | stuurt de stukken rond | M. Jansen            | |
M. Jansen stuurt de stukken rond                      | stuurt de stukken rond | M. Jansen            | |
Kade Software BV: levert een plan uiterlijk op 8-1-2027 | levert een plan     | Kade Software BV      | 2027-01-08 | uiterlijk op 8-1-2027
@jansen to send the plan by 1 December 2026           | to send the plan      | M. Jansen             | 2026-12-01 | by 1 December 2026
organiseert een bijeenkomst op 1 december 2026        | organiseert een bijeenkomst op 1 december 2026 | | |
uitzoeken: wie beheert de koppeling                   | uitzoeken: wie beheert de koppeling | | |
mailt jansen@waterwijk.example over de planning       | mailt jansen@waterwijk.example over de planning | | |
""".strip().splitlines()


def read(text: str, catalogues: Catalogues, directory: Directory) -> tuple[Promise, list[Problem]]:
    problems: list[Problem] = []
    reader = ActionReader(Recogniser(catalogues), Involved(directory, problems), date(2026, 11, 24))
    return reader.read(text, Place("notes.md", 3, 1)), problems


@pytest.mark.parametrize("case", CASES)
def test_owners_and_date_are_cut_from_the_text(case: str, catalogues: Catalogues, directory: Directory) -> None:
    written, text, owners, due, due_text = (part.strip() for part in case.split("|"))

    promise, problems = read(written, catalogues, directory)

    assert promise.text == text
    assert "; ".join(owner.name for owner in promise.owners) == owners
    assert (promise.due.isoformat() if promise.due else "", promise.due_text) == (due, due_text)
    assert problems == []


def test_somebody_unknown_is_a_problem_with_what_was_probably_meant(
    catalogues: Catalogues, directory: Directory
) -> None:
    promise, problems = read("@jansn belt de leverancier", catalogues, directory)

    assert [(problem.code, problem.suggestion, problem.place.line) for problem in problems] == [
        ("person-unknown", "jansen", 3)
    ]
    assert promise.owners[0].name == "jansn"


def test_a_surname_that_two_people_have_is_a_problem_that_names_both(
    catalogues: Catalogues, directory: Directory
) -> None:
    directory = Directory({("adevries" if id == "vries" else id): person for id, person in directory.people.items()})

    _, problems = read("@Vries belt de leverancier", catalogues, directory)

    assert [problem.code for problem in problems] == ["person-ambiguous"]
    for language in catalogues.languages.values():
        text, hint = language.problem(problems[0])
        assert "A. de Vries" in text
        assert "T. de Vries" in text
        assert "@vries" in hint


def test_a_lone_file_takes_names_as_they_are_written(catalogues: Catalogues) -> None:
    promise, problems = read("Jan de Boer: belt de leverancier", catalogues, Directory({}))
    remark, _ = read("let op: dit is geen naam", catalogues, Directory({}))

    assert [owner.name for owner in promise.owners] == ["Jan de Boer"]
    assert remark.owners == ()
    assert problems == []
