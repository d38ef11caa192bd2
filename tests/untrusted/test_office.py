from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest
from tests.report.office_shapes import docx_merged
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.report.figures import figures
from gongkai.report.reading import read_bytes
from gongkai.untrusted import office
from gongkai.untrusted.office import converted, office_command

REPORT = balanced_report("2021")

# In CI a missing LibreOffice is a failure, not a reason to be silent.
installed = pytest.mark.skipif(
    office_command() is None and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"
)
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


@installed
@pytest.mark.parametrize("format", ["DOC", "RTF"])
def test_a_document_of_word_is_converted_and_read(format: str) -> None:
    reading = read_bytes(converted(docx_merged(REPORT), "DOCX", format))
    assert figures(reading.report) == figures(REPORT)
    assert [part.text for part in reading.report.parts] == [part.text for part in REPORT.parts]


@installed
def test_what_libreoffice_cannot_open_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        converted(b"PK\x03\x04" + bytes(2000), "ODT", "DOCX")
    assert refused.value.code == "not-converted"


@pytest.mark.parametrize(
    ("format", "package"), [("RTF", "libreoffice-writer-nogui"), ("XLSX", "libreoffice-calc-nogui")]
)
def test_without_libreoffice_the_refusal_names_what_to_install(
    format: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match=package) as refused:
        converted(b"{\\rtf1 }", format, "PDF")
    assert refused.value.code == "office-missing"


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    command = folder / "soffice"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc to look for processes in")
def test_a_conversion_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    with pytest.raises(UnreadableDocument) as refused:
        converted(b"{\\rtf1 }", "RTF", "DOCX")
    assert refused.value.code == "took-too-long"
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Tell whether a process runs; one that ended and waits to be noticed does not."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and ") Z" not in state.read_text()


@posix
def test_a_conversion_without_a_result_is_refused_and_its_folder_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, f"pwd > {tmp_path}/folder; ls profile/user > {tmp_path}/profile")
    with pytest.raises(UnreadableDocument) as refused:
        converted(b"{\\rtf1 }", "RTF", "DOCX")
    assert refused.value.code == "not-converted"
    assert not Path((tmp_path / "folder").read_text().strip()).exists()
    assert (tmp_path / "profile").read_text() == "registrymodifications.xcu\n"
