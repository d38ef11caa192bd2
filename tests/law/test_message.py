"""Sentences with their values: how values read in each language."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from gongkai.law.clock import event_from
from gongkai.law.errors import GongkaiError
from gongkai.law.language import translator
from gongkai.law.message import Message

ENGLISH = translator("en")
NAMES = Message("可用的名称：{names}。", names=("甲", Message("纯文本"), 3, date(2026, 3, 2)))


def test_a_list_is_joined_as_its_language_does():
    assert NAMES.text() == "可用的名称：甲、纯文本、3、2026年3月2日。"
    assert NAMES.text(ENGLISH) == "There are 甲, plain text, 3, 2026-03-02."
    assert Message("{names}", names=[]).text() == ""
    assert Message("{numbers:03}", numbers=[1, 20]).text() == "001、020"


def test_a_message_with_a_list_is_itself_again_from_another_process():
    assert pickle.loads(pickle.dumps(NAMES)) == NAMES


def test_a_refusal_lists_what_there_is_in_the_language_it_is_read_in():
    with pytest.raises(GongkaiError) as refused:
        event_from("lost", date(2026, 4, 20))
    assert "extended、" in refused.value.text()
    assert "extended, " in refused.value.text(ENGLISH)
