import json


def test_index_lists_every_article(run):
    shown = run("law", "index")
    assert (shown.exit_code, shown.stderr) == (0, "")
    first = [line.split()[0] for line in shown.stdout.splitlines() if line.strip()]
    assert [number for number in first if number.isdecimal()] == [str(n) for n in range(1, 57)]
    assert "原则性规定，没有可计算的规则。" in shown.stdout


def test_index_as_json(run):
    articles = json.loads(run("law", "index", "--json").stdout)
    assert [article["article"] for article in articles] == list(range(1, 57))
    assert articles[32]["subject"] == "答复期限"
    assert "gongkai.law.clock.fold.fold" in articles[32]["rules"]
    assert articles[0] == {"article": 1, "subject": "立法目的", "rules": [], "reason": "原则性规定，没有可计算的规则。"}


def test_index_in_english(run):
    articles = json.loads(run("law", "index", "--json", "--lang", "en").stdout)
    assert articles[32]["subject"] == "Time to reply"
