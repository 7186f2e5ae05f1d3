from __future__ import annotations

from datetime import date

import pytest

from pmo_docs.language import Catalogues
from pmo_docs.readers.dates import DateReader

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
