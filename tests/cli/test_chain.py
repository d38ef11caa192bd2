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
    text = (folder / "last-year.txt").read_text(encoding="utf-8")
    (folder / "older.txt").write_text(
        text.replace("2020年1月", "2018年1月").replace("2019年", "2017年"), encoding="utf-8"
    )
    result = run("report", "chain", "report.html", "older.txt")
    assert result.exit_code == 1
    assert "缺2018–2019" in result.output


def test_a_file_without_a_year_is_named(run, folder):
    report = json.loads(run("report", "convert", "report.html", "-", "--to", "json").output)
    report["year"] = None
    (folder / "no-year.json").write_text(json.dumps(report), encoding="utf-8")
    result = run("report", "chain", "report.html", "no-year.json")
    assert (result.exit_code, "no-year.json" in result.stderr) == (2, True)
