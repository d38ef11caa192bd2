from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from gongkai.law.message import Message
from gongkai.ui.desk import Due
from gongkai.ui.templatetags import ui

NONE = '<span class="blank" aria-hidden="true">—</span><span class="unseen">未填</span>'


def test_days_and_moments():
    at = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)  # after midnight in Shanghai
    assert ui.day(date(2026, 3, 2)) == '<time datetime="2026-03-02">2026年3月2日</time>'
    assert ui.day(at) == '<time datetime="2026-03-02">2026年3月2日</time>'
    assert ui.moment(at) == '<time datetime="2026-03-02T00:05+08:00">2026年3月2日 00:05</time>'
    assert (ui.day(None), ui.moment(None)) == (NONE, NONE)


def test_none_is_not_zero():
    assert (ui.blank(None), ui.blank("")) == (NONE, NONE)
    assert (ui.blank(0), ui.blank("甲")) == ("0", "甲")


def test_what_is_masked_shows_little_and_says_that_it_does():
    assert ui.masked("13812345678", "phone") == (
        '<span class="masked">138****5678</span><span class="unseen">（部分隐去）</span>'
    )
    assert '<span class="masked">王**</span>' in ui.masked("王晓明", "name")
    assert ui.masked("", "name") == ui.masked(None, "name") == NONE


def test_what_is_said_is_no_markup():
    template = engines["django"].from_string('{% load ui %}{{ what|said }} {{ what|blank }} {{ what|masked:"name" }}')
    page = template.render({"what": "<b>"})
    assert page.startswith('&lt;b&gt; &lt;b&gt; <span class="masked">&lt;*')
    assert ui.said(Message("没有 {name} 这个设置。", name="甲")) == "没有 甲 这个设置。"


ON = date(2024, 9, 30)


@pytest.mark.parametrize(
    ("days", "zh", "en", "weight"),
    [
        (-3, "逾期2个工作日", "2 working days overdue", "overdue"),
        (-1, "逾期1个工作日", "1 working day overdue", "overdue"),
        (0, "今天", "today", "today"),
        (1, "此前没有工作日", "no working day before it", "soon"),
        (8, "还有1个工作日", "1 working day left", "soon"),
        (12, "还有5个工作日", "5 working days left", "calm"),
    ],
)
def test_time_left_is_said_in_working_days(days, zh, en, weight):
    due = Due("甲", "/", ON + timedelta(days))
    assert ui.left(due, ON) == f'<span class="left left-{weight}">{zh}</span>'
    with translation.override("en"):
        assert f">{en}<" in ui.left(due, ON)


def test_time_left_over_days_off_alone_is_still_overdue():
    assert ">已逾期<" in ui.left(Due("甲", "/", date(2024, 10, 1)), date(2024, 10, 3))


def test_time_left_to_a_date_not_firm_says_so():
    assert "还有1个工作日" in ui.left(Due("甲", "/", date(2040, 1, 5)), date(2040, 1, 4))
    assert "暂定" in ui.left(Due("甲", "/", date(2040, 1, 5)), date(2040, 1, 4))


def test_time_left_beyond_the_calendars_is_not_guessed():
    assert ui.left(Due("甲", "/", date(2060, 1, 5)), ON) == NONE
    assert ">已逾期<" in ui.left(Due("甲", "/", date(2010, 1, 5)), ON)
    assert ui.left(Due("甲", "/"), ON) == NONE


def test_pages_far_off_are_left_out():
    assert ui.page_numbers(Paginator(range(100), 5).page(10)) == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert ui.page_numbers(Paginator(range(10), 5).page(1)) == [1, 2]


def test_a_script_has_the_nonce_where_the_site_gives_one():
    request = RequestFactory().get("/")
    template = engines["django"].from_string("{% load ui %}<script{% nonce %}>")
    assert template.render({}, request) == "<script>"
    request.csp_nonce = 'a"b'
    assert template.render({}, request) == '<script nonce="a&quot;b">'
