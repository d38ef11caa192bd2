import io
import struct
import tracemalloc
import zipfile

import olefile
import openpyxl
import pytest
from docx import Document

from gongkai.attachments.kinds import KINDS, FileRefused, kind_of

ALL = tuple(KINDS)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(17) + b"\0\0\0\0IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40) + b"\xff\xd9"
TIFF = b"II*\0\x08\0\0\0" + bytes(30)


def docx():
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def zipped(parts, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for name, content in parts.items():
            held.writestr(name, content)
        held.comment = comment
    return out.getvalue()


def office(main, **parts):
    types = f'<Types><Override PartName="/a.xml" ContentType="application/{main}"/></Types>'
    return zipped({"[Content_Types].xml": types, "a.xml": "<a/>", **parts})


PPTX = office("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
OFD = zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"})
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
ODS = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


def ole(*names):
    """A compound file of one sector of a directory, with empty streams of these names."""
    sector = 512
    head = bytearray(sector)
    head[:8] = olefile.MAGIC
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head[76:] = struct.pack("<I", 0) + b"\xff" * (sector - 80)
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (sector - 8)
    entries = [("Root Entry", 5), *[(name, 2) for name in names]]
    directory = b""
    for number, (name, kind) in enumerate(entries):
        written = (name + "\0").encode("utf-16-le")
        right = number + 1 if 0 < number < len(entries) - 1 else 0xFFFFFFFF
        child = 1 if number == 0 and len(entries) > 1 else 0xFFFFFFFF
        directory += written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, 0xFFFFFFFF, right, child)
        directory += bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)
    return bytes(head) + fat + directory.ljust(sector, b"\0")


DOC = ole("WordDocument", "1Table")
XLS = ole("Workbook")

SAMPLES = {
    "a.pdf": (PDF, "pdf"),
    "a.PDF": (b"\xef\xbb\xbf\r\n" + PDF, "pdf"),
    "a.ofd": (OFD, "ofd"),
    "a.docx": (docx(), "docx"),
    "a.xlsx": (xlsx(), "xlsx"),
    "a.pptx": (PPTX, "pptx"),
    "a.doc": (DOC, "doc"),
    "a.wps": (DOC, "doc"),
    "a.xls": (XLS, "xls"),
    "a.et": (XLS, "xls"),
    "a.ppt": (ole("PowerPoint Document"), "ppt"),
    "a.odt": (ODT, "odt"),
    "a.ods": (ODS, "ods"),
    "a.png": (PNG, "png"),
    "a.jpeg": (JPG, "jpg"),
    "a.tif": (TIFF, "tiff"),
    "a.txt": ("政府信息公开".encode(), "txt"),
    "b.txt": ("政府信息公开\x0c".encode("gb18030"), "txt"),
    "c.txt": ("政府信息公开".encode("utf-16"), "txt"),
    "a.csv": ("机关,件数\n科技局,3\n".encode("utf-8-sig"), "csv"),
    "a.zip": (zipped({"a.txt": "x"}), "zip"),
}


def told(content, name, taken=ALL, macros=False):
    return kind_of(io.BytesIO(content), name, taken=taken, macros=macros).code


def refusal(content, name, **more):
    with pytest.raises(FileRefused) as raised:
        told(content, name, **more)
    return raised.value.code


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_known_by_its_content(name):
    content, code = SAMPLES[name]
    assert told(content, name) == code


@pytest.mark.parametrize("name", SAMPLES)
def test_no_kind_passes_under_the_name_of_another(name):
    content, code = SAMPLES[name]
    others = [each for each in KINDS.values() if each.code != code and {each.code, code} != {"txt", "csv"}]
    assert [told_or_not(content, f"a.{each.extensions[0]}") for each in others] == ["file-not-as-named"] * len(others)


def told_or_not(content, name):
    try:
        return told(content, name)
    except FileRefused as error:
        return error.code


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (PDF, "a.exe", "file-kind"),
        (PDF, "a", "file-kind"),
        (b"", "a.pdf", "file-empty"),
        (b"MZ\x90\0" + bytes(200), "a.txt", "file-not-as-named"),
        (b"<html><script>1</script></html>", "a.pdf", "file-not-as-named"),
        (PDF.replace(b"%%EOF", b""), "a.pdf", "file-not-as-named"),  # cut short
        (PNG[:-4], "a.png", "file-not-as-named"),
        (docx()[:-30], "a.docx", "file-not-as-named"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "a.doc", "file-not-as-named"),
        (ole("Other"), "a.doc", "file-not-as-named"),
        (b"\xff\xfe\0", "a.txt", "file-not-as-named"),
    ],
)
def test_what_is_not_as_named_is_refused(content, name, code):
    assert refusal(content, name) == code


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF + zipped({"a.txt": "x"}), "a.pdf"),
        (PNG + zipped({"a.txt": "x"}), "a.png"),
        (JPG + zipped({"a.txt": "x"}, comment=b"\xff\xd9"), "a.jpg"),
        (JPG[:20] + b"<script>alert(1)</script>" + JPG[20:], "a.jpg"),
        (JPG[:20] + PDF + JPG[20:], "a.jpg"),
        (DOC + zipped({"a.txt": "x"}), "a.doc"),
        (TIFF + PDF, "a.tif"),
        (zipped({"a.txt": "x"}) + docx(), "a.docx"),
        (zipped({PDF[:8].decode() + ".txt": "x"}), "a.zip"),
    ],
)
def test_what_is_two_kinds_at_once_is_refused(content, name):
    assert refusal(content, name) == "file-two-kinds"


WITH_MACROS = [
    (office("vnd.ms-word.document.macroEnabled.main+xml", **{"word/vbaProject.bin": "x"}), "a.docx"),
    (office("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", **{"xl/vbaProject.bin": "x"}), "a.xlsx"),
    (office("vnd.ms-word.document.macroEnabled.main+xml", **{"word/another.bin": "x"}), "a.docx"),
    (ole("WordDocument", "Macros"), "a.doc"),
    (ole("Workbook", "_VBA_PROJECT_CUR"), "a.xls"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/script-lc.xml": "x"}), "a.odt"),
]


@pytest.mark.parametrize(("content", "name"), WITH_MACROS)
def test_macros_are_refused_unless_the_site_lets_them_in(content, name):
    assert refusal(content, name) == "file-macros"
    assert told(content, name, macros=True)


def locked_zip():
    content = bytearray(zipped({"a.txt": "x"}))
    at = content.find(b"PK\1\2")
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(("content", "name"), [(ole("EncryptedPackage"), "a.docx"), (locked_zip(), "a.zip")])
def test_what_is_locked_is_refused(content, name):
    assert refusal(content, name) == "file-locked"


def test_a_kind_the_site_does_not_take_is_refused_with_those_it_takes():
    with pytest.raises(FileRefused) as raised:
        told(SAMPLES["a.zip"][0], "a.zip", taken=("pdf", "jpg"))
    assert raised.value.text() == "不收“zip”文件。可以交：pdf jpg jpeg。"


def test_an_archive_of_a_great_many_parts_is_not_listed():
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 20_000, 20_000, 100, 4, 0)
    assert refusal(b"PK\3\4" + bytes(100) + end, "a.zip") == "file-too-many-parts"


def test_a_part_that_says_little_and_holds_much_is_not_read_to_its_end():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("[Content_Types].xml", b" " * 20_000_000)
    assert len(out.getvalue()) < 30_000
    tracemalloc.start()
    assert refusal(out.getvalue(), "a.docx") == "file-not-as-named"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
