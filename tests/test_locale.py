import re
from string import Formatter

import pytest
from tools import locale

CATALOGUE = locale.read(locale.ENGLISH)
ENGLISH = {message.id: message.string for message in CATALOGUE if message.id}
CHINESE = re.compile(r"[一-鿿]")
QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|（[^（）]*）|放假办法第2条|万元")
MARKS = "，。；：！？（）、"


def fields(template):
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None})


def test_every_sentence_has_english():
    assert [msgid for msgid in locale.msgids() if not ENGLISH.get(msgid)] == [], "run: python -m tools.locale update"


def test_no_english_is_left_of_what_is_no_longer_said():
    assert set(ENGLISH) - set(locale.msgids()) == set(), "run: python -m tools.locale update"


def test_nothing_is_uncertain():
    assert [message.id for message in CATALOGUE if message.fuzzy] == []


def test_english_keeps_the_values():
    changed = {msgid: text for msgid, text in ENGLISH.items() if text and fields(text) != fields(msgid)}
    assert changed == {}


def test_english_is_english():
    """Chinese stands in it only in quotation marks or brackets, for words that a form or a report has in Chinese."""
    assert [text for text in ENGLISH.values() if CHINESE.search(QUOTED.sub("", text))] == []
    assert [text for text in ENGLISH.values() if set(MARKS) & set(QUOTED.sub("", text))] == []


def test_english_ends_a_sentence_where_the_chinese_does():
    ends = {
        msgid: text
        for msgid, text in ENGLISH.items()
        if text and msgid.endswith(("。", "？", "…")) != text.endswith((".", "?"))
    }
    assert ends == {}


@pytest.mark.parametrize("path", locale.catalogues(), ids=lambda path: path.name)
def test_compiled_catalogue_is_what_the_text_compiles_to(path):
    assert path.with_suffix(".mo").read_bytes() == locale.compiled(path), "run: python -m tools.locale compile"


def test_words_of_click_that_are_translated_are_words_of_click():
    import click

    folder = locale.Path(click.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    said = re.sub(r'"\s*\n\s*"', "", source)
    for message in locale.read(locale.CLICK):
        for msgid in [message.id] if isinstance(message.id, str) else message.id:
            assert repr(msgid)[1:-1] in said, msgid


def test_the_collector_sees_what_is_said():
    source = 'Message("甲")\nmessage.Message(\n    "乙"\n    "丙", n=1)\nMessage(other)\nprint("丁")\n[Message("甲")]\n'
    assert list(locale.msgids_in(source)) == ["甲", "乙丙", "甲"]
