"""The words of a text, as they are looked for: pairs of neighbouring characters, and words by the dictionary.

Chinese is written without spaces. Pairs find whatever is written, wherever somebody would set word boundaries. The
dictionary, with the field's own words (`data/lexicon.txt`), parts what is asked, and says what is a word in a title.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from operator import add
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from rjieba import Jieba

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_LONGEST = 64
"""Characters of a run of letters and digits: what is longer is no word that anybody looks for."""
_EMPTY = frozenset("的了和与及在是对为等")
"""Words of one character that say nothing beside others."""
# No tag goes on past another's beginning: else each of many that are begun and never ended would be read to the end.
_WITHIN = r'(?:[^<>"]|"[^"]*")*'
_INLINE = re.compile(rf"</?(?:strong|em|u|s|sub|sup|a)(?:\s{_WITHIN})?>")
_TAG = re.compile(f"<{_WITHIN}>")


def plain(text: str) -> str:
    """Give a text as it is compared: whatever the width of its signs and the case of its letters."""
    return normalize("NFKC", text).casefold()


def text_of(html: str) -> str:
    """Give the text of clean HTML; what stands in another block or cell stands in another line.

    >>> text_of("<p>科<strong>技</strong>局</p><p>通知 &amp; 附件</p>").split()
    ['科技局', '通知', '&', '附件']
    """
    return unescape(_TAG.sub("\n", _INLINE.sub("", html))).strip()


def runs(text: str) -> list[str]:
    """Give the runs of a text: of Chinese characters, and of letters and digits, without what stands between.

    >>> runs("国办函〔2020〕109号《通知》")
    ['国办函', '2020', '109', '号', '通知']
    """
    return [run[:_LONGEST] if not is_han(run) else run for run in _RUN.findall(plain(text))]


def is_han(run: str) -> bool:
    """Say whether a run is of Chinese characters."""
    return _IS_HAN.match(run) is not None


def pairs(text: str) -> str:
    """Give the terms of a text in their order: every pair of neighbouring characters, letters and digits as they are.

    The last character of a run stands alone after it, so that it is found too, and no pair follows on another run.

    >>> pairs("科技局2026")
    '科技 技局 局 2026'
    """
    return " ".join(pairs_of(run) for run in runs(text))


def pairs_of(run: str) -> str:
    """Give the terms of a run."""
    return " ".join([*map(add, run, run[1:]), run[-1]]) if is_han(run) else run


def pairs_of_word(word: str) -> list[str]:
    """Give the terms that follow on one another where a word stands; a single character begins several.

    >>> pairs_of_word("科技局")
    ['科技', '技局']
    """
    if not is_han(word) or len(word) == 1:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def words_of(run: str) -> str:
    """Give the words of a run by the dictionary, with the shorter ones within them."""
    return " ".join([word for word in _dictionary().cut_for_search(run) if len(word) > 1]) if is_han(run) else run


def asked_words(question: str) -> list[str]:
    """Give the words of a question, each once: those of one character go with their neighbour, or go.

    >>> asked_words("科技局的申报通知"), asked_words("税"), asked_words("《》！")
    (['科技局', '申报', '通知'], ['税'], [])
    """
    found: list[str] = []
    for run in runs(question):
        found += _joined(_dictionary().cut(run)) if is_han(run) else [run]
    telling = [word for word in found if word not in _EMPTY]
    return list(dict.fromkeys(telling or found))


def _joined(cut: list[str]) -> list[str]:
    """Join what the dictionary left as single characters: to one another, or to the word before them."""
    made: list[str] = []
    single = False
    for word in cut:
        alone = len(word) == 1 and word not in _EMPTY
        if alone and made and (single or len(made[-1]) > 1):
            made[-1] += word
        else:
            made.append(word)
        single = alone
    return made


@cache
def _dictionary() -> Jieba:
    """Give the dictionary with the words of the field: it takes some tenths of a second, so only when it is needed."""
    from rjieba import Jieba

    made = Jieba()
    for word in (*lexicon(), *synonyms()):
        made.add_word(word, None, None)
    return made


@cache
def lexicon() -> tuple[str, ...]:
    """Give the words of the field."""
    lines = files("gongkai.search").joinpath("data/lexicon.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if (word := plain(line.partition("#")[0].strip())))


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Give by each word the others that are said for the same."""
    groups = tomllib.loads(files("gongkai.search").joinpath("data/synonyms.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, None]] = {}
    for group in groups["same"]:
        same = [plain(word) for word in group]
        for word in same:
            found.setdefault(word, {}).update(dict.fromkeys(each for each in same if each != word))
    return {word: tuple(others) for word, others in found.items()}
