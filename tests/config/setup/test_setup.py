"""The first setting-up of a site: who gets in and by what, each step once, and that it is gone afterwards."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.county import county

from gongkai.agencies.credit_code import check_sign
from gongkai.agencies.models import Agency, Duty, Officer, Region
from gongkai.agencies.signin.models import Invitation
from gongkai.config.setup import services, steps
from gongkai.config.setup.columns import COLUMNS
from gongkai.config.setup.models import Setup
from gongkai.disclosure.models import Guide, Rubric
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.law.calendar import CHINA
from gongkai.ui.working_days import calendar

PASSWORD = "Correct-horse-7-battery"
FIRST = {"name": "王明", "username": "wangming", "password1": PASSWORD, "password2": PASSWORD}
CREDIT_CODE = "11370321MB0000001" + check_sign("11370321MB0000001")
BUREAU = {
    "name": "桓台县科技局",
    "short_name": "县科技局",
    "kind": "department",
    "credit_code": CREDIT_CODE,
    "region_code": "370321",
    "region_name": "桓台县",
    "level": "county",
    "office": "办公室",
    "address": "桓台县建设街1号",
    "hours": "工作日 8:30—12:00",
    "phone": "0533-8210000",
    "fax": "无",
    "email": "keji@huantai.example",
    "postcode": "256400",
    "above_name": "桓台县人民政府",
    "above_kind": "government",
}
NOTICE = """
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""
"""Of a notice that is not issued yet: its form is that of those before."""


@pytest.fixture(autouse=True)
def counted_anew(db):
    yield
    cache.clear()


@pytest.fixture
def code():
    return services.draw_code(at=timezone.now())


@pytest.fixture
def first(code):
    officer = services.make_first(
        code, username="wangming", name="王明", password=PASSWORD, at=timezone.now(), by=SYSTEM
    )
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def registered(first):
    assert first.post("/setup/agency/", BUREAU).status_code == 302
    return first


def acts():
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_a_site_with_agencies_is_not_set_up():
    made = county("site")
    assert services.begin() is None
    assert services.draw_code(at=timezone.now()) is None
    client = Client()
    client.force_login(made.officers["site"])
    assert client.get("/setup/").status_code == 404
    assert reverse("setup:index") not in client.get("/desk/").content.decode()


def test_the_code_lets_the_first_in_once(code):
    client = Client()
    assert client.get("/setup/").headers["Location"] == "/setup/administrator/"
    answer = client.post("/setup/administrator/", {**FIRST, "code": f" {code.lower()} "})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=/setup/"
    officer = Officer.objects.get()
    assert officer.is_superuser
    assert officer.check_password(PASSWORD)
    assert Setup.objects.get().code_hash == ""
    assert acts() == ["setup.begun", "setup.code_drawn", "officer.administrator_made"]
    assert client.post("/setup/administrator/", {**FIRST, "username": "other", "code": code}).status_code == 302
    assert Officer.objects.count() == 1
    assert services.draw_code(at=timezone.now()) is None


def test_a_wrong_code_is_refused_and_locks_who_guesses(code, settings):
    client = Client()
    for _each in range(settings.LOCKOUT_FAILURES):
        answer = client.post("/setup/administrator/", {**FIRST, "code": "AAAA-BBBB-CCCC-DDDD"})
        assert answer.status_code == 409
    assert acts().count("signin.failed") == settings.LOCKOUT_FAILURES
    answer = client.post("/setup/administrator/", {**FIRST, "code": code})
    assert answer.status_code == 409
    assert "已暂停登录" in answer.content.decode()
    assert not Officer.objects.exists()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/setup/administrator/", {**FIRST, "code": code}).status_code == 302


def test_a_code_ends_with_its_day_and_with_the_next(code):
    client = Client()
    newer = services.draw_code(at=timezone.now() - timedelta(hours=services.CODE_HOURS, seconds=1))
    for each in (code, newer):
        assert client.post("/setup/administrator/", {**FIRST, "code": each}).status_code == 409
    assert client.post("/setup/administrator/", FIRST).status_code == 422
    weak = {**FIRST, "password1": "wangming", "password2": "wangming"}
    assert client.post("/setup/administrator/", {**weak, "code": code}).status_code == 422
    assert not Officer.objects.exists()


