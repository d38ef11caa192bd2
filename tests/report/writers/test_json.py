import json
from dataclasses import replace
from decimal import Decimal

from tests.report.strategies import balanced_report, with_figure, with_table

from gongkai.report.finding import Place
from gongkai.report.model import Figure, Mark
from gongkai.report.writers.json import as_json, write_json


def test_counts_are_integers_and_money_is_a_string_with_its_decimals() -> None:
    report = with_figure(balanced_report("2021"), "proactive", "administrative_charges", "fees", Decimal("7730.20"))
    rows = {row["id"]: row["figures"] for row in as_json(report)["tables"]["proactive"]["rows"]}
    assert rows["administrative_charges"] == {"fees": {"value": "7730.20", "written": "7730.20", "unit": "万元"}}
    assert rows["penalties"] == {"decisions": {"value": 0, "written": "0"}}


def test_a_cell_without_a_number_says_what_it_holds() -> None:
    report = with_figure(balanced_report("2021"), "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "rules", "repealed", Mark.BLANK)
    (rules, *_) = as_json(report)["tables"]["proactive"]["rows"]
    assert rules == {
        "id": "rules",
        "label": "规章",
        "figures": {
            "made": {"value": None, "mark": "slash", "written": "/"},
            "repealed": {"value": None, "mark": "blank"},
            "effective": {"value": 0, "written": "0"},
        },
    }


def test_a_place_names_only_what_is_known() -> None:
    report = balanced_report("2021")
    table = report.tables["remedies"]
    cell = Figure(2, None, "2", Place(page=3, table="表四", row=4))
    placed = replace(table, figures={**table.figures, ("reconsideration", "upheld"): cell})
    (first, *_) = as_json(with_table(report, placed))["tables"]["remedies"]["rows"]
    assert first["figures"]["upheld"]["place"] == {"page": 3, "table": "表四", "row": 4}


def test_file_is_utf8_with_chinese_as_it_is() -> None:
    data = write_json(balanced_report("2021"))
    assert "青山县档案局".encode() in data
    assert json.loads(data)["schema"] == "gongkai-report/1"
