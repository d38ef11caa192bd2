"""Annual reports as the public sees them: in the official layout, each version for good, and nothing unpublished."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from email.message import Message
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from selectolax.lexbor import LexborHTMLParser
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish
from tests.reports import FIRST_AT, TITLE, sample, signed

from gongkai.filings import services
from gongkai.filings.models import Filing, Scope
from gongkai.filings.publishing.files import GIVEN_OUT
from gongkai.report.figures import cell_text

pytestmark = pytest.mark.django_db
LATER = FIRST_AT + timedelta(days=40)
HIDDEN = "没有公布的报告"
DRAFT = replace(sample(), title=HIDDEN)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def place(made: County) -> str:
    return f"/reports/{made.science.pk}/2020/"


def lists(made: County) -> list[str]:
    agency = f"/agencies/{made.science.pk}/"
    names = ("/", "/reports/", "/published/AR/", "/feed.atom", "/feed.json", "/published/AR/feed.atom")
    return [*names, agency, f"{agency}reports/", f"{agency}feed.json", f"{agency}published/AR/feed.atom"]


def test_a_report_is_shown_in_the_official_layout_with_every_figure_that_was_signed(made: County) -> None:
    signed(made.science)
    shown = LexborHTMLParser(page(place(made)))
    tables = shown.css("article.report table")
    report = sample()
    assert [
        [each.text() for each in table.css("td")] for table in tables
    ] == [
        [cell_text(figure) for figure in table.figures.values()] for table in report.tables.values()
    ]  # fmt: skip
    assert shown.css_first("article.report h1").text() == TITLE  # type: ignore[union-attr]
    assert all(each.text in shown.text() for part in report.parts for each in part.paragraphs)


def test_the_page_is_light_and_tells_machines_what_it_is(made: County) -> None:
    signed(made.science)
    shown = page(place(made))
    assert len(shown.encode()) < 60_000
    assert "style=" not in shown
    tags = dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', shown))
    told = ("ArticleTitle", "PubDate", "ContentSource", "ColumnName")
    assert [tags[each] for each in told] == [TITLE, "2021-01-26 09:30", made.science.name, "政府信息公开年报"]
    assert f'<link rel="canonical" href="{tags["Url"]}">' in shown
    described = json.loads(re.findall(r'<script type="application/ld\+json">(.*)</script>', shown)[0])
    assert (described["@type"], described["version"], len(described["encoding"])) == ("Report", 1, len(GIVEN_OUT))


def test_a_published_report_is_in_every_list_and_feed_and_in_the_sitemap(made: County) -> None:
    version = signed(made.science)
    assert [each for each in lists(made) if TITLE not in page(each)] == []
    (part,) = [each.text for each in ET.fromstring(page("/sitemap.xml")).iter() if "reports-" in (each.text or "")]
    assert f"{place(made)}</loc><lastmod>2021-01-26T09:30:00" in page(part.partition("8000")[2] if part else "")
    assert version.filing.stage == "compiling"  # whatever is being done with it since


def test_nothing_that_was_not_published_can_be_reached(made: County) -> None:
    signed(made.science, at=None, report=DRAFT)
    Filing.objects.update(drafts={"overview": HIDDEN})
    draft = services.begin(made.water, 2025, by=actor(made, "administrator"))
    addresses = [place(made), f"{place(made)}versions/1/", f"/reports/{made.water.pk}/2025/", f"{place(made)}region/"]
    addresses += [f"{place(made)}versions/1/report.{form}" for form in GIVEN_OUT]
    client = Client()
    client.force_login(made.officers["handler"])
    assert [(Client().get(each).status_code, client.get(each).status_code) for each in addresses] == [(404, 404)] * 8
    assert [each for each in [*lists(made), "/sitemap.xml"] if HIDDEN in page(each) or str(draft) in page(each)] == []
    assert "reports-" not in page("/sitemap.xml")


def test_a_version_signed_after_one_that_is_public_stays_hidden_until_it_is_published(made: County) -> None:
    signed(made.science)
    kept = page(place(made))
    later = signed(made.science, number=2, at=None, report=DRAFT, note="更正表三")
    assert HIDDEN not in page(place(made))
    assert Client().get(f"{place(made)}versions/2/").status_code == 404
    later.published_at = LATER
    later.save(update_fields=["published_at"])
    assert HIDDEN in page(place(made)) != kept


def test_an_amended_report_says_so_and_what_it_said_before_stays(made: County) -> None:
    signed(made.science)
    signed(made.science, number=3, at=LATER, note="更正表三中“其他处理”的数字")
    now, before = page(place(made)), page(f"{place(made)}versions/1/")
    assert "本报告于2021年3月7日修改。修改说明：更正表三中“其他处理”的数字" in re.sub(r"<[^>]+>", "", now)
    assert f'href="{place(made)}versions/1/">第1版' in now
    assert "由修改后的版本代替" in before
    assert "更正表三中" in before
    assert 'content="noindex"' in before
    assert 'content="noindex"' not in now
    assert page(f"{place(made)}versions/3/").count("本报告于") == 1
    (entry,) = json.loads(page("/feed.json"))["items"]
    assert (entry["date_published"], entry["date_modified"]) == (
        "2021-01-26T09:30:00+08:00", "2021-03-07T09:30:00+08:00",
    )  # fmt: skip


def test_a_version_is_had_as_files_which_are_those_of_what_was_signed(made: County) -> None:
    version = signed(made.science)
    found = {form: Client().get(f"{place(made)}versions/1/report.{form}") for form in GIVEN_OUT}
    assert {form: each["Content-Type"].rpartition(".")[2] for form, each in found.items()} == {
        "docx": "document", "pdf": "application/pdf", "xlsx": "sheet", "json": "application/json",
    }  # fmt: skip
    assert sha256(found["json"].content).hexdigest() == version.digest
    assert found["pdf"].content.startswith(b"%PDF")
    assert "word/document.xml" in ZipFile(BytesIO(found["docx"].content)).namelist()
    names = Message()
    names["Content-Disposition"] = found["xlsx"]["Content-Disposition"]
    assert names.get_filename() == f"{TITLE}.xlsx"
    for form, each in found.items():
        address = f"{place(made)}versions/1/report.{form}"
        again = Client().get(address, headers={"if-none-match": each["ETag"]})
        since = Client().get(address, headers={"if-modified-since": each["Last-Modified"]})
        assert [(known.status_code, known.content) for known in (again, since)] == [(304, b"")] * 2
    assert len({each["ETag"] for each in found.values()}) == len(GIVEN_OUT)
    assert [Client().get(f"{place(made)}versions/1/report.{form}").status_code for form in ("html", "exe")] == [404] * 2


def test_a_report_of_the_region_has_an_address_of_its_own(made: County) -> None:
    signed(made.science)
    title = "桓台县2020年政府信息公开工作年度报告"
    signed(made.science, scope=Scope.REGION, report=replace(sample(), title=title))
    assert title in page(f"{place(made)}region/")
    assert title not in page(place(made))
    assert [Client().get(f"{place(made)}{each}/").status_code for each in ("unit", "level", "versions")] == [404] * 3
    assert "本行政区域" in page("/reports/")


def test_an_item_on_the_year_of_a_report_is_named_with_it_and_is_no_entry_of_its_own(made: County) -> None:
    title = "桓台县科技局{}年政府信息公开工作报告"
    items = [publish(made, begin(made, category="AR", title=title.format(year))) for year in (2019, 2020)]
    before = page("/reports/")
    assert [before.count(f"/items/{each.pk}/") for each in items] == [1, 1]
    signed(made.science)
    entries = LexborHTMLParser(page("/reports/")).css(".news > li")
    named = [(each.css_first("a") or each).text() for each in entries]
    assert named == [TITLE, title.format(2019)]
    assert f"/items/{items[1].pk}/" in (entries[0].html or "")


def test_the_list_costs_the_same_however_many_reports_there_are(made: County) -> None:
    costs = []
    for year in (2020, 2021):
        signed(made.water, year=year)
        publish(made, begin(made, category="AR", title=f"桓台县科技局{year}年政府信息公开工作报告"))
        with CaptureQueriesContext(connection) as asked:
            assert f"{year}年度" in page("/reports/?all")
        costs.append(len(asked))
    assert len(set(costs)) == 1


def test_in_january_the_first_page_begins_with_the_reports(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(made.science)
    monkeypatch.setattr("gongkai.portal.views.JANUARY", localdate().month)
    assert page("/?all").count(TITLE) == 2
