import subprocess
import sys
from pathlib import Path

SAMPLES = """
import pytest

@pytest.fixture
def county(db): ...

def test_by_fixture(db): ...
def test_by_fixture_of_fixture(county): ...
def test_with_commits(transactional_db): ...
def test_on_a_database_apart(apart): ...
def test_of_neither(tmp_path): ...

@pytest.mark.django_db
def test_by_mark(): ...
"""


def test_the_tests_that_touch_a_database_are_told_from_the_others(tmp_path):
    samples = tmp_path / "test_samples.py"
    samples.write_text(SAMPLES)
    run = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "--rootdir", tmp_path, "-c", "pyproject.toml"]
    done = subprocess.run(
        [*run, "--database", "--collect-only", "-q", "-n", "0", samples],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        encoding="utf-8",
    )
    assert {line.partition("::")[2] for line in done.stdout.splitlines() if "::" in line} == {
        "test_by_fixture",
        "test_by_fixture_of_fixture",
        "test_with_commits",
        "test_on_a_database_apart",
        "test_by_mark",
    }, done.stdout + done.stderr
