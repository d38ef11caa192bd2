"""What a report's text is drafted from: the facts of the year, in sentences that whoever writes may change.

The sentences (`wording.sentences`) are templates, and stay so in the draft: a draft that is kept says for ever what the
tables say. One is left out where one of its numbers is lacking, or where it would tell of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.filings.models import Filing
from gongkai.filings.narrative import filled, names_in, values_of
from gongkai.filings.reporting import numbers
from gongkai.filings.wording.facts import ENUMERATED
from gongkai.filings.wording.selectors import wordings
from gongkai.filings.wording.sentences import PARAGRAPHS, Paragraph, Values
from gongkai.law.numerals import chinese_numeral

_BRACES = str.maketrans("{}", "｛｝")
"""What was said of a problem in braces is no field of the report."""


def drafted(filing: Filing) -> dict[str, str]:
    """Give the draft of each part of a filing's report, of its figures and facts as they were taken last."""
    values, words = values_of(filing, numbers(filing)), wordings(filing.agency)
    found: dict[str, list[str]] = {}
    for paragraph in PARAGRAPHS:
        lines = found.setdefault(paragraph.part, [])
        if told := _told(paragraph, values, words):
            number = f"（{chinese_numeral(len(lines) + 1)}）" if paragraph.numbered else ""
            lines.append(f"{number}{paragraph.heading}{told}")
    return {part: "\n".join(lines) for part, lines in found.items()}


def _told(paragraph: Paragraph, values: Values, words: Mapping[str, str]) -> str:
    """Give the sentences of a paragraph that have something to tell; texts of their own stand in them written out."""
    texts = {name: values[name].translate(_BRACES) for name in ENUMERATED & values.keys()}
    told = (words.get(each.code, each.text) for each in paragraph.sentences if each.told(values))
    return "".join(filled(text, texts) for text in told if all(name in values for name in names_in(text)))
