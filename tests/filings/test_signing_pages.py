"""What the page of a report says of its way to the public, what waits at home, and who is told."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils.timezone import localdate
from tests.casework import actor, apply
from tests.county import County, county
from tests.signing import begun, explained, published, sent, signed

from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Version
from gongkai.filings.signing.comparing import compared
from gongkai.filings.signing.dues import dues
from gongkai.filings.signing.services import amend, approve, return_
from gongkai.filings.signing.steps import due_of, obstacles, steps_of
from gongkai.notifications.models import Notice
from gongkai.report.readers.json import read_json

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    explained(made, begun(made))  # once for all tests, to each of which it is begun and explained already
    return made


def page(made: County, role: str, address: str) -> str:
    client = Client()
    client.force_login(made.officers[role])
    return client.get(f"/desk/filings/{address}").content.decode()


def file_name(made: County, address: str) -> str:
    client = Client()
    client.force_login(made.officers["head"])
    return unquote(client.get(f"/desk/filings/{address}").headers["Content-Disposition"])


def waiting(made: County, role: str) -> list[str]:
    return [each.what for pile in dues(made.officers[role], localdate()) for each in pile.take(9)]


def told(made: County, role: str) -> list[str]:
    return list(Notice.objects.filter(officer=made.officers[role]).order_by("pk").values_list("kind", flat=True))


def test_each_step_says_whose_turn_it_is_and_tells_them(made):
    filing = sent(made, begun(made))
    states = [(each.words, each.state, each.who) for each in steps_of(Filing.objects.get(pk=filing.pk), localdate())]
    assert states == [
        ("编制、冻结", "done", ""),
        ("送审", "done", "handler·某"),
        ("公开工作机构负责人审核", "now", "head·某"),
        ("分管领导（第一责任人）签发", "left", ""),
        ("向社会公布", "left", ""),
    ]
    assert (told(made, "head"), waiting(made, "head")) == (["filing.turn"], [f"{filing} 待审核、签发"])
    assert waiting(made, "leader") == []
    approve(filing, remarks="数字已核对", by=actor(made, "head"))
    assert (waiting(made, "head"), waiting(made, "leader")) == ([], [f"{filing} 待审核、签发"])
    shown = page(made, "leader", f"{filing.pk}/")
    assert "数字已核对" in shown
    assert f'href="/desk/filings/{filing.pk}/do/sign/"' in shown
    assert "/text/" not in shown  # nobody writes now
    return_(filing, reason="第五部分请补充措施", by=actor(made, "leader"))
    assert told(made, "handler") == ["filing.returned"]
    assert "第五部分请补充措施" in page(made, "handler", f"{filing.pk}/")
    signed(made, filing)
    assert waiting(made, "publisher") == [f"{filing} 待公布"]


def test_what_is_in_the_way_is_said_before_it_is_sent(made):
    filing = begun(made, 2024)
    services.write(filing, "overview", "改", by=actor(made, "head"))
    assert obstacles(filing, gate(filing), localdate()) == [
        f"检查还有{sum(each.stands_in_the_way for each in gate(filing).judged)}处要处理。",
        "数字还没有冻结，由head·某、leader·某冻结。",
        "“公开工作机构负责人审核”只有编写、填报、更正或者说明过这份报告的人担任，要由另一个人办理。",
    ]
    now = services.begin(made.water, localdate().year, by=actor(made, "beside"))
    assert obstacles(now, gate(now), localdate())[-3:] == [
        f"{localdate().year}年还没有过完，次年1月1日以后才能送审。",
        "“公开工作机构负责人审核”没有人担任，请管理员任职，或者修改审签规则。",
        "“分管领导（第一责任人）签发”没有人担任，请管理员任职，或者修改审签规则。",
    ]


def test_the_last_day_is_that_of_the_article(made):
    of = {agency.name: due_of(Filing(agency=agency, year=2025)) for agency in (made.science, made.government)}
    assert [(each.due, str(each.steps[0].citation)) for each in of.values() if each] == [
        (date(2026, 1, 31), "条例第49条第1款"),
        (date(2026, 3, 31), "条例第49条第2款"),
    ]
    assert due_of(Filing(agency=made.township, year=2025)) is None


def test_two_versions_stand_side_by_side_and_each_is_given_as_it_was_signed(made):
    filing = begun(made)
    first = published(made, filing)
    assert f'/desk/filings/{filing.pk}/versions/"' not in page(made, "head", f"{filing.pk}/"), "nothing to compare with"
    amend(filing, reason="漏登一件", by=actor(made, "head"))
    apply(made, on=date(2025, 3, 3))
    services.compute_again(filing, by=actor(made))
    services.write(filing, "problems", "存在的主要问题：一是公开不够及时。", by=actor(made))
    draft = compared(Version.objects.get(pk=first.pk), None)
    assert [(each.words, each.before, each.after) for each in draft.figures] == [
        ("表三 一、本年新收政府信息公开申请数量，自然人", "0", "1"),
        ("表三 一、本年新收政府信息公开申请数量，总计", "0", "1"),
        ("表三 四、结转下年度继续办理，自然人", "0", "1"),
        ("表三 四、结转下年度继续办理，总计", "0", "1"),
    ]
    assert [label for label, _sentences in draft.parts] == ["总体情况", "存在的主要问题及改进情况"]
    assert "现在的稿" in page(made, "head", f"{filing.pk}/versions/")
    assert "年度报告（草稿）.json" in file_name(made, f"{filing.pk}/report.json")
    second = published(made, filing)
    assert compared(first, second) == draft
    assert compared(second, second).figures == []
    shown = page(made, "head", f"{filing.pk}/versions/")
    assert "漏登一件" in shown
    assert "<ins>存在的主要问题：一是公开不够及时。</ins>" in shown
    assert "年度报告.json" in file_name(made, f"{filing.pk}/report.json")
    given = page(made, "head", f"{filing.pk}/versions/1/report.json")
    assert read_json(given).report == read_json(first.report).report
