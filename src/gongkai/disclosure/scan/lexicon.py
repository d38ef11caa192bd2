"""The words that the agency, or one above it, has listed: wrong ones, ones to think about, ones not to be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.material import Entry, Facts, Material
from gongkai.law.message import Message

WRONG = Sort("word-wrong", Severity.WARNING, Message("词库里的错词"), Message("请改正。"))
SENSITIVE = Sort("word-sensitive", Severity.WARNING, Message("词库里的敏感词"), Message("请核实这里能不能这样写。"))
BANNED = Sort("word-banned", Severity.ERROR, Message("词库里的禁用词"), Message("请删去或者改写。"))
SORTS = (WRONG, SENSITIVE, BANNED)
_BY_KIND: Mapping[str, Sort] = {"wrong": WRONG, "sensitive": SENSITIVE, "banned": BANNED}


def words(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find the words of the lexicon; where one holds another, the longer alone."""
    listed = {folded(each.word): each for each in facts.lexicon}
    lengths = sorted({len(each) for each in listed if each}, reverse=True)
    for passage in material.passages:
        text = passage.folded.lower()
        at = 0
        while lengths and at < len(text):
            found = next((listed[text[at : at + n]] for n in lengths if text[at : at + n] in listed), None)
            if found is None:
                at += 1
                continue
            end = at + len(folded(found.word))
            yield _BY_KIND[found.kind](passage.place, passage.excerpt(at, end), _said(found))
            at = end


def folded(word: str) -> str:
    """Give a word as it is looked for: of plain width, in small letters."""
    return normalize("NFKC", word).lower().strip()


def _said(entry: Entry) -> Message:
    if entry.instead:
        return Message("“{word}”，词库建议写作“{instead}”", word=entry.word, instead=entry.instead)
    return Message("“{word}”在词库里", word=entry.word)
