"""Every form of this context: what is typed is kept, what is sent twice is done once, nobody is overwritten."""

from datetime import date

import pytest
from django.db import OperationalError, transaction
from django.urls import reverse
from tests import test_roles
from tests.county import county
from tests.ui.test_drafts import Desk

from gongkai.agencies import services
from gongkai.agencies.models import Agency, Office
from gongkai.journal.actor import Actor
from gongkai.journal.models import Entry
from gongkai.ui.models import Draft

pytestmark = pytest.mark.django_db

TYPED = {
    "agencies:add": lambda made: {
        "parent": made.government.pk,
        "name": "大数据局",
        "kind": "department",
        "region": made.region.pk,
    },
    "agencies:edit": lambda made: {"phone": "0533-1"},
    "agencies:move": lambda made: {"parent": made.office.pk},
    "agencies:dissolve": lambda made: {"dissolved_on": "2026-03-02"},
    "agencies:succeed": lambda made: {"predecessor": made.office.pk, "form": "merged", "on": "2026-03-02"},
    "agencies:add-office": lambda made: {"name": "综合科"},
    "agencies:rename-office": lambda made: {"name": "综合科"},
    "agencies:close-office": lambda made: {"closed_on": "2026-03-02"},
    "agencies:appoint": lambda made: {
        "officer": made.officers["no_post"].pk,
        "duty": "handler",
        "from_on": "2026-03-02",
    },
    "agencies:edit-officer": lambda made: {"name": "张三"},
    "agencies:shut-out": lambda made: {},
    "agencies:let-in": lambda made: {},
    "agencies:end-post": lambda made: {"until_on": "2026-03-02"},
    "agencies:add-member": lambda made: {"member": made.science.pk},
    "agencies:member-leaves": lambda made: {"until_on": "2026-03-02"},
    "agencies:add-region": lambda made: {"code": "370322", "name": "高青县", "level": "county"},
    "agencies:edit-region": lambda made: {"name": "桓台"},
}
"""What is typed into each form, beside what stands there."""


def address(name, made):
    arguments = test_roles.ARGUMENTS.get(name, lambda made: {})(made)
    return reverse(name, kwargs={"pk": made.water.pk} if name == "agencies:dissolve" else arguments)


@pytest.fixture
def desk():
    return Desk(county(), "site")


def test_every_form_is_here():
    forms = {name for name in test_roles.TABLE if f"POST {name}" in test_roles.TABLE and name.startswith("agencies:")}
    elsewhere = {
        "agencies:bring-in",  # a file, which is never kept
        "agencies:delegate",  # who runs the site has no duty of which to delegate; tried with those who have
    }
    assert set(TYPED) == forms - elsewhere


def test_a_public_enterprise_is_not_taken_for_an_authorised_organisation(desk):
    """容易写错之24：公共企事业单位不走复议诉讼，是申诉。"""
    page = desk.client.get(reverse("agencies:add")).content.decode()
    assert "向主管部门申诉（条例第55条第2款），不要登记为授权组织" in page


def test_what_is_sent_twice_is_done_once_and_answered_alike(desk):
    entries = {"agencies:let-in": 0, "agencies:dissolve": 2}  # one is in already; a post ends with its agency
    for name, words in TYPED.items():
        with transaction.atomic():
            at, typed = address(name, desk.made), words(desk.made)
            desk.open(at)
            before = Entry.objects.count()
            first = desk.send(at, **typed)
            once = Entry.objects.count()
            again = desk.client.post(at, desk.sent)
            assert [first.status_code, again.status_code] == [302, 302], name
            assert again["Location"] == first["Location"], name
            assert Entry.objects.count() == once == before + entries.get(name, 1), name
            transaction.set_rollback(True)


def test_what_was_typed_into_any_form_when_the_session_had_ended_is_given_back(desk):
    asked = {name: typed(desk.made) for name, typed in TYPED.items() if typed(desk.made)}
    for name, typed in asked.items():
        at = address(name, desk.made)
        desk.sign_in()
        desk.open(at)
        desk.session_ends()
        assert desk.send(at, **typed).status_code == 302, name
        desk.sign_in()
        assert desk.open(at) | {key: str(value) for key, value in typed.items()} == desk.fields(), name
        assert desk.kept(), name


CHANGED = {
    "agencies:edit": (
        "phone",
        "0533-1",
        lambda made, by: services.edit_agency(made.science, {"phone": "0533-2"}, by=by),
    ),
    "agencies:move": ("parent", "office", lambda made, by: services.move_agency(made.science, made.township, by=by)),
    "agencies:dissolve": (
        "dissolved_on",
        "2026-03-02",
        lambda made, by: services.dissolve_agency(made.water, on=date(2026, 3, 3), by=by),
    ),
    "agencies:rename-office": (
        "name",
        "综合科",
        lambda made, by: services.rename_office(made.science.offices.get(), "秘书科", by=by),
    ),
    "agencies:close-office": (
        "closed_on",
        "2026-03-02",
        lambda made, by: services.close_office(made.science.offices.get(), on=date(2026, 3, 3), by=by),
    ),
    "agencies:end-post": (
        "until_on",
        "2026-03-02",
        lambda made, by: services.end_post(made.officers["handler"].posts.get(), on=date(2026, 3, 3), by=by),
    ),
    "agencies:edit-officer": (
        "email",
        "a@example.cn",
        lambda made, by: services.edit_officer(made.officers["handler"], {"email": "b@example.cn"}, by=by),
    ),
    "agencies:edit-region": ("name", "桓台", lambda made, by: services.edit_region(made.region, {"name": "桓"}, by=by)),
}
"""What one types into a form, and what somebody else does meanwhile."""


