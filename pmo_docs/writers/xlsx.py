"""Sheets as an Excel file: real tables with filters; a cell is never taken for a formula."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

from pmo_docs.sheets import Cell, Sheet

# A file that is made twice is the same file.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The most that Excel takes in one cell.
_LONGEST = 32_767
_STYLE = "Table Style Light 1"


def write(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with each list as the only table of a page."""
    # Imported here, because most commands write no sheets.
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": sheets[0].title, "created": _CREATED})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for number, sheet in enumerate(sheets, start=1):
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31])
        _fill(page, sheet, "register" if number == 1 else f"register{number}", wrapped, date)
    book.close()
    return file.getvalue()


def _fill(page: Any, sheet: Sheet, name: str, wrapped: Any, date: Any) -> None:
    """A page with its table, to be printed as wide as the paper."""
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width, wrapped)
    columns = [{"header": column.title} for column in sheet.columns]
    last = max(1, len(sheet.rows))
    page.add_table(0, 0, last, len(columns) - 1, {"columns": columns, "style": _STYLE, "name": name})
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for line, row in enumerate(sheet.rows, start=1):
        for number, cell in enumerate(row):
            _put(page, line, number, cell, date)


def _put(page: Any, line: int, number: int, cell: Cell, date: object) -> None:
    """A cell as what it is: text stays text, whatever it begins with."""
    if isinstance(cell, datetime.date):
        page.write_datetime(line, number, datetime.datetime.combine(cell, datetime.time()), date)
    elif isinstance(cell, int):
        page.write_number(line, number, cell)
    elif cell:
        page.write_string(line, number, _UNPRINTABLE.sub("", cell)[:_LONGEST])
