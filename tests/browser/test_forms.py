"""Forms at which somebody is disturbed: the session ends, another saves first, the button is pressed twice."""

from time import monotonic, sleep

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from gongkai.agencies import services
from gongkai.agencies.models import Agency, Office
from gongkai.journal.actor import Actor
from gongkai.ui.models import Draft

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def opened(page, made, name="edit"):
    page.goto(f"/desk/agencies/{made.science.pk}/{name}/")
    return page


@SCRIPTS
def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(made, sign_in, new_context, scripts):
    page = new_context(java_script_enabled=scripts).new_page()
    sign_in(page.context, "handler")
    made.officers["handler"].posts.update(duty="administrator")
    opened(page, made)
    page.get_by_label("办公地址").fill("索镇建设街1号")
    Session.objects.all().delete()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#messages")).to_contain_text("刚才填写的内容已经留下")
    assert "建设街" not in page.url
    page.get_by_label("用户名或电子邮箱").fill("handler")
    page.locator("input[type=password]").fill("correct horse battery staple")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_label("办公地址")).to_have_value("索镇建设街1号")
    expect(page.locator(".note.draft")).to_contain_text("没有提交")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(f"/desk/agencies/{made.science.pk}/")
    assert Agency.objects.get(pk=made.science.pk).address == "索镇建设街1号"
    assert not Draft.objects.exists()


@SCRIPTS
def test_the_second_of_two_sees_both_values_and_takes_one(made, sign_in, new_context, scripts):
    page = new_context(java_script_enabled=scripts).new_page()
    sign_in(page.context, "administrator")
    opened(page, made)
    by = Actor(officer=made.officers["county_administrator"])
    services.edit_agency(made.science, {"phone": "0533-2"}, by=by)
    page.get_by_label("联系电话").fill("0533-1")
    page.get_by_label("办公地址").fill("索镇建设街1号")
    page.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="联系电话")
    for said in ("0533-2", "0533-1", "county_administrator·某"):
        expect(row).to_contain_text(said)
    expect(page.get_by_label("办公地址")).to_have_value("索镇建设街1号")
    page.get_by_label("用我填的").check()
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(f"/desk/agencies/{made.science.pk}/")
    science = Agency.objects.get(pk=made.science.pk)
    assert (science.phone, science.address) == ("0533-1", "索镇建设街1号")


def test_what_is_being_typed_is_kept_now_and_then(made, sign_in, page):
    sign_in(page.context, "administrator")
    page.clock.install()
    opened(page, made, "offices/add")
    name = page.get_by_label("名称")
    line = page.locator("[data-kept]")
    page.clock.run_for(60_000)  # nothing typed, nothing kept
    assert not Draft.objects.exists()
    name.fill("综合科")
    page.clock.run_for(20_000)
    expect(line).to_contain_text("已暂存")
    page.route("**/offices/add/", lambda route: route.abort())
    name.fill("综合科甲")
    page.clock.run_for(20_000)
    expect(line).to_contain_text("已暂存")  # of what was kept; that the network failed is nobody's worry yet
    expect(page.locator("#notice")).to_be_empty()
    page.unroute("**/offices/add/")
    opened(page, made, "offices/add")
    expect(page.get_by_label("名称")).to_have_value("综合科")
    Session.objects.all().delete()
    page.get_by_label("名称").fill("综合科乙")
    page.clock.run_for(20_000)
    expect(line).to_contain_text("登录已过期")
    page.get_by_role("link", name="取消").click()
    expect(page).to_have_url("/account/login/?next=" + f"/desk/agencies/{made.science.pk}/")


def test_who_cancels_leaves_no_draft(made, sign_in, page):
    sign_in(page.context, "administrator")
    page.clock.install()
    opened(page, made, "offices/add")
    page.get_by_label("名称").fill("综合科")
    page.clock.run_for(20_000)
    expect(page.locator("[data-kept]")).to_contain_text("已暂存")
    with page.expect_request("**/offices/add/"):  # the page that sent it is gone when it is answered
        page.get_by_role("link", name="取消").click()
    expect(page).to_have_url(f"/desk/agencies/{made.science.pk}/")
    until = monotonic() + 10
    while Draft.objects.exists() and monotonic() < until:
        sleep(0.05)
    assert not Draft.objects.exists()


def test_pressing_twice_makes_one(made, sign_in, new_context):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, "administrator")
    opened(page, made, "offices/add")
    page.get_by_label("名称").fill("综合科")
    page.get_by_role("button", name="保存").dblclick()
    expect(page).to_have_url(f"/desk/agencies/{made.science.pk}/")
    expect(page.locator("#messages")).to_contain_text("已设科室")
    assert Office.objects.filter(agency=made.science, name="综合科").count() == 1