@pytest.mark.parametrize("name", CHANGED)
def test_the_second_of_two_is_told_and_overwrites_nothing(desk, name):
    field, typed, change = CHANGED[name]
    at, made = address(name, desk.made), desk.made
    typed = str(made.office.pk) if typed == "office" else typed
    desk.open(at)
    change(made, Actor(officer=made.officers["county_administrator"]))
    count = Entry.objects.count()
    desk.page = desk.send(at, **{field: typed})
    said = desk.page.content.decode()
    assert desk.page.status_code == 422
    assert "您填写的时候别人改过的" in said
    assert "county_administrator·某" in said
    assert desk.fields()[field] == typed
    assert Entry.objects.count() == count
    assert desk.send(at, **{f"take-{field}": "mine"}).status_code == 302
    assert Entry.objects.count() == count + 1


def test_what_another_changed_after_the_form_was_compared_is_not_overwritten(desk, monkeypatch):
    """Between reading the form and holding the row there is room for another."""
    science, at = desk.made.science, address("agencies:edit", desk.made)
    by = Actor(officer=desk.made.officers["county_administrator"])
    desk.open(at)
    atomic = transaction.atomic
    changes = [lambda: services.edit_agency(science, {"phone": "0533-2"}, by=by)]

    def late(*args, **kwargs):
        if changes:
            changes.pop()()
        return atomic(*args, **kwargs)

    monkeypatch.setattr("gongkai.ui.carrying_out.transaction.atomic", late)
    desk.page = desk.send(at, phone="0533-1")
    assert desk.page.status_code == 422
    assert "county_administrator·某" in desk.page.content.decode()
    assert Agency.objects.get(pk=science.pk).phone == "0533-2"


def test_a_parent_that_one_does_not_administer_is_no_change_of_anothers(desk):
    desk.role = "administrator"
    desk.sign_in()
    at = reverse("agencies:move", args=[desk.made.branch.pk])
    desk.open(at)
    science = desk.made.science
    services.move_agency(desk.made.branch, desk.made.water, by=Actor(officer=desk.made.officers["site"]))
    services.move_agency(desk.made.branch, science, by=Actor(officer=desk.made.officers["site"]))
    assert desk.send(at, parent=science.pk).status_code == 302


def test_a_form_changed_and_sent_once_more_is_taken_in_again(desk):
    at = address("agencies:add-office", desk.made)
    desk.open(at)
    assert [desk.send(at, name=name).status_code for name in ("综合科", "财务科")] == [302, 302]
    assert set(Office.objects.values_list("name", flat=True)) == {"办公室", "综合科", "财务科"}


def test_two_forms_with_the_same_in_them_are_two(desk):
    at = address("agencies:add-office", desk.made)
    desk.open(at)
    assert desk.send(at, name="综合科").status_code == 302
    desk.open(at)
    desk.page = desk.send(at, name="综合科")
    assert desk.page.status_code == 422
    assert "本机关已有同名的科室。" in desk.page.content.decode()


@pytest.mark.parametrize(
    ("error", "said"), [("database is locked", "数据库正忙"), ("database or disk is full", "服务器的磁盘已满")]
)
def test_a_database_that_takes_nothing_in_gives_back_what_was_typed(desk, monkeypatch, error, said):
    at = address("agencies:edit", desk.made)
    desk.open(at)
    cause = type("Cause", (Exception,), {"sqlite_errorname": "SQLITE_BUSY" if "locked" in error else "SQLITE_FULL"})
    failing = OperationalError(error)
    failing.__cause__ = cause()

    def fail(*args, **kwargs):
        raise failing

    monkeypatch.setattr("gongkai.agencies.services.record", fail)
    page = desk.send(at, phone="0533-1", address="索镇")
    words = page.content.decode()
    assert page.status_code == 503
    for each in (said, "联系电话", "0533-1", "办公地址", "索镇", "<p>部门</p>"):
        assert each in words
    for inside in (">row_version<", ">form_number<", ">phone<", ">region<"):
        assert inside not in words
    for name in ("row_version", "form_number", "region", "kind"):
        assert f'<input type="hidden" name="{name}" value="' in words
    assert not Draft.objects.exists()  # the page has it; to wait for the database once more would help nobody
    assert Agency.objects.get(pk=desk.made.science.pk).phone == "0533-8210000"
