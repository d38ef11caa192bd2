"""Letters of the public: to whom they go, who sees them, how they are answered, what of them is shown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from tests.casework import actor, refused
from tests.county import SINCE, County, county
from tests.publishing import begin, publish

from gongkai.agencies.models import Agency, Duty, Kind, Officer, Post
from gongkai.disclosure import services as disclosure
from gongkai.disclosure.content import values_of
from gongkai.disclosure.models import Item
from gongkai.disclosure.models import Kind as TextKind
from gongkai.feedback import services
from gongkai.feedback.dues import dues
from gongkai.feedback.models import Letter
from gongkai.feedback.routing import decides_on
from gongkai.feedback.rules import HANDLING, letters_in_sight
from gongkai.feedback.selectors import by_code, shown_letters
from gongkai.feedback.telling import tell_of_last_days
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.publication import feedback_due
from gongkai.notifications.models import Notice
from gongkai.notifications.recipients import holders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WHO = {"name": "王小明", "phone": "13812345678", "email": "wang@example.cn"}
BODY = "我叫王小明，申请了两个月没有答复"


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(
        "site", "supervisor", "county_administrator", "handler", "head", "leader", "publisher", "administrator",
        "reviewer", "secrecy_reviewer",
    )  # fmt: skip


def write(about: Agency, kind: str = "suggestion", **values: Any) -> Letter:
    given = {"on": TODAY, "sent_key": uuid4(), "body": BODY, "agrees": True, **WHO, **values}
    return services.write(about, kind, by=SYSTEM, **given)


def answered(made: County, **values: Any) -> Letter:
    letter = write(made.science, **values)
    letter = services.assign(letter, made.officers["handler"], by=actor(made, "head"))
    letter = services.draft(letter, reply="已经办理，结果已寄出。", by=actor(made))
    return services.answer(letter, by=actor(made, "head"))


def test_a_suggestion_goes_to_the_agency_and_a_report_above_it(made: County) -> None:
    assert decides_on("suggestion", made.science, TODAY) == made.science
    for about in (made.science, made.water, made.township, made.branch):
        assert decides_on("oversight", about, TODAY) == made.office
    assert decides_on("oversight", made.government, TODAY) is None
    assert decides_on("oversight", made.office, TODAY) is None
    assert refused(write, made.office, "oversight") == "nobody-decides"
    city = Agency.objects.create(name="淄博市人民政府", kind=Kind.GOVERNMENT, region=made.region)
    made.government.parent = city
    made.government.save()
    above = Agency.objects.get(pk=made.government.pk)
    assert decides_on("oversight", above, TODAY) == city
    assert decides_on("oversight", Agency.objects.get(pk=made.office.pk), TODAY) == city


def test_a_letter_has_its_number_its_code_and_its_last_day(made: County) -> None:
    first, second = write(made.science), write(made.science)
    assert (first.number, second.number) == ("2026-X0001", "2026-X0002")
    assert (first.due_on, first.stage, len(first.code)) == (date(2026, 3, 23), "received", 14)
    assert by_code(first.number, first.code.lower()) == first
    for number, code in ((second.number, first.code), (first.number, ""), ("", first.code)):
        assert by_code(number, code) is None
    again = write(made.science, sent_key=first.sent_key)
    assert again == first


def test_the_agency_that_is_reported_sees_nothing_of_it(made: County) -> None:
    letter = write(made.science, "oversight")
    for role in ("handler", "head", "leader", "publisher", "administrator", "county_administrator"):
        assert not letters_in_sight(made.officers[role], localdate()).exists()
        client = Client()
        client.force_login(made.officers[role])
        assert client.get(reverse("feedback:detail", args=[letter.pk])).status_code == 404
    assert list(letters_in_sight(made.officers["supervisor"], localdate())) == [letter]
    assert letter.journal_agency == made.office
    both = made.officers["supervisor"]
    Post.objects.create(officer=both, agency=made.science, duty=Duty.LEADER, from_on=SINCE)
    assert not letters_in_sight(Officer.objects.get(pk=both.pk), localdate()).exists()


def test_who_deals_with_a_report_holds_no_post_where_it_is_about(made: County) -> None:
    letter, by = write(made.science, "oversight"), actor(made, "supervisor")
    head = made.officers["head"]
    assert refused(services.assign, letter, head, by=by) == "letter-handler-not-fit"
    Post.objects.create(officer=head, agency=made.office, duty=Duty.HANDLER, from_on=SINCE)
    both = Officer.objects.get(pk=head.pk)
    assert refused(services.assign, letter, both, by=by) == "letter-handler-not-fit"
    assert services.assign(letter, made.officers["supervisor"], by=by).stage == "handling"


def test_an_answer_is_reviewed_by_another_before_anybody_has_it(made: County) -> None:
    letter = write(made.science)
    assert refused(services.draft, letter, reply="好", by=actor(made)) == "letter-not-in-this-stage"
    letter = services.assign(letter, made.officers["head"], by=actor(made, "head"), seen=0)
    assert refused(services.draft, letter, reply="好", by=actor(made), seen=0) == "letter-changed-meanwhile"
    assert refused(services.draft, letter, reply=" ", by=actor(made)) == "letter-reply-empty"
    letter = services.draft(letter, reply="正在研究。", by=actor(made, "head"))
    assert refused(services.answer, letter, by=actor(made, "head")) == "letter-own-work"
    letter = services.send_back(letter, remarks="请写明结果", by=actor(made, "leader"))
    letter = services.draft(letter, reply="已经采纳。", by=actor(made, "head"))
    letter = services.answer(letter, by=actor(made, "leader"))
    assert (letter.stage, letter.answered_on, letter.reply) == ("answered", localdate(), "已经采纳。")
    assert refused(services.draft, letter, reply="再改", by=actor(made)) == "letter-not-in-this-stage"


def test_shown_is_what_an_officer_wrote_anew_and_only_if_its_writer_agreed(made: County) -> None:
    words = {"title": "加快答复", "body": "申请没有按期答复", "reply": "已经办理。"}
    silent = answered(made, agrees=False)
    assert refused(services.show, silent, **words, by=actor(made, "publisher")) == "writer-did-not-agree"
    letter = answered(made)
    for named in (WHO["name"], WHO["phone"], WHO["email"]):
        told = {**words, "reply": f"已告知{named}"}
        assert refused(services.show, letter, **told, by=actor(made, "publisher")) == "writer-is-named"
    assert not shown_letters(made.science).exists()
    letter = services.show(letter, **words, by=actor(made, "publisher"))
    page = Client().get(reverse("portal:letters", args=[made.science.pk])).content.decode()
    assert all(each in page for each in words.values())
    assert not [each for each in (*WHO.values(), BODY, letter.number, letter.code) if each in page]
    services.hide(letter, reason="来信人要求", by=actor(made, "publisher"))
    assert not shown_letters(made.science).exists()
    assert refused(services.hide, letter, reason="又一次", by=actor(made, "publisher")) == "letter-not-shown"


def consultation(made: County, until: date, **values: Any) -> Item:
    asked = {"kind": TextKind.CONSULTATION, "comments_from": TODAY, "comments_until": until, "comments_to": "窗口"}
    return publish(made, begin(made, **{**asked, **values}))


def comment(item: Item, on: date) -> Letter:
    return services.comment(item.pk, on=on, sent_key=uuid4(), body=BODY, by=SYSTEM)


def test_a_draft_is_commented_on_within_its_period_while_everybody_sees_it(made: County) -> None:
    until = TODAY + timedelta(30)
    item, other = consultation(made, until), publish(made, begin(made))
    letter = comment(item, until)
    assert (letter.kind, letter.agency, letter.item) == ("comment", made.science, item)
    assert letter.due_on == feedback_due(until).due
    for which, on in ((item, TODAY - timedelta(1)), (item, until + timedelta(1)), (other, TODAY)):
        assert refused(comment, which, on) == "not-asking-for-comments"
    unseen = begin(made, kind=TextKind.CONSULTATION, comments_from=TODAY, comments_until=until, comments_to="窗口")
    assert refused(comment, unseen, TODAY) == "not-asking-for-comments"
    withdrawn = disclosure.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert refused(comment, withdrawn, TODAY) == "not-asking-for-comments"


def test_an_item_says_how_many_comments_came_and_lists_them(made: County) -> None:
    item, on = consultation(made, localdate() + timedelta(1)), localdate()
    other = consultation(made, localdate() + timedelta(1))
    mine, also = comment(item, on), comment(item, on)
    elsewhere = comment(other, on)
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:detail", args=[item.pk])).content.decode()
    assert "网上收到2条意见" in page
    rows = client.get(reverse("feedback:list"), {"item": item.index}).content.decode()
    assert [each.number in rows for each in (mine, also, elsewhere)] == [True, True, False]
    public = reverse("portal:item", args=[item.pk])
    assert "网上收到" not in Client().get(public).content.decode()
    told = {"comments_until": on - timedelta(1), "comments_outcome": "全部采纳。"}
    item = disclosure.revise(item, by=actor(made), **{**values_of(item.shown), **told})
    publish(made, item)
    assert "网上收到2条意见" in Client().get(public).content.decode()


def test_no_personal_data_lies_in_clear(made: County) -> None:
    letter = answered(made)
    row = str(list(Letter.objects.filter(pk=letter.pk).values_list()))
    entries = str(list(Entry.objects.values_list("before", "after", "note")))
    for word in (*WHO.values(), BODY, letter.code, letter.reply):
        assert word not in row
        assert word not in entries
    assert list(differences()) == []


def test_who_wrote_is_masked_until_a_reason_is_given(made: County) -> None:
    letter, client = write(made.science), Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("feedback:detail", args=[letter.pk])).content.decode()
    assert WHO["phone"] not in page
    address = reverse("feedback:personal", args=[letter.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert WHO["phone"] in client.post(address, {"reason": "电话核实"}).content.decode()
    assert Entry.objects.get(act="personal.read").note["reason"] == "电话核实"


def test_what_is_due_stands_at_home_with_who_has_to_do_it(made: County) -> None:
    write(made.science)
    soon = write(made.science, on=localdate() - timedelta(1))
    found = {pile.standing.value: pile.count() for pile in dues(made.officers["handler"], localdate())}
    assert (found["overdue"], found["mine"]) == (1, 1)
    services.assign(soon, made.officers["head"], by=actor(made, "head"))
    found = {pile.standing.value: pile.count() for pile in dues(made.officers["handler"], localdate())}
    assert (found["mine"], found["others"]) == (0, 1)
    assert list(dues(made.officers["administrator"], localdate())) == []


def test_the_desk_takes_a_letter_from_registration_to_the_public(made: County) -> None:
    letter = write(made.science)
    for role, name, values in (
        ("head", "assign", {"handler": made.officers["handler"].pk}),
        ("handler", "draft", {"reply": "已经采纳。"}),
        ("head", "answer", {}),
        ("publisher", "show", {"title": "建议", "body": "建议细化", "reply": "已经采纳。"}),
        ("publisher", "hide", {"remarks": "有误"}),
    ):
        client = Client()
        client.force_login(made.officers[role])
        address = reverse("feedback:act", args=[letter.pk, name])
        assert client.get(address).status_code == 200
        seen = Letter.objects.get(pk=letter.pk).version
        assert client.post(address, {"seen": seen, **values}).status_code == 302
    assert Entry.objects.filter(object_type="feedback.letter").count() == 6


def test_a_report_on_what_lies_below_a_township_goes_to_the_county(made: County) -> None:
    below = Agency.objects.create(
        name="马桥镇综合服务中心", kind=Kind.AUTHORISED, region=made.region, parent=made.township
    )
    assert decides_on("oversight", below, TODAY) == made.office


def test_a_report_on_what_is_led_from_above_goes_to_who_leads_it(made: County) -> None:
    office = Agency.objects.create(name="桓台县税务局", kind=Kind.VERTICAL, region=made.region, parent=made.government)
    assert decides_on("oversight", office, TODAY) is None
    station = Agency.objects.create(name="桓台县税务局马桥所", kind=Kind.VERTICAL, region=made.region, parent=office)
    assert decides_on("oversight", station, TODAY) == office
    assert decides_on("suggestion", office, TODAY) == office


# ── Told of, and several at once ─────────────────────────────────────────────


def told(kind: str) -> list[tuple[str, str]]:
    return sorted((each.officer.username, str(each)) for each in Notice.objects.filter(kind=kind))


def moment(on: date) -> datetime:
    return make_aware(datetime.combine(on, time(2, 30)))


def test_who_deals_with_a_letter_is_told_before_its_last_day_and_once_it_is_past(made: County) -> None:
    letter = write(made.science)
    before, last, after = date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 24)
    assert tell_of_last_days(moment(before)) == 0
    assert tell_of_last_days(moment(last)) == len(holders(made.science, HANDLING, last)) > 1
    services.assign(letter, made.officers["handler"], by=actor(made, "head"))
    assert tell_of_last_days(moment(last)) == 0  # it was told before
    said = f"来信{letter.number}的答复期限是2026年3月23日，"
    handler, head = (made.officers[role].username for role in ("handler", "head"))
    assert (handler, f"{said}即将到期。") in told("letter.due_soon")
    assert tell_of_last_days(moment(after)) == 2
    assert told("letter.overdue") == sorted([(handler, f"{said}已经逾期。"), (head, f"{said}已经逾期。")])
    answered(made)
    assert tell_of_last_days(moment(after)) == 0


def test_of_a_report_on_their_own_agency_nobody_is_told(made: County) -> None:
    write(made.science, "oversight")
    both = made.officers["supervisor"]
    assert tell_of_last_days(moment(date(2026, 3, 24))) == 1
    assert {name for name, _said in told("letter.overdue")} == {both.username}
    Notice.objects.all().delete()
    Post.objects.create(officer=both, agency=made.science, duty=Duty.LEADER, from_on=SINCE)
    assert tell_of_last_days(moment(date(2026, 3, 24))) == 0


def test_comments_on_a_draft_are_told_of_together(made: County) -> None:
    item, on = consultation(made, localdate() + timedelta(1)), localdate()
    letters = [comment(item, on) for _ in range(3)]
    for each in letters:
        services.assign(each, made.officers["handler"], by=actor(made, "head"))
    assert tell_of_last_days(moment(letters[0].due_on)) == 1
    [(_name, said)] = told("letter.due_soon")
    assert said.startswith(f"“{item}”的意见还有3件没有答复")


def test_comments_are_dealt_out_answered_and_passed_several_at_once(made: County) -> None:
    item, on = consultation(made, localdate() + timedelta(1)), localdate()
    letters = [comment(item, on) for _ in range(3)]
    letter = write(made.science)
    rows = [each.pk for each in (*letters, letter)]
    outsider = made.officers["supervisor"]

    def do(role: str, act: str, **values: Any) -> str:
        client = Client()
        client.force_login(made.officers[role])
        sent = {"act": act, "entered": "1", **values}
        seen = client.post(reverse("feedback:list"), {**sent, "do": "preview", "row": rows})
        assert seen.status_code == 200
        plan = seen.context["plan"]
        keys = ",".join(map(str, rows))
        client.post(reverse("feedback:list"), {**sent, "do": "apply", "rows": keys, "seen": plan.seen})
        return seen.content.decode()

    def stages() -> list[str]:
        return [Letter.objects.get(pk=key).stage for key in rows]

    client = Client()
    client.force_login(made.officers["head"])
    stranger = {"do": "preview", "act": "assign", "entered": "1", "handler": outsider.pk, "row": rows}
    assert client.post(reverse("feedback:list"), stranger).status_code == 422
    do("head", "assign", handler=made.officers["handler"].pk)
    assert stages() == ["handling"] * 4
    preview = do("handler", "draft", reply="已经采纳。")
    assert "这件来信不是对征求意见稿的意见" in preview
    assert stages() == ["reviewing"] * 3 + ["handling"]
    assert "已经采纳。" in do("head", "answer")
    assert stages() == ["answered"] * 3 + ["handling"]
    assert not list(differences())
    client.force_login(made.officers["publisher"])
    assert client.post(reverse("feedback:list"), {"do": "preview", "act": "answer", "row": rows}).status_code == 403
