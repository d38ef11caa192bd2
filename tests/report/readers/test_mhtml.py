"""Pages saved as a single file are read as the page in them is."""

from __future__ import annotations

import base64
import quopri

import pytest
from tests.report.shapes import html_plain
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.report.figures import figures
from gongkai.report.reading import read_bytes

REPORT = balanced_report("2021")
HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="----=_Next"\r\n\r\n'
PICTURE = b"------=_Next\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"


def _saved(encoding: str, page: bytes, charset: str) -> bytes:
    head = f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n'
    part = b"------=_Next\r\n" + head.encode() + b"Content-Location: file:///C:/report.htm\r\n\r\n" + page
    return b"From: <Saved by a browser>\r\n" + HEAD + part + b"\r\n" + PICTURE + b"------=_Next--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_page_saved_as_one_file_gives_the_same_figures(encoding: str, charset: str) -> None:
    page = html_plain(REPORT).replace("〔", "(").encode(charset)
    written = base64.encodebytes(page) if encoding == "base64" else quopri.encodestring(page)
    reading = read_bytes(_saved(encoding, written, charset))
    assert figures(reading.report) == figures(REPORT)
    assert [each.code for each in reading.findings] == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEAD + PICTURE, "no-tables"),
        (HEAD + b"------=_Next\r\nContent-Type: text/html\r\n\r\n\r\n", "no-tables"),
        (
            HEAD + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n) for n in range(30)),
            "too-long",
        ),
        (HEAD + b"QQ\n" * 600_000, "too-long"),
    ],
    ids=["no page", "nothing in it", "parts within parts", "lines without end"],
)
def test_what_holds_no_page_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(data)
    assert refused.value.code == code
