"""Help: each page of the desk has one, it names pages and provisions that there are, and stands on the page itself."""

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.browser.pages import FILES
from tests.county import county
from tests.test_roles import ELSEWHERE, TABLE, names

from gongkai.law.articles import article_index
from gongkai.ui.help import chapters, help_on

PUBLIC = frozenset({"portal", "display", "api", "opendata", "developers"})
"""For who is no officer; the portal has a page of its own."""
WITHOUT = {
    "account_login": "signing in says itself what it asks for",
    "mfa_authenticate": "the second step of signing in, said on the page",
    "mfa_reauthenticate_webauthn": "answers to the browser, which holds the key",
    "mfa_login_webauthn": "answers to the browser, which holds the key",
    "mfa_download_recovery_codes": "a file",
    "signin:invitation": "for who has no account yet; the page says what to do",
    "signin:accept": "for who has no account yet; the page says what to do",
    "setup:administrator": "for who has no account yet; the page says what to do",
    "socialaccount_login_cancelled": "an end, which leads back",
    "openid_connect_login": "leads on to the single sign-on",
    "openid_connect_callback": "comes back from the single sign-on",
    "applications:feed": "a calendar for other software",
    "channels:feed": "a feed for other software",
    "channels:export": "a file",
}
"""Addresses that are shown and have no help, each with its reason."""


def pages() -> set[str]:
    """Give the addresses of the desk that are shown: that answer to GET with a page."""
    shown = {name for name, statuses in TABLE.items() if " " not in name and {200, 404} & set(statuses.values())}
    return {
        name
        for name in shown & set(names(get_resolver()))
        if name.partition(":")[0] not in PUBLIC and name not in FILES | ELSEWHERE and not name.endswith("-template")
    }


def test_every_page_of_the_desk_has_help():
    helped = [name for chapter in chapters() for each in chapter.pages for name in each.names]
    assert sorted(name for name in pages() if help_on(name) is None and name not in WITHOUT) == []
    assert len(helped) == len(set(helped))
    assert set(helped) <= set(names(get_resolver()))
    assert set(WITHOUT) <= set(names(get_resolver())) - set(helped)


def test_help_cites_articles_that_there_are():
    cited = {one.citation for chapter in chapters() for each in chapter.pages for one in each.provisions}
    assert len(cited) > 20
    assert {one.article for one in cited if one.instrument.short == "条例"} <= {
        each.article for each in article_index()
    }


def test_help_says_what_each_article_requires_that_a_page_follows():
    untold = {
        str(one.citation)
        for chapter in chapters()
        for each in chapter.pages
        for one in each.provisions
        if one.requires is None
    }
    assert untold == set()


@pytest.mark.django_db
def test_help_stands_on_the_page_and_leads_to_its_articles():
    made = county("handler")
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get("/desk/applications/").content.decode()
    menu = page.partition('<details class="menu menu-help">')[2].partition("</details>")[0]
    assert "按期限排列" in menu
    assert "/desk/help/#article-33" in menu
    assert "最长20个工作日" in menu.partition("条例第33条")[2].partition("条例第45条")[0]
    index = client.get("/desk/help/").content.decode()
    assert "/desk/help/#applications-list" in menu
    for anchor in ("article-33", "article-56", "applications-list"):
        assert f'id="{anchor}"' in index
    assert "答复" in index.partition('id="article-33"')[2][:300]
    assert "最长20个工作日" in index.partition('id="article-33"')[2].partition('id="article-34"')[0]
    public = Client().get("/help/").content.decode()
    assert "条例第33条" in public
    assert "应当先申请行政复议" in public
