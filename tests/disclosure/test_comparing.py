"""Two texts side by side, word by word; and who is shown what it was before."""

from __future__ import annotations

from time import perf_counter

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.comparing import Line, Side, compare
from gongkai.disclosure.models import Item, Showing, Text


def _text(body: str, **values: str) -> Text:
    return Text(**{**WORDS, "body": body, **values})


def _written(side: Side) -> str:
    return "".join(f"[{part.words}]" if part.changed else part.words for part in side)


def _lines(before: str, after: str) -> list[tuple[str, str] | int]:
    def one(line: Line) -> tuple[str, str] | int:
        return line.skipped or (_written(line.before), _written(line.after))

    return [one(line) for line in compare(_text(before), _text(after)).lines]


def test_the_words_that_differ_are_marked() -> None:
    assert _lines("<p>请于3月2日前申报项目。</p>", "<p>请于3月12日前申报科技项目。</p>") == [
        ("请于3月[2]日前申报项目。", "请于3月[12]日前申报[科技]项目。")
    ]


def test_paragraphs_that_came_and_went_stand_alone_and_the_rest_is_counted() -> None:
    before = "".join(f"<p>第{number}段</p>" for number in range(9))
    assert _lines(before, before.replace("<p>第0段</p>", "")) == [
        ("[第0段]", ""), ("第1段", "第1段"), ("第2段", "第2段"), 6,
    ]  # fmt: skip


def test_rows_links_and_pictures_are_compared_as_they_are_read() -> None:
    before = '<table><tr><td>甲</td><td>1</td></tr></table><p><a href="https://a.cn">附表</a></p>'
    after = '<table><tr><td>甲</td><td>2</td></tr></table><p><a href="https://b.cn">附表</a><img alt="图一"></p>'
    assert _lines(before, after) == [
        ("甲 │ [1]", "甲 │ [2]"),
        ("附表〔https://[a.cn]〕", "附表〔https://[b.cn]〕[［图一］]"),
    ]


def test_fields_that_differ_are_named_and_the_look_is_told() -> None:
    before, after = _text("<p>字</p>"), _text("<p><strong>字</strong></p>", title="另一个名称", nature="on_application")
    seen = compare(before, after, ("a.pdf", "b.pdf"))
    assert [str(field.label) for field in seen.fields] == ["名称", "公开属性", "附件"]
    assert (seen.lines, seen.look_only) == ([], True)
    assert [str(field.label) for field in compare(before, after, public=True).fields] == ["名称"]
    assert compare(before, before).same


def test_texts_without_end_are_compared_in_bounded_time() -> None:
    begun = perf_counter()
    for before, after in (("甲乙" * 60_000, "丙丁" * 60_000), ("<p>甲</p>" * 9_000, "<p>乙</p>" * 9_000)):
        seen = compare(_text(before), _text(after))
        assert seen.lines
        assert len(seen.lines) <= 4000
    assert perf_counter() - begun < 10


@pytest.fixture
def made(db: None) -> County:
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "beside")


def _changed(made: County, item: Item, title: str, **values: object) -> Item:
    item = services.revise(item, by=actor(made), **{**WORDS, "title": title})
    return publish(made, item, **values)


def _changes(item: Item) -> list[int]:
    addresses = [
        reverse("portal:change", args=[item.pk, each]) for each in Showing.objects.values_list("pk", flat=True)
    ]
    return [Client().get(address).status_code for address in addresses]


def test_the_public_may_see_what_was_changed(made: County) -> None:
    item = _changed(made, publish(made, begin(made, title="旧的名称")), "新的名称")
    assert _changes(item) == [404, 200]
    last = Showing.objects.order_by("pk").last()
    page = Client().get(reverse("portal:change", args=[item.pk, last.pk])).content.decode()
    assert "<del>旧</del>" in page
    assert "<ins>新</ins>" in page
    services.revise(item, by=actor(made), **{**WORDS, "title": "还没有公开的"})
    assert "还没有公开的" not in Client().get(reverse("portal:change", args=[item.pk, last.pk])).content.decode()
    services.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert _changes(item) == [404, 404]


def test_what_should_not_have_been_public_is_shown_to_nobody_any_more(made: County) -> None:
    item = _changed(made, publish(made, begin(made, title="张三的住址")), "李四的住址")
    item = _changed(made, item, "遮盖以后", note="遮盖个人信息", correction=True, comparable=False)
    item = _changed(made, item, "再改一次")
    assert _changes(item) == [404, 404, 404, 200]
    page = Client().get(reverse("portal:item", args=[item.pk])).content.decode()
    assert ["遮盖以后" in page, "李四" in page, "张三" in page] == [True, False, False]


def test_reviewers_see_what_changed_since_what_is_shown(made: County) -> None:
    item = publish(made, begin(made))
    services.revise(item, by=actor(made), **{**WORDS, "summary": "另一个概述"})
    client = Client()
    client.force_login(made.officers["reviewer"])
    address = reverse("disclosure:compare", args=[item.pk])
    assert "另一个概述" in client.get(address).content.decode()
    assert "两稿相同" in client.get(address, {"before": 2, "after": 2}).content.decode()
    assert client.get(address, {"before": 77, "after": "x"}).status_code == 200
    client.force_login(made.officers["beside"])
    assert client.get(address).status_code == 404
