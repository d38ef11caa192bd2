from __future__ import annotations

import tracemalloc
import zipfile
from io import BytesIO

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Block, Cell, Grid, TextBlock
from gongkai.report.readers.docx import read_docx

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)


def package(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Give a DOCX with that body, and with other parts of its folder, as numbering or styles."""
    others = {f"word/{name}.xml": f"<w:{name} {_NAMESPACES}>{content}</w:{name}>" for name, content in parts.items()}
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": document, **others})


def blocks(body: str, **parts: str) -> list[Block]:
    return list(read_docx(docx(body, **parts)).blocks)


def codes(body: str, **parts: str) -> list[str]:
    return [finding.code for finding in read_docx(docx(body, **parts)).findings]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def tc(content: str, properties: str = "") -> str:
    inside = content if content.startswith(("<w:p", "<w:tbl", "<w:sdt")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


# ── Paragraphs ───────────────────────────────────────────────────────────────


def test_paragraphs_are_lines_and_line_breaks_part_them() -> None:
    body = paragraph("<w:r><w:t>一、总体</w:t><w:tab/><w:t>情况</w:t><w:br/><w:t>第一行</w:t></w:r>") + paragraph(" ")
    assert blocks(body) == [TextBlock("一、总体情况"), TextBlock("第一行")]


def test_links_controls_tags_and_formulas_are_read_through() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('甲')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>"
        f"<w:smartTag><w:customXml>{run('丙')}</w:customXml></w:smartTag><m:oMath><m:r><m:t>丁</m:t></m:r></m:oMath>"
    )
    assert blocks(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == [TextBlock("甲乙丙丁")]


def test_the_code_of_a_field_is_dropped_and_its_result_kept() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>'
        '<w:r><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'
    assert blocks(paragraph(field + run("件") + simple)) == [TextBlock("12件3")]


def test_a_field_without_an_end_swallows_only_its_own_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("代码")
    assert blocks(paragraph(run("甲") + begun) + paragraph("乙")) == [TextBlock("甲"), TextBlock("乙")]


def test_symbols_are_characters_and_pictures_say_nothing() -> None:
    symbols = (
        '<w:r><w:sym w:font="Symbol" w:char="F033"/><w:sym w:font="宋体" w:char="2460"/>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="zz"/></w:r>'
    )
    assert blocks(paragraph(symbols)) == [TextBlock("3①")]


def test_notes_comments_headers_and_footers_are_not_read() -> None:
    body = paragraph(run("正文") + '<w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="0"/>')
    section = '<w:sectPr><w:headerReference w:type="default"/></w:sectPr>'
    assert blocks(body + section, footnotes=paragraph("脚注"), header1=paragraph("页眉")) == [TextBlock("正文")]


def test_hidden_text_is_dropped_with_a_finding() -> None:
    style = '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph(run("看得见") + run("看不见", "<w:vanish/>") + run("样式", '<w:rStyle w:val="gone"/>'))
    shown = paragraph(run("也看得见", '<w:rStyle w:val="gone"/><w:vanish w:val="0"/>'))
    assert blocks(body + shown, styles=style) == [TextBlock("看得见"), TextBlock("也看得见")]
    assert codes(body, styles=style) == ["hidden-content"]
    assert codes(shown, styles=style) == []


def test_an_invitation_to_type_is_a_blank() -> None:
    style = '<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style>'
    table = tbl(tr(tc("规章"), tc(paragraph(run("单击此处输入文字。", '<w:rStyle w:val="a3"/>')))))
    assert blocks(table, styles=style) == [Grid(((Cell("规章", 0), Cell("", 1)),))]


# ── Tracked changes ──────────────────────────────────────────────────────────

_BY = 'w:id="1" w:author="某人" w:date="2024-01-05T00:00:00Z"'


def test_tracked_changes_are_read_as_accepted_with_a_finding() -> None:
    body = paragraph(
        run("共收到")
        + f"<w:del {_BY}><w:r><w:delText>3</w:delText></w:r></w:del><w:ins {_BY}>{run('5')}</w:ins>{run('件')}"
        + f"<w:moveFrom {_BY}>{run('旧处')}</w:moveFrom><w:moveTo {_BY}>{run('新处')}</w:moveTo>"
    )
    assert blocks(body) == [TextBlock("共收到5件新处")]
    (finding,) = read_docx(docx(body)).findings
    assert finding.code == "tracked-changes"
    assert "4处" in str(finding)


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    body = paragraph("本年度", f"<w:rPr><w:del {_BY}/></w:rPr>") + paragraph("未收到申请。") + paragraph("另段")
    assert blocks(body) == [TextBlock("本年度未收到申请。"), TextBlock("另段")]


def test_deleted_and_hidden_rows_and_deleted_cells_are_gone() -> None:
    table = tbl(
        tr(tc("甲"), tc("删", f"<w:cellDel {_BY}/>"), tc("1")),
        tr(tc("乙"), tc("2"), properties=f"<w:del {_BY}/>"),
        tr(tc("丙"), tc("3"), properties="<w:hidden/>"),
        tr(tc("丁"), tc("4"), properties=f"<w:ins {_BY}/>"),
    )
    assert blocks(table) == [Grid(((Cell("甲", 0), Cell("1", 1)), (Cell("丁", 0), Cell("4", 1))))]
    assert codes(table) == ["tracked-changes", "hidden-content"]


def test_a_document_without_changes_has_no_findings() -> None:
    assert codes(paragraph("甲") + tbl(tr(tc("乙")))) == []


# ── Text boxes ───────────────────────────────────────────────────────────────


def _box(content: str) -> str:
    """Give a text box as Word writes it: for new programs as a shape, for old ones as VML."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx>"
        f"</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    body = paragraph(run("上") + _box(paragraph("标题") + tbl(tr(tc("甲"), tc("1")))) + run("文")) + paragraph("下文")
    assert blocks(body) == [
        TextBlock("上文"),
        TextBlock("标题"),
        Grid(((Cell("甲", 0), Cell("1", 1)),)),
        TextBlock("下文"),
    ]


def test_a_text_box_in_vml_alone_and_one_in_a_box_are_read() -> None:
    vml = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('外' + '')}"
    vml += f"{paragraph(_box(paragraph('内')))}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert blocks(paragraph(vml)) == [TextBlock("外"), TextBlock("内")]


