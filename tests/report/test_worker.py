"""Documents read in a child with limits: the same readings, and a clear refusal when a document ends the child."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.report import shapes
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.report.reading import read_bytes
from gongkai.report.worker import Limits, Worker, read_in_worker
from gongkai.untrusted import worker as untrusted

PAGE = shapes.html_plain(balanced_report("2021")).encode()

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no limits on resources")


def tall_sheet() -> bytes:
    """Give a small file of ten million cells: two filled ones, far apart."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = sheet["J1048576"] = 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(worker: Worker, data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        worker.read(data)
    assert refused.value.hint is not None
    return refused.value.code


def test_a_worker_reads_as_this_process_does_one_document_after_another() -> None:
    with Worker() as worker:
        first, second = worker.read(PAGE), worker.read(PAGE)
    assert first == second == read_bytes(PAGE)
    assert first.report.edition is read_bytes(PAGE).report.edition


def test_a_refusal_comes_through_whole() -> None:
    with pytest.raises(UnreadableDocument) as here:
        read_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableDocument) as there:
        read_in_worker(b"PK\x03\x04")
    assert (there.value.code, str(there.value)) == (here.value.code, str(here.value))


def test_a_library_missing_in_the_child_is_named_and_the_file_not_blamed(tmp_path, monkeypatch) -> None:
    (tmp_path / "python_calamine.py").write_text("raise ModuleNotFoundError('no', name='python_calamine')\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with Worker() as worker, pytest.raises(UnreadableDocument) as refused:
        worker.read(tall_sheet())
    assert refused.value.code == "library-missing"
    assert "pip install python-calamine" in str(refused.value)


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with Worker(Limits(seconds=0.01)) as hasty:
        assert refusal(hasty, tall_sheet()) == "took-too-long"
    with Worker(Limits(seconds=30)) as worker:
        assert worker.read(PAGE) == read_bytes(PAGE)


def test_who_waits_for_something_and_uses_no_processor_is_given_up_too() -> None:
    with untrusted.Worker("time:sleep", Limits(seconds=0.2)) as waiting:
        begun = time.monotonic()
        with pytest.raises(UnreadableDocument) as refused:
            waiting.ask(30)
        assert refused.value.code == "took-too-long"
        assert time.monotonic() - begun < 20


@posix
def test_a_document_that_takes_too_much_memory_ends_only_its_child() -> None:
    with Worker(Limits(memory=256 * 2**20)) as worker:
        assert worker.read(PAGE) == read_bytes(PAGE)
        assert refusal(worker, tall_sheet()) in ("reading-broke-off", "too-much-memory")
        assert worker.read(PAGE) == read_bytes(PAGE)


@posix
def test_a_child_that_was_killed_is_replaced() -> None:
    with Worker() as worker:
        worker.read(PAGE)
        assert worker._process is not None
        before = worker._process.pid
        os.kill(before, signal.SIGKILL)
        worker._process.wait()
        assert worker.read(PAGE) == read_bytes(PAGE)
        assert worker._process.pid != before


def test_a_closed_worker_leaves_no_child_and_starts_another_when_asked() -> None:
    worker = Worker()
    worker.read(PAGE)
    process = worker._process
    worker.close()
    assert process is not None
    assert process.returncode is not None
    assert worker.read(PAGE) == read_bytes(PAGE)
    worker.close()


@posix
def test_after_a_fork_each_process_has_a_child_of_its_own() -> None:
    script = (
        "import os, sys; from gongkai.report.worker import Worker; worker = Worker()\n"
        "page = sys.stdin.buffer.read(); here = worker.read(page); first = worker._process.pid\n"
        "pid = os.fork()\n"
        "there = worker.read(page); own = worker._process.pid\n"
        "same = there == here and (own == first) == bool(pid)\n"
        "if pid: same = same and os.waitpid(pid, 0)[1] == 0\n"
        "worker.close(); sys.stdout.flush(); os._exit(not same)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], input=PAGE, check=False).returncode == 0


def test_a_module_in_the_current_folder_does_not_stand_in_for_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "charset_normalizer.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with Worker() as worker:
        assert worker.read(PAGE) == read_bytes(PAGE)
