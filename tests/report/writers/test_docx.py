"""The Word document as Word sees it: page, styles, merged cells, repeated headers, properties."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from lxml import etree
from tests.report.strategies import balanced_report, with_figure, with_table, without_row

from gongkai.report.model import Mark, Paragraph, Report
from gongkai.report.writers.docx import write_docx

RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def document(report: Report) -> Document:
    return docx.Document(BytesIO(write_docx(report)))


def begun(table: Table) -> list[list[tuple[str, int, int]]]:
    """Give the cells that begin in each row: text, columns and rows covered."""
    grid = [[cell._tc for cell in row.cells] for row in table.rows]
    places: dict[object, list[tuple[int, int]]] = {}
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            places.setdefault(cell, []).append((row, column))
    found: list[list[tuple[str, int, int]]] = [[] for _ in grid]
    for cell, at in places.items():
        rows, columns = {row for row, _ in at}, {column for _, column in at}
        text = "".join(node.text or "" for node in cell.iter(qn("w:t")))  # type: ignore[attr-defined]
        found[min(rows)].append((text, len(columns), len(rows)))
    return found


def test_page_and_text_are_set_after_the_standard() -> None:
    found = document(balanced_report())
    (section,) = found.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sizes = (section.page_width, section.page_height, *margins)
    assert [round(size.mm) for size in sizes if size is not None] == [210, 297, 37, 35, 28, 26]
    text = found.styles["Body Text"]
    assert text.paragraph_format.line_spacing == Pt(28.95)  # type: ignore[attr-defined]
    assert text.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY  # type: ignore[attr-defined]
    indent = text.element.find(f".//{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", None), ("表格文字", "宋体", 9), ("footer", "宋体", 14)],
)
def test_styles_name_the_usual_fonts_for_chinese_text(style: str, font: str, size: float | None) -> None:
    found = next(each for each in document(balanced_report()).styles if each.name in (style, style.capitalize()))
    assert found.element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == font
    assert found.font.size == (None if size is None else Pt(size))  # type: ignore[attr-defined]


def test_text_is_fangsong_of_size_three_unless_a_style_says_otherwise() -> None:
    defaults = document(balanced_report()).styles.element.find(f".//{qn('w:rPrDefault')}")
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "32"
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"


def test_every_font_named_has_others_to_stand_in_for_it() -> None:
    with ZipFile(BytesIO(write_docx(balanced_report()))) as archive:
        fonts = etree.fromstring(archive.read("word/fontTable.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    stand_ins = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}
    named = {font for each in styles.iter(qn("w:rFonts")) for font in each.attrib.values()}
    assert named <= stand_ins.keys()
    assert all(stand_ins.values())


def test_title_headings_text_and_signature_have_their_styles() -> None:
    report = balanced_report()
    outline = [(each.style.name, each.text) for each in document(report).paragraphs if each.style and each.text]
    assert outline[:4] == [
        ("Title", "青山县档案局2023年政府信息公开工作年度报告"),
        ("Body Text", "本年度报告所列数据的统计期限为2023年1月1日至12月31日。"),
        ("Heading 1", "一、总体情况"),
        ("Body Text", report.parts[0].text),
    ]
    assert [text for style, text in outline if style == "Heading 1"] == [
        f"{part.numeral}、{part.heading}" for part in report.parts
    ]
    assert outline[-2:] == [("Signature", "青山县档案局"), ("Signature", "2024年1月20日")]


def test_properties_say_title_author_and_language() -> None:
    said = document(balanced_report()).core_properties
    assert (said.title, said.author, said.language, said.subject) == (
        "青山县档案局2023年政府信息公开工作年度报告",
        "青山县档案局",
        "zh-CN",
        "年报格式2021版",
    )


def test_page_numbers_stand_outside_between_dashes() -> None:
    found = document(balanced_report())
    assert found.settings.odd_and_even_pages_header_footer
    (section,) = found.sections
    footers = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [footer.text for footer in footers] == ["— 1 —", "— 1 —"]
    assert [footer.alignment for footer in footers] == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert [footer._p.find(f".//{qn('w:instrText')}").text.strip() for footer in footers] == ["PAGE", "PAGE"]


def test_table_two_merges_headings_and_narrow_blocks() -> None:
    table = document(balanced_report()).tables[0]
    assert begun(table)[:9] == [
        [("第二十条第（一）项", 4, 1)],
        [("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)],
        [("规章", 1, 1), ("0", 1, 1), ("0", 1, 1), ("0", 1, 1)],
        [("行政规范性文件", 1, 1), ("0", 1, 1), ("0", 1, 1), ("0", 1, 1)],
        [("第二十条第（五）项", 4, 1)],
        [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
        [("行政许可", 1, 1), ("0", 3, 1)],
        [("第二十条第（六）项", 4, 1)],
        [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
    ]


@pytest.mark.parametrize(
    ("report", "decided", "other"),
    [
        (balanced_report("2021"), 22, ("（六）其他处理", 1, 3)),
        (balanced_report("2021", combined=True), 20, ("（六）其他处理", 2, 1)),
        (balanced_report("2019"), 20, ("（六）其他处理", 2, 1)),
    ],
)
def test_table_three_has_real_merged_cells(report: Report, decided: int, other: tuple[str, int, int]) -> None:
    found = begun(document(report).tables[1])
    merged = [cell for line in found for cell in line if cell[1:] != (1, 1)]
    assert merged[:8] == [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        ("申请人情况", 7, 1),
        ("自然人", 1, 2),
        ("法人或其他组织", 5, 1),
        ("总计", 1, 2),
        ("一、本年新收政府信息公开申请数量", 3, 1),
        ("二、上年结转政府信息公开申请数量", 3, 1),
        ("三、本年度办理结果", 1, decided),
    ]
    assert other in merged
    assert ("（三）不予公开", 1, 8) in merged


def test_table_four_stands_in_fifteen_columns() -> None:
    assert begun(document(balanced_report()).tables[2]) == [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((result, 1, 2) for result in RESULTS), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [(result, 1, 1) for result in RESULTS * 2],
        [(figure, 1, 1) for figure in ["2", "0", "0", "0", "2", "0", "0", "0", "1", "1", "0", "0", "0", "0", "0"]],
    ]


def test_headers_repeat_and_rows_stay_whole() -> None:
    tables = document(balanced_report()).tables
    repeated = [[row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] for table in tables]
    assert [flags.count(True) for flags in repeated] == [0, 3, 3]
    assert all(all(flags[: flags.count(True)]) for flags in repeated)
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for table in tables for row in table.rows)


def test_tables_are_as_wide_as_the_text() -> None:
    for table in document(balanced_report()).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) == pytest.approx(Mm(156).twips, abs=len(widths))
        for row in table._tbl.tr_lst:
            cells = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
            assert sum(cells) == sum(widths)


def test_marks_decimals_and_long_figures_are_written_as_they_stand() -> None:
    report = with_figure(balanced_report(), "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "rules", "effective", Mark.BLANK)
    report = with_figure(report, "proactive", "administrative_charges", "fees", Decimal("7730.20"))
    report = with_figure(report, "remedies", "reconsideration", "upheld", 12345678)
    two, _, four = document(report).tables
    assert begun(two)[2] == [("规章", 1, 1), ("/", 1, 1), ("0", 1, 1), ("", 1, 1)]
    assert begun(two)[-1] == [("行政事业性收费", 1, 1), ("7730.20", 3, 1)]
    long = four.rows[3].cells[0].paragraphs[0].runs[0]
    usual = four.rows[3].cells[1].paragraphs[0].runs[0]
    assert (long.text, usual.text) == ("12345678", "0")
    assert long.font.size is not None
    assert usual.font.size is not None
    assert long.font.size < usual.font.size


def test_text_cannot_become_markup_and_odd_characters_are_left_out() -> None:
    report = replace(balanced_report(agency="<w:b/>&局"), preamble=(Paragraph("甲\x0b\ud800乙\n丙\t丁"),))
    found = document(report)
    assert found.core_properties.author == "<w:b/>&局"
    assert found.paragraphs[1].text == "甲乙\n丙\t丁"


def test_a_report_with_holes_is_written_all_the_same() -> None:
    report = without_row(balanced_report(), "remedies", "direct_suit")
    table = report.tables["applications"]
    report = with_table(report, replace(table, rows=(*table.rows, *table.rows[:2])))
    tables = {id: each for id, each in report.tables.items() if id != "proactive"}
    found = document(replace(report, parts=(), tables=tables, closing=(), title="", year=None))
    assert [len(each.rows) for each in found.tables] == [3 + len(table.rows) + 2, 4]
    assert [each.text for each in found.paragraphs if each.style and each.style.name == "Caption"] == ["表三", "表四"]


@pytest.mark.parametrize("id", ["proactive", "applications", "remedies"])
def test_a_table_without_rows_is_no_broken_table(id: str) -> None:
    table = balanced_report().tables[id]
    report = with_table(balanced_report(), replace(table, rows=(), figures={}))
    found = document(report).tables
    assert len(found) == (3 if id == "applications" else 2)
    assert all(len(each.rows) and all(row.cells for row in each.rows) for each in found)


def test_equal_reports_give_equal_bytes() -> None:
    assert write_docx(balanced_report()) == write_docx(balanced_report())
