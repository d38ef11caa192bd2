import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.strategies import balanced_report

from gongkai.law.errors import UnreadableDocument
from gongkai.report.model import Figure, Mark, Paragraph
from gongkai.report.readers.json import ODD_VALUE, read_json
from gongkai.report.writers.json import as_json

LEAST: dict[str, Any] = {"schema": "gongkai-report/1", "edition": "2021", "agency": "青山县档案局", "year": 2023}


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableDocument) as caught:
        read_json(text)
    return caught.value.code, str(caught.value.message)


def findings(document: dict[str, Any]) -> list[str]:
    reading = read_json(json.dumps(document))
    assert {finding.code for finding in reading.findings} <= {ODD_VALUE.code}
    return [str(finding.message) for finding in reading.findings]


def test_the_least_document_is_a_report() -> None:
    reading = read_json(json.dumps(LEAST))
    assert (reading.report.agency, reading.report.year, reading.report.edition.id) == ("青山县档案局", 2023, "2021")
    assert reading.findings == ()


def test_broken_json_is_refused_with_line_and_column() -> None:
    assert refusal('{\n "schema": "gongkai-report/1",\n') == ("json-invalid", "不是完整的JSON：第3行第1列读不下去。")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"year": NaN}', '{"year": -Infinity}'])
def test_json_beyond_all_bounds_is_refused(text: str) -> None:
    assert refusal(text)[0] == "json-invalid"


def test_json_far_longer_than_any_report_is_refused() -> None:
    assert refusal(json.dumps(LEAST) + " " * 3_000_000)[0] == "too-long"
    assert refusal(json.dumps(LEAST | {"parts": [{"id": "overview"}] * 101}))[0] == "too-long"
    rows = {"applications": {"rows": [{"id": "new", "figures": {}}] * 1001}}
    assert refusal(json.dumps(LEAST | {"tables": rows}))[0] == "too-long"


def test_what_is_odd_without_number_is_not_all_listed() -> None:
    reading = read_json(json.dumps(LEAST | {"preamble": [1] * 5000}))
    assert reading.report.preamble == (Paragraph(""),) * 5000
    assert len(reading.findings) == 101
    assert str(reading.findings[-1].message) == "不合格式之处过多，以下不再逐处列出。"


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"schema": "gongkai-report/2"}', '{"schema": 1}'])
def test_another_schema_is_refused_by_its_path(text: str) -> None:
    assert refusal(text) == ("json-other-schema", "不是本项目格式的JSON：$.schema应为“gongkai-report/1”。")


@pytest.mark.parametrize(("edition", "shown"), [("2008", '"2008"'), (2021, "2021"), (None, "null"), ({}, "{…}")])
def test_an_unknown_edition_is_refused_by_its_path(edition: object, shown: str) -> None:
    assert refusal(json.dumps(LEAST | {"edition": edition})) == (
        "json-unknown-edition",
        f"$.edition的值{shown}不是已知的年报格式版本。",
    )


ROW = {"id": "new", "figures": {}}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": "2023"}, '$.year的值"2023"不合格式。'),
        ({"year": True}, "$.year的值true不合格式。"),
        ({"year": 0}, "$.year的值0不合格式。"),
        ({"agency": ["局"]}, "$.agency的值[…]不合格式。"),
        ({"agency": "\ud800局"}, '$.agency的值"?局"不合格式。'),
        ({"parts": {}}, "$.parts的值{…}不合格式。"),
        ({"parts": [{"id": "seventh"}]}, '$.parts[0].id的值"seventh"不合格式。'),
        ({"parts": [{"heading": "总体情况"}]}, "$.parts[0]缺少“id”。"),
        ({"preamble": ["导语"]}, '$.preamble[0]的值"导语"不合格式。'),
        ({"preamble": [{"text": "导语", "place": {"page": 0}}]}, "$.preamble[0].place.page的值0不合格式。"),
        ({"remark": "附注"}, "$.remark不在格式之内。"),
        ({"tables": {"fees": {"rows": []}}}, "$.tables.fees的值{…}不合格式。"),
        (
            {"tables": {"applications": {"rows": [{"id": "newer", "figures": {}}]}}},
            '$.tables.applications.rows[0].id的值"newer"不合格式。',
        ),
        (
            {"tables": {"applications": {"rows": [ROW | {"figures": {"sum": {"value": 1}}}]}}},
            "$.tables.applications.rows[0].figures.sum的值{…}不合格式。",
        ),
    ],
)
def test_what_is_odd_is_found_at_its_path_and_the_rest_is_read(change: dict[str, Any], message: str) -> None:
    assert findings(LEAST | {"title": "年报"} | change) == [message]
    assert read_json(json.dumps(LEAST | {"title": "年报"} | change)).report.title == "年报"


