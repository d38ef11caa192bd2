"""Challenges at the desk: registered from a case, worked through, and kept from whoever has nothing to do with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from tests.casework import actor, apply
from tests.county import County, county
from tests.remedies.challenging import CLAIMS, DENIED, WANG, challenge, decide, replied

from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.journal.models import Entry
from gongkai.notifications.models import Notice
from gongkai.remedies import services
from gongkai.remedies.dues import advice_dues, challenge_dues, lesson_dues
from gongkai.remedies.models import Challenge
from gongkai.remedies.telling import tell_of_last_days
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(
        "supervisor", "handler", "head", "leader", "administrator", "reviewer", "secrecy_reviewer", "legal_reviewer",
        "publisher", "beside",
    )  # fmt: skip


def signed_in(made: County, role: str = "handler") -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def page(client: Client, name: str, *args: object, **query: object) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_a_challenge_is_registered_from_its_case_and_shown_there(made: County) -> None:
    application, client = replied(made, DENIED), signed_in(made)
    address = f"{reverse('remedies:register')}?application={application.pk}"
    assert address in page(client, "applications:detail", application.pk)
    form = client.get(address).content.decode()
    assert application.number in form
    given = {
        "agency": made.science.pk, "procedure": "reconsideration", "role": "principal", "matter": "reply",
        "application": application.number, "opening": "copy_received", "on": "2026-04-01", "before": "none",
        "kind": "NATURAL", "name": WANG.name, "claims": CLAIMS,
    }  # fmt: skip
    wrong = client.post(address, {**given, "application": "2026-99999"})
    assert wrong.status_code == 422
    assert client.post(address, {**given, "matter": "published"}).status_code == 409
    done = client.post(address, given)
    held = Challenge.objects.get()
    assert done.headers["Location"] == reverse("remedies:detail", args=[held.pk])
    assert (held.application, held.forum, held.duty) == (application, "桓台县人民政府", "answer")
    shown = page(client, "remedies:detail", held.pk)
    assert "应当先申请行政复议" in shown
    assert "复议机关为桓台县人民政府" in shown
    assert held.number in page(client, "applications:detail", application.pk)
    assert held.number in page(client, "remedies:list", light="overdue")


def test_who_brought_it_is_shown_to_who_handles_it_and_with_a_reason(made: County) -> None:
    held, client = challenge(made), signed_in(made)
    for role in ("handler", "supervisor", "leader"):
        seen = page(signed_in(made, role), "remedies:detail", held.pk) + page(signed_in(made, role), "remedies:list")
        assert "王**" in seen
        assert not [each for each in (WANG.name, WANG.phone, WANG.address, CLAIMS) if each in seen]
    personal = reverse("remedies:personal", args=[held.pk])
    assert client.post(personal, {"reason": ""}).status_code == 422
    shown = client.post(personal, {"reason": "拟写答复"}).content.decode()
    assert [each in shown for each in (WANG.name, WANG.phone, WANG.address, CLAIMS)] == [True] * 4
    read = Entry.objects.filter(act="personal.read")
    assert {each.note["reason"] for each in read} == {"拟写答复"}
    assert signed_in(made, "supervisor").post(personal, {"reason": "看看"}).status_code == 403
    beside = signed_in(made, "beside")
    assert beside.post(personal, {"reason": "看看"}).status_code == 404
    assert held.number not in page(beside, "remedies:list")
    assert not challenge_dues(made.officers["beside"], localdate())


def test_what_is_claimed_is_not_read_where_it_is_corrected(made: County) -> None:
    held, client = challenge(made), signed_in(made)
    assert CLAIMS not in page(client, "remedies:act", held.pk, "correct")
    correct = reverse("remedies:act", args=[held.pk, "correct"])
    same = {"forum": held.forum, "omission": held.omission}
    assert client.post(correct, {"seen": held.version, **same}).status_code == 302
    held.refresh_from_db()
    assert held.claims == CLAIMS
    assert client.post(correct, {"seen": held.version, **same, "claims": "请求确认违法"}).status_code == 302
    held.refresh_from_db()
    assert held.claims == "请求确认违法"


def test_files_are_for_who_writes_the_answer(made: County) -> None:
    held = challenge(made)
    with Draft() as draft:
        draft.write(b"%PDF-1.4\n%%EOF\n")
        file = attach(held, draft, "王小明起诉状.pdf", personal=True, by=actor(made))
    address = reverse("attachments:download", args=[file.pk])
    assert signed_in(made, "legal_reviewer").get(address).getvalue().startswith(b"%PDF")
    assert signed_in(made, "supervisor").get(address).status_code in (403, 404)
    assert "王小明" not in page(signed_in(made, "supervisor"), "remedies:detail", held.pk)


@pytest.mark.parametrize(
    ("procedure", "warned"), [("reconsideration", "复议法第70条"), ("suit", "行诉法第34条第2款"), ("complaint", "")]
)
def test_who_writes_the_answer_is_told_what_follows_without_evidence(made: County, procedure: str, warned: str) -> None:
    held = challenge(made, procedure=procedure, forum="桓台县人民法院" if procedure == "suit" else "")
    text = signed_in(made).get(reverse("remedies:act", args=[held.pk, "draft"])).content.decode()
    assert [each for each in ("复议法第70条", "行诉法第34条第2款") if each in text] == ([warned] if warned else [])


def test_acts_are_done_on_its_page_and_refused_there(made: County) -> None:
    held, client = challenge(made), signed_in(made)
    act = reverse("remedies:act", args=[held.pk, "hand-in"])
    assert client.post(act, {"seen": held.version, "on": "2026-04-09"}).status_code == 409
    draft = reverse("remedies:act", args=[held.pk, "draft"])
    legal = signed_in(made, "legal_reviewer")
    assert legal.post(draft, {"seen": held.version, "answer": "答复合法。"}).status_code == 302
    assert legal.post(act, {"seen": held.version, "on": "2026-04-09"}).status_code == 403
    assert client.post(act, {"seen": held.version + 1, "on": "2026-04-09"}).status_code == 302
    assert client.get(act).status_code == 302
    decision = {"seen": held.version + 2, "on": "2026-05-08", "result": "RECON_REVOKED", "said": "检索范围不全"}
    done = client.post(reverse("remedies:act", args=[held.pk, "decide"]), decision, follow=True).content.decode()
    assert "检索范围不全" in done
    assert "表四：结果纠正" in done
    assert "检索范围不全" not in page(signed_in(made, "supervisor"), "remedies:detail", held.pk)


def standings(piles: object) -> dict[Standing, int]:
    return {pile.standing: pile.count() for pile in piles if pile.count()}  # type: ignore[attr-defined]


def test_what_is_due_is_on_the_home_page_and_told_at_night(made: County) -> None:
    today, handler = localdate(), made.officers["handler"]
    held = challenge(made, on=today)
    late = challenge(made, on=today - timedelta(30))
    assert standings(challenge_dues(handler, today)) == {Standing.OVERDUE: 1, Standing.MINE: 1}
    assert standings(challenge_dues(made.officers["legal_reviewer"], today)) == {Standing.OVERDUE: 1, Standing.MINE: 1}
    assert tell_of_last_days(timezone.now()) == 4
    assert tell_of_last_days(timezone.now()) == 0
    told = Notice.objects.filter(officer=handler).values_list("kind", flat=True)
    assert sorted(told) == ["challenge.due", "challenge.overdue"]
    decide(made, held, "RECON_REVOKED", today)
    given = {"kind": "opinion", "number": "1", "content": "改进", "on": today, "by": actor(made)}
    services.receive_advice(late, **given)
    assert standings(lesson_dues(handler, today)) == {Standing.MINE: 1}
    assert standings(advice_dues(handler, today)) == {Standing.MINE: 1}


def test_an_application_under_way_is_silent_where_it_is_challenged(made: County) -> None:
    application = apply(made)
    form = page(signed_in(made), "remedies:register", application=application.pk)
    assert '<option value="silence" selected>' in form
    assert signed_in(made).get(reverse("remedies:register"), {"application": 99}).status_code == 404


def test_the_list_says_of_which_agency_each_is(made: County) -> None:
    challenge(made, replied(made, DENIED))
    assert f">{made.science.called}</td>" in page(signed_in(made, "supervisor"), "remedies:list")


def test_the_list_asks_as_often_for_many_as_for_one(made: County) -> None:
    client = signed_in(made)

    def asked(number: int) -> int:
        for _ in range(number):
            challenge(made)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("remedies:list"))
        return len(queries)

    client.get(reverse("remedies:list"))
    assert asked(1) == asked(5)
