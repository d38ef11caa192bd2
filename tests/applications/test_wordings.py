"""The words of letters changed at the desk: what is refused, from when they hold, and that no letter fails by them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.applications.notices.letters import FACTS
from tests.casework import actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Wording
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.notices.kinds import KIND_BY_NAME, KINDS
from gongkai.applications.notices.wordings import checked, ours, required, words_of
from gongkai.journal.models import Entry
from gongkai.law.errors import NotAllowed

RECEIPT = KIND_BY_NAME["receipt"]
OWN = ours(RECEIPT).strip().replace("登记回执", "受理回执")


@pytest.fixture
def made(db):
    return county()


def set_receipt(made, text=OWN, starts_on=None):
    by = actor(made, "administrator")
    return services.set_wording(made.science, RECEIPT, text, starts_on=starts_on or localdate(), by=by)


def written(case):
    case = Application.objects.get(pk=case.pk)
    return letter_of(case, next(offer for offer in offers(case) if offer.key == "receipt"))[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_our_words_pass_the_check_that_an_agency_s_must_pass(kind):
    template = checked(kind, ours(kind))
    always = {element.field for element in kind.elements if element.when(FACTS[kind.name])}
    assert always <= {field for field, _citation in required(kind)} <= template.fields


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (OWN.replace("{答复期限}", "近日"), "letter-element-not-in-template", "“答复期限”"),
        (OWN + "\n{__class__}", "template-field-unknown", "第7行写了“__class__”"),
        (OWN + "\n{登记号.x}", "template-field-unknown", "“登记号.x”"),
        (OWN + "\n{登记号", "template-braces", "第7行的花括号"),
        ("{登记号}\n" + OWN, "template-braces", "第1行"),
        ("只有标题", "template-empty", "没有标题或者正文"),
    ],
)
def test_words_that_cannot_be_used_are_refused_and_nothing_is_kept(made, text, code, said):
    with pytest.raises(NotAllowed) as refused:
        set_receipt(made, text)
    assert refused.value.code == code
    assert said in str(refused.value)
    assert not Wording.objects.exists()


def test_a_letter_is_written_in_the_words_of_its_day(made):
    today = localdate()
    before, later = apply(made, on=today - timedelta(days=1)), apply(made, on=today)
    set_receipt(made)
    set_receipt(made, OWN.replace("受理回执", "明天的回执"), today + timedelta(days=1))
    assert written(before).title == "政府信息公开申请登记回执"
    assert written(later).title == "政府信息公开申请受理回执"
    tomorrow = words_of(made.science, RECEIPT, today + timedelta(days=1))
    assert tomorrow.title == "政府信息公开申请明天的回执"
    assert words_of(made.water, RECEIPT, today).title == "政府信息公开申请登记回执"
    services.reset_wording(made.science, RECEIPT, starts_on=today, by=actor(made, "administrator"))
    assert written(later).title == "政府信息公开申请登记回执"
    assert Wording.objects.count() == 3
    assert [entry.act for entry in Entry.objects.filter(act__startswith="wording.").order_by("pk")] == [
        "wording.set", "wording.set", "wording.reset",
    ]  # fmt: skip


def test_words_begin_on_no_day_that_is_past(made):
    with pytest.raises(NotAllowed) as refused:
        set_receipt(made, starts_on=localdate() - timedelta(days=1))
    assert refused.value.code == "wording-from-the-past"


def test_words_that_no_longer_fit_leave_the_letter_in_ours(made):
    case = apply(made, on=localdate())
    row = set_receipt(made)
    Wording.objects.filter(pk=row.pk).update(text="旧样式\n{早已没有的栏目}")
    assert written(case).title == "政府信息公开申请登记回执"
    assert "不合，出具时用默认的样式" in at_desk(made)[0].get(at_desk(made)[1]).content.decode()


def at_desk(made, kind="receipt"):
    client = Client()
    client.force_login(made.officers["administrator"])
    return client, reverse("applications:wording", args=[made.science.pk, kind])


def test_the_administrator_previews_saves_and_goes_back(made):
    client, address = at_desk(made)
    assert "{答复期限}" in client.get(address).content.decode()
    form = {"text": OWN + "\n<b>特此告知</b>{登记号}。", "starts_on": localdate()}
    seen = client.post(address, {**form, "do": "preview"}).content.decode()
    assert "样例" in seen
    assert "&lt;b&gt;特此告知&lt;/b&gt;2026-00001。" in seen
    pdf = client.post(address, {**form, "do": "preview-pdf"})
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    wrong = client.post(address, {**form, "text": OWN + "\n{没有}", "do": "preview"})
    assert (wrong.status_code, Wording.objects.count()) == (409, 0)
    assert "{没有}" in wrong.content.decode()
    assert client.post(address, {**form, "do": "save"}).status_code == 302
    assert Wording.objects.get().text == form["text"]
    assert client.post(address, {**form, "do": "reset"}).status_code == 302
    assert words_of(made.science, RECEIPT, localdate()).title == "政府信息公开申请登记回执"
