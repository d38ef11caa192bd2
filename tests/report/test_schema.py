"""The JSON Schema says what the JSON writer writes, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from tests.report.strategies import balanced_report, reports
from tests.report.test_roundtrip import placed_reports

from gongkai.report.edition import editions
from gongkai.report.finding import Place
from gongkai.report.model import Figure, Mark, Report
from gongkai.report.readers.json import read_json
from gongkai.report.schema import SCHEMA, json_schema
from gongkai.report.writers.json import as_json

VALIDATOR = Draft202012Validator(json_schema())


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@given(reports() | placed_reports())
@settings(max_examples=40)
def test_every_report_written_is_valid(report: Report) -> None:
    VALIDATOR.validate(as_json(report))


def test_schema_names_the_editions_parts_tables_and_marks_there_are() -> None:
    schema = json_schema()
    assert schema["properties"]["schema"]["const"] == SCHEMA
    assert schema["properties"]["edition"]["enum"] == [edition.id for edition in editions()]
    for edition in editions():
        assert schema["$defs"]["part"]["properties"]["id"]["enum"] == [part.id for part in edition.parts]
        assert schema["properties"]["tables"]["propertyNames"]["enum"] == [table.id for table in edition.tables]
    assert schema["$defs"]["figure"]["properties"]["mark"]["enum"] == [mark.name.lower() for mark in Mark]
    assert list(schema["$defs"]["place"]["properties"]) == list(Place._fields)
    assert set(schema["$defs"]["figure"]["properties"]) == set(Figure._fields)


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, each in schema.get("properties", {}).items():
            yield name, each
        for each in schema.values():
            yield from properties(each)


def test_every_property_is_described() -> None:
    found = list(properties(json_schema()))
    assert len(found) > 20
    assert [name for name, each in found if not each.get("description")] == []


def test_the_example_is_valid_reads_without_findings_and_is_written_the_same() -> None:
    (example,) = json_schema()["examples"]
    VALIDATOR.validate(example)
    reading = read_json(json.dumps(example))
    assert reading.findings == ()
    assert as_json(reading.report) == example


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "gongkai-report/2"},
        {"edition": "2008"},
        {"year": "2023"},
        {"remark": ""},
        {"parts": [{"id": "seventh"}]},
        {"tables": {"fees": {"rows": []}}},
        {"tables": {"remedies": {"rows": [{"id": "direct_suit", "figures": {"upheld": {"value": "三"}}}]}}},
        {"tables": {"remedies": {"rows": [{"id": "direct_suit", "figures": {"upheld": {"value": 1.5}}}]}}},
        {"tables": {"remedies": {"rows": [{"id": "direct_suit", "figures": {"upheld": {"mark": "blank"}}}]}}},
        {"preamble": [{"text": "导语", "place": {"page": 0}}]},
    ],
)
def test_what_is_not_of_the_format_is_invalid(change: dict[str, Any]) -> None:
    document = as_json(balanced_report())
    assert VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid(document | change)
