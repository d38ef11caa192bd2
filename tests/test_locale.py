import re
from pathlib import Path
from string import Formatter

import django
import pytest
from django.db import models
from django.utils import translation
from tools import locale

CHINESE = re.compile(r"[一-鿿]")
QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|（[^（）]*）|放假办法第2条|万元")
MARKS = "，。；：！？（）、"


@pytest.fixture(scope="module")
def catalogue():
    return locale.read(locale.ENGLISH)


@pytest.fixture(scope="module")
def sentences():
    return locale.sentences()


@pytest.fixture(scope="module")
def pairs(catalogue, sentences):
    """Each sentence with its English, the forms for one and for many apart."""
    return [
        pair
        for sentence in sentences
        for pair in zip((sentence.text, sentence.plural), locale.english(catalogue, sentence))
    ]


def fields(template):
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return sorted(named | set(re.findall(r"%\((\w+)\)", template))), re.findall(r"%[sd]", template)


def test_every_sentence_has_english(catalogue, sentences):
    untranslated = [sentence.text for sentence in sentences if not locale.english(catalogue, sentence)]
    assert untranslated == [], "run: python -m tools.locale update"


def test_no_english_is_left_of_what_is_no_longer_said(catalogue, sentences):
    held = {(message.id, message.context) for message in catalogue if message.id}
    said = {(sentence.id, sentence.context or None) for sentence in sentences}
    assert held - said == set(), "run: python -m tools.locale update"


def test_nothing_is_uncertain(catalogue):
    assert [message.id for message in catalogue if message.fuzzy] == []


def test_english_keeps_the_values(pairs):
    assert {msgid: text for msgid, text in pairs if fields(text) != fields(msgid)} == {}


def test_english_is_english(pairs):
    """Chinese stands in it only in quotation marks or brackets, for words that a form or a report has in Chinese."""
    assert [text for _, text in pairs if CHINESE.search(QUOTED.sub("", text))] == []
    assert [text for _, text in pairs if set(MARKS) & set(QUOTED.sub("", text))] == []


def test_english_ends_a_sentence_where_the_chinese_does(pairs):
    assert {
        msgid: text for msgid, text in pairs if msgid.endswith(("。", "？", "…")) != text.endswith((".", "?"))
    } == {}


@pytest.mark.parametrize(
    ("path", "file"),
    [(path, file) for path in locale.catalogues() for file in locale.compiled_to(path)],
    ids=lambda path: path.name,
)
def test_compiled_catalogue_is_what_the_text_compiles_to(path, file):
    same = file.read_bytes() == locale.compiled(path)  # what differs in half a megabyte would be sought for minutes
    assert same, "run: python -m tools.locale compile"


def test_the_site_finds_the_catalogue(catalogue, sentences):
    said = next(sentence.text for sentence in sentences if "agencies/models.py" in sentences[sentence])
    with translation.override("en"):
        assert translation.gettext(said) == catalogue.get(said).string
    with translation.override("zh-hans"):
        assert translation.gettext(said) == said


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
    assert [sentence.text for sentence in locale.sentences_in(source)] == ["甲", "乙丙", "甲"]


def test_the_collector_sees_what_is_said_to_django():
    source = """
from django.utils.translation import gettext as say, gettext_lazy as _, ngettext, pgettext
a = _("甲")
b = say("乙") % {"n": ngettext("丙", "丁", 2)}
c = pgettext("人", "戊")
d = other("己")
"""
    assert list(locale.sentences_in(source)) == [
        ("甲", "", ""),
        ("乙", "", ""),
        ("丙", "丁", ""),
        ("戊", "", "人"),
    ]
    assert list(locale.sentences_in('_("甲")\n')) == [], "what is not Django's is not said"


def test_the_collector_sees_what_templates_say():
    source = """{% load i18n %}<p title='{% translate "it's “甲”" %}'>
    {% blocktranslate count n=list|length %}乙{{ n }}{% plural %}丙{{ n }}{% endblocktranslate %}
    {{ _("丁") }}{% translate "戊" context "人" as x %}(己) gettext('庚')
    {% blocktranslate trimmed %}
      辛
      壬%
    {% endblocktranslate %}"""
    assert list(locale.sentences_of_template(source)) == [
        ("it's “甲”", "", ""),
        ("乙%(n)s", "丙%(n)s", ""),
        ("丁", "", ""),
        ("戊", "", "人"),
        ("辛 壬%%", "", ""),
    ]


def test_what_django_says_of_a_form_is_said_in_plain_chinese():
    """Each of these replaces words that Django has, with the same values in them; none is said to nobody."""
    folder, within = Path(django.__file__).parent, Path("locale", "en", "LC_MESSAGES", "django.po")
    stock = [*locale.read(folder / "conf" / within), *locale.read(folder / "contrib" / "auth" / within)]
    known = {message.id for message in stock}
    ours = {message.id: message.string for message in locale.read(locale.DJANGO) if message.id}
    assert set(ours) <= known
    for message, text in ours.items():
        many, said = (message[-1], text[0]) if isinstance(message, tuple) else (message, text)
        assert fields(many) == fields(said)
    with translation.override("zh-hans"):
        assert str(models.Field.default_error_messages["blank"]) == "这一项不能空着。"
    with translation.override("en"):
        assert str(models.Field.default_error_messages["blank"]) == "This field cannot be blank."
