"""A citizen without an account: from the search to a draft, from a comment on it to its answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.looking import grave
from tests.casework import actor
from tests.county import County
from tests.publishing import begin, publish

from gongkai.disclosure.models import Kind
from gongkai.feedback import services
from gongkai.feedback.models import Letter
from gongkai.search.writing import Writer

TITLE = "桓台县科技计划管理办法（征求意见稿）"
OPINION, ANSWER = "第三条的期限太短，建议改为三十日。", "已经采纳，改为三十日。"


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_a_draft_is_found_commented_on_and_the_answer_read(
    made: County, page: Page, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX = tmp_path / "index"
    on = localdate()
    asked = {"comments_from": on, "comments_until": on + timedelta(9), "comments_to": "县科技局办公室"}
    publish(made, begin(made, title=TITLE, kind=Kind.CONSULTATION, **asked))
    with Writer() as writer:
        writer.catch_up()

    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("科技计划管理办法")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="写意见").click()
    page.get_by_label("内容").fill(OPINION)
    page.get_by_role("button", name="提交").click()
    number, code = page.locator("strong.number").all_inner_texts()

    letter = Letter.objects.get(number=number)
    letter = services.assign(letter, made.officers["handler"], by=actor(made, "head"))
    letter = services.draft(letter, reply=ANSWER, by=actor(made))
    services.answer(letter, by=actor(made, "head"))

    page.get_by_role("link", name="查询来信").click()
    page.get_by_label("登记号").fill(number)
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    expect(page.get_by_role("main")).to_contain_text(OPINION)
    assert grave(page) == []
