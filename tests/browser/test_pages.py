"""Every page as its readers see it: wide and narrow, light and dark, and without scripts."""

import pytest
from tests.browser.pages import pages

PAGES = {page.name: page for page in pages()}

DEAD = (
    "a:not([href]), a[href='#'], a[href^='javascript:'], button[type=button]:not([popovertarget]), form:not([action])"
)
"""What does nothing without scripts; a page hides it until they have made it work."""


@pytest.fixture
def go(made, sign_in):
    """Sign in as one who may see the page, and give its path."""

    def go(context, page):
        if page.role != "visitor":
            sign_in(context, page.role)
        return page.path(made)

    return go


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_the_page(name, go, page, looker):
    path = go(page.context, PAGES[name])
    assert looker.look(page, path, name, status=PAGES[name].status) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_the_same_without_scripts(name, go, page, new_context):
    path = go(page.context, PAGES[name])
    page.goto(path)
    context = new_context(java_script_enabled=False)
    go(context, PAGES[name])
    plain = context.new_page()
    plain.goto(path)
    assert plain.locator("h1").all_inner_texts() == page.locator("h1").all_inner_texts() != []
    assert set(page.locator("main").inner_text().split("\n")) <= set(plain.locator("main").inner_text().split("\n"))
    assert [each.evaluate("each => each.outerHTML") for each in plain.locator(DEAD).all() if each.is_visible()] == []


def test_how_pages_look_is_chosen_without_scripts(made, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/display/")
    form = page.locator("main form.display")
    form.locator("input[name=theme][value=dark]").check(force=True)
    form.locator("input[name=size][value=large]").check(force=True)
    form.locator("button").click()
    page.goto("/")
    shown = page.locator("html")
    assert [shown.get_attribute(f"data-{each}") for each in ("theme", "size", "contrast")] == ["dark", "large", "auto"]
