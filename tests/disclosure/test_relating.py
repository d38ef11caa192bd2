"""What texts refer to, both ways; what is in force; the note of rules. Nothing that is not shown shows in any of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county
from tests.publishing import FORMED, WORDS, begin, publish

from gongkai.agencies.models import Agency
from gongkai.disclosure import services
from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.content import digest_of, first_words, values_of
from gongkai.disclosure.forms import NewTextForm, TextForm
from gongkai.disclosure.linking import OFFERED, linkable, meant_by
from gongkai.disclosure.models import Channel, ChannelKind, Issuer, Item, Kind, Link, Relation, Validity
from gongkai.disclosure.selectors import validity_of
from gongkai.disclosure.validity import standing_of
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed
from gongkai.search.sources import sources

pytestmark = pytest.mark.django_db
SECRET = "尚未公开的解读"
RULE = {
    "category": "A01",
    "kind": Kind.RULE,
    "title": "桓台县科技计划管理规定",
    "document_number": "桓台县科技局令第3号",
    "promulgated_on": date(2026, 3, 1),
    "effective_on": date(2026, 3, 2),
}


@pytest.fixture
def made() -> County:
    return county()


def _act(made: County, relation: Relation, target: Item, on: date, **values: object) -> Item:
    """Begin a decision that amends or repeals an item from a day on."""
    words = {"title": "关于清理文件的决定", "document_number": "桓台县科技局令第9号", "effective_on": on}
    return begin(made, **{**words, **values}, links=[(relation, target)])


def _page(item: Item) -> str:
    return Client().get(reverse("portal:item", args=[item.pk])).content.decode()


def test_an_interpretation_and_what_it_explains_show_each_other_once_both_are_shown(made: County) -> None:
    policy = publish(made, begin(made))
    explaining = begin(made, kind="interpretation", title=SECRET, links=[(Relation.EXPLAINS, policy)])
    assert SECRET not in _page(policy)
    explaining = publish(made, explaining)
    assert SECRET in _page(policy)
    assert WORDS["title"] in _page(explaining)
    services.withdraw(policy, note="有误", by=actor(made, "publisher"))
    assert WORDS["title"] not in _page(explaining)


def test_the_desk_shows_what_is_under_way_to_those_who_may_see_it(made: County, client: Client) -> None:
    policy = publish(made, begin(made))
    begin(made, kind="interpretation", title=SECRET, links=[(Relation.EXPLAINS, policy)])
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:detail", args=[policy.pk])).content.decode()
    assert SECRET in page
    assert "尚未公开" in page


def test_links_are_part_of_what_is_reviewed_and_stay_unless_others_are_given(made: County) -> None:
    policy, other = publish(made, begin(made)), publish(made, begin(made))
    item = begin(made, links=[(Relation.RELATED, policy)])
    assert item.text is not None
    first = item.text.digest
    item = services.revise(item, by=actor(made), **WORDS)
    assert item.text.digest == first
    item = services.revise(item, by=actor(made), **WORDS, links=[(Relation.RELATED, other)])
    assert item.text.digest != first
    item = services.revise(item, by=actor(made), **WORDS, links=[])
    assert not Link.objects.filter(text=item.text).exists()
    assert list(differences()) == []


def test_what_was_reviewed_before_there_were_links_is_still_what_was_reviewed(made: County) -> None:
    text = begin(made, title="题", formed_on=FORMED).text
    assert text is not None
    assert digest_of(values_of(text), []) == "3c4c5fce36cd18369623789b192f7d55cb886aa6c8437b4999b6b9b3e15bdbf7"


def test_what_repeals_another_does_so_on_its_day_and_no_longer_once_it_is_withdrawn(made: County) -> None:
    rule = publish(made, begin(made, **RULE))
    assert (rule.validity, validity_of(rule, localdate())) == (Validity.IN_FORCE, Validity.IN_FORCE)
    later = localdate() + timedelta(3)
    decision = publish(made, _act(made, Relation.REPEALS, rule, later))
    rule.refresh_from_db()
    assert (rule.validity, rule.validity_next_on) == (Validity.IN_FORCE, later)
    assert (validity_of(rule, later - timedelta(1)), validity_of(rule, later)) == ("in_force", "repealed")
    services.withdraw(decision, note="有误", by=actor(made, "publisher"))
    rule.refresh_from_db()
    assert (rule.validity_next_on, validity_of(rule, later)) == (None, "in_force")
    publish(made, _act(made, Relation.REPEALS, rule, localdate()))
    rule.refresh_from_db()
    assert rule.validity == Validity.REPEALED
    page = _page(rule)
    assert "本文件已废止" in page
    assert "废止依据" in page
    assert "关于清理文件的决定" in page
    assert list(differences()) == []


def test_the_night_settles_what_changes_by_itself(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    last = localdate() + timedelta(1)
    rule = publish(made, begin(made, **RULE, valid_until=last))
    assert services.settle_all() == 0
    monkeypatch.setattr("gongkai.disclosure.services.settling.localdate", lambda: last + timedelta(1))
    assert services.settle_all() == 1
    rule.refresh_from_db()
    assert (rule.validity, rule.validity_next_on) == (Validity.LAPSED, None)
    assert Entry.objects.filter(act="item.validity_changed").count() == 1
    assert services.settle_all() == 0


def test_one_that_cannot_be_settled_keeps_none_of_the_others(
    made: County, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    last = localdate() + timedelta(1)
    first, second = (publish(made, begin(made, **RULE, valid_until=last)) for _ in range(2))

    def standing(item: Item, on: Any) -> Any:
        if item.pk == first.pk:
            raise ZeroDivisionError
        return standing_of(item, on)

    monkeypatch.setattr("gongkai.disclosure.services.settling.localdate", lambda: last + timedelta(1))
    monkeypatch.setattr("gongkai.disclosure.services.settling.standing_of", standing)
    assert services.settle_all() == 1
    assert [each.validity for each in Item.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")] == [
        Validity.IN_FORCE,
        Validity.LAPSED,
    ]
    assert f"whether item {first.pk} is in force could not be settled" in caplog.text
    monkeypatch.setattr("gongkai.disclosure.services.settling.standing_of", standing_of)
    assert services.settle_all() == 1


def test_what_is_amended_is_in_force_again_with_the_amendment_in_its_note(made: County) -> None:
    rule = publish(made, begin(made, **RULE))
    made_on = {"made_on": date(2026, 4, 1), "formed_on": date(2026, 4, 1), "produced_on": date(2026, 4, 1)}
    amending = publish(made, _act(made, Relation.AMENDS, rule, date(2026, 5, 1), **made_on))
    rule.refresh_from_db()
    warned = f'<a href="/items/{amending.pk}/">关于清理文件的决定</a>修改，下面是修改前的文本。'
    assert warned in _page(rule)
    assert rule.validity == Validity.AMENDED
    changed = {**WORDS, **RULE, "formed_on": date(2026, 5, 1)}
    rule = publish(made, services.revise(rule, by=actor(made), **changed))
    assert rule.validity == Validity.IN_FORCE
    assert warned not in _page(rule)
    assert (
        "（2026年3月1日桓台县科技局令第3号公布　根据2026年4月1日桓台县科技局令第9号《关于清理文件的决定》第一次修订　"
        "自2026年3月2日起施行）"
    ) in _page(rule)


def test_no_agency_repeals_what_is_not_its_own(made: County) -> None:
    rule = publish(made, begin(made, **RULE))
    services.set_practice(made.water, {"index_prefix": "HTSL"}, by=actor(made, "beside"))
    values = {**WORDS, "effective_on": FORMED, "links": [(Relation.REPEALS, rule)]}
    with pytest.raises(ValidationError, match="不是本机关"):
        services.begin(made.water, by=actor(made, "beside"), **values)
    services.set_practice(made.office, {"index_prefix": "HTZB"}, by=actor(made, "county_administrator"))
    services.begin(made.office, by=actor(made, "county_administrator"), **values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({**RULE, "effective_on": None}, "effective_on"),
        ({**RULE, "made_on": None}, "made_on"),
        ({**RULE, "promulgated_on": None}, "promulgated_on"),
        ({**RULE, "document_number": ""}, "document_number"),
        ({**RULE, "valid_until": date(2026, 1, 1)}, "valid_until"),
        ({"validity": "lapsed"}, "valid_until"),
        ({"validity": "repealed"}, "repealed_on"),
        ({"kind": "interpretation"}, "explains"),
        ({"kind": "consultation"}, "comments_until"),
        ({"comments_to": "信箱"}, "comments_to"),
    ],
)
def test_what_lacks_is_named_by_field(made: County, values: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        begin(made, **values)
    assert field in caught.value.error_dict


def test_who_issued_is_kept_as_agencies_where_the_tree_has_them(made: County) -> None:
    item = begin(made, issuers=f"{made.science.name}、{made.water.name}，省某厅、{made.science.name}")
    rows = [(row.name, row.agency) for row in Issuer.objects.filter(text=item.text)]
    expected = [(made.science.name, made.science), (made.water.name, made.water), ("省某厅", None)]
    assert rows == expected
    assert item.text is not None
    assert item.text.issuers == "、".join(name for name, agency in expected)


def test_five_fields_are_enough_for_a_notice(made: County) -> None:
    item = begin(made)
    typed = {
        "agency": made.science.pk, "category": "A06", "title": "处罚决定", "formed_on": "2026-03-02",
        "subject": "科技、教育\\科技", "body": "<p>各单位：</p><p>通知如下。</p>", "produced_on": "2026-03-02",
        "nature": "proactive",
    }  # fmt: skip
    form = NewTextForm(typed, among=Agency.objects.all())
    assert form.is_valid(), form.errors
    values = {name: value for name, value in form.cleaned_data.items() if name not in ("agency", "seen")}
    written = services.begin(made.science, by=actor(made), **values)
    assert written.text is not None
    assert (written.text.summary, written.text.issuers, written.text.matter) == (
        "通知如下。", made.science.name, "licence_or_penalty",
    )  # fmt: skip
    empty = NewTextForm(among=Agency.objects.all())
    assert not any(group.is_open for group in empty.groups())
    named = TextForm({**typed, "repeals": f"{item.index}\n桓科发(2026)3号\n没有的"}, item=written)
    assert not named.is_valid()
    assert ["没有的" in each for each in named.errors["repeals"]] == [True]
    assert "解读和关联" in [group.legend for group in named.groups() if group.is_open]


def test_a_document_is_found_by_number_index_and_address(made: County) -> None:
    item = begin(made)
    for named in (item.index, "桓科发（2026）3", f"https://gk.example/items/{item.pk}/"):
        form = TextForm({"repeals": named}, item=item)
        form.is_valid()
        assert form.cleaned_data["links"] == [(Relation.REPEALS, item)]


def test_by_words_of_its_name_an_item_is_offered_and_picked_without_scripts(made: County, client: Client) -> None:
    item, other = begin(made), begin(made, title="桓台县2025年科技计划", document_number="")
    begin(made, title="关于放假的通知")
    hidden = begin(made, title="别的机关的科技计划")
    Item.objects.filter(pk=hidden.pk).update(agency=made.water)
    client.force_login(made.officers["handler"])
    url = reverse("disclosure:edit", args=[item.pk])
    typed = {**client.get(url).context["form"].initial, "seen": item.version}
    sent = {name: value for name, value in typed.items() if value not in (None, "") and not isinstance(value, list)}

    def send(**values: object) -> Any:
        return client.post(url, {**sent, **values})

    page = send(related=["科技 计划"])
    assert page.status_code == 422
    offered = page.content.decode()
    assert "请勾选“科技 计划”所指的信息" in offered
    for each, shown in ((item, True), (other, True), (hidden, False)):
        assert (f'name="related" value="{each.index}">' in offered) is shown
    both = send(related=[other.index, "没有这样的"])
    assert f'value="{other.index}" checked' in both.content.decode()
    assert ">\n没有这样的</textarea>" in both.content.decode()
    assert send(related=[other.index, ""]).status_code == 302
    written = Item.objects.get(pk=item.pk).text
    assert [each.target for each in Link.objects.filter(text=written)] == [other]
    assert f'value="{other.index}" checked' in client.get(url).content.decode()
    assert send(seen=item.version + 1).status_code == 302  # the box is not ticked any more
    assert not Link.objects.filter(text=Item.objects.get(pk=item.pk).text).exists()


def test_of_several_with_one_number_one_is_picked_and_of_many_the_newest_are_offered(made: County) -> None:
    several = [begin(made) for _ in range(OFFERED + 2)]
    rows = linkable([made.science.pk])
    for typed in (WORDS["document_number"], "申报通知"):
        meant = meant_by(typed, rows)
        assert (meant.picked, meant.unknown) == ([], [])
        [offer] = meant.offers
        assert (len(offer.items), offer.more) == (OFFERED, True)
    meant = meant_by(f"申报通知\n{several[-1].index}", rows)
    assert meant.picked == [several[-1]]
    assert several[-1] not in meant.offers[0].items


def test_the_beginning_of_a_body_stands_for_a_summary() -> None:
    assert first_words("<h2>一、总则</h2><p>为了&amp;便于</p>") == "一、总则 为了&便于"
    assert first_words("字" * 300).endswith("…")


def test_what_every_notice_begins_with_is_no_summary() -> None:
    title, number = "关于申报创新券的通知", "桓科字〔2026〕8号"
    head = f"<p>关于申报<br>创新券的通知</p><p>{number}</p><p>各有关单位：</p>"
    table = "<table><tr><td><p>额度</p></td></tr></table>"
    assert first_words(f"{head}<p>现将有关事项通知如下：一、条件。</p>{table}", {title, number}) == (
        "现将有关事项通知如下：一、条件。"
    )
    assert first_words(head + table, {title, number}) == f"关于申报 创新券的通知 {number} 各有关单位： 额度"


def test_nothing_is_published_that_is_dated_in_the_future(made: County) -> None:
    day = localdate() + timedelta(2)
    with pytest.raises(NotAllowed, match="晚于公开日期"):
        publish(made, begin(made, made_on=day, produced_on=day))


@pytest.mark.parametrize(("said", "day"), [("repealed", "repealed_on"), ("lapsed", "valid_until")])
def test_what_is_said_to_be_over_is_in_force_until_its_day(made: County, said: str, day: str) -> None:
    last = localdate() + timedelta(9)
    rule = publish(made, begin(made, **RULE, validity=said, **{day: last}))
    over = last if said == "repealed" else last + timedelta(1)
    assert (rule.validity, rule.validity_next_on) == (Validity.IN_FORCE, over)
    assert (validity_of(rule, over - timedelta(1)), validity_of(rule, over)) == (Validity.IN_FORCE, said)
    assert "仅供查阅" not in _page(rule)


def test_a_rule_that_has_not_taken_effect_is_not_called_in_force(made: County) -> None:
    day = localdate() + timedelta(9)
    rule = publish(made, begin(made, **RULE | {"effective_on": day}))
    page = _page(rule)
    assert "<dd>尚未施行</dd>" in page
    assert "现行有效" not in page
    assert (rule.validity, rule.validity_next_on) == (Validity.PENDING, day)
    assert [validity_of(rule, on) for on in (day - timedelta(1), day)] == [Validity.PENDING, Validity.IN_FORCE]
    channel = Channel(agency=made.science, kind=ChannelKind.FEED)
    assert compose(rule.pk, channel).values["validity"] == "pending"
    source = sources()["item"]
    assert [each.validity for each in source.entries([rule.pk])] == ["pending"]
    assert source.shown([rule.pk])[rule.pk].validity == "尚未施行"


def test_what_is_repealed_before_it_takes_effect_never_does(made: County) -> None:
    day = localdate() + timedelta(9)
    rule = publish(made, begin(made, **RULE | {"effective_on": day}))
    publish(made, _act(made, Relation.REPEALS, rule, day - timedelta(3)))
    rule.refresh_from_db()
    assert (rule.validity, rule.validity_next_on) == (Validity.PENDING, day - timedelta(3))
    assert validity_of(rule, day) == Validity.REPEALED


def test_no_text_says_of_itself_that_it_is_not_in_force_yet(made: County) -> None:
    assert "pending" not in dict(TextForm(item=begin(made)).fields["validity"].choices)


def test_what_is_typed_without_end_is_not_looked_for(made: County) -> None:
    rows = linkable([made.science.pk])
    typed = ("甲 " * 5_000).strip()
    assert meant_by(typed, rows).unknown == [typed]
    with CaptureQueriesContext(connection) as asked:
        meant_by(typed[:300], rows)
    assert max(each["sql"].count("title") for each in asked) < 100
