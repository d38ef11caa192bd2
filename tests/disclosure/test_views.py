"""The desk's pages of items: what an official sees at once, and each act by who may do it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.casework import actor
from tests.county import County, county
from tests.publishing import FORMED, WORDS, approve, begin, passes, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item, Plan, Referral, Text
from gongkai.disclosure.steps import State, steps_of

pytestmark = pytest.mark.django_db
ROLES = ("administrator", "handler", "head", "reviewer", "secrecy_reviewer", "leader", "publisher", "beside")


@pytest.fixture
def made() -> County:
    return county(*ROLES)


def _client(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def _page(made: County, role: str, item: Item) -> str:
    return _client(made, role).get(reverse("disclosure:detail", args=[item.pk])).content.decode()


def _acts(made: County, role: str, item: Item) -> set[str]:
    """Give the acts that are offered to somebody."""
    before = reverse("disclosure:act", args=[item.pk, "x"]).removesuffix("x/")
    return {part.split("/")[0] for part in _page(made, role, item).split(f'href="{before}')[1:]}


def _do(made: County, role: str, item: Item, name: str, **values: object) -> int:
    item.refresh_from_db()
    address = reverse("disclosure:act", args=[item.pk, name])
    return _client(made, role).post(address, {"seen": item.version, **values}).status_code


def test_each_is_offered_what_is_theirs_to_do_now(made: County) -> None:
    item = begin(made)
    assert _acts(made, "handler", item) == {"submit", "abandon"}
    assert _acts(made, "reviewer", item) == set()
    item = services.submit(item, by=actor(made))
    assert [_acts(made, role, item) for role in ("reviewer", "secrecy_reviewer", "publisher")] == [
        {"pass", "return", "refer"}, set(), {"abandon"},
    ]  # fmt: skip
    item = approve(made, begin(made))
    assert _acts(made, "publisher", item) == {"return", "publish", "plan-publication", "abandon"}
    page = _page(made, "publisher", item)
    assert page.index("/do/publish/") < page.index("/do/return/")  # what leads on has the first button
    item = services.publish(item, by=actor(made, "publisher"))
    assert _acts(made, "publisher", item) == {"withdraw", "plan-withdrawal"}
    item = approve(made, begin(made, nature="on_application", ground_reason="只与特定企业有关"))
    assert _acts(made, "publisher", item) == {"return", "withhold", "abandon"}


def test_what_ends_an_item_is_folded_and_what_is_public_has_no_next_step(made: County) -> None:
    item = begin(made)
    page = _page(made, "handler", item)
    assert re.findall(r'<a class="button" href="[^"]*/do/([\w-]+)/">', page) == ["submit"]
    assert re.findall(r'<li><a class="grave" href="[^"]*/do/([\w-]+)/">', page) == ["abandon"]
    page = _page(made, "publisher", publish(made, item))
    assert re.findall(r'<li><a class="grave" href="[^"]*/do/([\w-]+)/">', page) == ["withdraw"]
    assert not re.findall(r'<a class="button" href="[^"]*/do/', page)


def test_the_day_something_came_to_be_is_when_it_was_formed_unless_said_otherwise(made: County) -> None:
    client = _client(made, "handler")
    page = client.get(reverse("disclosure:new")).context["form"]
    sent = {
        **{name: page[name].value() or "" for name in ("kind", "nature", "validity")},
        "agency": made.science.pk,
        "category": begin(made).category,
        "title": "活动安排",
        "formed_on": "2026-03-02",
        "body": "<p>安排</p>",
        "subject": page.fields["subject"].choices[1][1][0][0],
    }
    assert page["produced_on"].value() is None
    for said, kept in (("", "2026-03-02"), ("2026-03-05", "2026-03-05")):
        answer = client.post(reverse("disclosure:new"), {**sent, "produced_on": said})
        assert answer.status_code == 302, answer.context["form"].errors
        assert str(Text.objects.latest("pk").produced_on) == kept


def test_a_page_says_where_a_text_stands_and_whose_turn_it_is(made: County) -> None:
    item = passes(made, services.submit(begin(made), by=actor(made)), "reviewer", "business_reviewer")
    steps = steps_of(item, timezone.localdate())
    assert [(step.words, step.state, step.who) for step in steps] == [
        ("拟稿", State.DONE, "handler·某"),
        ("科室负责人审核", State.DONE, "reviewer·某"),
        ("保密审查", State.NOW, "secrecy_reviewer·某"),
        ("分管领导审批", State.LEFT, ""),
        ("公开", State.LEFT, ""),
    ]
    page = _page(made, "handler", item)
    assert page.count('aria-current="step"') == 1
    made.officers["secrecy_reviewer"].posts.update(until_on="2020-01-01")
    assert "没有人担任" in _page(made, "handler", item)


def test_the_list_says_whose_turn_it_is_at_the_same_cost_for_many(made: County) -> None:
    def asked() -> tuple[str, int]:
        client = _client(made, "handler")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("disclosure:list")).content.decode()
        return page, len(queries)

    services.submit(begin(made), by=actor(made))
    page, cost = asked()
    assert "科室负责人审核" in page
    for _ in range(3):
        passes(made, services.submit(begin(made), by=actor(made)), "reviewer", "business_reviewer")
    page, more = asked()
    assert page.count("保密审查") >= 3
    assert more == cost


def test_who_notes_that_something_may_not_be_public_is_asked_why(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    services.refer(item, "business_reviewer", to="县保密局", remarks="拿不准", by=actor(made, "reviewer"))
    assert _do(made, "handler", item, "determine", may_be_public="no", reply="不得公开") == 422
    why = {"ground": "DENY_3", "ground_reason": "危及公共安全"}
    assert _do(made, "handler", item, "determine", may_be_public="no", reply="不得公开", **why) == 302
    page = _page(made, "handler", item)
    assert "危及公共安全" in page
    assert "公开属性却还是" not in page


def test_an_item_goes_its_whole_way_through_the_pages(made: County) -> None:
    item = begin(made)
    assert _do(made, "reviewer", item, "submit") == 403
    assert _do(made, "beside", item, "submit") == 404
    assert _do(made, "handler", item, "no-such-act") == 404
    assert _do(made, "handler", item, "submit") == 302
    assert _do(made, "handler", item, "pass") == 403
    assert _do(made, "reviewer", item, "pass") == 409  # nothing is affirmed
    answers = dict.fromkeys(("accurate", "third_parties", "personal", "agreed", "lawful", "internal"), "on")
    assert _do(made, "reviewer", item, "refer", to="县保密局", asked_on="2026-03-02", remarks="拿不准") == 302
    assert Referral.objects.get().to == "县保密局"
    assert "县保密局" in _page(made, "handler", item)
    assert _do(made, "handler", item, "determine", may_be_public="yes", reply="可以公开") == 302
    assert _do(made, "reviewer", item, "pass", **answers) == 302
    secret = dict.fromkeys(("not_secret", "not_dangerous", "not_forbidden"), "on")
    assert _do(made, "secrecy_reviewer", item, "pass", **secret) == 302
    assert _do(made, "leader", item, "pass") == 302
    at = timezone.localtime() + timedelta(days=1)
    assert _do(made, "publisher", item, "plan-publication", at=f"{at:%Y-%m-%dT%H:%M}") == 302
    assert "定时公开" in _page(made, "handler", item)
    assert _do(made, "publisher", item, "drop-plan", plan=Plan.objects.get().pk) == 302
    assert _do(made, "leader", item, "return", remarks="再看看") == 403
    assert _do(made, "publisher", item, "return", remarks="再看看") == 302
    item = publish(made, Item.objects.get(pk=item.pk))
    assert _do(made, "publisher", item, "plan-withdrawal", at="2020-01-01T00:00", note="期满") == 409
    assert _do(made, "publisher", item, "withdraw") == 422
    assert _do(made, "publisher", item, "withdraw", note="有误") == 302


def test_nobody_passes_a_text_unread(made: County) -> None:
    item = begin(made, body="<p>受理时间为3月2日至31日。</p>")
    for role, name in (("handler", "submit"), ("reviewer", "pass"), ("reviewer", "return")):
        if name == "pass":
            assert _do(made, "handler", item, "submit") == 302
        client = Client()
        client.force_login(made.officers[role])
        assert (
            "受理时间为3月2日至31日。" in client.get(reverse("disclosure:act", args=[item.pk, name])).content.decode()
        )


def test_what_is_not_published_is_looked_at_again(made: County) -> None:
    item = approve(made, begin(made, nature="withheld", ground="DENY_1", ground_reason="尚未解密"))
    assert _do(made, "publisher", item, "publish") == 409
    assert _do(made, "publisher", item, "withhold") == 302
    assert "评估审查" in _page(made, "handler", item)
    assert _do(made, "handler", item, "reassess", may_be_public="no", reason="仍未解密") == 403
    assert _do(made, "publisher", item, "reassess", may_be_public="yes", reason="已经解密") == 302
    item.refresh_from_db()
    assert item.stage == "draft"


def test_a_change_of_what_is_shown_leads_to_the_comparison(made: County) -> None:
    item = services.revise(publish(made, begin(made)), by=actor(made), **{**WORDS, "title": "新的名称"})
    assert reverse("disclosure:compare", args=[item.pk]) in _page(made, "reviewer", item)


def test_the_list_opens_with_what_is_to_be_published(made: County) -> None:
    public, draft = publish(made, begin(made)), begin(made, title="还没有公开的")
    lines = _client(made, "handler").get(reverse("disclosure:list")).context["list"].lines
    assert [line.name for line in lines] == [str(draft), str(public)]


def test_a_list_of_documents_has_what_is_one_in_its_newest_text(made: County) -> None:
    def listed() -> list[str]:
        page = _client(made, "handler").get(reverse("disclosure:list"), {"kind": "normative"})
        return [line.name for line in page.context["list"].lines]

    plain, document = begin(made), begin(made, title="管理办法", kind="normative", effective_on=FORMED)
    assert listed() == [str(document)]
    services.revise(document, by=actor(made), **{**WORDS, "title": "通知"})
    assert listed() == []
    services.revise(publish(made, plain), by=actor(made), **{**WORDS, "kind": "normative", "effective_on": FORMED})
    assert listed() == [str(plain)]
    services.abandon(plain, reason="不改了", by=actor(made))
    assert listed() == []
