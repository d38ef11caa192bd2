"""The guide: each part that the article names, versions that never change, shown once reviewed and in force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import WORDS, approve, publish

from gongkai.disclosure import services
from gongkai.disclosure.guides import composed, lacking, sections_of
from gongkai.disclosure.models import Guide, Item
from gongkai.disclosure.selectors import guide_of, public_items
from gongkai.disclosure.services.guiding import write_guide
from gongkai.journal.verifying import differences

pytestmark = pytest.mark.django_db

SECTIONS = {
    "classification": "法定主动公开内容，分十五类",
    "arrangement": "按类别、时间编排",
    "access": "网上查阅\n\n到查阅场所查阅",
    "office_name": "办公室",
    "office_address": "桓台县建设街1号",
    "office_hours": "工作日 8:30—12:00",
    "telephone": "0533-8210001",
    "fax": "无",
    "internet_contact": "kj@example.gov.cn",
    "more": "<p>可以投诉、举报。</p><ul><li>信函</li></ul>",
}


@pytest.fixture
def made() -> County:
    made = county("leader", "handler", "reviewer", "secrecy_reviewer", "publisher", "administrator")
    services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    return made


def write(made: County, *, in_days: int = 0, **values: str) -> Item:
    on = localdate() + timedelta(in_days)
    return write_guide(made.science, {**SECTIONS, **values}, effective_on=on, by=actor(made))


def test_a_guide_is_taken_apart_as_it_was_put_together(made: County) -> None:
    item = write(made)
    assert item.text is not None
    assert sections_of(item.text.body) == SECTIONS
    assert lacking(item.text.body) == ()
    assert [each.code for each in lacking(composed({**SECTIONS, "fax": "", "access": "<p> </p>"}))] == ["access", "fax"]


def test_what_the_article_names_must_be_there_by_whatever_way_it_is_written(made: County) -> None:
    with pytest.raises(ValidationError) as caught:
        write(made, fax=" ", telephone="")
    assert set(caught.value.message_dict) == {"fax", "telephone"}
    assert not Item.objects.exists()
    item = write(made)
    assert item.text is not None
    body = item.text.body.replace("<h2>传真号码</h2>", "")
    with pytest.raises(ValidationError, match="传真号码"):
        services.revise(item, by=actor(made), **{**WORDS, "body": body})


def test_a_version_is_shown_once_it_is_reviewed_and_the_one_before_stays_as_it_was(made: County) -> None:
    item = write(made)
    assert not public_items().exists()
    item = publish(made, item)
    first = item.shown
    assert first is not None
    again = write(made, telephone="0533-8210002")
    assert (again.pk, again.shown) == (item.pk, first)
    again = publish(made, again, note="电话变更")
    assert again.shown is not None
    assert sections_of(again.shown.body)["telephone"] == "0533-8210002"
    first.refresh_from_db()
    assert sections_of(first.body)["telephone"] == "0533-8210001"
    assert Guide.objects.get().item == item
    assert list(differences()) == []


def test_a_version_that_is_not_in_force_does_not_replace_one_that_is(made: County) -> None:
    publish(made, write(made, in_days=3))  # where there is none it may be read beforehand
    item = approve(made, write(made, in_days=3, fax="0533-1"))
    assert refused(services.publish, item, by=actor(made, "publisher")) == "guide-not-in-force"


def test_after_a_withdrawal_the_next_guide_is_an_item_of_its_own(made: County) -> None:
    old = services.withdraw(publish(made, write(made)), note="机构撤并", by=actor(made, "publisher"))
    new = write(made)
    guide = guide_of(made.science)
    assert guide is not None
    assert (guide.item, Guide.objects.count()) == (new, 1)
    assert old.pk != new.pk
