"""A bureau set up from nothing in one sitting, on a narrow screen: from the one-time code to the end of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.asking import WIDER
from tests.browser.looking import grave

from gongkai.agencies.credit_code import check_sign
from gongkai.agencies.models import Agency
from gongkai.agencies.signin.models import Invitation
from gongkai.config.setup import services, steps
from gongkai.config.setup.models import Setup

PASSWORD = "Correct-horse-7-battery"


@pytest.fixture
def page(browser, browser_context_args, base_url, transactional_db):
    """Give a page of a narrow browser."""
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 390, "height": 844}})
    yield context.new_page()
    context.close()
    cache.clear()


def wrong_with(page: Page) -> list[str]:
    return grave(page) + [f"wide: {each}" for each in page.evaluate(WIDER)]


def filled(page: Page, **typed: str) -> None:
    for label, value in typed.items():
        page.get_by_label(label, exact=False).first.fill(value)


def test_a_bureau_is_set_up_in_one_sitting(page, settings, looker):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example", "gongkai@huantai.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    code = services.draw_code(at=timezone.now())
    wrong: dict[str, list[str]] = {}

    def seen(name: str) -> None:
        if found := wrong_with(page):
            wrong[name] = found
        if looker.pictures is not None:
            looker.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=looker.pictures / f"setup-{name}.png", full_page=True)

    page.goto("/setup/")
    seen("administrator")
    filled(page, 一次性代码=code, 姓名="王明", 用户名="wangming")
    page.get_by_label("密码", exact=False).first.fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("button", name="设立").click()
    assert code not in page.url
    filled(page, 用户名或电子邮箱="wangming")
    page.get_by_label("密码", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("首次设置")
    seen("index")

    page.get_by_role("link", name="去设置：机关").click()
    seen("agency")
    body = "11370321MB0000001"
    filled(page, 名称="桓台县科技局", 简称="县科技局", 统一社会信用代码=body + check_sign(body))
    page.get_by_label("性质").first.select_option(label="部门")
    filled(
        page,
        行政区划代码="370321",
        行政区划名称="桓台县",
        办公地址="建设街1号",
        办公时间="工作日",
        联系电话="0533-8210000",
    )
    filled(page, 传真号码="无", 电子邮箱="keji@huantai.example")
    page.locator("summary", has_text="上级机关").click()
    filled(page, 上级机关名称="桓台县人民政府")
    page.get_by_role("button", name="登记本机关").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("人员")
    seen("people")
    filled(page, 审查人姓名="李四", 经办人姓名="张三")
    page.get_by_role("group", name="我自己担任").get_by_label("公开工作机构负责人").check()
    page.get_by_role("button", name="邀请").click()

    assert "/account/invitation/#" in page.get_by_label("张三").input_value()
    seen("links")
    page.get_by_role("link", name="下一步", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("公开指南")
    seen("guide")
    page.get_by_role("button", name="保存指南").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("工作日历")
    seen("calendar")
    page.get_by_role("button", name="核对过了，下一步").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("公开目录")
    seen("catalogue")
    page.get_by_role("button", name="设这些栏目").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("电子邮件")
    filled(page, 发到="wang@huantai.example")
    page.get_by_role("button", name="发测试邮件").click()
    seen("mail")
    filled(page, 邮件里的数字=mail.outbox[-1].body.strip()[-6:])
    page.get_by_role("button", name="核对").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("密钥和备份")
    seen("keys")
    page.get_by_label("密钥文件已经另存").check()
    page.get_by_role("button", name="确认").click()
    assert [each.step.code for each in steps.progress(Setup.objects.get()) if not each.done] == []
    page.get_by_role("button", name="完成设置").click()
    expect(page).to_have_url("/desk/")
    assert page.goto("/setup/").status == 404

    assert wrong == {}
    assert Agency.objects.get(name="桓台县科技局").parent.name == "桓台县人民政府"
    assert Invitation.objects.count() == 2
