"""Lists as they are worked with: by keyboard, by filters that change the address, and without scripts."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def names(page):
    return page.locator("tr[data-row] th")


def test_filters_change_the_list_and_the_address_and_the_way_back_works(made, sign_in, page, names):
    sign_in(page.context, "supervisor")
    page.goto("/desk/agencies/")
    every = names.all_inner_texts()
    assert len(every) == 6
    loads = []
    page.on("load", lambda page: loads.append(page.url))
    page.get_by_role("searchbox").fill("科技")
    page.get_by_role("button", name="查找").click()
    expect(names).to_have_text(["桓台县科技局", "桓台县科技局马桥分局"])
    expect(page).to_have_url("/desk/agencies/?q=%E7%A7%91%E6%8A%80")
    expect(page.locator("#list-status")).to_have_text(page.locator(".counted").inner_text())
    page.get_by_role("link", name="性质").click()
    expect(page).to_have_url("/desk/agencies/?q=%E7%A7%91%E6%8A%80&sort=kind")
    assert loads == []  # only the table was replaced
    page.go_back()
    expect(page).to_have_url("/desk/agencies/?q=%E7%A7%91%E6%8A%80")
    expect(page.get_by_role("searchbox")).to_have_value("科技")
    page.go_back()
    expect(names).to_have_text(every)
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.go_forward()
    expect(names).to_have_text(["桓台县科技局", "桓台县科技局马桥分局"])


def test_the_same_without_scripts(made, sign_in, new_context):
    page = new_context(java_script_enabled=False).new_page()
    names = page.locator("tr[data-row] th")
    sign_in(page.context, "supervisor")
    page.goto("/desk/agencies/")
    page.get_by_role("searchbox").fill("科技")
    page.get_by_role("button", name="查找").click()
    expect(names).to_have_text(["桓台县科技局", "桓台县科技局马桥分局"])
    expect(page).to_have_url("/desk/agencies/?q=%E7%A7%91%E6%8A%80")
    page.go_back()
    expect(names).to_have_count(6)


def test_a_list_is_worked_with_by_keyboard(made, sign_in, page, names):
    sign_in(page.context, "supervisor")
    page.goto("/desk/agencies/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("科技jk?")  # in a box they are letters
    expect(search).to_have_value("科技jk?")
    search.fill("科技")
    page.keyboard.press("Enter")
    expect(names).to_have_count(2)
    page.evaluate("document.activeElement.blur()")
    for key, at in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(names.nth(at).get_by_role("link")).to_be_focused()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")  # what is under it stays where it is
    dialog.get_by_label("关闭快捷键").check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(search).not_to_be_focused()
    page.keyboard.press("?")
    dialog.get_by_label("关闭快捷键").uncheck()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/desk/agencies/{made.science.pk}/")


def test_on_a_narrow_screen_a_row_is_a_card_that_names_each_value(made, sign_in, page):
    sign_in(page.context, "administrator")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/desk/agencies/people/")
    box, row = page.locator(".list-box"), page.locator("tr[data-row]").first
    assert box.evaluate("box => [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]") == [0, 0]
    named = row.locator("td[data-name]:visible").evaluate_all(
        "all => all.map(each => [getComputedStyle(each, '::before').content, each.getBoundingClientRect().left])"
    )
    headings = page.locator("thead th").evaluate_all("all => all.map(each => each.textContent.trim())")
    assert [content.strip('" ') for content, _left in named] == ["机关", "职责", "自"]
    assert all(any(each.startswith(content.strip('" ')) for each in headings) for content, _left in named)
    assert len({left for _content, left in named}) == 1  # one below the other
    expect(page.locator("thead th").first).to_be_hidden()
