from gongkai.cli.report.demo import SAMPLE
from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.reading import read_path


def test_the_sample_adds_up_and_is_the_report_of_the_bureau():
    report, odd = read_path(SAMPLE)
    assert (report.agency, report.year, report.edition.id) == ("桓台县科技局", 2020, "2019")
    assert (odd, check(report)) == ((), ())
    assert [part.numeral for part in report.parts] == ["一", "二", "三", "四", "五", "六"]
    numbers = figures(report)
    assert {number for row in numbers["requests"].values() for number in row} == {0}
    assert len(numbers["requests"]) == 23


def test_the_sample_has_a_line_for_each_cell_as_the_original():
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    assert "\t0" in lines
    assert "四．政府信息公开行政复议、行政诉讼情况" in lines
    assert max(line.count("\t") for line in lines) == 1


def test_demo_shows_the_report_its_verdict_and_a_fault(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = run("report", "demo")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "│ 一、本年新收政府信息公开申请数量" in shown.stdout
    before, _, after = shown.stdout.partition("把表三“本年新收”自然人一格由0改为1")
    assert "✓ 勾稽关系成立，未发现错误。" in before
    assert "applications-balance" in after
    assert "✗ 发现2处错误" in after
    assert shown.stdout.splitlines()[-1] == "年报已按官方版式写成网页：out/huantai-2020.html"


def test_the_page_the_demo_writes_is_the_same_report(run, tmp_path):
    assert run("report", "demo", "--out", tmp_path / "a" / "b").exit_code == 0
    page, sample = (read_path(path).report for path in (tmp_path / "a" / "b" / "huantai-2020.html", SAMPLE))
    assert figures(page) == figures(sample)
    assert [part.text for part in page.parts] == [part.text for part in sample.parts]


def test_demo_in_english(run, tmp_path):
    shown = run("report", "demo", "--out", tmp_path, "--lang", "en").stdout
    assert "It adds up; no errors." in shown


def test_demo_refuses_a_file_for_a_directory(run, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    assert run("report", "demo", "--out", tmp_path / "out").exit_code == 2
