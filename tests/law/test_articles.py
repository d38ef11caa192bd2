import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.articles import article_index
from gongkai.law.citation import RULES, cite

CASES = [
    pytest.param(case, id=f"{file.stem}: {case.get('name', '')}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
MISCITATIONS = [param.values[0] for param in CASES if "wrong" in param.values[0]]


def citations(case):
    cited = case["cites"]
    return [cite(text) for text in ([cited] if isinstance(cited, str) else cited)]


def cited_articles():
    found = {citation for param in CASES for citation in citations(param.values[0])}
    return {citation.article for citation in found if citation.instrument.short == "条例"}


def test_the_index_has_every_article_once():
    assert [entry.article for entry in article_index()] == list(range(1, 57))


@pytest.mark.parametrize("entry", article_index(), ids=lambda entry: f"第{entry.article}条")
def test_an_article_has_rules_with_a_case_or_a_reason_for_none(entry):
    assert str(entry.subject)
    if entry.reason is None:
        assert entry.rules
        assert entry.article in cited_articles()
    else:
        assert entry.rules == ()


def test_every_rule_is_said_in_words():
    said = {str(words) for entry in article_index() for words in entry.computed}
    assert len(said) >= 20
    assert all(entry.computed for entry in article_index() if entry.rules)


def test_the_index_names_the_rules_where_they_stand():
    entry = article_index()[48]
    assert (entry.article, entry.rules) == (49, ("gongkai.law.publication.report_due",))


@pytest.mark.parametrize("case", CASES)
def test_cases_have_a_name_and_cite_what_is_registered(case):
    assert case["name"]
    assert citations(case)


def test_case_names_are_not_given_twice():
    names = [param.id for param in CASES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("case", MISCITATIONS, ids=[case["name"] for case in MISCITATIONS])
def test_no_rule_rests_on_what_is_commonly_miscited(case):
    article_index()
    wrong = cite(case["wrong"])
    resting = {each for each in RULES if each.instrument is wrong.instrument}
    assert {each for each in resting if wrong.article in (None, each.article)} == set()


TESTS = Path(__file__).parent.parent
SOURCES = TESTS.parent / "src" / "gongkai"
MISTAKES = 25
"""How many common mistakes (容易写错的地方) the reference of the law lists."""


def test_every_common_mistake_has_a_test_that_names_it():
    texts = (file.read_text(encoding="utf-8") for kind in ("py", "toml") for file in TESTS.rglob(f"*.{kind}"))
    named = (each for text in texts for each in re.findall(r"容易写错((?:、?之\d+)+)", text))
    assert {int(number) for each in named for number in re.findall(r"\d+", each)} == set(range(1, MISTAKES + 1))


LAST_ARTICLE = {
    "旧条例": 38, "保密条例": None, "条例": 56, "复议法": 90, "行诉法": 103, "行诉解释": 163, "公开案件解释": 15,
    "民诉法": 306, "行政处罚法": 86, "放假办法": 8, "个保法": 74, "档案法": 53, "网安法": None,
}  # fmt: skip
"""How many articles an instrument has; None where that is not known here."""
CITED = re.compile(rf"({'|'.join(sorted(LAST_ARTICLE, key=len, reverse=True))})第(\d+)条")


def test_no_article_is_cited_that_there_is_not():
    """容易写错之22：页面、文书和规则里都不引没有的、常被引错的条文。"""
    wrong = {(cite(case["wrong"]).instrument.short, cite(case["wrong"]).article) for case in MISCITATIONS}
    seen, amiss = 0, set()
    for file in (file for kind in ("py", "html", "toml", "txt") for file in SOURCES.rglob(f"*.{kind}")):
        for short, number in CITED.findall(file.read_text(encoding="utf-8")):
            seen += 1
            if not 1 <= int(number) <= (LAST_ARTICLE[short] or int(number)) or (short, int(number)) in wrong:
                amiss.add((file.name, short, number))
    assert seen > 1000
    assert amiss == set()


def test_what_rests_on_a_repealed_instrument_is_a_dated_value():
    """容易写错之22：旧条例的15个工作日只留在有生效日期的数值里。"""
    article_index()
    of_law = (each for each, names in RULES.items() if any(name.startswith("gongkai.law.") for name in names))
    repealed = {str(each) for each in of_law if not each.instrument.applies_on(date(2026, 11, 23))}
    assert repealed == {"旧条例第24条第2款", "年报格式2019版第三部分"}