def test_a_figure_in_a_text_box_belongs_to_its_cell() -> None:
    assert blocks(tbl(tr(tc("规章"), tc(paragraph(_box(paragraph("12"))))))) == [
        Grid(((Cell("规章", 0), Cell("12", 1)),))
    ]


# ── Tables ───────────────────────────────────────────────────────────────────


def _spans(columns: int = 1, down: str | None = None) -> str:
    merge = "" if down is None else f'<w:vMerge w:val="{down}"/>' if down else "<w:vMerge/>"
    return f'<w:gridSpan w:val="{columns}"/>{merge}'


def test_merged_cells_cover_their_columns_and_rows() -> None:
    table = tbl(
        tr(tc("甲", _spans(2, "restart")), tc("乙")),
        tr(tc("", _spans(2, "")), tc("丙")),
        tr(tc("", _spans(2, "continue")), tc("丁")),
        tr(tc("戊"), tc("己", _spans(2))),
    )
    assert blocks(table) == [
        Grid(
            (
                (Cell("甲", 0, 2, 3), Cell("乙", 2)),
                (Cell("丙", 2),),
                (Cell("丁", 2),),
                (Cell("戊", 0), Cell("己", 1, 2)),
            )
        )
    ]


def test_a_second_merge_below_a_first_is_one_of_its_own() -> None:
    table = tbl(
        tr(tc("甲", _spans(1, "restart")), tc("1")),
        tr(tc("乙", _spans(1, "restart")), tc("2")),
        tr(tc("", _spans(1, "")), tc("3")),
    )
    assert blocks(table) == [
        Grid(((Cell("甲", 0), Cell("1", 1)), (Cell("乙", 0, 1, 2), Cell("2", 1)), (Cell("3", 1),)))
    ]


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    assert blocks(tbl(tr(tc("甲", _spans(1, "")), tc("1")))) == [Grid(((Cell("甲", 0), Cell("1", 1)),))]


