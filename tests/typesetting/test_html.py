from io import BytesIO

from docx import Document

from gongkai.typesetting.html import Block, Table, blocks_of
from gongkai.typesetting.official import official_document, table, written


def words(html: str) -> list[tuple[str, int, str]]:
    blocks = [block for block in blocks_of(html) if isinstance(block, Block)]
    return [(block.kind, block.level, "".join(run.text for run in block.runs)) for block in blocks]


def test_paragraphs_headings_and_lists_are_blocks():
    assert words("<h3>一</h3>\n<p>甲\n乙<br>丙</p><ul><li>丁</li><ol start=3><li>戊<li>己</ol></ul>庚") == [
        ("heading", 3, "一"), ("text", 0, "甲 乙\n丙"), ("item", 1, "• 丁"), ("item", 2, "3．戊"), ("item", 2, "4．己"),
        ("text", 0, "庚"),
    ]  # fmt: skip


def test_stress_is_kept_and_white_is_not():
    (block,) = blocks_of("<p> 面积 10 m<sup>2</sup>  <strong>合计</strong> </p><p> </p>")
    assert isinstance(block, Block)
    assert [(run.text, run.set_as) for run in block.runs if run.text.strip()] == [
        ("面积 10 m", ""), ("2", "sup"), ("合计", "strong"),
    ]  # fmt: skip


def test_a_picture_is_named():
    assert words('<p><img alt="位置图"></p>') == [("text", 0, "〔图：位置图〕")]


def grid(html: str) -> Table:
    (found,) = blocks_of(html)
    assert isinstance(found, Table)
    return found


def test_cells_stand_where_browsers_put_them():
    found = grid("<table><tr><th rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td rowspan=9>戊</table>")
    assert [(cell.x, cell.y, cell.width, cell.height) for cell in found.cells] == [
        (0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1), (0, 2, 1, 1),
    ]  # fmt: skip
    assert (found.columns, found.rows) == (3, 3)


def test_what_is_never_closed_ends_and_what_stands_in_a_cell_stays():
    assert [cell.runs[0].text for cell in grid("<table><tr><td><table><tr><td>内").cells] == ["内"]
    assert blocks_of("<table></table>") == []


def test_no_table_takes_more_than_its_bounds():
    row = "<tr>" + "<td rowspan=9999 colspan=9999>甲" * 2
    found = grid(f"<table>{row * 5000}</table>")
    assert max(cell.x + cell.width for cell in found.cells) <= 64


def test_a_table_is_a_table_in_word():
    document = official_document("题", "某局")
    table(document, grid("<table><tr><th rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"))
    read = Document(BytesIO(written(document))).tables[0]
    assert [[cell.text for cell in row.cells] for row in read.rows] == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]
