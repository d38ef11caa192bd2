"""Every page as its readers see it: wide and narrow, light and dark, and without scripts."""

import re

import pytest
from django.conf import settings
from django.test import Client
from tests.browser.asking import SAID
from tests.browser.pages import pages

PAGES = {page.name: page for page in pages()}

DEAD = (
    "a:not([href]), a[href='#'], a[href^='javascript:'], button[type=button]:not([popovertarget]), form:not([action])"
)
"""What does nothing without scripts; a page hides it until they have made it work."""


ALONE = "[data-device-draft], .rich, .dash-drawn, [data-insert-into] button, [data-print]"
"""What a script alone adds: what it keeps on a device, an editor in place of its field, what inserts and what prints.

A chart may come to the one page while the other is asked for: what it says stands in the tables of both.
"""


@pytest.fixture(scope="module")
def windows(browser, browser_context_args, looker):
    """Give a window, and a narrow one that runs no scripts: what they have loaded serves one page after the other."""
    narrow = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}
    with (
        browser.new_context(**browser_context_args) as context,
        browser.new_context(**browser_context_args, **narrow) as plain,
    ):
        yield looker.window(context), plain.new_page()


@pytest.fixture
def both(windows):
    """Give both windows as nobody has used them: of nobody, with nothing kept."""
    for window in windows:
        window.context.clear_cookies()
    yield windows
    if windows[0].url.startswith("http"):
        windows[0].evaluate("localStorage.clear(), sessionStorage.clear()")


def lines(words):
    """Give what is said, line by line, without the number that each request has of its own."""
    return {re.sub(r"[0-9a-f]{16}", "…", line) for line in words.split("\n")}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_the_page_in_both_languages_and_without_scripts(
    name, made, signed_in, both, looker, base_url
):
    page, plain = both
    seen = PAGES[name]
    path = seen.path(made)
    reader = signed_in(seen.role, page.context, plain.context) if seen.role != "visitor" else Client()
    assert looker.look(page, path, name, status=seen.status) == []
    plain.goto(path)
    ours, theirs = (window.evaluate(SAID, [alone, DEAD]) for window, alone in ((page, ALONE), (plain, "none")))
    assert theirs["headings"] == ours["headings"] != []
    assert theirs["dead"] == []
    [said], [without] = ours["main"], theirs["main"]
    assert lines(said) <= lines(without)
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = reader.get(path)
    assert english.status_code == seen.status
    assert looker.look_in_english(plain, english.content.decode(), path, name) == []
    if ours["added"]:  # by scripts, which say it in English too
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": base_url}])
        assert looker.look(page, path, f"{name}-english", status=seen.status) == []


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
