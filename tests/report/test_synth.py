"""Synthetic reports: read back as they are known to be, reproducible, chained, faults found where pinned."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from random import Random

import pytest
from click.testing import CliRunner

from gongkai.cli.main import main
from gongkai.report.checks import check
from gongkai.report.edition import editions
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.reading import read_bytes
from gongkai.report.synth import synthesise
from gongkai.report.synth.agencies import Agency, reports_of
from gongkai.report.synth.faults import inject, pinning
from gongkai.report.synth.layouts import LAYOUTS

COUNT = 250
SOUND = list(synthesise(COUNT, seed=3))


def errors(data: bytes) -> set[str]:
    return {finding.code for finding in check(read_bytes(data).report) if finding.severity is Severity.ERROR}


def test_every_synthetic_report_is_read_as_its_truth() -> None:
    assert [each.name for each in SOUND if figures(read_bytes(each.data).report) != each.truth] == []


def test_reports_without_faults_have_no_errors() -> None:
    assert [each.name for each in SOUND if errors(each.data)] == []


def test_every_layout_quirk_and_edition_comes_up() -> None:
    assert {each.layout for each in SOUND} == {layout.name for layout in LAYOUTS}
    quirks = {quirk for each in SOUND for quirk in each.quirks}
    assert quirks == {"blank-cells", "strokes", "label-misspelt", "heading-slip"}
    assert {each.truth["edition"] for each in SOUND} == {edition.id for edition in editions()}
    assert any("（六）其他处理" in each.truth["requests"] for each in SOUND if each.truth["edition"] == "2021")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_says_what_the_report_says(layout) -> None:
    for seed in range(2):
        random = Random(seed)
        for report in reports_of(Agency("青山市石桥县水利局", range(2020, 2023), 40.0, seed == 1), random):
            data = layout.write(report, random)
            assert figures(read_bytes(data).report) == figures(report)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    again = [each.data for each in synthesise(30, seed=3)]
    assert again == [each.data for each in SOUND[:30]]
    assert again != [each.data for each in synthesise(30, seed=4)]


def test_a_greater_count_begins_with_the_same_documents() -> None:
    assert list(synthesise(20, seed=9, faults=0.5)) == list(synthesise(40, seed=9, faults=0.5))[:20]


def test_years_of_an_agency_carry_over() -> None:
    by_agency = defaultdict(list)
    for each in SOUND:
        by_agency[each.truth["agency"]].append(each.truth)
    links = [link for years in by_agency.values() for link in pairwise(years)]
    assert len(links) > 50
    for before, after in links:
        assert after["year"] == before["year"] + 1
        carried = before["requests"]["四、结转下年度继续办理"]
        got = after["requests"]["二、上年结转政府信息公开申请数量"]
        assert [number or 0 for number in got] == [number or 0 for number in carried]


def test_sizes_have_a_heavy_tail() -> None:
    sizes = sorted(Agency.draw(Random(f"1/{number}"), number).size for number in range(4000))
    assert sizes[2000] < 5
    assert sizes[-1] > 1000
    assert sum(sizes[-40:]) > sum(sizes) / 3


def test_names_of_agencies_do_not_repeat() -> None:
    names = {Agency.draw(Random(1), number).name for number in range(20_000)}
    assert len(names) == 20_000


def test_faults_that_an_identity_pins_are_found() -> None:
    faulty = list(synthesise(COUNT, seed=5, faults=1.0))
    pinned = [each for each in faulty if each.fault is not None and each.fault.is_pinned]
    assert len(pinned) > COUNT / 2
    found = [each for each in pinned if errors(each.data) & set(each.fault.identities)]
    assert len(found) >= 0.99 * len(pinned)


def test_truth_of_a_faulty_report_is_what_it_says() -> None:
    faulty = list(synthesise(60, seed=6, faults=1.0))
    assert [each.name for each in faulty if figures(read_bytes(each.data).report) != each.truth] == []


def test_a_fault_changes_one_figure() -> None:
    random = Random(1)
    (report, *_) = reports_of(Agency("青山市石桥县水利局", range(2021, 2022), 40.0, False), random)
    for _ in range(50):
        wrong, fault = inject(report, random)
        changed = {
            (id, *key): figure.value
            for id, table in wrong.tables.items()
            for key, figure in table.figures.items()
            if figure.value != report.tables[id][key].value
        }
        assert changed == {(fault.table, fault.row, fault.column): fault.printed}
        assert fault.correct == report.tables[fault.table][fault.row, fault.column].value


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_identities_pin_tables_three_and_four_and_nothing_of_table_two(edition) -> None:
    pinned = {
        table.id: {
            bool(pinning(edition, table.id, row.id, column.id))
            for row in table.rows
            for column in table.columns_of[row.id]
        }
        for table in edition.tables
    }
    assert pinned == {"proactive": {False}, "applications": {True}, "remedies": {True}}


def test_command_writes_documents_and_a_manifest(tmp_path) -> None:
    out = tmp_path / "province"
    asked = ["report", "synth", "--count", "12", "--seed", "5", "--faults", "1", "--out", str(out)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(line["file"] for line in lines) == sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name != "manifest.jsonl"
    )
    for line in lines:
        assert figures(read_bytes((out / line["file"]).read_bytes()).report) == line["truth"]
        (fault,) = line["faults"]
        assert fault["correct"] != fault["printed"]
        assert fault["pinned"] == bool(fault["identities"])
    again = CliRunner().invoke(main, asked)
    assert again.exit_code == 1
    assert "不是空的" in again.stderr
