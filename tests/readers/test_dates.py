from __future__ import annotations

from datetime import date

import pytest

from pmo_docs.language import Catalogues
from pmo_docs.readers.dates import DateReader, is_day_first

MEETING = date(2026, 11, 24)


@pytest.fixture
def reader(catalogues: Catalogues) -> DateReader:
    return DateReader(catalogues.months())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1-12-2026", date(2026, 12, 1)),
        ("01/12/2026", date(2026, 12, 1)),
        ("1.12.26", date(2026, 12, 1)),
        ("1 december 2026", date(2026, 12, 1)),
        ("1 dec. 2026", date(2026, 12, 1)),
        ("1e maart 2027", date(2027, 3, 1)),
        ("1 March 2027", date(2027, 3, 1)),
        ("1st of March 2027", date(2027, 3, 1)),
        ("March 1, 2027", date(2027, 3, 1)),
        ("8 december", date(2026, 12, 8)),
        ("8.12.", date(2026, 12, 8)),
        ("15 januari", date(2027, 1, 15)),
        ("24 november", MEETING),
    ],
)
def test_dates_are_read_as_people_write_them(reader: DateReader, text: str, day: date) -> None:
    found = reader.find(f"gereed op {text} bij de balie", MEETING)

    assert [one.date for one in found] == [day]
    assert f"gereed op {text} bij"[found[0].start : found[0].end].rstrip(".") == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    ["30 februari 2026", "31-11-2026", "versie 1.12.3", "zaak 2026-12-01-A", "punt 3 mei", "12 mensen", "24/7", "1-2"],
)
def test_what_is_no_date_is_left_alone(reader: DateReader, text: str) -> None:
    found = reader.find(text, None)

    assert found == ()


def test_a_date_without_a_year_is_not_guessed_when_the_meeting_has_no_date(reader: DateReader) -> None:
    assert reader.find("vóór 8 december", None) == ()


def test_a_numeric_date_of_unknown_order_says_its_other_reading():
    months = {"june": 6}
    (found,) = DateReader(months, is_day_first=False).find("10/6/2025")

    assert (found.date, found.other) == (date(2025, 6, 10), date(2025, 10, 6))


@pytest.mark.parametrize("text", ["13/6/2025", "6/6/2025", "2025-06-10", "10 June 2025"])
def test_a_date_with_one_reading_has_no_other(text: str):
    (found,) = DateReader({"june": 6}, is_day_first=False).find(text)

    assert found.other is None


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("Het verslag van de vergadering wordt vastgesteld", True),
        ("Das Protokoll wird genehmigt und ist nicht öffentlich", True),
        ("Apologies were received from the programme manager; AOB: none, apologies again", True),
        ("The minutes were approved and the meeting was closed", False),
        ("", False),
    ],
)
def test_the_order_is_known_from_the_language(text: str, is_known: bool, catalogues: Catalogues):
    assert is_day_first(text, catalogues.recognise("day_first")) is is_known
