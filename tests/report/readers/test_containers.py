from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from tests.report.office_shapes import docx_merged, xlsx_three_sheets
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.report.figures import figures
from gongkai.report.reading import read_bytes
from gongkai.untrusted.compound import MAGIC

REPORT = balanced_report("2021")
_SECTOR = 512


def compound(*streams: tuple[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """Give what tells compound files apart: a header, a directory, and behind it the first sectors of the streams."""
    entries = [_entry("Root Entry", 5, 0)]
    entries += [_entry(name, 2, number) for number, (name, _) in enumerate(streams, start=4)]
    entries += [_entry(name, 1, 0) for name in storages]
    header = MAGIC + bytes(22) + struct.pack("<H", 9) + bytes(_SECTOR - 32)
    directory = b"".join(entries).ljust(4 * _SECTOR, b"\0")
    return header + directory + b"".join(content.ljust(_SECTOR, b"\0") for _, content in streams)


def _entry(name: str, kind: int, start: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HB", len(written), kind)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, 4096)


def word(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)


def package(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(data)
    assert refused.value.hint is not None
    return refused.value.code


def test_packages_are_told_by_what_they_hold() -> None:
    for data in (docx_merged(REPORT), xlsx_three_sheets(REPORT)):
        assert figures(read_bytes(data, "report.zip").report) == figures(REPORT)


def test_locked_files_say_so() -> None:
    encrypted = "<manifest><manifest:encryption-data/></manifest>"
    assert _refused(compound(("EncryptionInfo", b""), ("EncryptedPackage", b""))) == "password"
    assert _refused(compound(("1Table", b""), ("WordDocument", word(0x0100)))) == "password"
    assert _refused(package(**{"content_xml": "?", "META-INF__manifest_xml": encrypted})) == "password"


def test_word_and_excel_are_told_apart_also_when_one_holds_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    document, workbook = ("WordDocument", word(0)), ("Workbook", b"")
    assert _refused(compound(document)) == "office-missing"
    assert _refused(compound(workbook)) == "damaged"
    assert _refused(compound(workbook, document, storages=("ObjectPool",))) == "office-missing"
    assert _refused(compound(workbook, document, storages=("MBD00012345",))) == "damaged"


def test_rtf_and_odt_are_for_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert _refused(b"{\\rtf1\\ansi }") == "office-missing"
    assert _refused(package(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>")) == "office-missing"


def test_other_containers_are_refused() -> None:
    assert _refused(package(readme_txt="年报")) == "format-not-supported"
    assert _refused(compound(("PowerPoint Document", b""))) == "format-not-supported"
    assert _refused(package(mimetype="application/vnd.oasis.opendocument.graphics", content_xml="<x/>")) == (
        "format-not-supported"
    )


@pytest.mark.parametrize("left", [8, 400, _SECTOR, 5 * _SECTOR])
def test_a_compound_file_that_ends_before_its_directory_is_damaged(left: int) -> None:
    whole = bytearray(compound(("WordDocument", word(0))))
    content, directory = whole[5 * _SECTOR :], whole[_SECTOR : 5 * _SECTOR]
    whole[48:52] = struct.pack("<I", 4)  # the directory stands behind the document, as Word writes it
    late = bytes(whole[:_SECTOR]) + bytes(content).ljust(4 * _SECTOR, b"\0") + bytes(directory)
    assert _refused(late[:left]) == "damaged"


def test_an_empty_package_is_refused() -> None:
    assert _refused(package()) == "format-not-supported"
