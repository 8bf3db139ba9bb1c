"""A table as a workbook that one can sort and filter at once."""

import io
from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook

from portal.rules.spreadsheets import shown

_DAY = "dd/mm/yyyy"
_WIDEST = 45  # signs


def as_xlsx(rows: Sequence[Sequence[object]], name: str) -> bytes:
    """Rows as one sheet, the first of them the names of the columns, which stay in view.

    Text stays text, whatever it begins with (promise P10), and days are days.
    """
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet(shown(name)[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": _DAY, "align": "left"})
        columns = len(rows[0])
        for column in range(columns):
            width = max(len(shown(row[column])) for row in rows)
            sheet.set_column(column, column, min(width, _WIDEST) + 2)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows) - 1, 1), columns - 1)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write_string(number, column, shown(cell), bold if number == 0 else None)
    return made.getvalue()
