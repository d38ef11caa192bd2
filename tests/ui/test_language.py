from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.language import language, said

REFUSED = NotAllowed("x", Message("依据：{citation}。", citation="条例第1条"), citation=cite("条例第33条第2款"))


def test_a_message_is_said_in_the_language_of_the_request():
    message = Message("没有 {name} 这个设置。", name="A")
    with translation.override("zh-hans"):
        assert (language(), said(message)) == ("zh", "没有 A 这个设置。")
    with translation.override("en"):
        assert (language(), said(message)) == ("en", "There is no setting A.")
    with translation.override(None):
        assert language() == "zh"


def test_an_error_is_said_whole():
    with translation.override("zh-hans"):
        assert said(REFUSED) == "依据：条例第1条。依据：条例第33条第2款。"


@pytest.mark.django_db
def test_pages_are_chinese_whatever_the_browser_prefers_and_english_when_chosen():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en-US,en;q=0.9"})
    page = client.get("/")
    assert '<html lang="zh-Hans"' in page.content.decode()
    assert page["Content-Language"] == "zh-hans"
    answer = client.post("/display/language/", {"language": "en", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "Sign in for officers" in page


@pytest.mark.django_db
def test_a_language_there_is_none_of_is_passed_over():
    client = Client()
    client.cookies["django_language"] = "fr"
    assert '<html lang="zh-Hans"' in client.get("/").content.decode()


@pytest.mark.parametrize(("code", "words"), [("zh-hans", "2026年3月2日"), ("en", "2 March 2026")])
def test_days_are_said_as_the_language_has_them(code, words):
    from gongkai.ui.days import day_in_words

    with translation.override(code):
        assert day_in_words(date(2026, 3, 2)) == words
