"""Files handed in as people do it: chosen, dropped, with a line that breaks, and without scripts."""

import pytest
from playwright.sync_api import expect
from tests.attachments.samples import PDF, pdf
from tests.attachments.test_services import read

from gongkai.attachments.models import Attachment

CONTENT = pdf(2_500_000)
WATCH = """() => {
    const list = document.querySelector(".attach-list");
    window.seen = [];
    const look = () => list.querySelectorAll("li").forEach((row) =>
        window.seen.push([row.querySelector("progress").value.toFixed(1), row.querySelector(".attach-how").innerText]));
    new MutationObserver(look).observe(list, { subtree: true, childList: true, characterData: true });
}"""
DROPPED = """(files) => {
    const held = new DataTransfer();
    files.forEach(([name, content]) => held.items.add(new File([content], name)));
    return held;
}"""


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A folder of files of this test alone."""
    settings.ATTACHMENT_FILES = tmp_path / "files"


@pytest.fixture
def agency(made, sign_in, page):
    """The page of an agency, open before who administers it."""
    sign_in(page.context, "administrator")
    page.goto(f"/desk/agencies/{made.science.pk}/")
    return page


def chosen(name, content=CONTENT):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def names():
    return [each.name for each in Attachment.objects.order_by("pk")]


def test_files_are_chosen_and_seen_to_come(agency):
    agency.evaluate(WATCH)
    agency.get_by_label("添加附件").set_input_files([chosen("机构设置.pdf"), chosen("职能.pdf", PDF)])
    agency.get_by_role("button", name="上传", exact=True).click()
    expect(agency.locator("#attachments tbody tr")).to_have_count(2)  # on the same page
    assert names() == ["机构设置.pdf", "职能.pdf"]
    assert read(Attachment.objects.get(open_name="机构设置.pdf")) == CONTENT
    seen = agency.evaluate("window.seen")
    assert ["0.0", "等候上传"] in seen
    assert ["0.4", f"正在上传 {100 * 2**20 // len(CONTENT)}%"] in seen
    expect(agency.locator("#attachments [role=status]")).to_have_text("职能.pdf 已上传")
    with agency.expect_download() as download:
        agency.get_by_role("link", name="机构设置.pdf", exact=True).click()
    assert download.value.path().read_bytes() == CONTENT
    assert download.value.suggested_filename == "机构设置.pdf"


def test_files_are_dropped_onto_the_panel(agency):
    held = agency.evaluate_handle(DROPPED, [["机构设置.pdf", PDF.decode()], ["程序.exe", "MZ"]])
    panel = agency.locator("#attachments")
    panel.dispatch_event("dragover", {"dataTransfer": held})
    expect(panel).to_have_class("panel attach-over")
    panel.dispatch_event("drop", {"dataTransfer": held})
    expect(panel.locator("tbody tr")).to_have_count(1)
    expect(panel).to_have_class("panel")
    expect(panel.locator(".attach-failed")).to_contain_text("程序.exe")
    expect(panel.locator(".attach-failed")).to_contain_text("没有传成 不收“exe”文件。")
    assert names() == ["机构设置.pdf"]


def test_an_upload_goes_on_by_itself_after_the_line_was_lost(agency):
    sent = []

    def lose_the_second(route):
        sent.append(route.request.headers.get("upload-offset"))
        route.abort("connectionreset") if len(sent) == 2 else route.continue_()

    agency.route("**/uploads/*/", lose_the_second)
    agency.get_by_label("添加附件").set_input_files(chosen("机构设置.pdf"))
    agency.get_by_role("button", name="上传", exact=True).click()
    expect(agency.locator(".attach-how")).to_have_text("网络不通，稍后自动接着传")
    expect(agency.locator("#attachments tbody tr")).to_have_count(1)
    assert sent == ["0", "1048576", "1048576", "2097152"]
    assert read(Attachment.objects.get()) == CONTENT


def test_without_scripts_files_are_chosen_and_sent(made, sign_in, new_context):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, "administrator")
    page.goto(f"/desk/agencies/{made.science.pk}/")
    page.get_by_label("添加附件").set_input_files([chosen("机构设置.pdf"), chosen("程序.exe", b"MZ")])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("程序.exe 不收“exe”文件。")
    expect(page.locator("#attachments tbody tr")).to_have_count(1)
    page.get_by_role("link", name="删除“机构设置.pdf”").click()
    page.get_by_role("button", name="删除").click()
    expect(page.locator("#messages")).to_contain_text("已删除附件。")
    assert names() == []