def test_old_style_merges_and_skipped_columns_count() -> None:
    table = tbl(
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙")),
        tr(tc("丙"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert blocks(table) == [Grid(((Cell("甲", 0, 2), Cell("乙", 2)), (Cell("丙", 2),)))]


def test_rows_and_cells_in_content_controls_belong_to_the_table() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    assert blocks(tbl(control(tr(tc("甲"), control(tc("1")))))) == [Grid(((Cell("甲", 0), Cell("1", 1)),))]


def test_paragraphs_and_breaks_in_a_cell_are_one_text() -> None:
    cell = tc(paragraph("<w:r><w:t>商业</w:t><w:br/><w:t>企 业</w:t></w:r>") + paragraph("（家）"))
    assert blocks(tbl(tr(cell, tc("１")))) == [Grid(((Cell("商业企业（家）", 0), Cell("１", 1)),))]


def test_raised_digits_stay_told_from_the_figure_before_them() -> None:
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    lowered = run("2", '<w:vertAlign w:val="subscript"/>')
    (grid,) = blocks(tbl(tr(tc(paragraph(run("12") + raised)), tc(paragraph(run("3") + lowered)))))
    assert grid == Grid(((Cell("12¹", 0), Cell("32", 1)),))


def test_a_layout_table_is_taken_apart_and_a_decorated_cell_is_not() -> None:
    decorated = tc(tbl(tr(tc("1"))) + paragraph(" "))
    layout = tbl(tr(tc(paragraph("上文") + tbl(tr(tc("甲"), decorated)) + paragraph("下文"))))
    assert blocks(layout) == [TextBlock("上文"), Grid(((Cell("甲", 0), Cell("1", 1)),)), TextBlock("下文")]


def test_running_text_in_a_table_is_paragraphs() -> None:
    text = "本年度，我局认真贯彻落实条例，" * 8
    assert blocks(tbl(tr(tc(paragraph("一、总体情况") + paragraph(text))), tr(tc("甲"), tc("1")))) == [
        TextBlock("一、总体情况"),
        TextBlock(text),
        Grid(((Cell("甲", 0), Cell("1", 1)),)),
    ]


def test_spans_that_are_nonsense_are_one_and_enormous_ones_are_bounded() -> None:
    table = tbl(tr(tc("甲", _spans(0)), tc("乙", '<w:gridSpan w:val="x"/>'), tc("丙", _spans(9_999_999))))
    (grid,) = blocks(table)
    assert isinstance(grid, Grid)
    assert [(cell.column, cell.colspan) for cell in grid.rows[0]] == [(0, 1), (1, 1), (2, 200)]


# ── Automatic numbers ────────────────────────────────────────────────────────


def _level(depth: int, format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def _list(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def _numbered(text: str, depth: int = 0, id: str = "1") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>')


def _texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts) if isinstance(block, TextBlock)]


def test_headings_have_the_numerals_that_only_their_list_gives_them() -> None:
    numbering = _list(_level(0, "chineseCountingThousand", "%1、"), _level(1, "chineseCounting", "（%2）"))
    body = (
        _numbered("总体情况")
        + _numbered("主动公开", 1)
        + _numbered("依申请公开", 1)
        + _numbered("主动公开政府信息情况")
        + _numbered("规章", 1)
        + _numbered("不编号", 0, "0")
    )
    assert _texts(body, numbering=numbering) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开政府信息情况",
        "（一）规章",
        "不编号",
    ]


def test_numbers_come_from_styles_and_the_styles_they_are_based_on() -> None:
    numbering = _list(_level(0, "chineseCounting", "第%1部分"), _level(1, "decimal", "%1.%2", '<w:pStyle w:val="2"/>'))
    styles = (
        '<w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="2"><w:basedOn w:val="1"/></w:style>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{id}"/>') for id, text in (("1", "甲"), ("own", "乙"), ("2", "丙"))
    )
    assert _texts(body, numbering=numbering, styles=styles) == ["第一部分 甲", "第二部分 乙", "二.1 丙"]


def test_bullets_say_nothing_and_other_formats_are_written() -> None:
    formats = ("bullet", "decimalEnclosedCircle", "ideographTraditional", "upperRoman", "lowerLetter", "none")
    numbering = _list(*(_level(depth, format, f"%{depth + 1}、") for depth, format in enumerate(formats)))
    body = "".join(_numbered("文", depth) for depth in range(len(formats)))
    assert _texts(body, numbering=numbering) == ["文", "①、文", "甲、文", "I、文", "a、文", "、文"]


def test_a_list_that_begins_anew_counts_from_its_start() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    body = _numbered("甲") + _numbered("乙") + _numbered("丙", id="2") + _numbered("丁", id="2")
    numbering = _list(_level(0, "chineseCounting", "%1、"), nums=nums)
    assert _texts(body, numbering=numbering) == ["一、甲", "二、乙", "四、丙", "五、丁"]


def test_a_deleted_numbered_paragraph_is_not_counted() -> None:
    removed = f"<w:del {_BY}><w:r><w:delText>删去</w:delText></w:r></w:del>"
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph(removed, f"{numbered}<w:rPr><w:del {_BY}/></w:rPr>") + _numbered("总体情况")
    assert _texts(body, numbering=_list(_level(0, "chineseCounting", "%1、"))) == ["一、总体情况"]


def test_a_number_in_a_cell_belongs_to_its_label() -> None:
    body = tbl(tr(tc(_numbered("予以公开")), tc("5")))
    assert blocks(body, numbering=_list(_level(0, "chineseCounting", "（%1）"))) == [
        Grid(((Cell("（一）予以公开", 0), Cell("5", 1)),))
    ]


# ── The package ──────────────────────────────────────────────────────────────


def test_the_main_part_is_found_by_the_relationships_of_the_package() -> None:
    document = f"<w:document {_NAMESPACES}><w:body>{paragraph('甲')}</w:body></w:document>"
    data = package({"_rels/.rels": _RELATIONSHIPS.format("/word/document2.xml"), "word/document2.xml": document})
    assert read_docx(data).blocks == (TextBlock("甲"),)


def test_the_strict_variant_of_the_standard_is_read() -> None:
    document = f"<w:document {_NAMESPACES}><w:body>{paragraph('甲')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_docx(package({"word\\document.xml": document})).blocks == (TextBlock("甲"),)


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_docx(data)
    assert refused.value.hint is not None
    return refused.value.code


def test_a_truncated_or_garbled_package_is_damaged() -> None:
    data = docx(paragraph("甲") * 200)
    assert _refused(data[: len(data) // 2]) == "damaged"
    assert _refused(package({"word/document.xml": "<w:document"})) == "damaged"
    assert _refused(package({"word/styles.xml": "<x/>"})) == "damaged"
    assert _refused(data[:60] + bytes(40) + data[100:]) == "damaged"


def test_xml_bombs_and_outside_entities_are_refused_unread() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "哈哈哈"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for xml in (laughs, outside, laughs.encode("utf-16")):
        assert _refused(package({"word/document.xml": xml})) == "unpacks-too-large"


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = package({"word/document.xml": bytes(80 * 2**20)})
    tracemalloc.start()
    assert _refused(bomb) == "unpacks-too-large"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40 * 2**20
    assert _refused(package({f"word/{n}.xml": "" for n in range(5000)})) == "unpacks-too-large"


def columns(*widths: int) -> str:
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def test_sides_that_do_not_quite_meet_make_no_column() -> None:
    span = '<w:gridSpan w:val="{}"/>'.format
    above = tr(tc("行政复议", span(2)), tc("行政诉讼", span(3)))
    below = tr(tc("维持"), tc("总计", span(2)), tc("维持"), tc("总计"))
    table = tbl(columns(576, 575, 1, 576, 576), above, below)
    assert blocks(table) == [
        Grid(
            (
                (Cell("行政复议", 0, 2), Cell("行政诉讼", 2, 2)),
                (Cell("维持", 0), Cell("总计", 1), Cell("维持", 2), Cell("总计", 3)),
            )
        )
    ]


@pytest.mark.parametrize("widths", [(576, 1, 576), (576, 576), (0, 0, 0)])
def test_columns_stay_as_counted_where_a_cell_fills_a_sliver_or_widths_are_not_told(widths: tuple[int, ...]) -> None:
    table = tbl(columns(*widths), tr(tc("规章"), tc("3"), tc("0")))
    assert blocks(table) == [Grid(((Cell("规章", 0), Cell("3", 1), Cell("0", 2)),))]
