"""That what looks at pages sees what it must see."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from tests.browser.english import left_in_chinese
from tests.browser.looking import OF_COLOURS, OF_ROOM, WAYS, Looker

EVERYWHERE = {way.name for way in WAYS}
LOADED = {WAYS[0].name}
NARROW = {way.name for way in WAYS if way.width == 390}
WHOLLY = {way.name for way in WAYS if not way.rules}
COLOURED = {way.name for way in WAYS if way.rules != OF_ROOM}
DARK = {way.name for way in WAYS if way.rules == OF_COLOURS}
ROOMY = {way.name for way in WAYS if way.rules == OF_ROOM}

POLICY = "default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'; img-src 'self' data:"
PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>样页</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
{head}</head><body><main><h1>样页</h1>{body}</main></body></html>"""

FAINT = "p { color: #bbb; background: #fff }"
FAULTS = {
    "none": ("", "<p>好</p>", None, set()),
    "contrast": (f"<style nonce='n'>{FAINT}</style>", "<p>看不清楚</p>", "axe color-contrast", COLOURED),
    "contrast-in-the-dark": (
        f"<style nonce='n'>@media (prefers-color-scheme: dark) {{ {FAINT} }}</style>",
        "<p>看不清楚</p>",
        "axe color-contrast",
        DARK,
    ),
    "contrast-of-a-link": (
        "<style nonce='n'>a { color: #333; text-decoration: none }</style>",
        "<p>看得见，<a href='#'>但是看不出</a>是链接。</p>",
        "axe link-in-text-block",
        COLOURED,
    ),
    "name": ("", "<button></button>", "axe button-name", WHOLLY),
    "inline-style": ("", "<p style='color: red'>红</p>", "console: Applying inline style violates", LOADED),
    "inline-script": ("", "<script>let a</script>", "console: Executing inline script violates", LOADED),
    "script": ("", "<script nonce='n'>undefined.x</script>", "script: Cannot read", LOADED),
    "picture": ("", "<img src='/there/is/none' alt='无'>", "console: Failed to load resource", LOADED),
    "width": (
        "<style nonce='n'>p { width: 600px }</style>",
        "<p>宽</p>",
        "wide: 608 pixels",
        NARROW,
    ),
    "region": (
        "<style nonce='n'>div { width: 200px; overflow-x: auto; white-space: nowrap }</style>",
        f"<div>{'宽' * 20}</div>",
        "axe scrollable-region-focusable",
        WHOLLY | ROOMY,
    ),
    "region-of-large-letters": (
        "<style nonce='n'>div { width: 330px; overflow-x: auto; white-space: nowrap }"
        "[data-size=larger] div { font-size: 150% }</style>",
        f"<div>{'宽' * 20}</div>",
        "axe scrollable-region-focusable",
        ROOMY,
    ),
    "target": (
        "<style nonce='n'>button { width: 12px; height: 12px; padding: 0; border: 0; margin: 0 }</style>",
        "<div><button aria-label='一'></button><button aria-label='二'></button></div>",
        "axe target-size",
        ROOMY,
    ),
    "target-over-another": (
        "<style nonce='n'>button { width: 40px; height: 40px } #over { position: relative; left: -36px }</style>",
        "<div><button aria-label='一'></button><button aria-label='二' id='over'></button></div>",
        "axe target-size",
        ROOMY,
    ),
}
"""By name: what is put into the page, what must be said of it, and in which looks."""


@login_not_required
def sample(request, name):
    head, body, _, _ = FAULTS[name]
    return HttpResponse(PAGE.format(head=head, body=body), headers={"Content-Security-Policy": POLICY})


urlpatterns = [path("<slug:name>", sample)]


@pytest.fixture(autouse=True)
def samples(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def looker():
    return Looker()


@pytest.fixture
def page(looker, context):
    return looker.window(context)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_seen_where_it_is_and_no_other(page, looker, name):
    _, _, what, looks = FAULTS[name]
    wrong = [line.partition(": ")[::2] for line in looker.look(page, f"/{name}", name)]
    assert {look.removeprefix(f"{name} ") for look, _ in wrong} == looks
    assert [said for _, said in wrong if not said.startswith(what)] == []


def test_what_was_readable_elsewhere_hides_no_fault_and_a_fault_is_seen_each_time(page, looker):
    assert looker.look(page, "/none", "none") == []
    readable = set(looker.readable)
    assert len(readable) == 2  # of the heading and of the paragraph
    found = looker.look(page, "/contrast-in-the-dark", "page")
    assert found == looker.look(page, "/contrast-in-the-dark", "page") != []
    assert looker.readable == readable


def test_another_status_is_seen(page, looker):
    assert looker.look(page, "/none", "none", status=404) == [f"none {WAYS[0].name}: status 200 and not 404"]


def test_pictures_are_kept_where_asked(page, tmp_path):
    looker = Looker(tmp_path / "new")
    looker.look(page, "/none", "none")
    looker.look_in_english(page, PAGE.format(head="", body=""), "/none", "none")
    assert {file.name for file in (tmp_path / "new").iterdir()} == {
        f"none-{each}.png" for each in (*EVERYWHERE, "english")
    }


def test_english_too_wide_for_a_phone_is_seen_on_the_page_that_is_there_in_chinese(looker, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/none")
    fits, wide = (PAGE.format(head="", body=f"<p>{'long' * many}</p>").replace("zh-Hans", "en") for many in (9, 90))
    assert looker.look_in_english(page, fits, "/none", "none") == []
    assert page.locator("html").get_attribute("lang") == "en"
    [said] = looker.look_in_english(page, wide, "/none", "none")
    assert said.startswith("none english: wide: ")


@pytest.mark.django_db
def test_chinese_of_ours_is_seen_on_a_page_in_english_and_no_other():
    content = """<nav><a>办理</a><a>Handle</a></nav><button lang="zh-Hans">中文</button>
    <button>Take off “帐户”</button><label class="label">指定 Office</label>
    <label class="label">条例第12条</label>
    <table><thead><tr><th>规章</th><th>谁办</th></tr></thead>
    <tbody><tr><th scope="row">某局</th></tr></tbody></table>"""
    assert left_in_chinese(content, "/desk/items/") == ["办理", "指定 Office", "谁办"]
    assert left_in_chinese(content, "/desk/motions/import/") == []
