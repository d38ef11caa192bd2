from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.rollup import CoDefendant, Level, Member, read_plan

PLAN = """
agency = "青山县人民政府"
year = 2025
kind = "LEVEL"

[[member]]
name = "县政府办公室"
kind = "UNIT"
file = "office.html"
own_office = true

[[member.co_defendant]]
result = "upheld"
count = 2

[[member]]
name = "科学技术局"
kind = "UNIT"
file = "science.html"
until = 2023

[[member]]
name = "科学技术和工业局"
kind = "UNIT"
file = "industry.html"
from = 2024
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_names_the_members_of_its_year(tmp_path: Path) -> None:
    plan = read_plan(_written(tmp_path, PLAN))
    assert (plan.agency, plan.year, plan.level, plan.edition.id) == ("青山县人民政府", 2025, Level.LEVEL, "2021")
    assert plan.members == (
        Member("县政府办公室", Level.UNIT, tmp_path / "office.html", True, (CoDefendant("upheld", 2),)),
        Member("科学技术和工业局", Level.UNIT, tmp_path / "industry.html"),
    )


def test_the_same_plan_for_an_earlier_year_has_the_members_of_then(tmp_path: Path) -> None:
    plan = read_plan(_written(tmp_path, PLAN), year=2022)
    assert [member.name for member in plan.members] == ["县政府办公室", "科学技术局"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("year = 2025", ""), "缺少year"),
        (("year = 2025", "year = 2017"), "2017"),
        (("year = 2025", 'year = "2025"'), "year类型不对"),
        (('kind = "LEVEL"', 'kind = "UNIT"'), "LEVEL"),
        (('kind = "LEVEL"', 'kind = "CITY"'), "CITY"),
        (('kind = "UNIT"\nfile = "office.html"', 'kind = "REGION"\nfile = "office.html"'), "不能并入"),
        (("own_office = true", "own_ofice = true"), "own_ofice"),
        (('result = "upheld"', 'result = "won"'), "co_defendant"),
        (("count = 2", "count = 0"), "正整数"),
        (("from = 2024", "from = 2024\nuntil = 2020"), "from晚于until"),
        (('name = "科学技术和工业局"', 'name = "县政府办公室"'), "不止一次"),
        (("[[member]]", "[[member"), "TOML"),
    ],
)
def test_a_faulty_plan_is_refused_with_file_and_reason(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert change[0] in PLAN
    with pytest.raises(UnreadableDocument) as refused:
        read_plan(_written(tmp_path, PLAN.replace(*change, 1) if said != "TOML" else PLAN.replace(*change)))
    assert "plan.toml" in str(refused.value)
    assert said in str(refused.value)
