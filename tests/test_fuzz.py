"""The readers are fuzzed for a moment each time, from the same seed; `make fuzz` does it for an hour."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="atheris is not made for this machine or this Python")

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "names", [("html", "text", "json", "recogniser"), ("docx", "xlsx", "pdf", "package", "question")], ids=" ".join
)
def test_nothing_comes_out_of_a_reader_but_what_it_says(names):
    command = [sys.executable, "-m", "fuzz", *names, "--runs=150", "--seconds=20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-8000:]
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == list(names)
    assert done.stdout.count("Done ") == len(names)
