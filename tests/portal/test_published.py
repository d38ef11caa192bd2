"""What the public sees of items: the text that was reviewed, its files, its history; nothing that was not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, publish

from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services
from gongkai.disclosure.models import Item

pytestmark = pytest.mark.django_db
SECRET = "尚未审查的内容"


@pytest.fixture
def made() -> County:
    return county()


def _attach(item: Item, name: str, made: County, *, personal: bool = False) -> int:
    with Draft() as draft:
        draft.write(b"%PDF-1.4\n%%EOF\n")
        draft.finish()
        return int(attach(item, draft, name, personal=personal, by=actor(made)).pk)


def _page(item: Item) -> str:
    return Client().get(reverse("portal:item", args=[item.pk])).content.decode()


def test_a_page_shows_the_reviewed_text_and_its_catalogue_fields(made: County) -> None:
    item = publish(made, begin(made))
    page = _page(item)
    for shown in (WORDS["title"], item.index, "桓科发〔2026〕3号", WORDS["summary"], "现将有关事项通知如下"):
        assert shown in page


def test_what_was_not_reviewed_is_nowhere(made: County) -> None:
    hidden = begin(made, title=SECRET)
    item = publish(made, begin(made))
    services.revise(item, by=actor(made), **{**WORDS, "body": f"<p>{SECRET}</p>", "summary": SECRET})
    assert Client().get(reverse("portal:item", args=[hidden.pk])).status_code == 404
    for address in (
        reverse("portal:item", args=[item.pk]),
        reverse("portal:published", args=[made.science.pk]),
        reverse("portal:category", args=[made.science.pk, "A03"]),
    ):
        assert SECRET not in Client().get(address).content.decode()


def test_a_withdrawn_item_says_why_and_nothing_else_of_it(made: County) -> None:
    item = publish(made, begin(made))
    assert WORDS["summary"] in _page(item)
    services.withdraw(item, note="处罚决定已撤销", by=actor(made, "publisher"))
    page = _page(item)
    assert "处罚决定已撤销" in page
    assert WORDS["title"] not in page
    assert WORDS["title"] not in Client().get(reverse("portal:published", args=[made.science.pk])).content.decode()


def test_files_go_out_with_the_text_they_were_reviewed_with(made: County) -> None:
    item = begin(made)
    reviewed, personal = _attach(item, "名单.pdf", made), _attach(item, "张三.pdf", made, personal=True)
    item = publish(made, services.revise(item, by=actor(made), **WORDS))
    item = services.revise(item, by=actor(made), **WORDS)
    later = _attach(item, "新名单.pdf", made)
    page = _page(item)
    assert "名单.pdf" in page
    assert "新名单.pdf" not in page
    assert "张三" not in page
    found = {key: Client().get(reverse("portal:item-file", args=[item.pk, key])) for key in (reviewed, personal, later)}
    assert [each.status_code for each in found.values()] == [200, 404, 404]
    assert found[reviewed]["Content-Disposition"].startswith("attachment")
    found[reviewed].close()


def test_html_in_every_field_is_shown_as_text(made: County) -> None:
    hostile = "<script>alert(1)</script>"
    fields = ("title", "summary", "issuers", "document_number", "keywords")
    item = publish(made, begin(made, **dict.fromkeys(fields, hostile), body=hostile + "正文"))
    assert "<script>alert" not in _page(item)


def test_an_agency_says_how_much_of_a_category_is_public_now(made: County) -> None:
    def said() -> str:
        page = Client().get(reverse("portal:published", args=[made.science.pk])).content.decode()
        found = re.search(r'/published/A03/">[^<]*</a> <small>(\d+)</small>', page)
        return found[1] if found else ""

    assert said() == ""
    first, second = publish(made, begin(made)), publish(made, begin(made))
    assert said() == "2"
    services.withdraw(first, note="处罚决定已撤销", by=actor(made, "publisher"))
    assert said() == "1"
    services.withdraw(second, note="处罚决定已撤销", by=actor(made, "publisher"))
    assert said() == ""


def test_a_list_is_paged_through_to_its_end_and_no_further(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.portal.published.PAGE", 2)
    items = [publish(made, begin(made)) for _ in range(5)]
    address = reverse("portal:published", args=[made.science.pk])
    shown = [[each.pk for each in Client().get(address, {"page": page}).context["page"]] for page in (1, 2, 3, 9)]
    keys = [each.pk for each in reversed(items)]
    assert shown == [keys[:2], keys[2:4], keys[4:], keys[4:]]
    monkeypatch.setattr("gongkai.portal.published.COUNTED", 3)
    assert [each.pk for each in Client().get(address, {"page": 2, "all": 1}).context["page"]] == keys[2:3]


def test_a_list_is_as_cheap_with_many_as_with_one(made: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    publish(made, begin(made))
    address = reverse("portal:published", args=[made.science.pk])
    with django_assert_num_queries(8):
        Client().get(address)
    for _ in range(3):
        publish(made, begin(made))
    with django_assert_num_queries(8):
        Client().get(address)
