import json


def test_years_in_a_chain_are_shown_with_what_they_carry(run, folder):
    result = run("report", "chain", "report.html", "last-year.html")
    assert (result.exit_code, "各年衔接" in result.output) == (0, True)
    shown = json.loads(run("report", "chain", "report.html", "last-year.html", "--format", "json").output)
    assert [(link["year"], link["carried_in"], link["findings"]) for link in shown] == [(2019, 0, []), (2020, 0, [])]


def test_a_break_gives_exit_1(run, folder):
    result = run("report", "chain", "report.html", "report.html", "faulty.txt")
    assert result.exit_code == 1
    assert "chain-restated" in result.output
    assert "· 表三·一、本年新收政府信息公开申请数量·自然人：0→1（+1，—）。" in result.output


def test_one_year_is_no_chain(run, folder):
    result = run("report", "chain", "report.html")
    assert (result.exit_code, "只有一个年度" in result.output) == (0, True)


def test_a_gap_has_a_line_of_its_own(run, folder):
    text = (folder / "report.txt").read_text(encoding="utf-8")
    later = text.replace("2021年1月", "2024年1月").replace("2020年，", "2023年，")
    (folder / "later.txt").write_text(later, encoding="utf-8")
    result = run("report", "chain", "later.txt", "report.html")
    assert result.exit_code == 1
    assert "缺2021–2022" in result.output


def test_a_file_without_a_year_is_named(run, folder):
    report = json.loads(run("report", "convert", "report.html", "-", "--to", "json").output)
    report["year"] = None
    (folder / "no-year.json").write_text(json.dumps(report), encoding="utf-8")
    result = run("report", "chain", "report.html", "no-year.json")
    assert (result.exit_code, "no-year.json" in result.stderr) == (2, True)
