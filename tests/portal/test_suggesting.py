"""What is published is suggested before an application is sent, from what is written in it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import WANG
from tests.county import county
from tests.publishing import begin, publish

from gongkai.agencies.models import Agency
from gongkai.portal import suggesting
from gongkai.portal.suggesting import MOST, Suggestion, suggestions


@pytest.fixture
def made(db):
    made = county("handler")
    Agency.objects.filter(pk=made.science.pk).update(address="索镇建设街", short_name="科技局")
    Agency.objects.filter(pk=made.water.pk).update(address="索镇河滨路", short_name="水利局")
    made.science.refresh_from_db()
    return made


def checked(made, written):
    form = {**WANG._asdict(), "description": written, "obtaining": "online", "means": "electronic"}
    form |= {"sent_key": str(uuid4()), "check": "1"}
    return Client().post(reverse("portal:apply", args=[made.science.pk]), form).content.decode()


@pytest.mark.django_db
def test_what_an_agency_has_published_is_suggested_where_it_says_what_is_asked():
    made = county()
    item = publish(made, begin(made))
    begin(made, title="桓台县2026年科技计划项目立项名单")
    [found] = suggestions("2026年科技计划项目的申报通知", made.science)
    assert (found.title, found.url) == (item.shown.title, reverse("portal:item", args=[item.pk]))
    assert not suggestions("2025年科技计划项目的申报通知", made.science)
    assert not suggestions("2026年防汛物资采购合同", made.science)


def test_what_stands_in_the_guide_is_suggested_and_what_it_lacks_is_not(made):
    guide = reverse("portal:agency", args=[made.science.pk])
    assert suggestions("科技局的办公地址和电话", made.science) == [
        Suggestion("桓台县科技局", guide, "办公地址、联系电话")
    ]
    assert suggestions("传真号码", made.science) == []  # there is none
    assert suggestions("2025年科技计划立项名单", made.science) == []


def test_another_agency_that_is_named_is_led_to(made):
    water = reverse("portal:agency", args=[made.water.pk])
    assert suggestions("水利局2024年防汛预案", made.science) == [Suggestion("桓台县水利局", water)]
    assert suggestions("桓台县水利局在哪", made.science)[-1].about == "办公地址"
    Agency.objects.filter(pk=made.water.pk).update(dissolved_on="2020-01-01")
    assert suggestions("水利局2024年防汛预案", made.science) == []


def test_the_page_where_an_application_is_checked_shows_them_or_says_there_are_none(made):
    page = checked(made, "水利局2024年防汛预案")
    assert f'<a href="{reverse("portal:agency", args=[made.water.pk])}" target="_blank"' in page
    assert "没有找到与您所写相近的" in checked(made, "立项名单")


def test_whoever_publishes_something_else_has_it_suggested_too(made, monkeypatch):
    monkeypatch.setattr(suggesting, "_PROVIDERS", [])
    here = Suggestion("立项公告", "/items/1/", "2025年")
    suggesting.register(lambda written, agency: [here, here] if "立项" in written else [])
    suggesting.register(lambda written, agency: [Suggestion(str(n), f"/items/{n}/") for n in range(10, 20)])
    assert suggestions("立项", made.science)[:2] == [here, Suggestion("10", "/items/10/")]
    assert len(suggestions("立项", made.science)) == MOST
