from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.errors import UnreadableDocument
from gongkai.report.rollup import CoDefendant, Level, Member, read_plan
from gongkai.report.rollup.plan import LARGEST

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
        (("year = 2025", "year = 20250"), "20250"),
        (("year = 2025", f"year = {'9' * 5000}"), "TOML"),
        (('agency = "青山县人民政府"', 'agency = " "'), "agency是空的"),
        (('name = "科学技术和工业局"', 'name = ""'), "第3个member的name是空的"),
        (('file = "industry.html"', 'file = ""'), "第3个member的file是空的"),
        (('file = "industry.html"', 'file = "a\\u0000b"'), "第3个member的file"),
        (('file = "industry.html"', 'file = "x/../office.html"'), "同一个文件"),
        (('file = "industry.html"', 'file = "./plan.toml"'), "就是这份汇总计划"),
        (("from = 2024", "own_office = true"), "都标为own_office"),
        (('name = "科学技术和工业局"', 'name = "县政府 办公室"'), "不止一次"),
        (("year = 2025", f"{'a.' * 6000}a = 1"), "第3行超过10000个字符"),
        (("year = 2025", f"year = {'[' * 9000}"), "TOML"),
        (("year = 2025", "year == 2025"), "第3行不符合 TOML 语法"),
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
        read_plan(_written(tmp_path, PLAN.replace(*change, 1)))
    assert "plan.toml" in str(refused.value)
    assert said in str(refused.value)


def test_a_region_is_no_member_of_itself_and_only_a_unit_is_an_office(tmp_path: Path) -> None:
    region = PLAN.replace('kind = "LEVEL"', 'kind = "REGION"')
    level = region.replace('kind = "UNIT"\nfile = "office.html"', 'kind = "LEVEL"\nfile = "office.html"')
    with pytest.raises(UnreadableDocument, match="不能标为own_office"):
        read_plan(_written(tmp_path, level))
    itself = region.replace('name = "科学技术和工业局"\nkind = "UNIT"', 'name = "青山县人民政府"\nkind = "REGION"')
    with pytest.raises(UnreadableDocument, match="不能把自己作为成员"):
        read_plan(_written(tmp_path, itself))


def test_a_file_may_name_the_year_of_the_roll_up(tmp_path: Path) -> None:
    path = _written(tmp_path, PLAN.replace("office.html", "{year}/office.html"))
    assert read_plan(path, year=2022).members[0].file == tmp_path / "2022" / "office.html"


def test_a_plan_is_read_no_further_than_a_plan_goes(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="超过4MB"):
        read_plan(_written(tmp_path, PLAN + "# \n" * (LARGEST // 3)))
    (tmp_path / "plan.toml").write_bytes("agency = '青山'".encode("gb18030"))
    with pytest.raises(UnreadableDocument, match="UTF-8"):
        read_plan(tmp_path / "plan.toml")


def test_three_thousand_members_are_read(tmp_path: Path) -> None:
    more = "".join(f'[[member]]\nname = "单位{i}"\nkind = "UNIT"\nfile = "{i}.html"\n' for i in range(3_000))
    assert len(read_plan(_written(tmp_path, PLAN + more)).members) == 3_002
