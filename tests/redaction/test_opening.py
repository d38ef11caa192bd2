"""Any file is taken, or refused in one line; other formats through LibreOffice."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from tests.missing import missing
from tests.redaction import shapes
from tests.redaction.shapes import SECRET, holds, plain, saved, text_of

from gongkai.law.errors import UnreadableDocument
from gongkai.redaction import opening
from gongkai.redaction.finding import find
from gongkai.redaction.opening import prepare
from gongkai.redaction.pages import MOST_PAGES
from gongkai.redaction.redacting import redact
from gongkai.untrusted.office import office_command


def locked_pdf() -> bytes:
    out = BytesIO()
    plain().save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def many_pages() -> bytes:
    pdf = pikepdf.new()
    for _ in range(MOST_PAGES + 1):
        pdf.add_blank_page()
    return saved(pdf)


def package(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def dense_page() -> bytes:
    pdf = plain(1, b"BT /F 1 Tf " + b"(%s) Tj " % (b"x" * 1000) * 21 + b"ET")
    return saved(pdf)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"words", "format-not-supported"),
        (b"%PDF-1.7 and no more", "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (package(readme_txt=b"x"), "format-not-supported"),
        (locked_pdf(), "password"),
        (many_pages(), "too-many-pages"),
        (saved(pikepdf.new()), "damaged"),
        (dense_page(), "too-many-characters"),
        (package(word__document_xml=b"<a>" + b" " * (17 * 2**20) + b"</a>"), "unpacks-too-large"),
    ],
    ids=["empty", "text", "pdf", "zip", "other-zip", "locked", "many-pages", "no-page", "dense-page", "bomb"],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        prepare(data)
    assert refused.value.code == code
    assert refused.value.hint is not None


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 100)
    with pytest.raises(UnreadableDocument) as refused:
        prepare(saved(plain()))
    assert refused.value.code == "too-large"


def test_a_pdf_that_anybody_may_open_but_not_copy_is_taken() -> None:
    out = BytesIO()
    plain(1, shapes.write(SECRET)).save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    redacted = redact(prepare(out.getvalue()), [])
    with pikepdf.open(BytesIO(redacted.pdf)) as pdf:
        assert not pdf.is_encrypted
    assert SECRET in text_of(redacted.pdf)


def test_a_field_that_no_form_lists_is_taken_as_it_is_seen() -> None:
    pdf = plain()
    shown = shapes.drawing(pdf, shapes.write(SECRET, 2, 4))
    shapes.annotate(pdf, pdf.pages[0], Subtype=pikepdf.Name.Widget, AP=pikepdf.Dictionary(N=shown))
    out = BytesIO()
    with pytest.warns(pikepdf.exceptions.PageCopyWarning):
        pdf.save(out)
    assert find(prepare(out.getvalue()), kinds=(), words=[SECRET])


def test_a_workbook_is_redacted_without_what_it_hides() -> None:
    if office_command() is None:
        missing("LibreOffice", "libreoffice-calc-nogui")
    book = Workbook()
    sheet = book.worksheets[0]
    for row, name in enumerate(("张三", "李四", "赵六"), 1):
        sheet.append([name, SECRET, "公开"])
        sheet.row_dimensions[row].hidden = row == 2
    sheet.column_dimensions["B"].hidden = True
    sheet["A1"].comment = Comment(SECRET, "王五")
    hidden = book.create_sheet("底稿")
    hidden["A1"] = SECRET
    hidden.sheet_state = "veryHidden"
    out = BytesIO()
    book.save(out)
    document = prepare(out.getvalue())
    kinds = {each.kind.code for each in document.hidden}
    assert {"hidden_row", "hidden_column", "hidden_sheet", "comment", "property"} <= kinds
    marks = [mark for each in find(document, words=["张三"]) for mark in each.marks("DENY_4")]
    redacted = redact(document, marks)
    assert not holds(redacted.pdf, SECRET)
    text = "".join(text_of(redacted.pdf).split())
    assert [name in text for name in ("张三", "李四", "赵六", "公开")] == [False, False, True, True]
