import csv
import json
import os

import pytest

MISSING = """
[[member]]
name = "桓台县财政局"
kind = "UNIT"
file = "finance.html"
"""


def test_a_whole_roll_up_is_written_with_its_parts(run, folder):
    result = run("report", "rollup", "plan.toml", "--out", "county.html", "--parts", "parts.csv")
    assert (result.exit_code, "全部成员已汇总" in result.output) == (0, True)
    assert run("report", "check", "county.html").exit_code == 0
    rows = list(csv.reader((folder / "parts.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 + 22 + 161 + 15
    assert {row[5] for row in rows[1:]} == {"桓台县科技局"}


def test_a_missing_member_stands_in_the_way_until_that_is_wanted(run, folder):
    with (folder / "plan.toml").open("a", encoding="utf-8") as plan:
        plan.write(MISSING)
    result = run("report", "rollup", "plan.toml", "--out", "county.html")
    assert (result.exit_code, (folder / "county.html").exists()) == (1, False)
    assert "member-missing" in result.output
    assert "finance.html" in result.output
    result = run("report", "rollup", "plan.toml", "--out", "county.html", "--incomplete")
    assert (result.exit_code, (folder / "county.html").exists()) == (1, True)


def test_a_faulty_plan_is_one_line_and_exit_2(run, folder):
    (folder / "plan.toml").write_text("year = 2020\n", encoding="utf-8")
    result = run("report", "rollup", "plan.toml")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "plan.toml" in result.stderr


def test_an_ending_that_cannot_be_written_is_refused_before_anything_is_read(run, folder):
    assert run("report", "rollup", "plan.toml", "--out", "county.xyz").exit_code == 2


def test_a_roll_up_does_not_write_over_its_members_or_its_plan(run, folder):
    for option, target in (("--out", "report.html"), ("--parts", "plan.toml")):
        before = (folder / target).read_bytes()
        refused = run("report", "rollup", "plan.toml", option, target)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.startswith(f"错误：{target}就是要读取的文件")
        assert (folder / target).read_bytes() == before


def test_what_was_left_out_stands_in_the_parts_and_no_name_becomes_a_formula(run, folder):
    for name, shown in (("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"), (r"\u001b＝1\u202e", "'＝1")):
        plan = (folder / "plan.toml").read_text(encoding="utf-8")
        (folder / "more.toml").write_text(plan + MISSING.replace("桓台县财政局", name), encoding="utf-8")
        run("report", "rollup", "more.toml", "--parts", "parts.csv", "--incomplete")
        *_, last = csv.reader((folder / "parts.csv").read_text(encoding="utf-8-sig").splitlines())
        assert (last[0], last[5], last[6]) == ("未计入", shown, "")


def test_suits_taken_out_and_blanks_are_told_beside_the_number_added(run, folder):
    report = json.loads(run("report", "convert", "report.html", "-", "--to", "json").output)
    (suits,) = [row for row in report["tables"]["remedies"]["rows"] if row["id"] == "suit_after_reconsideration"]
    for cell in ("upheld", "total"):
        suits["figures"][cell] |= {"value": 3, "written": "3"}
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    text = (folder / "plan.toml").read_text(encoding="utf-8").replace("report.html", "report.json")
    text += 'co_defendant = [{ result = "upheld", count = 2 }]\n'
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    run("report", "rollup", "plan.toml", "--parts", "parts.csv", "--incomplete")
    rows = list(csv.reader((folder / "parts.csv").read_text(encoding="utf-8-sig").splitlines()))
    (found,) = [row for row in rows if row[1:3] == ["复议后起诉", "结果维持"]]
    assert found[3:8] == ["1", "", "桓台县科技局", "1", "原报3，已剔除共同被告案件"]


@pytest.mark.parametrize("name", ["pipe", "reports", "-"])
def test_a_members_file_that_is_no_file_is_told_and_not_waited_for(run, folder, name):
    os.mkfifo("pipe")
    text = (folder / "plan.toml").read_text(encoding="utf-8").replace("report.html", name)
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    result = run("report", "rollup", "plan.toml", input="")
    assert (result.exit_code, "member-missing" in result.output) == (1, True)
    assert "标准输入" not in result.output


def test_of_very_many_members_missing_the_first_are_listed_and_the_rest_counted(run, folder):
    with (folder / "plan.toml").open("a", encoding="utf-8") as plan:
        for index in range(600):
            plan.write(f'[[member]]\nname = "局{index}"\nkind = "UNIT"\nfile = "absent{index}.html"\n')
    shown = run("report", "rollup", "plan.toml").stdout.splitlines()
    assert sum(line.endswith("没有这个文件。") for line in shown) == 500
    assert sum("member-missing" in line for line in shown) == 500
    told = [line.partition("；")[0] for line in shown if line.startswith("  另有")]
    assert told == ["  另有100处没有列出", "  另有100处没有列出"]
    assert shown[-1] == "✗ 汇总不完整：有600处问题。"


def test_a_member_of_a_long_name_in_a_long_file_is_told_in_short(run, folder):
    text = MISSING.replace("桓台县财政局", "长" * 5000).replace("finance", "f" * 5000)
    with (folder / "plan.toml").open("a", encoding="utf-8") as plan:
        plan.write(text)
    shown = run("report", "rollup", "plan.toml")
    assert shown.exit_code == 1
    assert "fff.html：文件名太长。" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) < 1000
