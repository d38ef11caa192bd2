"""An application from the form of a citizen to the letter they are served, by citizen and officers in a browser."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect
from tests.browser.asking import WIDER
from tests.browser.looking import HEIGHTS, grave
from tests.casework import PASSING, WANG, WANTED, set_word

from gongkai.applications.models import Application

AGENCY = "桓台县科技局"


@pytest.fixture
def seen(pytestconfig):
    """Give what looks at the page as it stands, wide and narrow, and fails where something is wrong with it."""
    folder = pytestconfig.getoption("--pictures")

    def see(page, name):
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            if folder is not None:
                page.screenshot(path=f"{folder}/applying-{name}-{width}.png", full_page=True)
            assert page.evaluate(WIDER) == [], (name, width)
            assert grave(page) == [], (name, width)

    return see


def test_from_the_form_of_a_citizen_to_the_letter_they_are_served(made, new_context, sign_in, seen):
    set_word(made)
    citizen = new_context().new_page()
    number, code = apply(citizen, made, seen)
    case = Application.objects.get(number=number)

    def officer(role):
        context = new_context()
        sign_in(context, role)
        page = context.new_page()
        page.goto(f"/desk/applications/{case.pk}/")
        return page

    handler = officer("handler")
    do(handler, "与申请人确认收到")
    due = handler.locator(".due-day").inner_text()
    handler.get_by_role("link", name="拟写答复").click()
    handler.get_by_label("申请的内容").first.fill("立项名单")
    handler.get_by_label("处理结果").first.select_option("GRANT")
    handler.get_by_label("告知的内容").first.fill("随附名单一份")
    handler.get_by_role("button", name="保存草稿").click()
    do(handler, "送审")
    for role, _duty in PASSING:
        do(officer(role), "审查同意")
    do(officer("head"), "作出答复")
    handler.reload()
    do(handler, "登记送达", {"送达方式": "post", "发出（交邮）日期": localdate().isoformat(), "邮件号": "XA123"})
    expect(handler.get_by_text("已办结").first).to_be_visible()
    seen(handler, "closed")

    citizen.goto("/track/")
    citizen.get_by_label("登记号").fill(number)
    citizen.get_by_label("查询码").fill(code.lower())
    citizen.get_by_role("button", name="查询").click()
    expect(citizen.get_by_text("桓科信公开〔")).to_be_visible()
    expect(citizen.locator(".due-day")).to_have_text(due)
    seen(citizen, "tracked")
    with citizen.expect_download() as letter:
        citizen.get_by_role("region", name="文书").get_by_role("link", name="PDF").last.click()
    assert letter.value.path().read_bytes().startswith(b"%PDF")


def apply(page, made, seen):
    """Apply as a citizen does; give the number and the query code of the receipt."""
    page.goto("/")
    page.get_by_role("link", name="申请政府信息").click()
    page.get_by_role("main").get_by_role("link", name=AGENCY).first.click()
    page.get_by_label("姓名或者名称").fill(WANG.name)
    page.get_by_label("证件号码").fill(WANG.identity)
    page.get_by_label("联系电话").fill(WANG.phone)
    page.get_by_label("您要什么信息").fill(WANTED)
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text(WANTED)).to_be_visible()
    seen(page, "check")
    page.get_by_role("button", name="提交申请").click()
    seen(page, "receipt")
    number, code = page.locator("strong.number").all_inner_texts()
    return number, code


def do(page, deed, values=None):
    """Do an act on a case, its form filled with some values."""
    link = page.get_by_role("link", name=deed, exact=True)
    if not link.is_visible():
        page.get_by_role("main").get_by_text("其他办理", exact=True).click()
    link.click()
    for label, value in (values or {}).items():
        field = page.get_by_label(label).first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("main").get_by_role("button", name=deed, exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已办理")
