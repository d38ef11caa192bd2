"""What a page in English still says in Chinese by itself: its navigation, buttons, labels and the heads of its tables.

Not the interface's are the words of the state's own forms, quoted words, citations, and what people wrote.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser

from gongkai.agencies.models import Agency, Officer, Region
from gongkai.duties.models.assessment import Indicator
from gongkai.law import subjects
from gongkai.report import editions

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OURS = "header a, header summary, nav a, .actions a, button, summary, legend, .label, .tabs a, .empty, thead th"
THEIRS = ".trail, [lang|=zh], details.menu-me, .segments, [scope=row]"
QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
CITED = re.compile(
    r"[\u4e00-\u9fff]*第[\d（）一二三四五六七八九十]+[条款项部分]+(?:第[\d（）一二三四五六七八九十]+[款项])*"
)
TABLES = re.compile(r"/import/|/batch/|/enter/|/figures/|/wording/|/return/|/outside/|/report")
"""Addresses of pages whose labels are columns of a table that is brought in, or cells of the report: words of those."""
LITERAL = re.compile(r'"([^"]*[\u4e00-\u9fff][^"]*)"')


@cache
def of_the_state() -> frozenset[str]:
    """Give the words of the formats of the report and of the dictionary of subjects, as their files have them."""
    found = set()
    for folder in (files(editions), files(subjects.__package__)):
        for each in folder.iterdir():
            if each.name.endswith(".toml"):
                found |= set(LITERAL.findall(each.read_text(encoding="utf-8")))
    return frozenset(found)


def left_in_chinese(content: str, path: str) -> list[str]:
    """Give what a page says by itself in Chinese; what is its own is told by where it stands."""
    if TABLES.search(path):
        return []
    tree = LexborHTMLParser(content)
    for each in tree.css(THEIRS):
        each.decompose()
    found = {" ".join(each.text(separator=" ").split()) for each in tree.css(OURS)}
    chinese = [words for words in found if CHINESE.search(words)]
    if not chinese:
        return []
    names = [
        *(each for each in of_the_state() if len(each) > 1),
        *Agency.objects.values_list("name", flat=True),
        *Region.objects.values_list("name", flat=True),
        *Indicator.objects.values_list("name", flat=True),
        *Officer.objects.values_list("name", flat=True),
    ]
    names.sort(key=len, reverse=True)
    return sorted(words for words in chinese if CHINESE.search(_ours(words, names)))


def _ours(words: str, names: list[str]) -> str:
    for name in names:
        words = words.replace(name, "")
    return CITED.sub("", QUOTED.sub("", words))
