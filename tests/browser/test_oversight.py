"""What others make of an agency's work, followed to its end: a challenge of a reply, and an assessment."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect
from tests.browser.looking import grave
from tests.casework import apply
from tests.county import County
from tests.duties.test_assessment import announced
from tests.remedies.challenging import CLAIMS, WANG, replied

from gongkai.agencies.services import add_member
from gongkai.applications.models import Application
from gongkai.journal.actor import SYSTEM
from gongkai.law.challenges import Procedure
from gongkai.law.message import chinese_date
from gongkai.ui.working_days import calendar

ANSWER = "答复事实清楚，依据和程序合法。"
OBJECTION, REASON = "这件已经依法延期，没有逾期。", "经查，延期告知书按时送达。"
LOST = "逾期未答复"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def fine(page: Page) -> None:
    assert grave(page) == []


def fill(page: Page, values: dict[str, Any]) -> None:
    """Fill a form in by what its fields are called: text and days, a choice by its words, a box by a truth."""
    for label, value in values.items():
        if value is True:
            boxes = [main(page).get_by_role(role, name=label, exact=True) for role in ("checkbox", "radio")]
            boxes[0].or_(boxes[1]).check()
            continue
        field = main(page).get_by_label(re.compile(rf"^{label}( 必填)?$"))
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value.isoformat() if isinstance(value, date) else value)


def do(page: Page, deed: str, values: dict[str, Any] | None = None) -> None:
    """Do what the page offers first."""
    main(page).get_by_role("link", name=deed, exact=True).click()
    fill(page, values or {})
    main(page).get_by_role("button", name=deed, exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已办理")


def test_a_challenge_goes_from_its_copy_to_the_reply_anew_and_into_table_four(
    made: County, sign_in: Any, page: Page
) -> None:
    application, today = replied(made), localdate()
    sign_in(page.context, "handler")
    page.goto(f"/desk/applications/{application.pk}/")
    main(page).get_by_role("link", name="登记复议诉讼").click()
    fill(
        page,
        {
            "途径": "行政复议",
            "怎样知悉": "收到副本或者通知",
            "知悉或者收到的日期": today,
            "适用的程序": "普通程序",
            "姓名或者名称": WANG.name,
            "请求和理由": CLAIMS,
        },
    )
    main(page).get_by_role("button", name="登记", exact=True).click()

    owed = page.get_by_role("region", name="答复举证", exact=True)
    expect(owed.locator(".due-day")).to_contain_text(chinese_date(calendar().add_working_days(today, 10)))
    expect(owed.locator(".left")).to_contain_text("还有10个工作日")
    expect(main(page)).to_contain_text(f"复议机关为{made.government.name}")
    do(page, "拟写答复（答辩）", {"答复（答辩）": ANSWER})
    do(page, "答复举证", {"日期": today})
    expect(owed).to_have_count(0)
    expect(page.get_by_role("region", name="答复（答辩）")).to_contain_text(ANSWER)
    do(page, "收到复议决定", {"日期": today, "结果": "撤销或者部分撤销", "责令重新答复或者在一定期限内履行": True})

    challenge = application.challenges.get()
    assert challenge.procedure == Procedure.RECONSIDERATION
    address = page.url
    page.goto("/desk/")
    main(page).get_by_role("link", name=f"{challenge.number} 重新答复").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("region", name="重新答复", exact=True).locator(".due-day")).to_be_visible()
    do(page, "开立重新答复的案件")
    anew = Application.objects.exclude(pk=application.pk).get()
    expect(main(page).get_by_role("link", name=anew.number)).to_be_visible()
    fine(page)

    page.get_by_role("link", name="复议诉讼", exact=True).first.click()
    main(page).get_by_role("link", name="表四", exact=True).click()
    corrected = page.get_by_role("row", name="行政复议").get_by_role("cell")
    expect(corrected).to_have_text(["0", "1", "0", "0", "1"])
    fine(page)
    corrected.nth(1).get_by_role("link").click()
    main(page).get_by_role("link", name=challenge.number).click()
    expect(page).to_have_url(address)


@pytest.fixture
def overdue(made: County) -> Application:
    """Give an application whose day is past, of a bureau that the county assesses."""
    add_member(made.office, made.science, year=localdate().year, by=SYSTEM)
    return apply(made)


def test_a_point_lost_is_explained_objected_to_and_given_back(
    made: County, overdue: Application, sign_in: Any, new_context: Any
) -> None:
    assessment = announced(made)

    def officer(role: str) -> Page:
        context = new_context()
        sign_in(context, role)
        page: Page = context.new_page()
        page.goto("/desk/")
        main(page).get_by_role("link", name=assessment.name).first.click()
        return page

    office, bureau = officer("supervisor"), officer("head")
    worst = office.get_by_role("region", name="失分最多的")
    expect(worst).to_be_visible()
    fine(office)
    worst.get_by_role("link", name=LOST).click()
    explained = office.get_by_role("region", name="怎样得的分")
    expect(explained.get_by_role("row", name=overdue.number).get_by_role("cell").last).to_have_text(
        re.compile("^[-−]5$")
    )
    expect(office.get_by_role("region", name="计了哪些").get_by_role("link", name=overdue.number)).to_be_visible()
    fine(office)

    bureau.get_by_role("region", name="得分", exact=True).get_by_role("link", name=made.science.called).click()
    bureau.get_by_role("link", name=LOST).click()
    main(bureau).get_by_role("link", name="提出异议").click()
    fill(bureau, {"异议理由": OBJECTION})
    main(bureau).get_by_role("button", name="提出", exact=True).click()
    objection = bureau.get_by_role("region", name="异议", exact=True)
    expect(objection).to_contain_text("未答复")
    expect(objection.get_by_role("link", name="答复")).to_have_count(0)

    office.reload()
    office.get_by_role("region", name="异议", exact=True).get_by_role("link", name="答复").click()
    expect(main(office)).to_contain_text(OBJECTION)
    fill(office, {"调整": True, "调整后得分": "10", "答复理由": REASON})
    main(office).get_by_role("button", name="答复", exact=True).click()
    expect(office.locator("#messages")).to_contain_text("已答复")

    bureau.reload()
    expect(objection).to_contain_text(REASON)
    expect(bureau.get_by_role("heading", level=1)).to_contain_text("10分／10分")
    expect(bureau.get_by_role("region", name="怎样得的分")).to_contain_text("答复异议后调整")
    fine(bureau)
