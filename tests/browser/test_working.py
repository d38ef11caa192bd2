"""A morning's work: signing in with a code, the home page, an agency changed, and what was done found there."""

from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect
from tests.agencies.signin import totp
from tests.browser.test_signing_in import with_password


def test_from_signing_in_with_a_code_to_the_timeline(made, page):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(made.officers["administrator"], secret)
    with_password(page, "administrator")
    page.get_by_label("验证码").fill(totp.code(secret))
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url("/desk/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("navigation", name="工作台栏目").get_by_role("link", name="机关", exact=True).click()
    page.get_by_role("link", name="桓台县科技局", exact=True).click()
    page.get_by_role("link", name="修改", exact=True).first.click()
    page.get_by_label("办公地址").fill("索镇建设街1号")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#messages")).to_contain_text("已保存")
    done = page.get_by_role("region", name="办理过程").locator("li").first
    for said in ("administrator·某", "办公地址", "索镇建设街1号"):
        expect(done).to_contain_text(said)
