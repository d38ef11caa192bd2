"""Synthetic reports: read back as they are known to be, reproducible, chained, faults found where pinned."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from gongkai.cli.main import main
from gongkai.report.checks import check
from gongkai.report.edition import editions
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Reading, Report
from gongkai.report.reading import read_bytes
from gongkai.report.synth import Synthetic, layouts_in, synthesise
from gongkai.report.synth.agencies import Agency, reports_of
from gongkai.report.synth.faults import inject, pinning
from gongkai.report.synth.layouts import LAYOUTS, with_quirks

UNPINNED = Path(__file__).parents[2] / "docs" / "reference" / "unpinned.md"
TIMES = int(os.environ.get("DOCUMENTS", "1"))
"""How many times as many documents are tried: worth an hour, or a change of what reads them."""
COUNT = 250
MANY = 1_000 * TIMES
BARE = 40 * TIMES
FORMATS = {(".html", ".txt"): 400 * TIMES, (".docx",): 80 * TIMES, (".xlsx",): 80 * TIMES, (".pdf",): 50 * TIMES}
"""How many documents of each kind go through reading as well."""


@pytest.fixture(scope="module")
def sound() -> list[Synthetic]:
    """Synthetic reports without faults."""
    return list(synthesise(COUNT, seed=4))


@pytest.fixture(scope="module")
def readings(sound) -> dict[str, Reading]:
    """What is read in each of them, by name."""
    return {each.name: read_bytes(each.data) for each in sound}


def errors_in(reading: Reading) -> set[str]:
    found = (*reading.findings, *check(reading.report))
    return {finding.code for finding in found if finding.severity is Severity.ERROR}


def test_every_synthetic_report_is_read_as_its_truth(sound, readings) -> None:
    assert [each.name for each in sound if figures(readings[each.name].report) != each.truth] == []


def test_reports_without_faults_have_no_errors(readings) -> None:
    assert len(readings) == COUNT
    assert [name for name, reading in readings.items() if errors_in(reading)] == []


def test_every_layout_quirk_and_edition_comes_up(sound) -> None:
    assert {each.layout for each in sound} == {layout.name for layout in LAYOUTS}
    quirks = {quirk for each in sound for quirk in each.quirks}
    assert quirks == {"blank-cells", "strokes", "label-misspelt", "heading-slip", "heading-stop"}
    assert {each.truth["edition"] for each in sound} == {edition.id for edition in editions()}
    assert any("（六）其他处理" in each.truth["requests"] for each in sound if each.truth["edition"] == "2021")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_says_what_the_report_says(layout) -> None:
    for seed in range(2):
        random = Random(seed)
        for report in reports_of(Agency("青山市石桥县水利局", range(2020, 2023), 40.0, seed == 1), random):
            data = layout.write(report, random)
            assert figures(read_bytes(data).report) == figures(report)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(sound) -> None:
    again = [each.data for each in synthesise(30, seed=4)]
    assert again == [each.data for each in sound[:30]]
    assert again != [each.data for each in synthesise(30, seed=5)]


def test_a_greater_count_begins_with_the_same_documents() -> None:
    assert list(synthesise(20, seed=9, faults=0.5)) == list(synthesise(40, seed=9, faults=0.5))[:20]


def test_years_of_an_agency_carry_over(sound) -> None:
    by_agency = defaultdict(list)
    for each in sound:
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


def test_faults_that_an_identity_pins_are_found_among_thousands_of_reports(capsys) -> None:
    pinned = found = 0
    for number in range(MANY):
        random = Random(f"pinned/{number}")
        for report in reports_of(Agency.draw(random, number), random):
            assert errors_in(Reading(report)) == set(), report.title
            wrong, fault = inject(report, random)
            if fault.is_pinned:
                pinned += 1
                found += bool(errors_in(Reading(wrong)) & set(fault.identities))
    with capsys.disabled():
        print(f"\nfaults that an identity pins: {found} of {pinned} found ({found / pinned:.2%})")
    assert pinned > MANY
    assert found >= 0.99 * pinned


@pytest.mark.parametrize("endings", FORMATS, ids=lambda endings: endings[0][1:])
def test_faults_that_an_identity_pins_are_found_in_documents_of_every_format(endings, capsys) -> None:
    pinned = found = 0
    for each in synthesise(FORMATS[endings], 5, 0.7, layouts_in(*endings)):
        reading = read_bytes(each.data)
        assert figures(reading.report) == each.truth, (each.name, each.layout)
        if each.fault is None:
            assert errors_in(reading) == set(), (each.name, each.layout)
        elif each.fault.is_pinned:
            pinned += 1
            found += bool(errors_in(reading) & set(each.fault.identities))
    with capsys.disabled():
        print(f"\nfaults that an identity pins, in {'、'.join(endings)}: {found} of {pinned} found")
    assert pinned > FORMATS[endings] / 3
    assert found >= 0.99 * pinned


def test_tables_without_rules_say_in_every_line_what_ruled_ones_say() -> None:
    """Their text too: no label of theirs is left in the narrative, and no heading is lost to them."""
    ruled, bare = (next(each for each in LAYOUTS if each.name == name) for name in ("pdf", "pdf-borderless"))
    for number in range(BARE):
        random = Random(f"bare/{number}")
        for report in reports_of(Agency.draw(random, number), random):
            shown, _ = with_quirks(report, bare, random)
            read = read_bytes(bare.write(shown, random))
            assert errors_in(read) == set(), number
            assert figures(read.report) == figures(shown), number
            assert narrative(read.report) == narrative(read_bytes(ruled.write(shown, random)).report), number


def narrative(report: Report) -> list[str]:
    """Give a report's text; where its paragraphs part does not count."""
    texts = [f"{part.numeral}{part.heading}{part.text}" for part in report.parts]
    return ["".join(text.split()) for text in (*(each.text for each in report.preamble), *texts)]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_the_reference_lists_the_figures_that_faults_call_unpinned(edition) -> None:
    page = UNPINNED.read_text(encoding="utf-8").split(f"## {edition.id}年版")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| 表")]
    listed = {
        (table, row, column)
        for table, row, columns, *rest in lines
        if not rest and table in {each.label for each in edition.tables}
        for column in columns.split("、")
    }
    unpinned = {
        (table.label, row.label, column.label)
        for table in edition.tables
        for row in table.rows
        for column in table.columns_of[row.id]
        if not pinning(edition, table.id, row.id, column.id)
    }
    assert listed == unpinned


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


def test_command_writes_only_the_formats_asked_for(tmp_path) -> None:
    out = tmp_path / "province"
    asked = ["report", "synth", "--count", "12", "--format", "docx", "--format", "xlsx", "--out", str(out)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert {path.suffix for path in (out / "documents").rglob("*") if path.is_file()} == {".docx", ".xlsx"}