def test_a_missing_agency_is_found() -> None:
    assert findings({name: value for name, value in LEAST.items() if name != "agency"}) == ["$缺少“agency”。"]


def one_figure(figure: object) -> tuple[Figure, list[str]]:
    rows = [{"id": "new", "figures": {"natural": figure}}]
    document = LEAST | {"tables": {"applications": {"rows": rows}}}
    cell = read_json(json.dumps(document)).report.tables["applications"]["new", "natural"]
    return cell, [
        message.replace("$.tables.applications.rows[0].figures.natural", "…") for message in findings(document)
    ]


@pytest.mark.parametrize(
    ("figure", "cell", "messages"),
    [
        ({"value": 3}, Figure(3, None), []),
        ({"value": None}, Figure(None, Mark.BLANK), []),
        ({"value": None, "mark": "dash"}, Figure(None, Mark.DASH), []),
        ({"value": "三"}, Figure(None, Mark.UNREADABLE, '"三"'), ['….value的值"三"不合格式。']),
        ({"value": [3]}, Figure(None, Mark.UNREADABLE, "[…]"), ["….value的值[…]不合格式。"]),
        ({"value": True}, Figure(None, Mark.UNREADABLE, "true"), ["….value的值true不合格式。"]),
        ({"value": "1e9"}, Figure(None, Mark.UNREADABLE, '"1e9"'), ['….value的值"1e9"不合格式。']),
        ({"value": 3, "mark": "slash"}, Figure(3, None), ['….mark的值"slash"不合格式。']),
        ({"value": None, "mark": "star"}, Figure(None, Mark.BLANK), ['….mark的值"star"不合格式。']),
        ({}, Figure(None, Mark.BLANK), ["…缺少“value”。"]),
        (3, Figure(None, Mark.UNREADABLE, "3"), ["…的值3不合格式。"]),
    ],
)
def test_a_figure_is_read_or_kept_as_unreadable(figure: object, cell: Figure, messages: list[str]) -> None:
    assert one_figure(figure) == (cell, messages)


@pytest.mark.parametrize("number", ["9" * 101, "1e999999999", "9" * 5000])
def test_a_number_longer_than_any_figure_is_no_number(number: str) -> None:
    document = json.dumps(
        LEAST | {"tables": {"applications": {"rows": [{"id": "new", "figures": {"natural": {"value": "?"}}}]}}}
    )
    report = read_json(document.replace('"?"', number)).report
    assert report.tables["applications"]["new", "natural"].mark is Mark.UNREADABLE


def test_a_fraction_written_as_a_number_keeps_its_digits() -> None:
    document = json.dumps(
        LEAST | {"tables": {"applications": {"rows": [{"id": "new", "figures": {"natural": {"value": "?"}}}]}}}
    )
    report = read_json(document.replace('"?"', "0.1000000000000000055511151231257827")).report
    assert str(report.tables["applications"]["new", "natural"].value) == "0.1000000000000000055511151231257827"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def spots(value: Any, set_: Callable[[Any], None] | None = None) -> list[Callable[[Any], None]]:
    """Give for every value in a document a function that puts another in its place."""
    found = [] if set_ is None else [set_]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += spots(inner, lambda new, key=key: value.__setitem__(key, new))  # type: ignore[misc]
    return found


@given(st.data())
@settings(max_examples=300)
def test_whatever_stands_in_place_of_a_value_reading_ends_in_a_report_or_a_refusal(data: st.DataObject) -> None:
    document = as_json(balanced_report("2021"))
    places = spots(document)
    for _ in range(data.draw(st.integers(1, 3))):
        places[data.draw(st.integers(0, len(places) - 1))](data.draw(JUNK))
    assert all("$" in said for said in _said(json.dumps(document)))


def _said(text: str) -> list[str]:
    """Give the findings of reading, or the refusal; broken JSON has no paths and says nothing here."""
    try:
        return [str(finding) for finding in read_json(text).findings]
    except UnreadableDocument as error:
        return [] if error.code == "json-invalid" else [str(error)]
