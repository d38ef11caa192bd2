"""Annual reports that somebody puts up as items."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, approve, begin, publish

from gongkai.disclosure.selectors import public_items, reported_by
from gongkai.disclosure.services import publish as publish_item
from gongkai.disclosure.services import revise, submit
from gongkai.filings import services
from gongkai.law.errors import NotAllowed

pytestmark = pytest.mark.django_db

REPORT: dict[str, Any] = {
    "category": "AR", "title": "桓台县科技局2025年政府信息公开工作年度报告", "document_number": "",
}  # fmt: skip


@pytest.fixture
def made() -> County:
    return county()


def test_a_report_that_is_compiled_here_is_not_put_up_as_an_item(made: County) -> None:
    begun, passed = begin(made, **REPORT), approve(made, begin(made, **REPORT))
    services.begin(made.science, 2025, by=actor(made))
    with pytest.raises(NotAllowed) as refused:
        submit(begun, by=actor(made))
    assert (refused.value.code, str(refused.value.citation)) == ("report-compiled-here", "条例第50条第2款")
    with pytest.raises(NotAllowed, match="2025年度的年度报告在本系统编制"):
        publish_item(passed, by=actor(made, "publisher"))
    assert not public_items().exists()


def test_a_report_that_is_compiled_elsewhere_or_of_another_year_may_be_an_item(made: County) -> None:
    services.begin(made.science, 2025, by=actor(made))
    older = publish(made, begin(made, **{**REPORT, "title": "桓台县科技局2020年政府信息公开工作年度报告"}))
    assert list(public_items(made.science, "AR")) == [older]
    services.begin(made.science, 2020, by=actor(made))  # it may be put right, and it is said where it is
    changed = revise(older, by=actor(made), **{**WORDS, **REPORT, "title": "桓台县科技局2020年政府信息公开年度报告"})
    assert publish(made, changed, note="改正名称").shown.title == "桓台县科技局2020年政府信息公开年度报告"


def test_what_an_office_puts_up_for_its_government_is_its_governments_report(made: County) -> None:
    item = begin(made, **{**REPORT, "issuers": made.government.name})
    assert item.text is not None
    assert reported_by(item.text) == made.science
    item.agency = item.text.item.agency = made.office
    assert reported_by(item.text) == made.government
    item.text.issuers = made.office.name
    assert reported_by(item.text) == made.office


def test_the_page_of_a_report_tells_that_nothing_checks_it_there(made: County) -> None:
    item = begin(made, **REPORT)
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:detail", args=[item.pk])).content.decode()
    assert "在这里公开的年度报告不核对三张表" in page
