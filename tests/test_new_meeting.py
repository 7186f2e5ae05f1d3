"""A new meeting file: what is in it, and that it is understood as it is meant."""

from __future__ import annotations

from datetime import date, time

import pytest

from pmo_docs.language import Catalogues, Language
from pmo_docs.model.body import Body, Member, MemberRole, Numbering, Purpose, StandingItem
from pmo_docs.model.meeting import Head, Meeting
from pmo_docs.model.people import PersonReference
from pmo_docs.model.problems import Problem
from pmo_docs.model.times import TimeSpan
from pmo_docs.readers import meeting as meeting_reader
from pmo_docs.readers.meeting import MeetingFile, Surroundings
from pmo_docs.readers.meeting.recognising import Recogniser
from pmo_docs.readers.people import Directory
from pmo_docs.starting.meeting import meeting_text, next_number

DAY = date(2026, 10, 27)
AFTERNOON = TimeSpan(time(13, 30), time(15))
MEMBERS = (
    Member(PersonReference("vries")),
    Member(PersonReference("P. Smit (Kade, Waterwijk)")),
    Member(PersonReference("bakker"), until=date(2026, 9, 30)),
    Member(PersonReference("berg"), MemberRole.AGENDA_MEMBER),
)
STUURGROEP = Body("Stuurgroep", id="stuurgroep", chair=PersonReference("@vries"), members=MEMBERS)


def understood(text: str, body: Body, catalogues: Catalogues, directory: Directory) -> Meeting:
    """The meeting as it is read back, without any remark."""
    problems: list[Problem] = []
    around = Surroundings(Recogniser(catalogues), directory, lambda id: body)
    found = meeting_reader.read(MeetingFile(text, "x.md", DAY.isoformat(), body.id), around, problems)

    assert problems == []
    return found


def test_the_usual_agenda_in_dutch(dutch: Language) -> None:
    assert meeting_text(STUURGROEP, DAY, AFTERNOON, "34", dutch) == (
        "---\n"
        "date: 2026-10-27\n"
        "time: 13:30-15:00\n"
        "number: 34\n"
        "# Na afloop: haal # weg en zeg wie er waren en wie niet (mk: met kennisgeving).\n"
        '# present: [vries, "P. Smit (Kade, Waterwijk)"]\n'
        "# absent: {naam: mk}\n"
        "---\n"
        "<!-- Achter een punt kan staan: {purpose=besluit minutes=20 presenter=naam} -->\n"
        "<!-- Eronder: Gevraagd besluit: … | Besluit: … | Actie: @naam … vóór 1 december -->\n"
        "\n"
        "## 1. Opening\n"
        "\n"
        "## 2. Vaststellen agenda {purpose=besluitvorming}\n"
        "\n"
        "## 3. Mededelingen {purpose=kennisname}\n"
        "\n"
        "## 4. Verslag vorige vergadering {purpose=besluitvorming}\n"
        "\n"
        "## 5. Actielijst {purpose=bespreking}\n"
        "\n"
        "## 6. Rondvraag\n"
        "\n"
        "## 7. Volgende vergadering\n"
        "\n"
        "## 8. Sluiting\n"
    )


@pytest.mark.parametrize("code", ["nl", "en"])
def test_what_is_written_is_understood(code: str, catalogues: Catalogues, directory: Directory) -> None:
    text = meeting_text(STUURGROEP, DAY, AFTERNOON, "34", catalogues[code])
    found = understood(text, STUURGROEP, catalogues, directory)

    assert (found.head.date, found.head.time, found.head.number) == (DAY, AFTERNOON, "34")
    assert [item.number for item in found.items] == [str(number) for number in range(1, 9)]
    assert [item.purpose for item in found.items][1:5] == [
        Purpose.DECISION,
        Purpose.INFORMATION,
        Purpose.DECISION,
        Purpose.DISCUSSION,
    ]
    assert found.preamble == ()


def test_after_the_meeting_the_comments_are_a_start(
    dutch: Language, catalogues: Catalogues, directory: Directory
) -> None:
    text = meeting_text(STUURGROEP, DAY, None, "", dutch)
    text = text.replace("# present", "present").replace("# absent: {naam", "absent: {bakker")
    found = understood(text, STUURGROEP, catalogues, directory)

    assert [one.person.name for one in found.present] == ["A. de Vries", "P. Smit"]
    assert [one.person.name for one in found.absent] == ["K. Bakker"]


def test_the_agenda_of_the_body_as_it_is_written_there(
    dutch: Language, catalogues: Catalogues, directory: Directory
) -> None:
    items = (
        StandingItem("1. Opening", minutes=5),
        StandingItem("Stand *van* _zaken_ [x] <b>", Purpose.DECISION, 30, PersonReference("bakker")),
        StandingItem("2027 vooruit", presenter=PersonReference("P. Smit (Kade, Waterwijk)")),
        StandingItem("Stuk {a} met klant_naam", presenter=PersonReference('Jan "x" {y}')),
    )
    body = Body("Stuurgroep", id="stuurgroep", standing_items=items)
    text = meeting_text(body, DAY, None, "", dutch)
    found = understood(text, body, catalogues, directory)

    assert "time:" not in text
    assert "number:" not in text
    assert [item.title.plain for item in found.items] == [
        "Opening",
        "Stand *van* _zaken_ [x] <b>",
        "2027 vooruit",
        "Stuk {a} met klant_naam",
    ]
    assert [item.minutes for item in found.items] == [5, 30, None, None]
    assert [item.presenter.name if item.presenter else "" for item in found.items] == ["", "K. Bakker", "P. Smit", ""]


@pytest.mark.parametrize(
    ("numbers", "first", "expected"),
    [
        ({}, None, ""),
        ({}, 31, "31"),
        ({8: "31", 9: "32"}, 1, "33"),
        ({9: "2026-3"}, 1, ""),
        ({9: ""}, 1, ""),
        ({9: "32", 11: "33"}, None, ""),
        ({11: "31"}, 31, ""),
        ({9: "32", 11: "34"}, None, "33"),
    ],
)
def test_meetings_are_numbered_on(numbers: dict[int, str], first: int | None, expected: str) -> None:
    heads = [Head(date=date(2026, month, 1), number=number) for month, number in numbers.items()]

    assert next_number(Body("X", numbering=Numbering(first)), heads, DAY) == expected
