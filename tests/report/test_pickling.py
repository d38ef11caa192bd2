"""Reports and findings go from one process to another and come out the same."""

from __future__ import annotations

import pickle

from tests.report import shapes
from tests.report.strategies import balanced_report

from gongkai.law.citation import cite
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.checks import check
from gongkai.report.edition import Row
from gongkai.report.reading import read_bytes


def test_a_reading_comes_out_alike_and_its_rows_are_those_of_the_edition() -> None:
    reading = read_bytes(shapes.html_plain(balanced_report("2021")).encode())
    again = pickle.loads(pickle.dumps(reading))
    assert again == reading
    assert again.report.edition is reading.report.edition
    for id, table in reading.report.tables.items():
        assert again.report.tables[id].spec is table.spec
        assert all(left is right for left, right in zip(again.report.tables[id].rows, table.rows, strict=True))


def test_findings_come_out_alike_and_say_the_same() -> None:
    found = check(read_bytes(shapes.html_split_tables(balanced_report("2021", texts={"overview": ""})).encode()).report)
    again = pickle.loads(pickle.dumps(found))
    assert found
    assert again == found
    assert [str(finding) for finding in again] == [str(finding) for finding in found]


def test_a_refusal_keeps_its_code_hint_and_citation() -> None:
    error = UnreadableDocument(
        "odd", Message("{n}处", n=Message("三")), hint=Message("请改"), citation=cite("条例第1条")
    )
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, str(again), again.hint, again.citation) == (error.code, str(error), error.hint, error.citation)


def test_a_row_of_no_edition_is_sent_whole() -> None:
    row = Row("own", "本级自设", variants=("自设",))
    assert pickle.loads(pickle.dumps(row)) == row
