"""What office documents hide is listed, by the parts and elements that hold it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gongkai.redaction.inspection.office import of_office

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
O = (  # noqa: E741
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:xlink="l" xmlns:meta="m"'
)


def package(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


CASES = [
    (
        "DOCX",
        "word/comments.xml",
        f'<w:comments {W}><w:comment w:author="甲"><w:t>密</w:t></w:comment></w:comments>',
        "批注：甲 密",
    ),
    (
        "DOCX",
        "word/document.xml",
        f'<w:d {W}><w:del w:author="甲"><w:delText>密</w:delText></w:del></w:d>',
        "修订痕迹：甲 密",
    ),
    (
        "DOCX",
        "word/document.xml",
        f'<w:d {W}><w:moveFrom w:author="甲"><w:t>密</w:t></w:moveFrom></w:d>',
        "修订痕迹：甲 密",
    ),
    (
        "DOCX",
        "word/document.xml",
        f"<w:d {W}><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:d>",
        "隐藏的文字：密",
    ),
    (
        "DOCX",
        "word/styles.xml",
        f'<w:d {W}><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:d>',
        "隐藏的文字：H",
    ),
    ("DOCX", "word/header1.xml", f"<w:hdr {W}><w:t>内部</w:t></w:hdr>", "页眉页脚：内部"),
    ("DOCX", "word/settings.xml", f'<w:s {W}><w:docVar w:name="甲" w:val="密"/></w:s>', "软件自存的数据：甲 = 密"),
    ("DOCX", "word/embeddings/book.xlsx", "", "附件或者内嵌的对象：book.xlsx"),
    ("DOCX", "word/vbaProject.bin", "", "脚本或者宏：vbaproject.bin"),
    ("DOCX", "customXml/item1.xml", "<a/>", "软件自存的数据：item1.xml"),
    ("DOCX", "docProps/core.xml", '<c xmlns:d="d"><d:creator>甲</d:creator></c>', "文档属性：creator = 甲"),
    ("DOCX", "docProps/app.xml", "<c><Company>某局</Company><Pages>3</Pages></c>", "文档属性：Company = 某局"),
    ("DOCX", "docProps/custom.xml", '<c><property name="密级"><v>秘密</v></property></c>', "文档属性：密级 = 秘密"),
    ("DOCX", "docProps/thumbnail.jpeg", "x", "缩略图：thumbnail.jpeg"),
    (
        "DOCX",
        "word/_rels/document.xml.rels",
        '<r><Relationship Type="a/attachedTemplate" Target="//server/a.dot" TargetMode="External"/></r>',
        "外部链接及其缓存：//server/a.dot",
    ),
    ("XLSX", "xl/workbook.xml", f'<w {S}><sheet name="底稿" state="veryHidden"/></w>', "隐藏的工作表或者幻灯片：底稿"),
    ("XLSX", "xl/worksheets/sheet1.xml", f'<w {S}><row r="3" hidden="1"/></w>', "隐藏的行：sheet1 3"),
    ("XLSX", "xl/worksheets/sheet1.xml", f'<w {S}><col min="2" max="4" hidden="true"/></w>', "隐藏的列：sheet1 2–4"),
    ("XLSX", "xl/worksheets/sheet1.xml", f"<w {S}><oddHeader>内部</oddHeader></w>", "页眉页脚：内部"),
    ("XLSX", "xl/comments/comment1.xml", f"<c {S}><comment><t>密</t></comment></c>", "批注：密"),
    (
        "XLSX",
        "xl/threadedComments/threadedComment1.xml",
        "<c><threadedComment><t>密</t></threadedComment></c>",
        "批注：密",
    ),
    ("XLSX", "xl/pivotCache/pivotCacheRecords1.xml", f'<p {S}><s v="密"/><n v="3"/></p>', "透视表的缓存数据：密 3"),
    ("XLSX", "xl/externalLinks/externalLink1.xml", f"<e {S}><v>密</v></e>", "外部链接及其缓存：密"),
    ("PPTX", "ppt/slides/slide2.xml", '<s show="0"/>', "隐藏的工作表或者幻灯片：slide2.xml"),
    ("PPTX", "ppt/notesSlides/notesSlide1.xml", "<s><t>密</t></s>", "批注：密"),
    ("ODT", "content.xml", f"<c {O}><office:annotation><text:p>密</text:p></office:annotation></c>", "批注：密"),
    (
        "ODT",
        "content.xml",
        f"<c {O}><text:changed-region><text:p>密</text:p></text:changed-region></c>",
        "修订痕迹：密",
    ),
    ("ODT", "content.xml", f'<c {O}><text:hidden-text text:string-value="密"/></c>', "隐藏的文字：密"),
    (
        "ODT",
        "content.xml",
        f'<c {O}><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
        '<text:span text:style-name="T1">密</text:span></c>',
        "隐藏的文字：密",
    ),
    (
        "ODS",
        "content.xml",
        f'<c {O}><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        '<table:table table:name="底稿" table:style-name="ta2"/></c>',
        "隐藏的工作表或者幻灯片：底稿",
    ),
    (
        "ODS",
        "content.xml",
        f'<c {O}><table:table-row table:visibility="collapse">密</table:table-row></c>',
        "隐藏的行：密",
    ),
    (
        "ODS",
        "meta.xml",
        f"<c {O}><meta:initial-creator>甲</meta:initial-creator></c>",
        "文档属性：initial-creator = 甲",
    ),
    ("ODS", "Basic/Standard/Module1.xml", "<a/>", "脚本或者宏：module1.xml"),
    ("ODT", "Object 1/content.xml", "<a/>", "附件或者内嵌的对象：object 1/content.xml"),
]


@pytest.mark.parametrize(("format", "part", "content", "said"), CASES)
def test_what_a_document_hides_is_listed(format: str, part: str, content: str, said: str) -> None:
    assert [each.text() for each in of_office(package({part: content}), format)] == [said]


@pytest.mark.parametrize(
    ("format", "part", "content"),
    [
        ("DOCX", "word/document.xml", f'<w:d {W}><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>公开</w:t></w:r></w:d>'),
        ("XLSX", "xl/worksheets/sheet1.xml", f'<w {S}><row r="3" hidden="0"/><oddHeader></oddHeader></w>'),
        ("XLSX", "xl/workbook.xml", f'<w {S}><sheet name="公开" state="visible"/></w>'),
        ("ODS", "content.xml", f'<c {O}><table:table-row table:visibility="visible"/></c>'),
    ],
)
def test_what_is_to_be_seen_is_not_listed(format: str, part: str, content: str) -> None:
    assert of_office(package({part: content}), format) == ()


def test_many_of_a_kind_are_counted() -> None:
    rows = "".join(f'<row r="{row}" hidden="1"/>' for row in range(1, 1001))
    listed = of_office(package({"xl/worksheets/sheet1.xml": f"<w {S}>{rows}</w>"}), "XLSX")
    assert len(listed) == 51
    assert listed[-1].text() == "隐藏的行：×1000"
