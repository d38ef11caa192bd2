"""A reviewer on their own: from what waits for them to what they passed, with the two drafts side by side."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.looking import grave
from tests.casework import actor
from tests.county import County
from tests.publishing import WORDS, begin

from gongkai.disclosure import services
from gongkai.disclosure.models import Item

REMARK = "截止日期写错了"


def do(page: Page, deed: str) -> None:
    """Open an act and do it."""
    main = page.get_by_role("main")
    link = main.get_by_role("link", name=deed, exact=True)
    if not link.is_visible():
        main.get_by_text("其他办理", exact=True).click()
    link.click()


def test_a_reviewer_sends_a_draft_back_compares_the_next_and_passes_it(made: County, sign_in: Any, page: Page) -> None:
    item = services.submit(begin(made, body="<p>请于四月十日前报送。</p>"), by=actor(made))
    sign_in(page.context, "reviewer")
    page.goto("/desk/")
    page.get_by_role("main").get_by_role("link", name=WORDS["title"]).first.click()
    do(page, "退回修改")
    page.get_by_label("理由").or_(page.get_by_label("意见")).first.fill(REMARK)
    page.get_by_role("main").get_by_role("button", name="退回修改", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已办理")
    expect(page.get_by_role("region", name="公开审查")).to_contain_text(REMARK)

    item = services.revise(
        Item.objects.get(pk=item.pk), by=actor(made), **{**WORDS, "body": "<p>请于四月二十日前报送。</p>"}
    )
    services.submit(item, by=actor(made))
    page.goto("/desk/")
    page.get_by_role("main").get_by_role("link", name=WORDS["title"]).first.click()
    page.get_by_role("link", name="对照改动").click()
    expect(page.locator("main ins").first).to_contain_text("二十")
    assert grave(page) == []

    page.get_by_role("link", name=WORDS["title"]).first.click()
    do(page, "审查同意")
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("main").get_by_role("button", name="审查同意", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已办理")
    expect(page.get_by_role("link", name="审查同意", exact=True)).to_have_count(0)
