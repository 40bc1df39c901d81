"""Tables of the shapes that real files have, with made-up contents."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from adminlaw.errors import InputError
from adminlaw.tables import Fate, read_grids, read_table

_ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_CELL = (
    '<table:table-cell office:value-type="string"{}>'
    "<text:p>甲</text:p></table:table-cell>"
)


def _ods(file: Path, rows: str) -> Path:
    """Write a workbook of ods whose only sheet has these rows."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'{_ODS_HEAD}<table:table table:name="表">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file


# --- Sheets that do not fit into memory, errors of formulas -------------------------


def test_a_blank_cell_far_off_with_a_format_only_is_no_content(tmp_path: Path) -> None:
    """Whole columns are often formatted to the last row, and that costs nothing."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "事项名称"))
        sheet.write_blank(2**20 - 1, 2**14 - 1, None, book.add_format({"bold": True}))
    assert [len(each) for each in read_grids(file)] == [1]


def test_a_filled_cell_far_off_is_refused_with_its_place(tmp_path: Path) -> None:
    """A sheet is kept as a whole rectangle, which would fill the memory."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("序号", "事项名称"))
        sheet.write(2**20 - 1, 2**14 - 1, "甲")
    with pytest.raises(InputError, match="XFD1048576"):
        read_grids(file)


def test_a_sheet_of_many_columns_is_read(tmp_path: Path) -> None:
    """Columns beyond Z are counted and not refused."""
    file = tmp_path / "宽表.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for row in range(20):
            sheet.write_row(row, 0, range(300))
    assert [len(each) for each in read_grids(file)] == [20]


def test_a_workbook_that_unpacks_beyond_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a packed workbook comes to is known before it is unpacked."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(0, 0, "序号")
    monkeypatch.setattr("adminlaw.tables.archives.MOST_BYTES", 100)
    with pytest.raises(InputError, match="when unpacked"):
        read_grids(file)


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ("<table:table-row>{cell}</table:table-row>", 1),
        (
            "<table:table-row>{cell}"
            '<table:table-cell table:number-columns-repeated="16383"/>'
            '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/>'
            "</table:table-row>",
            1,
        ),
        (
            "<table:table-row>{cell}</table:table-row><table:table-row "
            'table:number-rows-repeated="1048574"/>'
            '<table:table-row><table:table-cell table:number-columns-repeated="16380"/>'
            "{cell}</table:table-row>",
            0,
        ),
        (
            '<table:table-row table:number-rows-repeated="1048576">{wide}'
            "</table:table-row>",
            0,
        ),
    ],
)
def test_repeated_cells_of_ods_count_where_they_are_filled(
    tmp_path: Path, rows: str, size: int
) -> None:
    """Blank rows down to the last one are how such programs save every sheet."""
    wide = _ODS_CELL.format(' table:number-columns-repeated="16384"')
    text = rows.format(cell=_ODS_CELL.format(""), wide=wide)
    file = _ods(tmp_path / "表.ods", text)
    if size:
        assert [len(each) for each in read_grids(file)] == [size]
        return
    with pytest.raises(InputError, match="cells far off"):
        read_grids(file)


def test_errors_of_formulas_are_remarked_upon(tmp_path: Path) -> None:
    """A cell with #REF! reads as blank, which is said; errors above the table are not."""
    file = tmp_path / "权力.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("甲 & 乙局")
        sheet.write_formula(0, 5, "=NA()", None, "#N/A")
        sheet.write_row(1, 0, ("权力类型", "事项名称", "行使主体", "备注"))
        sheet.write_row(2, 0, ("行政处罚", "对某行为的处罚", "某市某局", "无"))
        sheet.write_row(3, 0, ("行政处罚", "对另一行为的处罚", "某市某局"))
        sheet.write_formula(3, 3, "=VLOOKUP(1,A1:A2,3)", None, "#REF!")
    found = read_table(file, "powers")
    [remark] = [each for each in found.remarks if each.received == "#REF!"]
    assert (remark.path, remark.line) == ("甲 & 乙局!D4", 4)
    assert found.counts[Fate.RECORD] == 2
