from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.county import county

from gongkai.agencies.models import Officer
from gongkai.journal.models import Entry
from gongkai.law.message import Message
from gongkai.notifications.models import Delivery, Notice, Preferences, State
from gongkai.notifications.of_agencies import LOCKED, POST_BEGUN, POST_ENDED
from gongkai.notifications.services import notify

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 3, 2, 12))


@pytest.fixture
def made(client):
    made = county()
    client.force_login(made.officers["handler"])
    return made


def told(officer, key="a", kind=POST_BEGUN):
    notify(kind, [officer], Message("有{count}件事。", count=3), key=key, url="/desk/agencies/?a=1", at=AT)
    return Notice.objects.get(officer=officer, key=key)


def written(run):
    with CaptureQueriesContext(connection) as found:
        answer = run()
    return answer, [each["sql"] for each in found if each["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_the_head_of_the_desk_counts_what_is_unread(client, made):
    page = client.get(reverse("ui:home")).content.decode()
    assert ('class="top-link bell"' in page, "bell-count" in page) == (True, False)
    told(made.officers["handler"])
    told(made.officers["head"])
    assert '<span class="bell-count">1</span>' in client.get(reverse("ui:home")).content.decode()
    Notice.objects.bulk_create(
        Notice(officer=made.officers["handler"], key=str(n), kind="x", text={}, url="/", level=0, made_at=AT)
        for n in range(100)
    )
    assert '<span class="bell-count">99+</span>' in client.get(reverse("ui:home")).content.decode()


@pytest.mark.parametrize("name", ["list", "detail", "preferences"])
def test_looking_writes_nothing(client, made, name):
    notice = told(made.officers["handler"])
    arguments = [notice.pk] if name == "detail" else []
    answer, changes = written(lambda: client.get(reverse(f"notices:{name}", args=arguments)))
    assert (answer.status_code, changes) == (200, [])
    assert Notice.objects.get().read_at is None


def test_opening_marks_read_and_leads_on(client, made):
    notice = told(made.officers["handler"])
    page = client.get(reverse("notices:list")).content.decode()
    assert f'<button class="link" formaction="/desk/notices/{notice.pk}/open/" data-opens>有3件事。</button>' in page
    assert client.post(reverse("notices:open", args=[notice.pk])).url == "/desk/agencies/?a=1"
    assert Notice.objects.get().read_at is not None


def test_another_ones_notices_are_not_there(client, made):
    other = told(made.officers["head"])
    assert "有3件事" not in client.get(reverse("notices:list")).content.decode()
    assert client.get(reverse("notices:detail", args=[other.pk])).status_code == 404
    assert client.post(reverse("notices:open", args=[other.pk])).status_code == 404
    bulk = {"do": "preview", "act": "read", "row": [other.pk]}
    assert "1项已经不在" in client.post(reverse("notices:list"), bulk).content.decode()
    client.post(reverse("notices:read-all"))
    assert Notice.objects.get().read_at is None


def test_the_unread_are_shown_alone_and_marked_read_together(client, made):
    first, second = (told(made.officers["handler"], key) for key in "ab")
    client.post(reverse("notices:open", args=[first.pk]))
    page = client.get(reverse("notices:list") + "?unread=1").content.decode()
    assert (f"/{second.pk}/open/" in page, f"/{first.pk}/open/" in page) == (True, False)
    bulk = {"do": "preview", "act": "read", "row": [first.pk, second.pk]}
    preview = client.post(reverse("notices:list"), bulk)
    assert "将办理1项，不能办理0项，不必办理1项" in preview.content.decode()
    seen = preview.context["plan"].seen
    client.post(reverse("notices:list"), {**bulk, "do": "apply", "rows": f"{first.pk},{second.pk}", "seen": seen})
    assert Notice.objects.unread().count() == 0


def test_all_are_marked_read(client, made):
    for key in "ab":
        told(made.officers["handler"], key)
    answer = client.post(reverse("notices:read-all"), follow=True)
    assert "2条通知已标为已读。" in answer.content.decode()
    assert Notice.objects.unread().count() == 0


@pytest.fixture
def _with_email(settings):
    settings.EMAIL_HOST = "mail.example"


@pytest.mark.usefixtures("_with_email")
def test_ways_to_be_told_are_chosen_and_kept(client, made):
    address = reverse("notices:preferences")
    page = client.get(address).content.decode()
    assert 'name="post.begun" value="email" aria-label="任职：电子邮件" checked' in page
    assert 'name="account.locked" value="site"' not in page  # always
    assert "site.task_failed" not in page
    before = Entry.objects.count()
    sent = {code: ["site", "email"] for code in ("post.ended", "account.changed")}
    client.post(address, {**sent, "post.begun": ["email"], "language": "en", "gathered": "on"})
    kept = Preferences.objects.get()
    assert (kept.gathered, kept.language, kept.officer) == (True, "en", made.officers["handler"])
    assert kept.channels_of(POST_BEGUN) == {"email"}
    assert kept.channels_of(POST_ENDED) == {"site", "email"}
    assert kept.channels_of(LOCKED) == {"site", "sms"}  # by SMS as before: the site has none to choose
    assert Entry.objects.count() == before + 1
    assert 'value="email" aria-label="任职：电子邮件" checked' in client.get(address).content.decode()


@pytest.mark.usefixtures("_with_email")
def test_a_channel_that_there_is_not_is_not_chosen(client, made):
    answer = client.post(reverse("notices:preferences"), {"post.begun": ["carrier-pigeon"], "language": "en"})
    assert answer.status_code == 422
    assert Preferences.objects.count() == 0


def test_a_number_for_sms_is_kept_sealed_and_shown_in_part(client, made, settings, monkeypatch):
    monkeypatch.setattr("gongkai.notifications.channels.gateway", lambda: object())
    address = reverse("notices:mobile")
    assert client.post(address, {"mobile": "12"}).status_code == 422
    assert client.post(address, {"mobile": "13812345678"}).url == reverse("notices:preferences")
    assert Officer.objects.get(username="handler").mobile == "13812345678"
    page = client.get(reverse("notices:preferences")).content.decode()
    assert ("138****5678" in page, "13812345678" in page) == (True, False)
    assert "13812345678" not in client.get(address).content.decode()
    assert "13812345678" not in str(Entry.objects.order_by("-id").first().after)
    client.post(address, {"mobile": ""})
    assert Officer.objects.get(username="handler").mobile == ""


@pytest.mark.usefixtures("_with_email")
def test_who_runs_the_site_sees_what_was_not_delivered_and_sends_it_again(client, made):
    Officer.objects.update(email="a@huantai.example")
    told(Officer.objects.get(username="handler"))
    client.force_login(made.officers["site"])
    assert "没有发不出去的通知" in client.get(reverse("notices:undelivered")).content.decode()
    assert "待发1，没有发成0" in client.get(reverse("status")).content.decode()
    why = {"template": "收件地址被拒收（{code}）。", "values": {"code": 550}}
    Delivery.objects.update(state=State.FAILED, trouble=why)
    assert "待发0，没有发成1" in client.get(reverse("status")).content.decode()
    page = client.get(reverse("notices:undelivered")).content.decode()
    assert "收件地址被拒收（550）。" in page
    key = Delivery.objects.get().pk
    preview = client.post(reverse("notices:undelivered"), {"do": "preview", "act": "again", "row": [key]})
    seen = preview.context["plan"].seen
    client.post(reverse("notices:undelivered"), {"do": "apply", "act": "again", "rows": str(key), "seen": seen})
    assert Delivery.objects.get().state == State.WAITING
    assert Entry.objects.order_by("-id").first().act == "notices.sent_again"


@pytest.mark.usefixtures("_with_email")
def test_what_was_dealt_with_otherwise_is_let_rest(client, made):
    Officer.objects.update(email="a@huantai.example")
    told(Officer.objects.get(username="handler"))
    Delivery.objects.update(state=State.FAILED)
    client.force_login(made.officers["site"])
    address, rows = reverse("notices:undelivered"), str(Delivery.objects.get().pk)
    preview = client.post(address, {"do": "preview", "act": "leave", "row": [rows]})
    seen = preview.context["plan"].seen
    client.post(address, {"do": "apply", "act": "leave", "rows": rows, "seen": seen})
    assert (Delivery.objects.count(), Notice.objects.count()) == (0, 1)
    assert Entry.objects.order_by("-id").first().act == "notices.left_unsent"


def test_however_many_notices_the_list_asks_as_often(client, made):
    counts = []
    for start, stop in ((0, 1), (1, 3), (3, 300)):
        Notice.objects.bulk_create(
            Notice(
                officer=made.officers["handler"],
                key=str(n),
                kind=POST_BEGUN.code,
                text={"template": "有事。", "values": {}},
                url="/",
                level=0,
                agency=made.science,
                made_at=AT,
            )
            for n in range(start, stop)
        )
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("notices:list"))
        counts.append(len(found))
    assert counts[0] == counts[1] == counts[2]
