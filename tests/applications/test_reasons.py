"""Reasons with their law texts: registered with their days, chosen in a draft, quoted in the reply."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor, apply, approve, reason, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Part, Reason
from gongkai.applications.models.reason import reasons_for
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.services import NewPart
from gongkai.journal.models import Entry
from gongkai.law.errors import NotAllowed

QUOTED = (
    "《中华人民共和国政府信息公开条例》第十六条第一款规定：“行政机关的内部事务信息，包括人事管理、后勤管理、"
    "内部工作流程等方面的信息，可以不予公开”。"
)


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    online = {"reconsideration_online": "https://fuyi.example"}
    services.set_practice(made.science, online, by=actor(made, "administrator"))
    return made


def test_a_reason_that_is_chosen_is_quoted_with_its_law_in_the_reply(made):
    case, chosen = apply(made), reason(made)
    other = NewPart("考勤", "DENY_5", reason="另有理由", ground=chosen)
    approve(made, case, NewPart("考核结果", "DENY_5", ground=chosen), other)
    services.decide(case, on=date(2026, 3, 10), by=actor(made, "head"))
    services.end_reason(chosen, on=date(2026, 3, 9), by=actor(made, "administrator"))
    case = Application.objects.get(pk=case.pk)
    letter = letter_of(case, next(offer for offer in offers(case) if offer.key == "reply"))[0]
    said = [each for each in letter.paragraphs if "理由：" in each]
    assert said[0].endswith(f"理由：{QUOTED}属于本机关内部人事管理信息，不对外产生影响。")
    assert said[1].endswith(f"理由：{QUOTED}另有理由。")


def test_a_reason_serves_those_below_on_its_days_and_nobody_else(made):
    today = localdate()
    ours = reason(made)
    reason(made, name="已废止", ends_on=today - timedelta(days=1))
    reason(made, name="未施行", starts_on=today + timedelta(days=1))
    assert list(reasons_for(made.science, today)) == [ours]
    assert list(reasons_for(made.branch, today)) == [ours]
    assert list(reasons_for(made.water, today)) == []
    assert Reason.objects.count() == 3


@pytest.mark.parametrize(
    "values", [{"outcome": "DENY_6"}, {"ends_on": date(2020, 1, 1)}], ids=["another outcome", "no longer in force"]
)
def test_a_reason_that_is_not_for_this_is_refused(made, values):
    chosen = reason(made, **values)
    with pytest.raises(NotAllowed) as refused:
        services.draft(apply(made), parts=[NewPart("名单", "DENY_5", ground=chosen)], by=actor(made))
    assert (refused.value.code, Part.objects.count()) == ("reason-not-for-this", 0)


def test_a_reason_ends_on_no_day_before_it_starts(made):
    with pytest.raises(ValidationError):
        services.end_reason(reason(made), on=date(2018, 1, 1), by=actor(made, "administrator"))


def test_the_administrator_registers_one_and_the_officer_chooses_it(made):
    client = Client()
    client.force_login(made.officers["administrator"])
    form = {
        "outcome": "DENY_1", "name": "国家秘密", "provision": "《中华人民共和国保守国家秘密法》第十三条",
        "law_text": "下列事项……应当确定为国家秘密", "text": "已经依法定密", "starts_on": "2024-05-01",
    }  # fmt: skip
    assert client.post(reverse("applications:add-reason", args=[made.science.pk]), form).status_code == 302
    added = Reason.objects.get()
    assert "第十三条" in client.get(reverse("applications:reasons", args=[made.science.pk])).content.decode()
    case, officer = apply(made), Client()
    officer.force_login(made.officers["handler"])
    address = reverse("applications:draft", args=[case.pk])
    assert f'<option value="{added.pk}">' in officer.get(address).content.decode()
    typed = {"content": "名单", "outcome": "DENY_1", "ground": added.pk, "reason": "", "told": ""}
    sent = {f"parts-0-{name}": value for name, value in typed.items()}
    sent |= {"seen": case.version, "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}
    assert officer.post(address, sent).status_code == 302
    assert Part.objects.get().reason == "已经依法定密"
    assert "selected" in officer.get(address).content.decode()
    ended = client.post(reverse("applications:end-reason", args=[added.pk]), {"on": "2026-03-01"})
    assert (ended.status_code, Reason.objects.get().ends_on) == (302, date(2026, 3, 1))
    assert list(Entry.objects.filter(act__startswith="reason.").values_list("act", flat=True).order_by("pk")) == [
        "reason.added", "reason.ended",
    ]  # fmt: skip
