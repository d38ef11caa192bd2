"""An application kept on the device of who writes it: there again, never with the identity number, gone when sent."""

from playwright.sync_api import expect
from tests.casework import WANG, WANTED

STORED = "JSON.stringify(localStorage)"


def test_a_draft_stays_on_the_device_until_it_is_sent(made, page, settings, tmp_path):
    settings.ATTACHMENT_FILES = tmp_path
    address = f"/agencies/{made.science.pk}/apply/"
    page.goto(address)
    page.get_by_label("姓名或者名称").fill(WANG.name)
    page.get_by_label("证件号码").fill(WANG.identity)
    assert page.evaluate(STORED) == "{}"
    page.get_by_label("在这台设备上保留草稿").check()
    page.get_by_label("联系电话").fill(WANG.phone)
    page.get_by_label("您要什么信息").fill(WANTED)
    assert WANTED in page.evaluate(STORED)
    assert WANG.identity not in page.evaluate(STORED)
    page.goto(address)
    expect(page.get_by_label("姓名或者名称")).to_have_value(WANG.name)
    expect(page.get_by_label("证件号码")).to_have_value("")
    page.get_by_label("证件号码").fill(WANG.identity)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对申请")
    assert WANTED in page.evaluate(STORED)  # it is not sent yet
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("button", name="打印回执")).to_be_visible()
    page.wait_for_function(f"{STORED} === '{{}}'")
    page.goto(address)
    expect(page.get_by_label("姓名或者名称")).to_have_value("")


def test_a_draft_is_cleared_when_that_is_asked(made, page):
    page.goto(f"/agencies/{made.science.pk}/apply/")
    page.get_by_label("在这台设备上保留草稿").check()
    page.get_by_label("姓名或者名称").fill(WANG.name)
    assert WANG.name in page.evaluate(STORED)
    page.get_by_role("button", name="清除草稿").click()
    page.get_by_label("联系电话").fill(WANG.phone)
    assert page.evaluate(STORED) == "{}"