def test_nobody_else_finds_the_pages(registered):
    made = Officer.objects.create(username="other", name="李四")
    client = Client()
    assert client.get("/setup/").headers["Location"].startswith("/account/login/")
    client.force_login(made)
    for name in ("index", "agency", "people", "guide", "calendar", "catalogue", "mail", "keys"):
        assert registered.get(reverse(f"setup:{name}")).status_code == 200
        assert client.get(reverse(f"setup:{name}")).status_code == 404
    assert client.post("/setup/finish/").status_code == 404


def test_the_agency_stands_in_its_region_below_its_government(first):
    assert first.get("/setup/people/").headers["Location"] == "/setup/agency/"
    assert first.post("/setup/agency/", {**BUREAU, "address": ""}).status_code == 422
    elsewhere = {**BUREAU, "above_region_code": "370300"}
    assert first.post("/setup/agency/", elsewhere).status_code == 422
    assert not Region.objects.exists()
    elsewhere |= {
        "above_region_name": "淄博市",
        "above_level": "city",
        "above_name": "淄博市科技局",
        "above_kind": "department",
    }
    assert first.post("/setup/agency/", elsewhere).status_code == 302
    agency = Agency.objects.get(name="桓台县科技局")
    assert (agency.parent.name, agency.parent.region.name, agency.region.code) == ("淄博市科技局", "淄博市", "370321")
    assert agency.offices.get().discloses
    assert Setup.objects.get().agency == agency
    assert "淄博市科技局" in first.get("/setup/agency/").content.decode()


def test_one_of_those_brought_in_by_a_table_can_be_chosen(first):
    region = Region.objects.create(code="370321", name="桓台县", level="county")
    agency = Agency.objects.create(name="桓台县水利局", kind="department", region=region)
    assert "从已有的机关里选" in first.get("/setup/agency/").content.decode()
    assert first.post("/setup/agency/choose/", {"agency": ""}).headers["Location"] == "/setup/agency/"
    assert first.post("/setup/agency/choose/", {"agency": agency.pk}).status_code == 302
    assert Setup.objects.get().agency == agency


def test_who_writes_does_not_review(registered):
    row = Setup.objects.get()
    done = steps.BY_CODE["people"].is_done
    for same in (
        {"handler_name": "张三", "reviewer_name": "张三"},
        {"mine": ["handler", "reviewer"]},
        {"mine": ["handler"], "reviewer_name": "王明"},
    ):
        answer = registered.post("/setup/people/", same)
        assert answer.status_code == 422
        assert "不能是同一个人" in answer.content.decode()
    assert registered.post("/setup/people/", {}).status_code == 422
    assert not Invitation.objects.exists()
    assert registered.post("/setup/people/", {"mine": ["head", "handler"]}).status_code == 302
    assert set(Officer.objects.get().posts.values_list("duty", flat=True)) == {
        Duty.OFFICE_HEAD, Duty.ADMINISTRATOR, Duty.HANDLER, Duty.PUBLISHER,
    }  # fmt: skip
    assert not done(row)
    answer = registered.post("/setup/people/", {"reviewer_name": "李四", "reviewer_email": "li@huantai.example"})
    invitation = Invitation.objects.get()
    assert set(invitation.duties) == {Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER}
    link = answer.context["links"][0][1]
    assert link in answer.content.decode()
    assert "/account/invitation/#" in link
    assert "?" not in link
    assert done(row)
    assert registered.post("/setup/people/", {"reviewer_name": "李四"}).status_code == 409
    assert Invitation.objects.count() == 1


def test_every_section_of_a_new_site_is_there(registered):
    page = registered.get("/desk/").content.decode()
    sections = set(re.findall(r'href="(/(?:desk|setup)/[^"#?]*)"', page))
    assert len(sections) > 10
    assert {each: registered.get(each, follow=True).status_code for each in sections} == dict.fromkeys(sections, 200)


def test_who_has_no_credit_code_is_led_to_where_indexes_get_their_front_part(registered):
    agency = Agency.objects.get(name=BUREAU["name"])
    there = reverse("disclosure:practice", args=[agency.pk])
    assert there not in registered.get("/setup/guide/").content.decode()
    Agency.objects.filter(pk=agency.pk).update(credit_code=None)
    assert there in registered.get("/setup/guide/").content.decode()
    assert registered.get(there).status_code == 200


