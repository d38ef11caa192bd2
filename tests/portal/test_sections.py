"""The first page, the fixed sections, lists of all agencies, and what machines are told of pages."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item, Showing
from gongkai.disclosure.selectors import reported_year
from gongkai.portal import published

pytestmark = pytest.mark.django_db
HIDDEN = "尚未审查的内容"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def tags(shown: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', shown))


def report(made: County, year: int) -> Item:
    return publish(made, begin(made, category="AR", title=f"桓台县科技局{year}年政府信息公开工作年度报告"))


def test_home_leads_to_the_newest_the_sections_and_where_one_applies(made: County) -> None:
    item = publish(made, begin(made))
    begin(made, title=HIDDEN)
    shown = page("/")
    for address in (
        f"/items/{item.pk}/",
        "/published/",
        "/published/A03/",
        "/reports/",
        "/apply/",
        "/agencies/",
        "/track/",
        "/sections/letters/",
        "/published/?subject=%E7%A7%91%E6%8A%80%E3%80%81%E6%95%99%E8%82%B2",
    ):
        assert f'href="{address}"' in shown
    assert HIDDEN not in shown


def test_what_is_public_is_found_by_its_subject_and_no_draft_is(made: County) -> None:
    item = publish(made, begin(made, title="科技计划通知", subject="科技、教育\\科技"))
    begin(made, title=HIDDEN, subject="科技、教育\\科技")
    shown = page("/published/?subject=科技、教育")
    assert item.shown.title in shown
    assert HIDDEN not in shown
    assert item.shown.title not in page("/published/?subject=国防")
    assert item.shown.title in page("/published/?subject=没有这一类")
    assert f'href="/agencies/{made.science.pk}/letters/"' in page("/sections/letters/")


def test_what_is_withdrawn_is_gone_from_every_list(made: County) -> None:
    item = report(made, 2025)
    lists = ("/", f"/agencies/{made.science.pk}/", "/published/", "/published/AR/", "/reports/",
             f"/agencies/{made.science.pk}/reports/")  # fmt: skip
    assert all(item.shown.title in page(each) for each in lists)
    services.withdraw(item, note="重复", by=actor(made, "publisher"))
    assert not any(item.shown.title in page(each) for each in lists)


def test_reports_stand_by_the_year_they_are_on(made: County) -> None:
    items = [report(made, year) for year in (2024, 2025)]
    assert [reported_year(each) for each in items] == [2024, 2025]
    shown = page(f"/agencies/{made.science.pk}/reports/")
    assert shown.index("2025年度<") < shown.index("2024年度<")
    assert items[0].shown.title not in page(f"/agencies/{made.water.pk}/reports/")


def test_a_report_that_names_no_year_is_on_the_year_before_it_was_made(made: County) -> None:
    item = publish(made, begin(made, category="AR", title="政府信息公开工作年度报告"))
    assert reported_year(item) == 2025


@pytest.mark.parametrize(("on", "first"), [(date(2027, 1, 4), True), (date(2027, 2, 4), False)])
def test_reports_come_first_in_january(made: County, monkeypatch: pytest.MonkeyPatch, on: date, first: bool) -> None:
    report(made, 2026)
    monkeypatch.setattr("gongkai.portal.views.localdate", lambda: on)
    shown = Client().get("/?all").content.decode()
    assert ('id="reports"' in shown) is first
    assert not first or shown.index('id="reports"') < shown.index('id="newest"')


def test_a_list_is_counted_no_further_than_people_go(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "COUNTED", 1)
    for _ in range(2):
        publish(made, begin(made))
    shown = page("/published/")
    assert '<span class="count">1+</span>' in shown
    assert "更早的，请按类别或者机关查找" in shown


def test_site_column_and_content_are_told_to_machines(made: County, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL, settings.SITE_CODE = "https://gk.example.gov.cn", "3703210001"
    item = publish(made, begin(made))
    site = {"SiteName": "桓台县政府信息公开", "SiteDomain": "gk.example.gov.cn", "SiteIDCode": "3703210001"}
    assert site.items() <= tags(page("/")).items()
    column = tags(page("/published/A03/"))
    assert {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} < column.keys()
    assert column["ColumnName"] == "规划及相关政策"
    content = tags(page(f"/items/{item.pk}/"))
    assert content["ArticleTitle"] == WORDS["title"]
    assert content["ContentSource"] == WORDS["issuers"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", content["PubDate"])
    assert content["Url"] == f"https://gk.example.gov.cn/items/{item.pk}/"


def test_an_item_is_described_for_search_engines_and_nothing_in_it_ends_the_description(made: County) -> None:
    item = publish(made, begin(made, title="</script><script>alert(1)</script>", issuers="桓台县科技局、桓台县水利局"))
    shown = page(f"/items/{item.pk}/")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    described = json.loads(found[0])
    assert described["headline"] == "</script><script>alert(1)</script>"
    assert described["identifier"] == [item.index, "桓科发〔2026〕3号"]
    assert [each["name"] for each in described["author"]] == ["桓台县科技局", "桓台县水利局"]
    assert described["datePublished"] <= described["dateModified"]


def test_the_day_of_publication_is_that_of_the_first_text(made: County) -> None:
    item = publish(made, begin(made))
    Showing.objects.update(since="2026-03-03T01:02:03Z")
    publish(made, services.revise(item, by=actor(made), **WORDS), note="更正")
    shown = page(f"/items/{item.pk}/")
    assert tags(shown)["PubDate"] == "2026-03-03 09:02"
    assert "更正" in shown


def test_the_permanent_address_is_there_as_a_link_and_as_a_code(made: County, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = "https://gk.example.gov.cn"
    item = publish(made, begin(made))
    shown = page(f"/items/{item.pk}/")
    assert f'<link rel="canonical" href="https://gk.example.gov.cn/items/{item.pk}/">' in shown
    assert "<svg" in shown


def test_the_foot_says_whose_site_it_is(made: County, settings) -> None:  # type: ignore[no-untyped-def]
    assert "主办单位" not in page("/?x")
    settings.SITE_HOST, settings.SITE_RECORD = "桓台县人民政府办公室", "鲁ICP备00000000号"
    shown = page("/?x")
    assert "主办单位：桓台县人民政府办公室" in shown
    assert "鲁ICP备00000000号" in shown


def test_where_one_applies_leads_to_the_form_of_each_agency(made: County) -> None:
    assert f'href="/agencies/{made.science.pk}/apply/"' in page("/apply/")


def test_rules_and_normative_documents_stand_together_by_how_they_stand(made: County) -> None:
    words = {"kind": "normative", "category": "A01", "made_on": date(2026, 3, 2), "effective_on": date(2026, 3, 2)}
    current = publish(made, begin(made, **words, title="科技项目管理办法"))
    over = publish(made, begin(made, **words, title="旧的管理办法", valid_until=date(2026, 3, 3)))
    later = publish(made, begin(made, **{**words, "effective_on": date(2030, 1, 1)}, title="以后的办法"))
    plain = publish(made, begin(made, category="A01", title="一般的通知"))
    begin(made, **words, title=HIDDEN)
    here = f"/agencies/{made.science.pk}/published/documents/"
    for address, shown in (
        ("/published/documents/", current), (here, current),
        (f"{here}?force=over", over), (f"{here}?force=pending", later),
        (f"{here}?kind=normative", current), (f"{here}?kind=rule", None), (f"{here}?kind=x&force=y", current),
    ):  # fmt: skip
        found = {each for each in (current, over, later, plain) if f'href="/items/{each.pk}/"' in page(address)}
        assert found == ({shown} if shown else set()), address
        assert HIDDEN not in page(address)
    assert 'href="/published/documents/"' in page("/")
    assert f'href="{here}"' in page(f"/agencies/{made.science.pk}/published/A01/")
    for address in ("guide", "systems", "catalogue", "published/documents", "letters"):
        assert f"/agencies/{made.science.pk}/{address}/</loc>" in page("/sitemap/pages.xml")
