from __future__ import annotations

import pytest

from charts.report import LETTERING


def test_letters_have_the_widths_of_the_font() -> None:
    assert LETTERING.width("iii", 10) < LETTERING.width("mmm", 10)
    assert LETTERING.width("Livegang", 20) == pytest.approx(2 * LETTERING.width("Livegang", 10))
    assert LETTERING.width("Totaal", 10, bold=True) > LETTERING.width("Totaal", 10)


def test_a_name_breaks_between_its_words_and_ends_in_an_ellipsis_when_there_is_more() -> None:
    name = "Koppeling met het documentmanagementsysteem klaar voor de acceptatietest"

    lines = LETTERING.wrapped(name, 8.5, 130, 2)

    assert lines == ("Koppeling met het", "documentmanagementsysteem kla…")
    assert all(LETTERING.width(line, 8.5) <= 130 for line in lines)


@pytest.mark.parametrize("name", ["x" * 500, "漢" * 60, "a " * 300, "een", "", "\u200d" * 40])
def test_any_name_fits(name: str) -> None:
    lines = LETTERING.wrapped(name, 8.5, 118, 2)

    assert len(lines) <= 2
    assert all(LETTERING.width(line, 8.5) <= 118 for line in lines)


def test_a_name_that_fits_stays_whole() -> None:
    assert LETTERING.wrapped("Livegang", 8.5, 118, 2) == ("Livegang",)
