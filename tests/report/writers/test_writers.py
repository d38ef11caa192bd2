import subprocess
import sys

import pytest
from tests.report.strategies import balanced_report

from gongkai.report.writers import WRITERS, writer_for


@pytest.mark.parametrize("name", ["年报.html", "年报.HTM", "a/b.json", "report.txt"])
def test_a_writer_is_found_by_the_ending(name: str) -> None:
    writer = writer_for(name)
    assert writer is not None
    assert "青山县档案局".encode() in writer(balanced_report())


@pytest.mark.parametrize(
    ("name", "magic"), [("年报.docx", b"PK\x03\x04"), ("年报.XLSX", b"PK\x03\x04"), ("年报.pdf", b"%PDF-1.7")]
)
def test_a_writer_of_files_for_offices_is_found_by_the_ending(name: str, magic: bytes) -> None:
    writer = writer_for(name)
    assert writer is not None
    assert writer(balanced_report()).startswith(magic)


def test_libraries_are_loaded_only_when_a_file_is_written() -> None:
    heavy = "'typst', 'xlsxwriter', 'pylopdf_fonts_zh_cn', 'lxml', 'docx', 'openpyxl'"
    code = f"import sys, gongkai.report.writers; print({{{heavy}}} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("name", ["年报.doc", "html", "", "年报.json.bak"])
def test_there_is_no_writer_for_other_endings(name: str) -> None:
    assert writer_for(name) is None


def test_every_ending_listed_finds_its_writer() -> None:
    assert {ending: writer_for(f"年报{ending}") for ending in WRITERS} == dict(WRITERS)
