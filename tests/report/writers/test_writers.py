import pytest
from tests.report.strategies import balanced_report

from gongkai.report.writers import WRITERS, writer_for


@pytest.mark.parametrize("name", ["年报.html", "年报.HTM", "a/b.json", "report.txt"])
def test_a_writer_is_found_by_the_ending(name: str) -> None:
    writer = writer_for(name)
    assert writer is not None
    assert "青山县档案局".encode() in writer(balanced_report())


@pytest.mark.parametrize("name", ["年报.pdf", "html", "", "年报.json.bak"])
def test_there_is_no_writer_for_other_endings(name: str) -> None:
    assert writer_for(name) is None


def test_every_ending_listed_finds_its_writer() -> None:
    assert {ending: writer_for(f"年报{ending}") for ending in WRITERS} == dict(WRITERS)
