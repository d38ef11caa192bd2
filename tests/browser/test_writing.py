"""A document written in the editor as people do it: pasted from Word and WPS, with a table and pictures."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, Route, expect
from tests.browser.looking import grave
from tests.county import County
from tests.pictures import png
from tests.publishing import begin

from gongkai.attachments.models import Attachment
from gongkai.disclosure.models import Item

PAGES = Path(__file__).parents[1] / "disclosure" / "pasted"
PASTE = """(element, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "…");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
HEARD = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
"""Waits until the editor has heard where the caret is: it is told after the browser has moved it."""
FROM_WORD = (
    '<p class="align-center">关于组织申报2026年科技计划项目的通知</p><h2>一、申报条件</h2>'
    "<ul><li><p><strong>在本县注册</strong>的企业；</p></li><li><p>有研发人员的单位。</p></li></ul>"
    "<p>第三条 申报材料一式三份。</p><p>四月十日截止，逾期不予受理。</p>"
    '<table><tbody><tr><td colspan="2"><p class="align-center">类别</p></td></tr>'
    "<tr><td><p>重点研发</p></td><td><p>20万元</p></td></tr></tbody></table>"
    '<p class="align-right">2026年3月2日</p>'
)
FROM_WPS = "<p>二、<strong>资金拨付</strong></p><p><strong>分两次</strong>拨付，H<sub>2</sub>O按标准。</p>"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """A folder of files of this test alone."""
    settings.ATTACHMENT_FILES = tmp_path / "files"


def test_a_document_is_pasted_with_pictures_and_sent_for_review(
    made: County, sign_in: Any, page: Page, pytestconfig: pytest.Config
) -> None:
    item = begin(made)
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    sign_in(page.context, "handler")
    page.goto(reverse("disclosure:edit", args=[item.pk]))
    body, field = page.get_by_role("textbox", name="正文"), page.locator("#id_body")
    expect(field).to_be_hidden()  # it is called as the editor is, until that has come
    bar = page.get_by_role("toolbar", name="正文格式")
    before = field.input_value()

    body.focus()
    page.keyboard.press("Control+a")
    page.wait_for_function("() => getSelection().toString() !== ''")
    page.evaluate(HEARD)
    page.keyboard.press("Backspace")
    expect(body).to_have_text("")
    body.evaluate(PASTE, (PAGES / "word.html").read_text(encoding="utf-8"))
    assert field.input_value() == FROM_WORD
    expect(page.locator(".rich-said")).to_have_text("有1张图片没有粘贴过来，请用“图片”逐张插入。")
    page.keyboard.press("Control+End")
    page.evaluate(HEARD)
    page.keyboard.press("Enter")
    page.wait_for_function("() => getSelection().anchorNode?.textContent === ''")
    page.evaluate(HEARD)
    bar.get_by_role("button", name="居左").click()
    body.evaluate(PASTE, (PAGES / "wps.html").read_text(encoding="utf-8"))
    assert field.input_value() == FROM_WORD + FROM_WPS

    body.locator("table p").first.click()
    bar.get_by_role("button", name="设为表头").click()
    bar.get_by_role("button", name="表格标题").click()
    page.get_by_role("dialog").get_by_label("表格标题").fill("表1 资助标准")
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(body.locator("table caption")).to_have_text("表1 资助标准")

    body.get_by_text("分两次").click()
    bar.get_by_role("button", name="图片", exact=True).click()
    asked = page.get_by_role("dialog")
    asked.get_by_label("图片文件").set_input_files(
        {"name": "位置.png", "mimeType": "image/png", "buffer": png(240, 120)}
    )
    asked.get_by_label("替代文字").fill("县科技局在建设街北侧")
    asked.get_by_role("button", name="确定").click()
    expect(body.locator("img")).to_have_count(1)
    page.keyboard.press("Control+End")
    body.evaluate(PASTE, f'<img src="data:image/png;base64,{base64.b64encode(png(60, 20)).decode()}">')
    expect(page.locator(".rich-silent")).to_contain_text("有1张图片还没有替代文字")
    expect(body.locator('img[src^="data:"]')).to_have_count(0)
    page.get_by_role("button", name="保存为新的一稿").click()
    expect(page.locator("#messages")).to_contain_text("已保存为新的一稿")
    page.goto(reverse("disclosure:edit", args=[item.pk]))
    expect(page.locator(".rich-silent")).to_contain_text("有1张图片还没有替代文字")
    page.get_by_role("button", name="补写").click()
    asked.get_by_label("替代文字").fill("印章")
    asked.get_by_role("button", name="确定").click()
    expect(page.locator(".rich-silent")).to_be_hidden()
    if folder := pytestconfig.getoption("--pictures"):
        page.screenshot(path=Path(folder) / "writing.png", full_page=True)
    assert grave(page) == []

    page.get_by_role("button", name="保存为新的一稿").click()
    expect(page.locator("#messages")).to_contain_text("已保存为新的一稿")
    keys = Attachment.objects.order_by("pk").values_list("pk", flat=True)
    text = Item.objects.get(pk=item.pk).text
    assert text is not None
    assert text.files == list(keys)
    assert [f'src="attachment:{key}"' in text.body for key in keys] == [True, True]
    assert "<caption>表1 资助标准</caption>" in text.body
    assert before not in text.body
    page.get_by_role("link", name="送审").click()
    page.get_by_role("button", name="送审").click()
    assert Item.objects.get(pk=item.pk).stage == "reviewing"
    assert said == []


def test_who_writes_before_the_editor_has_come_writes_on_in_it(made: County, sign_in: Any, page: Page) -> None:
    def write_before(route: Route) -> None:
        page.locator("#id_body").focus()
        route.continue_()

    page.route("**/django_prose_editor/*.js", write_before)
    sign_in(page.context, "handler")
    page.goto(reverse("disclosure:edit", args=[begin(made).pk]))
    expect(page.locator("#id_body_rich")).to_be_focused()
    page.keyboard.type("，")
    assert page.locator("#id_body").input_value().startswith("<p>，")