def test_the_guide_is_drafted_from_the_answers_and_not_yet_shown(registered):
    page = registered.get("/setup/guide/")
    draft = {
        name: page.context["form"].get_initial_for_field(field, name)
        for name, field in page.context["form"].fields.items()
    }
    assert "桓台县建设街1号" in draft["access"]
    assert "第二十九条" in draft["access"]
    assert draft["office_name"] == "办公室"
    draft = {name: value for name, value in draft.items() if value}
    assert registered.post("/setup/guide/", {**draft, "internet_contact": ""}).status_code == 422
    assert registered.post("/setup/guide/", draft).status_code == 302
    item = Guide.objects.get().item
    assert item.stage == Stage.DRAFT
    assert item.shown is None
    assert "指南已经拟好" in registered.get("/setup/guide/").content.decode()


def test_a_notice_is_taken_in_as_it_reads(registered, settings, tmp_path):
    settings.CALENDAR = tmp_path / "calendar"
    year = CHINA.last_published.year + 1
    typed = {
        "year": year,
        "title": "某年安排",
        "number": "某文",
        "issued": f"{year - 1}-11-01",
        "words": "一、元旦：1月1日放假，共1天。",
    }
    refused = registered.post("/setup/calendar/", typed)
    assert refused.status_code == 409
    assert "某年安排第" in refused.content.decode()
    assert not settings.CALENDAR.exists()
    assert year == 2027, "write a notice for the year after the last that comes with gongkai"
    assert registered.post("/setup/calendar/", {**typed, "words": NOTICE}).status_code == 302
    assert calendar().last_published.year == year
    assert "setup.calendar_added" in acts()
    assert str(year) in registered.get("/setup/calendar/").content.decode()
    registered.post("/setup/calendar/seen/")
    assert steps.BY_CODE["calendar"].is_done(Setup.objects.get())


def test_columns_are_those_of_the_law(registered):
    assert registered.post("/setup/catalogue/", {"columns": ["Z99 没有"]}).status_code == 422
    assert registered.post("/setup/catalogue/", {"columns": ["A07 财政预算", "A02 机构设置"]}).status_code == 302
    assert list(Rubric.objects.values_list("category", "name")) == [("A02", "机构设置"), ("A07", "财政预算")]
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_the_letter_is_confirmed_by_its_number(registered, settings):
    assert "GONGKAI_EMAIL_HOST" in registered.get("/setup/mail/").content.decode()
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example", "gongkai@huantai.example"
    answer = registered.post("/setup/mail/", {"address": "wang@huantai.example"})
    assert answer.status_code == 200
    (letter,) = mail.outbox
    assert letter.to == ["wang@huantai.example"]
    number = letter.body.strip()[-6:]
    wrong = f"{(int(number) + 1) % 1_000_000:06d}"
    assert registered.post("/setup/mail/arrived/", {"number": wrong}).status_code == 409
    assert registered.post("/setup/mail/arrived/", {"number": "12"}).status_code == 422
    assert registered.post("/setup/mail/arrived/", {"number": number}).status_code == 302
    assert steps.BY_CODE["mail"].is_done(Setup.objects.get())
    assert not Entry.objects.filter(note__icontains="wang@").exists()


def test_a_letter_that_does_not_go_is_said(registered, settings, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setattr("gongkai.config.setup.views.send_mail", refuse)
    answer = registered.post("/setup/mail/", {"address": "wang@huantai.example"})
    assert answer.status_code == 422
    assert "没有发出去（ConnectionRefusedError）" in answer.content.decode()
    assert registered.post("/setup/mail/without/").status_code == 302
    assert steps.BY_CODE["mail"].is_done(Setup.objects.get())


def test_it_is_finished_once_there_is_an_agency_and_then_gone(first, settings):
    assert first.post("/setup/finish/").status_code == 409
    assert first.get("/setup/").content.decode().count("先登记机关") == 3
    first.post("/setup/agency/", BUREAU)
    assert first.post("/setup/keys/", {}).status_code == 422
    assert str(settings.VAULT_KEYS) in first.get("/setup/keys/").content.decode()
    assert first.post("/setup/keys/", {"kept": "on"}).status_code == 302
    page = first.get("/setup/").content.decode()
    assert "还有没做完的" in page
    home = first.get("/desk/").content.decode()
    assert "接着设置网站：8步中已完成3步" in home
    assert first.post("/setup/finish/").status_code == 302
    for name in ("index", "administrator", "agency", "keys"):
        assert first.get(reverse(f"setup:{name}")).status_code == 404
    assert reverse("setup:index") not in first.get("/desk/").content.decode()
    assert services.begin() is None
    assert acts()[-2:] == ["setup.keys_kept", "setup.finished"]
