"""A year's report followed from the desk of a bureau to the county's own on the portal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.test_oversight import fill, fine, main
from tests.casework import actor
from tests.county import SINCE, County
from tests.signing import again, explained, sent

from gongkai.agencies.models import Duty, Officer, Post
from gongkai.agencies.services import add_member
from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Scope
from gongkai.filings.signing.services import approve, send_for_review, sign
from gongkai.filings.submitting.services import submit
from gongkai.journal.actor import SYSTEM, Actor

YEAR = localdate().year - 1
WRONG = "请核对本年新收，与登记簿不符。"
WHY = "按县府办意见核对后修改。"
CELL = "本年新收政府信息公开申请数量"


@pytest.fixture
def office(made: County) -> dict[str, Actor]:
    """Give the people of the county's general office, by duty; the bureau of science is on its list."""
    people = {}
    for duty in (Duty.HANDLER, Duty.OFFICE_HEAD, Duty.LEADER, Duty.PUBLISHER):
        officer = Officer.objects.create(username=f"office.{duty}", name=f"县府办·{duty.label}")
        post = Post.objects.create(officer=officer, agency=made.office, duty=duty, from_on=SINCE)
        made.officers[f"office.{duty}"] = officer
        people[str(duty)] = Actor(officer=officer, post=post)
    add_member(made.office, made.science, year=YEAR, by=SYSTEM)
    return people


def do(page: Page, deed: str, values: dict[str, Any] | None = None) -> None:
    """Do what the page of a report offers first, on its own page."""
    page.get_by_role("link", name=deed, exact=True).first.click()
    fill(page, values or {})
    main(page).get_by_role("button", name=deed, exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已")


def test_a_report_is_compiled_signed_published_handed_up_returned_accepted_and_rolled_up(
    made: County, office: dict[str, Actor], sign_in: Any, page: Page
) -> None:
    def as_(role: str, path: str) -> None:
        sign_in(page.context, role)
        page.goto(path)

    as_("handler", "/desk/filings/new/")
    fill(page, {"年度": str(YEAR)})
    main(page).get_by_role("button", name="开始编制", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("编制中")
    desk = page.url
    fine(page)
    page.get_by_role("link", name="说明为什么可以保留").first.click()
    fill(page, {"理由": "经核实无误。"})
    main(page).get_by_role("button").last.click()
    expect(main(page)).to_contain_text("已说明：经核实无误。")
    filing = explained(made, Filing.objects.get(agency=made.science))

    as_("head", desk)
    do(page, "冻结数字")
    as_("handler", desk)
    do(page, "送审")
    as_("head", desk)
    do(page, "审核同意", {"意见": "同意"})
    as_("leader", desk)
    do(page, "签发")
    as_("publisher", desk)
    do(page, "向社会公布")
    public = f"/reports/{made.science.pk}/{YEAR}/"
    page.goto(public)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{YEAR}年政府信息公开工作年度报告")
    fine(page)

    as_("handler", desk)
    do(page, "报送")
    expect(main(page)).to_contain_text("NB")
    submission = page.url
    as_("supervisor", f"/desk/filings/board/{made.office.pk}/{YEAR}/")
    expect(main(page)).to_contain_text("已报送")
    fine(page)
    page.goto(submission)
    page.get_by_role("link", name="退回", exact=True).click()
    fill(page, {"退回理由": "数字要核对。"})
    noted = page.get_by_label(re.compile(f"意见：.*{CELL}.*总计"))
    noted.locator("xpath=ancestor::details/summary").click()
    noted.fill(WRONG)
    main(page).get_by_role("button", name="退回", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已退回")

    as_("head", desk)
    expect(main(page)).to_contain_text(WRONG)
    do(page, "修改年度报告", {"理由": WHY})
    expect(page.get_by_role("heading", level=1)).to_contain_text("编制中")
    approve(sent(made, again(filing)), by=actor(made, "head"))
    version = sign(filing, by=actor(made, "leader"))
    as_("publisher", desk)
    do(page, "向社会公布")
    page.goto(public)
    expect(main(page)).to_contain_text(WHY)
    submission = f"/desk/filings/submissions/{submit(version, made.office, by=actor(made)).pk}/"
    as_("office.office_head", submission)
    do(page, "接收")
    expect(page.get_by_role("heading", level=1)).to_contain_text("已接收")

    def signed(scope: Scope, agency: Any) -> Filing:
        made_of = services.begin(agency, YEAR, by=office["handler"], scope=scope)
        for each in gate(made_of).judged:
            if each.stands_in_the_way:
                services.waive(made_of, each.mark, reason="经核实无误", by=office["handler"])
        services.freeze(made_of, by=office["office_head"])
        sent_up = send_for_review(made_of, by=office["handler"])
        approve(sent_up, by=office["office_head"])
        sign(sent_up, by=office["leader"])
        return again(sent_up)

    signed(Scope.UNIT, made.office)
    as_("office.handler", f"/desk/filings/rolling/{made.government.pk}/{YEAR}/region/")
    fine(page)
    page.get_by_role("link", name="编制年度报告", exact=True).click()
    main(page).get_by_role("button", name="开始编制", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("编制中")
    county = page.url
    signed(Scope.REGION, made.government)
    as_("office.publisher", county)
    do(page, "向社会公布")
    page.context.clear_cookies()
    page.goto(f"/reports/{made.government.pk}/{YEAR}/region/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{YEAR}年政府信息公开工作年度报告")
    fine(page)
