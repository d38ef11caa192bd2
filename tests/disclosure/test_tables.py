"""The standard catalogue as a table: in one row of headings or as it is published, tried first, out and in again."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county

from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.writing import write_csv, write_xlsx
from gongkai.agencies.models import Office
from gongkai.disclosure.models import CatalogueEntry
from gongkai.disclosure.tables import Standards, plain, read_outlets, read_reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county("publisher", "beside")


def bring(made: County, content: bytes, *, area: str = "", write: bool = True) -> Outcome:
    table = Standards(made.science, area)
    return bring_in(plain(content), table, by=actor(made, "publisher"), on=localdate(), write=write)


def taken_out(made: County, role: str = "publisher") -> list[tuple[str, ...]]:
    return list(Standards(made.science).rows(made.officers[role], localdate()))


def published() -> bytes:
    """Give a catalogue as such are printed: a title, two rows of headings, joined cells, ticks and boxes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:N1", "桓台县义务教育领域基层政务公开标准目录")
        for cells, words in (
            ("A2:A3", "序号"), ("B2:C2", "公开事项"), ("D2:D3", "公开内容\n（要素）"), ("E2:E3", "公开依据"),
            ("F2:F3", "公开时限"), ("G2:G3", "公开主体"), ("H2:H3", "公开渠道和载体"), ("I2:J2", "公开对象"),
            ("K2:L2", "公开方式"), ("M2:N2", "公开层级"),
        ):  # fmt: skip
            sheet.merge_range(cells, words)
        lower = ["一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡级"]
        for place, word in enumerate(lower, start=1):
            if word:
                sheet.write(2, place, word)
        boxes = "■政府网站 □政府公报\n■两微一端 □发布会/听证会"
        rows: list[list[Any]] = [
            [1, "政策文件", "教育法规", "文号\n正文", "【法律】《教育法》", "每季度", "县教体局", boxes,
             "√", "", "√", "", "√", ""],
            [2, "", "规划", "正文", "【规章】", "形成之日起20个工作日内", "县教体局", boxes,
             "", "学生家长", "√", "√", "√", "√"],
        ]  # fmt: skip
        for number, row in enumerate(rows, start=3):
            sheet.write_row(number, 0, row)
        sheet.merge_range("B4:B5", "政策文件")
    return out.getvalue()


def test_a_published_catalogue_comes_in_as_it_is_printed(made: County) -> None:
    tried = bring(made, published(), area="义务教育", write=False)
    assert ([(row.number, row.outcome) for row in tried.rows], tried.bad) == ([(4, "added"), (5, "added")], ())
    assert not CatalogueEntry.objects.exists()
    assert bring(made, published(), area="义务教育").written
    first, second = taken_out(made)
    assert first == (
        "义务教育", "1", "政策文件", "教育法规", "文号\n正文", "【法律】《教育法》", "每季度", "每季度", "县教体局", "",
        "政府网站、两微一端", "全社会", "主动", "县级", "",
    )  # fmt: skip
    assert second[2:4] == ("政策文件", "规划")  # the joined cell counts for both rows
    assert second[7] == "有变动时"
    assert second[11:14] == ("特定群体（学生家长）", "主动、依申请公开", "县级、乡级")


@pytest.mark.parametrize("write", [write_csv, lambda headings, rows: write_xlsx("目录", headings, rows)])
def test_what_goes_out_comes_in_again_and_changes_nothing(made: County, write: Any) -> None:
    bring(made, published(), area="义务教育")
    rows = taken_out(made)
    again = bring(made, write(Standards.headings(), rows))
    assert again.counts == {"added": 0, "changed": 0, "same": 2, "bad": 0}
    assert taken_out(made) == rows
    assert taken_out(made, "beside") == []


def test_a_change_is_shown_before_it_is_written(made: County) -> None:
    office = Office.objects.create(agency=made.science, name="计划科")
    bring(made, published(), area="义务教育")
    rows = [list(row) for row in taken_out(made)]
    rows[0][9], rows[1][6] = office.name, "每月"
    rows[1][7] = ""  # how often is read again from what the period says now
    tried = bring(made, write_csv(Standards.headings(), rows), write=False)
    told = [row.done.changes for row in tried.rows if row.done]
    assert told == [
        (("责任科室", "", "计划科"),),
        (("公开时限", "形成之日起20个工作日内", "每月"), ("更新周期", "有变动时", "每月")),
    ]
    assert CatalogueEntry.objects.filter(office=office).count() == 0


def test_each_fault_is_named_with_its_row_and_column_and_nothing_is_written(made: County) -> None:
    good = ["", "1", "事项", "", "内容", "依据", "每年", "", "", "", "政府网站", "", "", "", ""]
    faults = {1: "一", 7: "偶尔", 9: "没有的科室", 10: "电报", 11: "有些人", 12: "口头", 13: "国家级", 14: "没有"}
    rows = [good, good]
    for place, written in faults.items():
        rows.append([*good[:place], written, *good[place + 1 :]])
        rows[-1][2] = f"事项{place}"
    outcome = bring(made, write_csv(Standards.headings(), rows))
    headings = Standards.headings()
    assert [(row.number, [each.heading for each in row.problems]) for row in outcome.bad] == [
        (3, ["一级事项"]),
        *((number, [headings[place]]) for number, place in enumerate(faults, start=4)),
    ]
    assert (outcome.written, CatalogueEntry.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("政府网站、两微一端", (["website", "social"], "")),
        ("■两微一端 □政府公报 ■政府网站", (["website", "social"], "")),
        ("☑ 社区/企事业单位/村公示栏（电子屏）", (["notice_board"], "")),
        ("政府网站；其他（微信群）", (["website", "other"], "微信群")),
        ("□政府网站", ([], "")),
    ],
)
def test_outlets_are_read_as_they_are_written(written: str, read: tuple[list[str], str]) -> None:
    assert read_outlets(written) == read


def test_a_group_must_be_named() -> None:
    assert [read_reach(each) for each in ("", "全社会", "特定群体：本村村民")] == [
        ("", ""), ("everybody", ""), ("group", "本村村民"),
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="写明是谁"):
        read_reach("特定群体")
