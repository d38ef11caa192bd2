"""Every page as its readers see it: wide and narrow, light and dark, and without scripts."""

import re

import pytest
from tests.browser.pages import pages

PAGES = {page.name: page for page in pages()}

DEAD = (
    "a:not([href]), a[href='#'], a[href^='javascript:'], button[type=button]:not([popovertarget]), form:not([action])"
)
"""What does nothing without scripts; a page hides it until they have made it work."""


@pytest.fixture(scope="module")
def windows(browser, browser_context_args):
    """Give a window, and a narrow one that runs no scripts: what they have loaded serves one page after the other."""
    narrow = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}
    with (
        browser.new_context(**browser_context_args) as context,
        browser.new_context(**browser_context_args, **narrow) as plain,
    ):
        yield context.new_page(), plain.new_page()


@pytest.fixture
def both(windows):
    """Give both windows as nobody has used them: of nobody, with nothing kept."""
    for window in windows:
        window.context.clear_cookies()
    yield windows
    if windows[0].url.startswith("http"):
        windows[0].evaluate("localStorage.clear(), sessionStorage.clear()")


@pytest.fixture
def shown(made, sign_in):
    """Give the way to sign a browser in as one who may see a page."""

    def shown(context, page):
        if page.role != "visitor":
            sign_in(context, page.role)

    return shown


def lines(words):
    """Give what is said, line by line, without the number that each request has of its own."""
    return {re.sub(r"[0-9a-f]{16}", "…", line) for line in words.split("\n")}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_the_page_and_it_says_the_same_without_scripts(name, made, shown, both, looker):
    page, plain = both
    path = PAGES[name].path(made)
    for window in both:
        shown(window.context, PAGES[name])
    assert looker.look(page, path, name, status=PAGES[name].status) == []
    plain.goto(path)
    # What is kept on a device is kept by a script, and offered by it alone; so is an editor in place of its field, and
    # what inserts into one, and what prints. A chart may come to the one page while the other is asked for: what it
    # says stands in the tables of both.
    alone = page.locator("[data-device-draft], .rich, .dash-drawn, [data-insert-into] button, [data-print]")
    alone.evaluate_all("found => found.forEach(each => each.remove())")
    assert plain.locator("h1").all_inner_texts() == page.locator("h1").all_inner_texts() != []
    assert lines(page.locator("main").inner_text()) <= lines(plain.locator("main").inner_text())
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
