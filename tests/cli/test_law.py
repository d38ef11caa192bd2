import json
import re

import pytest


def test_index_lists_every_article(run):
    shown = run("law", "index")
    assert (shown.exit_code, shown.stderr) == (0, "")
    first = [line.split()[0] for line in shown.stdout.splitlines() if line.strip()]
    assert [number for number in first if number.isdecimal()] == [str(n) for n in range(1, 57)]
    assert "原则性规定，没有可计算的规则。" in shown.stdout
    assert "信息处理费的计算" in shown.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_index_speaks_to_officials_and_names_modules_only_when_asked(run, lang):
    shown = run("law", "index", "--lang", lang).stdout
    assert not re.search(r"[a-z]+[._][A-Za-z]+", shown)
    assert "deadlines.reply_due" in run("law", "index", "--verbose", "--lang", lang).stdout


def test_index_as_json(run):
    articles = json.loads(run("law", "index", "--json").stdout)
    assert [article["article"] for article in articles] == list(range(1, 57))
    assert articles[32]["subject"] == "答复期限"
    assert "gongkai.law.clock.fold.fold" in articles[32]["rules"]
    assert "答复期限的计算" in articles[32]["computed"]
    assert articles[0] == {
        "article": 1,
        "subject": "立法目的",
        "computed": [],
        "rules": [],
        "reason": "原则性规定，没有可计算的规则。",
    }


def test_index_in_english(run):
    articles = json.loads(run("law", "index", "--json", "--lang", "en").stdout)
    assert articles[32]["subject"] == "Time to reply"
