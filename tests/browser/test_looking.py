"""That what looks at pages sees what it must see."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from tests.browser.english import left_in_chinese
from tests.browser.looking import LOOKS, OF_ROOM, Looker

WAYS = [(look.name(way), way) for look in LOOKS for way in look.ways]
EVERYWHERE = {name for name, _ in WAYS}
LOADED = {look.name(look.ways[0]) for look in LOOKS}
NARROW = {name for name, way in WAYS if way.width == 390}
WHOLLY = {name for name, way in WAYS if way.rules == ()}
COLOURED = {name for name, way in WAYS if way.rules not in (OF_ROOM, None)}
DARK = {name for name, way in WAYS if way.colours == "dark"}

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
def looker(base_url):
    return Looker(base_url)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_seen_where_it_is_and_no_other(page, looker, name):
    _, _, what, looks = FAULTS[name]
    wrong = [line.partition(": ")[::2] for line in looker.look(page, f"/{name}", name)]
    assert {look.removeprefix(f"{name} ") for look, _ in wrong} == looks
    assert [said for _, said in wrong if not said.startswith(what)] == []


def test_another_status_is_seen(page, looker):
    wrong = looker.look(page, "/none", "none", status=404)
    assert wrong == [f"none {look.name(look.ways[0])}: status 200 and not 404" for look in LOOKS]


def test_pictures_are_kept_where_asked(page, base_url, tmp_path):
    Looker(base_url, tmp_path / "new").look(page, "/none", "none")
    assert {file.name for file in (tmp_path / "new").iterdir()} == {f"none-{look}.png" for look in EVERYWHERE}


@pytest.mark.django_db
def test_chinese_of_ours_is_seen_on_a_page_in_english_and_no_other():
    content = """<nav><a>办理</a><a>Handle</a></nav><button lang="zh-Hans">中文</button>
    <button>Take off “帐户”</button><label class="label">指定 Office</label>
    <label class="label">条例第12条</label>
    <table><thead><tr><th>规章</th><th>谁办</th></tr></thead>
    <tbody><tr><th scope="row">某局</th></tr></tbody></table>"""
    assert left_in_chinese(content, "/desk/items/") == ["办理", "指定 Office", "谁办"]
    assert left_in_chinese(content, "/desk/motions/import/") == []
