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
from gongkai.report.readers import office
from gongkai.report.readers.office import office_command, read_by_office
from gongkai.report.reading import read_bytes

REPORT = balanced_report("2021")

# In CI a missing LibreOffice is a failure, not a reason to be silent.
installed = pytest.mark.skipif(
    office_command() is None and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"
)
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


def _converted(data: bytes, format: str, folder: Path) -> bytes:
    """Give a DOCX in another format, by LibreOffice itself."""
    command = office_command()
    assert command is not None, "install libreoffice-writer-nogui"
    source = folder / "report.docx"
    source.write_bytes(data)
    profile = folder / "profile"
    arguments = [command, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", format]
    office._run([*arguments, "--outdir", str(folder), str(source)], str(folder), format)
    return (folder / f"report.{format}").read_bytes()


@installed
@pytest.mark.parametrize("format", ["doc", "rtf"])
def test_a_document_of_word_is_converted_and_read(format: str, tmp_path: Path) -> None:
    reading = read_bytes(_converted(docx_merged(REPORT), format, tmp_path))
    assert figures(reading.report) == figures(REPORT)
    assert [part.text for part in reading.report.parts] == [part.text for part in REPORT.parts]


@installed
def test_what_libreoffice_cannot_open_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_by_office(b"PK\x03\x04" + bytes(2000), "ODT")
    assert refused.value.code == "not-converted"


def test_without_libreoffice_the_refusal_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match="libreoffice-writer-nogui") as refused:
        read_by_office(b"{\\rtf1 }", "RTF")
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
        read_by_office(b"{\\rtf1 }", "RTF")
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
        read_by_office(b"{\\rtf1 }", "RTF")
    assert refused.value.code == "not-converted"
    assert not Path((tmp_path / "folder").read_text().strip()).exists()
    assert (tmp_path / "profile").read_text() == "registrymodifications.xcu\n"
