"""Each threat that is written down is held by a test there is, and each control by a test or by who runs the site."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
THREATS, CONTROLS = ROOT / "docs" / "threat-model.md", ROOT / "docs" / "djbh.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
OPERATOR = "运营者"


def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rows(page):
    """Give the rows of the tables of a page, by their first cell."""
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {row[0].strip(): row for row in cells if row[0].strip() not in ("编号", "条款", "对象", "对手", "边界")}


@pytest.mark.parametrize("page", [THREATS, CONTROLS], ids=lambda page: page.name)
def test_every_test_that_is_named_is_there(page):
    named = TEST.findall(page.read_text(encoding="utf-8"))
    assert [f"{path}::{name}" for path, name in named if not (ROOT / path).is_file()] == []
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
    assert len(named) >= 20


def test_every_threat_is_held_by_a_test():
    threats = {name: row for name, row in rows(THREATS).items() if re.fullmatch(r"[STRIDE]\d+", name)}
    assert {name for name, row in threats.items() if not TEST.search(" ".join(row))} == set()
    assert {name[0] for name in threats} == set("STRIDE")
    numbers = [int(name[1:]) for name in threats if name[0] == "T"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_control_is_held_by_a_test_or_by_who_runs_the_site():
    controls = {name: row for name, row in rows(CONTROLS).items() if re.match(r"\d", name)}
    assert {name for name, row in controls.items() if not TEST.search(row[-1]) and OPERATOR not in row[-1]} == set()
    assert len(controls) > 30


def test_every_setting_that_a_control_names_there_is():
    from gongkai.config.variables import VARIABLES

    known = {each.variable for each in VARIABLES}
    named = set(re.findall(r"`(GONGKAI_[A-Z_]+)`", THREATS.read_text() + CONTROLS.read_text()))
    assert named - known == set()
    assert named
