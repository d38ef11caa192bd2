"""What is refused, in one line each, and how much of what comes in whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.report import shapes
from tests.report.strategies import balanced_report

from gongkai.cli.report.check import check
from gongkai.cli.report.convert import convert
from gongkai.law.errors import UnreadableDocument
from gongkai.law.language import translator
from gongkai.report.figures import figures
from gongkai.report.model import Reading
from gongkai.report.reading import FORMATS, LARGEST, read_bytes, read_path

REPORT = balanced_report("2021")
PAGE = shapes.html_plain(REPORT)
DUMP = shapes.text_dump(REPORT)
JSON = shapes.writer_for("x.json")(REPORT)

BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t ", "empty"),
    "zeros": (bytes(5000), "not-text"),
    "binary": (bytes(range(256)) * 40, "not-text"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(200), "picture"),
    "pdf": (b"%PDF-1.7\n...", "cut-off"),
    "zip": (b"PK\x03\x04" + bytes(200), "damaged"),
    "ole": (b"\xd0\xcf\x11\xe0" + bytes(5000), "format-not-supported"),
    "ole-cut-off": (b"\xd0\xcf\x11\xe0" + bytes(200), "damaged"),
    "no-tables": ("<html><body><p>政府信息公开指南</p></body></html>".encode(), "no-tables"),
    "prose": ("今天天气很好。".encode(), "no-tables"),
    "old": (
        "<html><body><h1>某县财政局2016年政府信息公开工作年度报告</h1><p>主动公开信息31条。</p></body></html>".encode(),
        "before-2019",
    ),
    "old-in-the-later-form": (
        shapes.html_plain(balanced_report("2019", year=2017, texts={"overview": "2017年公开信息31条。"})).encode(),
        "before-2019",
    ),
    "json": (b'{"a": 1}', "json-other-schema"),
    "json-broken": (b'{"schema": ', "json-invalid"),
    "unknown-edition": (JSON.replace(b'"edition": "2021"', b'"edition": "2031"'), "json-unknown-edition"),
    "two-reports": (
        (PAGE + shapes.html_plain(balanced_report("2021", year=2022, agency="白水县民政局"))).encode(),
        "two-reports",
    ),
    "cut-in-a-table": (PAGE[: PAGE.index("2.重复申请")].encode(), "cut-off"),
    "cut-in-a-tag": (PAGE[: PAGE.index("<td", PAGE.index("2.重复申请")) + 3].encode(), "cut-off"),
    "cut-before-the-tables": (PAGE[: PAGE.index("<table") + 4].encode(), "cut-off"),
    "cut-after-the-tables": (PAGE[: PAGE.index("五、存在")].encode(), "cut-off"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_report_is_refused_in_one_line(name: str) -> None:
    data, code = BAD[name]
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(data)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
    assert refused.value.hint is not None


@pytest.mark.parametrize(
    "data",
    [
        PAGE.replace("</body>", "<p>" + "政府信息" * 300_000 + "</p></body>"),
        DUMP + "\n" + ("字\t" * 50 + "\n") * 2500,
        PAGE.replace("</body>", "<p>一、总体情况。收到申请。</p>" * 101 + "</body>"),
    ],
    ids=["narrative", "cells", "headings"],
)
def test_a_report_among_far_more_than_any_report_holds_is_refused(data: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(data.encode())
    assert refused.value.code == "too-long"


def test_two_reports_are_named() -> None:
    with pytest.raises(UnreadableDocument, match=r"青山县档案局2023年.*白水县民政局2022年"):
        read_bytes(BAD["two-reports"][0])


def test_a_table_shown_twice_alike_is_one_report() -> None:
    table = PAGE[PAGE.index("<table") : PAGE.index("</table>") + len("</table>")]
    assert figures(read_bytes(PAGE.replace(table, table + table).encode()).report) == figures(REPORT)


def test_a_page_without_its_end_is_read_when_the_report_is_whole() -> None:
    assert figures(read_bytes(PAGE.replace("</body></html>", "").encode()).report) == figures(REPORT)


def test_a_file_over_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    with file.open("wb") as handle:
        handle.truncate(300 * 2**20)
    with pytest.raises(UnreadableDocument) as refused:
        read_path(file)
    assert refused.value.code == "too-large"
    assert LARGEST < 300 * 2**20


def test_a_file_is_told_by_its_content_not_its_name(tmp_path: Path) -> None:
    file = tmp_path / "report.doc"
    file.write_bytes(PAGE.encode("gb18030"))
    assert figures(read_path(file).report) == figures(REPORT)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_an_os_error(tmp_path: Path) -> None:
    file = tmp_path / "locked.html"
    file.write_text("x")
    file.chmod(0)
    with pytest.raises(PermissionError):
        read_path(file)


def _read_or_refused(data: bytes) -> Reading | UnreadableDocument:
    try:
        return read_bytes(data)
    except UnreadableDocument as error:
        return error


SOURCES = (JSON, *(shape(REPORT).encode(encoding) for shape in shapes.SHAPES for encoding in ("utf-8", "gb18030")))
MUTATION = st.tuples(
    st.sampled_from(["cut", "drop", "double", "replace", "insert"]), st.floats(0, 1), st.binary(max_size=12)
)


def _mutated(data: bytes, mutations: list[tuple[str, float, bytes]]) -> bytes:
    for kind, where, junk in mutations:
        at = int(where * len(data))
        match kind:
            case "cut":
                data = data[: max(at, 1)]
            case "drop":
                data = data[:at] + data[at + 40 :]
            case "double":
                data = data[:at] + data[at : at + 3000] + data[at:]
            case "replace":
                data = data[:at] + junk + data[at + len(junk) :]
            case _:
                data = data[:at] + junk + data[at:]
    return data


@settings(
    max_examples=int(os.environ.get("GONGKAI_FUZZ", "400")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(source=st.sampled_from(SOURCES), mutations=st.lists(MUTATION, min_size=1, max_size=6))
def test_no_mutated_document_lets_an_exception_escape(source: bytes, mutations: list[tuple[str, float, bytes]]) -> None:
    result = _read_or_refused(_mutated(source, mutations))
    if isinstance(result, Reading):
        assert all(str(finding) for finding in result.findings)
        figures(result.report)
    else:
        assert str(result)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("一二三四五六、（）.规章 \t\n0123456789|<>table/trd总计件")))
def test_no_text_lets_an_exception_escape(text: str) -> None:
    _read_or_refused(text.encode())


def test_every_format_that_is_read_is_named_where_a_file_is_refused_and_in_the_help():
    names = [str(name) for name in FORMATS]
    assert {"HTML", "PDF", "DOCX", "DOC", "WPS", "RTF", "ODT", "XLSX", "XLSB", "XLS", "ODS", "JSON"} <= set(names)
    with pytest.raises(UnreadableDocument) as refused:
        read_bytes(bytes(5000))
    assert "、".join(names) in str(refused.value)
    assert "DOCX, XLSX" in refused.value.text(translator("en"))
    for command in (check, convert):
        assert [name for name in names if name not in str(command.about)] == []
