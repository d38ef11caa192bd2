"""Challenges of before come in as a table: tried first, then written as they went, and never twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.county import County, county

from gongkai.agencies.exchange.importing import bring_in
from gongkai.agencies.exchange.writing import write_xlsx
from gongkai.journal.actor import SYSTEM
from gongkai.journal.verifying import differences
from gongkai.law.remedies import Column
from gongkai.remedies.models import Challenge
from gongkai.remedies.table_four import Group, Span, count
from gongkai.remedies.tables import Challenges

pytestmark = pytest.mark.django_db
RECON = {
    "途径": "行政复议", "案号": "桓政复〔2024〕3号", "所涉事项": "未主动公开",
    "没有公开或者没有答复的内容": "某项目的环评批复",
    "作出行为的日期": "2024-03-01", "当事人类型": "自然人", "姓名或者名称": "王小明", "收到副本日期": "2024-04-01",
    "适用的程序": "普通程序", "答复举证日期": "2024-04-10", "收到决定、裁判日期": "2024-05-20", "结果": "确认违法",
}  # fmt: skip
SUIT = {
    **RECON, "途径": "行政诉讼", "案号": "（2024）鲁0321行初1号", "起诉前的复议": "未经复议",
    "复议机关、法院或者受理机关": "桓台县人民法院",
    "收到决定、裁判日期": "2024-07-01", "结果": "判决驳回诉讼请求", "上诉日期": "2024-07-10", "上诉人": "其他当事人",
    "二审法院": "淄博市中级人民法院", "收到二审裁判日期": "2024-10-08", "二审结果": "改判", "改判的结果": "确认违法",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "beside")


def book(*rows: dict[str, str]) -> bytes:
    headings = Challenges.headings()
    return write_xlsx("复议诉讼", headings, [[row.get(heading, "") for heading in headings] for row in rows])


def brought(made: County, *rows: dict[str, str]) -> dict[str, int]:
    table = Challenges(made.science)
    return bring_in(book(*rows), table, by=SYSTEM, on=localdate(), write=True, translate=str).counts


def test_what_went_before_is_taken_over_once_and_counted_in_its_year(made: County) -> None:
    assert brought(made, RECON, SUIT)["added"] == 2
    assert brought(made, RECON, SUIT) == {"added": 0, "changed": 0, "same": 2, "bad": 0}
    recon, suit = Challenge.objects.order_by("pk")
    assert (recon.forum, recon.result, recon.closed_on) == ("桓台县人民政府", "RECON_UNLAWFUL", date(2024, 5, 20))
    assert (recon.answered_on, recon.answered_late) == (date(2024, 4, 10), False)
    assert (suit.result, suit.closed_on, suit.column) == ("SUIT_UNLAWFUL", date(2024, 10, 8), "overturned")
    assert count([made.science], Span.of_year(2024)).totals == {
        Group.RECONSIDERATION: 1,
        Group.DIRECT: 1,
        Group.AFTER: 0,
    }
    assert "王小明" not in str(list(Challenge.objects.values_list()))
    assert list(differences()) == []


def test_what_was_never_accepted_is_taken_over_as_filed_and_counts(made: County) -> None:
    refused = {**RECON, "案号": "桓政复〔2024〕9号", "收到决定、裁判日期": "2024-04-08", "结果": "不予受理"}
    for name in ("适用的程序", "答复举证日期"):
        del refused[name]
    not_filed = {**refused, "途径": "行政诉讼", "复议机关、法院或者受理机关": "桓台县人民法院", "结果": "不予立案"}
    assert brought(made, refused, not_filed)["added"] == 2
    assert [each.result for each in Challenge.objects.order_by("pk")] == ["RECON_NOT_ACCEPTED", "SUIT_NOT_FILED"]
    found = count([made.science], Span.of_year(2024))
    assert found.cells[Group.RECONSIDERATION, Column.OTHER] == found.cells[Group.DIRECT, Column.OTHER] == 1
    accepted = {**refused, "案号": "桓政复〔2024〕10号", "受理、立案日期": "2024-04-02"}
    assert brought(made, accepted)["bad"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"结果": "判决撤销"},
        {"结果": ""},
        {"收到决定、裁判日期": ""},
        {"收到决定、裁判日期": "2024-03-01"},
        {"所涉申请的登记号": "2024-00001"},
        {"没有公开或者没有答复的内容": ""},
        {"当事人类型": "外星人"},
        {"重新答复日期": "2024-06-01"},
    ],
)
def test_what_cannot_have_been_is_said_and_nothing_is_written(made: County, wrong: dict[str, str]) -> None:
    assert brought(made, SUIT, {**RECON, **wrong})["bad"] == 1
    assert not Challenge.objects.exists()


def test_a_table_is_shown_before_it_is_written(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("remedies:import")).content.decode()
    assert reverse("remedies:import-template") in page
    assert not Challenge.objects.exists()
