from __future__ import annotations

import re
import string

from fontTools.ttLib import TTFont

from pmo_docs.files import bundled_templates
from pmo_docs.rendering.parsing import parse
from pmo_docs.rendering.tree import Element
from pmo_docs.writers.columns import with_column_widths
from pmo_docs.writers.docx.columns import text_width

ACTIONS = (
    '<table class="list"><colgroup><col class="number"><col class="text"><col class="date"></colgroup><tbody>'
    "<tr><td>34-1</td><td>Stuurt de bijgewerkte planning rond aan alle leden</td><td>1 dec 2026</td></tr>"
    "</tbody></table>"
)


def widths(table: Element) -> list[float]:
    found = (
        re.search(r"width: ([\d.]+)%", column.attributes["style"]) for column in table.walk() if column.name == "col"
    )
    return [float(match[1]) for match in found if match]


def test_numbers_and_dates_take_what_they_need_and_text_the_rest():
    number, text, date = widths(with_column_widths(parse(ACTIONS)))

    assert number < date < text
    assert text > 75


def test_the_widths_fill_the_table():
    assert abs(sum(widths(with_column_widths(parse(ACTIONS)))) - 100) < 0.1


def test_a_small_table_of_the_notes_is_no_wider_than_its_text():
    table = with_column_widths(
        parse('<table class="notes"><tbody><tr><td>Licenties</td><td>12</td></tr></tbody></table>')
    )

    assert float(table.attributes["style"].removeprefix("width: ").removesuffix("%")) < 25


def test_a_table_with_too_many_columns_is_set_smaller():
    cells = "".join(f"<td>Verantwoordelijk{number}</td>" for number in range(9))
    table = with_column_widths(parse(f'<table class="notes"><tbody><tr>{cells}</tr></tbody></table>'))

    assert "dense" in table.classes


def test_a_column_without_text_still_has_a_width():
    table = with_column_widths(parse("<table><tbody><tr><td></td><td>a</td></tr><tr><td></td></tr></tbody></table>"))

    assert min(widths(table)) > 0


def test_a_turned_page_has_room_for_more_columns():
    cells = "".join(f"<td>Afdeling{number}</td>" for number in range(10))
    section = with_column_widths(
        parse(f'<section data-orientation="landscape"><table><tbody><tr>{cells}</tr></tbody></table></section>')
    )

    assert "dense" not in section.elements[0].classes


def test_no_sign_is_wider_in_the_font_than_a_word_column_allows() -> None:
    font = TTFont(bundled_templates() / "fonts" / "Carlito-Regular.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    size = font["head"].unitsPerEm
    signs = string.printable[:95] + "€—–‘’éëïüáö\u00a0\u2011"
    allowed = {sign: text_width(sign) / text_width("0") * 0.51 for sign in signs}

    wider = [
        sign for sign in signs if ord(sign) in glyphs and widths[glyphs[ord(sign)]][0] / size > allowed[sign] + 0.001
    ]
    assert wider == []
