from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.law.language import translator
from gongkai.report.blocks import Block, Cell, Grid, TextBlock
from gongkai.report.checks import check
from gongkai.report.edition import Edition, editions
from gongkai.report.model import Mark, Report
from gongkai.report.readers.spreadsheet import read_spreadsheet
from gongkai.report.reading import read_bytes
from gongkai.report.writers.json import write_json
from gongkai.report.writers.xlsx import write_form, write_xlsx


def xlsx(*fill: Callable[[Worksheet], object]) -> bytes:
    """Give a workbook whose sheets are filled in turn."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for each in fill:
        each(book.create_sheet())
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*lines: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def blocks(*fill: Callable[[Worksheet], object]) -> list[Block]:
    return list(read_spreadsheet(xlsx(*fill)).blocks)


def grid(rows: tuple[tuple[Cell, ...], ...], top: int = 1, sheet: str = "Sheet") -> Grid:
    return Grid(rows, sheet=sheet, top=top)


def texts(*values: object) -> list[str]:
    (grid,) = blocks(rows(["甲", *values]))
    assert isinstance(grid, Grid)
    return [cell.text for cell in grid.rows[0][1:]]


def test_numbers_are_written_as_people_see_them() -> None:
    assert texts(3, 3.0, 2.5, 0.1 + 0.2, -2, 1e20, True) == [
        "3",
        "3",
        "2.5",
        "0.3",
        "-2",
        "100000000000000000000",
        "TRUE",
    ]


def test_texts_are_kept_and_dates_are_chinese() -> None:
    assert texts(" 12 件", "１２", date(2024, 1, 20)) == ["12件", "１２", "2024年1月20日"]


def test_nought_is_not_blank() -> None:
    assert blocks(rows(["甲", "乙"], [0, None])) == [
        grid(((Cell("甲", 0), Cell("乙", 1)), (Cell("0", 0), Cell("", 1))))
    ]


def test_merged_cells_cover_their_columns_and_rows() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["甲", None, "乙"], [None, None, "丙"], ["丁", "戊", None])(sheet)
        sheet.merge_cells("A1:B2")
        sheet.merge_cells("B3:C3")

    assert blocks(fill) == [
        grid(((Cell("甲", 0, 2, 2), Cell("乙", 2)), (Cell("丙", 2),), (Cell("丁", 0), Cell("戊", 1, 2))))
    ]


def test_columns_are_those_of_the_sheet_and_nothing_is_left_of_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["D7"], sheet["E7"], sheet["D8"], sheet["E8"] = "甲", "乙", "丙", 1
        sheet.merge_cells("D8:D9")
        sheet["E9"] = 2

    assert blocks(fill) == [
        grid(((Cell("甲", 3), Cell("乙", 4)), (Cell("丙", 3, 1, 2), Cell("1", 4)), (Cell("2", 4),)), top=7)
    ]


def test_blank_rows_part_grids_and_a_merge_holds_them_together() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["甲", 1], [None, None], ["乙", 2], [None, None], ["丙", 3])(sheet)
        sheet.merge_cells("A3:A5")

    assert blocks(fill) == [
        grid(((Cell("甲", 0), Cell("1", 1)),)),
        grid(((Cell("乙", 0, 1, 3), Cell("2", 1)), (Cell("", 1),), (Cell("3", 1),)), top=3),
    ]


def test_lines_over_and_below_a_table_are_text_and_the_nearest_over_it_stays() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["某局年报"], ["单位：件"], ["信息内容", "件数"], ["规章", 1], ["说明。"], ["某局"])(sheet)
        sheet.merge_cells("A6:B6")

    assert blocks(fill) == [
        TextBlock("某局年报"),
        grid(((Cell("单位：件", 0),), (Cell("信息内容", 0), Cell("件数", 1)), (Cell("规章", 0), Cell("1", 1))), top=2),
        TextBlock("说明。"),
        TextBlock("某局"),
    ]


def test_a_label_without_figures_is_no_line() -> None:
    assert blocks(rows(["信息内容", "件数"], ["规章", None], ["行政规范性文件", None])) == [
        grid(
            (
                (Cell("信息内容", 0), Cell("件数", 1)),
                (Cell("规章", 0), Cell("", 1)),
                (Cell("行政规范性文件", 0), Cell("", 1)),
            )
        )
    ]


def test_running_text_is_parted_at_its_line_breaks() -> None:
    text = "本年度，我局认真贯彻落实条例，" * 8
    assert blocks(rows(["甲", 1], [f"一、总体 情况\n{text}"], ["乙", 2])) == [
        grid(((Cell("甲", 0), Cell("1", 1)),)),
        TextBlock("一、总体情况"),
        TextBlock(text),
        grid(((Cell("乙", 0), Cell("2", 1)),), top=3),
    ]


def test_a_narrower_table_in_one_run_with_a_wider_ends_where_it_ends() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["甲", 1], ["四、下一个表"], ["乙", 2, 3, 4])(sheet)
        sheet.merge_cells("A2:D2")

    assert blocks(fill) == [
        grid(
            (
                (Cell("甲", 0), Cell("1", 1)),
                (Cell("四、下一个表", 0, 4),),
                (Cell("乙", 0), Cell("2", 1), Cell("3", 2), Cell("4", 3)),
            )
        )
    ]


def test_sheets_come_in_order_and_hidden_ones_are_reported() -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet.append(["旧", 9])
        sheet.sheet_state = "veryHidden"

    document = read_spreadsheet(xlsx(rows(["甲", 1]), hidden, rows(["乙", 2])))
    assert document.blocks == (
        grid(((Cell("甲", 0), Cell("1", 1)),)),
        grid(((Cell("乙", 0), Cell("2", 1)),), sheet="Sheet2"),
    )
    assert [finding.code for finding in document.findings] == ["hidden-content"]


def test_a_formula_that_was_never_computed_is_blank_and_reported() -> None:
    document = read_spreadsheet(xlsx(rows(["甲", 1, 2, "=B1+C1"], ["乙", 1, 2, 3])))
    assert document.blocks[0].rows[0][3] == Cell("", 3)  # type: ignore[union-attr]
    (finding,) = document.findings
    assert finding.code == "formulas-not-computed"
    assert "1个公式" in str(finding)


def test_an_empty_workbook_has_no_blocks() -> None:
    assert blocks(rows()) == []


def test_a_million_blank_rows_below_the_table_do_not_matter() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["甲", 1])(sheet)
        sheet["B1048576"].number_format = "0.00"

    assert blocks(fill) == [grid(((Cell("甲", 0), Cell("1", 1)),))]


# ── Reports ──────────────────────────────────────────────────────────────────


def reread(data: bytes, change: Callable[[Workbook], object]) -> Report:
    """Give the report in a workbook after a change; openpyxl keeps no results of formulas."""
    book = load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return read_bytes(out.getvalue()).report


def test_a_figure_is_where_the_workbook_has_it() -> None:
    def move(book: Workbook) -> None:
        book["表二"].title, book["表三"].title = "Sheet1", "it's 3"
        book["表四"].insert_rows(1, 2)

    report = reread(write_xlsx(balanced_report()), move)
    tables = report.tables
    assert str(tables["proactive"]["rules", "made"].place) == "Sheet1!B4（表二）"
    assert str(tables["applications"]["new", "natural"].place) == "'it''s 3'!D5（表三）"
    assert str(tables["remedies"]["reconsideration", "upheld"].place) == "表四!A7"
    place = tables["proactive"]["rules", "made"].place
    assert place is not None
    assert place.text(translator("en")) == "Sheet1!B4 (表二)"
    assert str(place._replace(column=None)) == "Sheet1第4行（表二）"
    assert read_bytes(write_json(report)).report == report


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_a_blank_form_that_was_never_computed_has_all_its_tables(edition: Edition) -> None:
    report = reread(write_form(edition, "青山县档案局", edition.from_year), lambda book: None)
    (spec,) = [table for table in edition.tables if table.id == "remedies"]
    table = report.tables["remedies"]
    assert {key: figure.mark for key, figure in table.figures.items()} == {
        (row.id, column.id): Mark.BLANK for row in spec.rows for column in spec.columns_of[row.id]
    }
    assert str(table["reconsideration", "upheld"].place) == "表四!A5"
    assert "table-missing" not in {finding.code for finding in check(report)}


# ── ODS ──────────────────────────────────────────────────────────────────────

_ODS_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(table_rows: str) -> bytes:
    content = (
        f'<office:document-content {_ODS_NAMESPACES}><office:body><office:spreadsheet><table:table table:name="表">'
        f"{table_rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return out.getvalue()


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_an_ods_has_its_merges() -> None:
    wide = ods_cell("甲", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + ods_cell("乙")
    assert read_spreadsheet(
        ods(ods_row(wide) + ods_row(ods_cell("1", 'table:number-columns-repeated="3"')))
    ).blocks == (grid(((Cell("甲", 0, 2), Cell("乙", 2)), (Cell("1", 0), Cell("1", 1), Cell("1", 2))), sheet="表"),)


def test_repeated_blank_rows_of_an_ods_do_not_matter() -> None:
    blank = ods_row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048000"')
    assert read_spreadsheet(ods(ods_row(ods_cell("甲") + ods_cell("1")) + blank)).blocks == (
        grid(((Cell("甲", 0), Cell("1", 1)),), sheet="表"),
    )


# ── What is refused ──────────────────────────────────────────────────────────


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_spreadsheet(data)
    assert refused.value.hint is not None
    return refused.value.code


def test_a_few_bytes_that_unfold_to_millions_of_cells_are_refused() -> None:
    def far(sheet: Worksheet) -> None:
        sheet["A1"] = sheet["XFD1048576"] = 1

    repeated = ods_row(ods_cell("7", 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1000000"')
    assert _refused(xlsx(far)) == "too-long"
    assert _refused(ods(repeated)) == "too-long"


def test_a_zip_bomb_in_a_sheet_is_refused() -> None:
    out = BytesIO(xlsx(rows(["甲", 1])))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", bytes(80 * 2**20))
    assert _refused(out.getvalue()) == "unpacks-too-large"


@pytest.mark.parametrize("name", ["content.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("said", ['"<b>哈哈哈</b>"', 'SYSTEM "file:///etc/passwd"'])
def test_entities_in_a_sheet_are_never_put_in(name: str, said: str) -> None:
    whole = ods(ods_row(ods_cell("甲"))) if name == "content.xml" else xlsx(rows(["甲", 1]))
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    _, _, body = parts[name].rpartition(b"?>")
    parts[name] = f"<!DOCTYPE x [<!ENTITY b {said}>]>".encode() + body.replace("甲".encode(), b"&b;")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    if name == "content.xml":
        assert _refused(out.getvalue()) == "unpacks-too-large"
        return
    found = repr(read_spreadsheet(out.getvalue()))  # read by calamine, for which an entity is nothing
    assert "1" in found
    assert "哈哈哈" not in found
    assert "root:" not in found


def test_a_truncated_or_garbled_workbook_is_damaged() -> None:
    data = xlsx(rows(*([n, n] for n in range(500))))
    assert _refused(data[: len(data) // 2]) == "damaged"
    assert _refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)) == "damaged"
    assert _refused(ods("<table:table-row>")) == "damaged"
