import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.report.demo import SAMPLE
from gongkai.report.figures import figures
from gongkai.report.reading import read_path
from gongkai.report.widths import columns_wide

ENTRY = str(Path(sys.executable).with_name("gongkai"))
RIGHT = "✓ 勾稽关系成立，未发现错误。"


def test_check_of_a_report_that_adds_up(run, folder):
    shown = run("report", "check", "report.html")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout == f"桓台县科技局　2020年度　年报格式2019版　report.html\n{RIGHT}\n"


def test_check_of_a_report_that_does_not(run, folder):
    shown = run("report", "check", "faulty.txt")
    assert shown.exit_code == 1
    assert "  错误  applications-balance" in shown.stdout
    assert "自然人：新收1件加上年结转0件为1件" in shown.stdout
    assert shown.stdout.splitlines()[-1].startswith("✗ 发现2处错误")


def test_check_lists_the_gravest_first(run, folder):
    shown = json.loads(run("report", "check", "faulty.txt", "--previous", "last-year.html", "--format", "json").stdout)
    order = {"error": 0, "warning": 1, "notice": 2}
    severities = [order[finding["severity"]] for finding in shown[0]["findings"]]
    assert severities == sorted(severities)
    assert len(set(severities)) > 1


def test_check_as_json(run, folder):
    shown = run("report", "check", "report.html", "faulty.txt", "absent.html", "--format", "json")
    assert (shown.exit_code, shown.stderr) == (2, "")
    right, wrong, absent = json.loads(shown.stdout)
    about = {"agency": "桓台县科技局", "year": 2020, "edition": "2019"}
    assert right == {"file": "report.html", **about, "verdict": "ok", "findings": []}
    assert {key: wrong[key] for key in ("file", "agency", "year", "edition", "verdict")} == {
        "file": "faulty.txt",
        **about,
        "verdict": "errors",
    }
    finding = next(each for each in wrong["findings"] if each["code"] == "applications-balance")
    assert set(finding) == {"code", "severity", "message", "hint", "citation", "place"}
    assert finding["severity"] == "error"
    assert finding["citation"] == "年报格式2019版第三部分"
    assert finding["place"]["table"] == "表三"
    assert absent == {
        "file": "absent.html",
        "verdict": "unreadable",
        "error": {"code": "not-opened", "message": "absent.html：没有这个文件。", "hint": None, "citation": None},
    }


def test_check_of_many_goes_on_after_an_unreadable_one_and_sums_up(run, folder):
    shown = run("report", "check", "absent.html", "report.html", "faulty.txt", "last-year.html")
    assert (shown.exit_code, shown.stderr) == (2, "错误：absent.html：没有这个文件。\n")
    assert shown.stdout.splitlines()[-1] == "共4份：2份未发现错误，1份有错误，1份读不出来。"


def test_check_reads_standard_input(run, folder):
    shown = run("report", "check", "-", input=SAMPLE.read_bytes())
    assert (shown.exit_code, shown.stdout.splitlines()[-1]) == (0, RIGHT)


def test_check_beside_last_year_finds_repeated_text(run, folder):
    shown = json.loads(run("report", "check", "report.html", "--previous", "last-year.html", "--format", "json").stdout)
    assert [finding["severity"] for finding in shown[0]["findings"]] == ["warning"]
    assert run("report", "check", "report.html", "--previous", "last-year.html").exit_code == 0


def test_last_year_is_used_for_the_same_agency_when_many_are_checked(run, folder):
    text = SAMPLE.read_text(encoding="utf-8").replace("桓台县科技局", "桓台县教育局")
    (folder / "other.txt").write_text(text, encoding="utf-8")
    both = run("report", "check", "report.html", "other.txt", "--previous", "last-year.html", "--format", "json")
    ours, theirs = json.loads(both.stdout)
    assert [len(ours["findings"]) > 0, len(theirs["findings"]) > 0] == [True, False]


def test_check_beside_others_finds_their_text(run, folder):
    text = SAMPLE.read_text(encoding="utf-8").replace("桓台县科技局", "桓台县教育局")
    (folder / "other.txt").write_text(text, encoding="utf-8")
    shown = json.loads(run("report", "check", "report.html", "--others", "other.txt", "--format", "json").stdout)
    assert "桓台县教育局" in shown[0]["findings"][0]["message"]


def test_check_with_an_unreadable_last_year_stops(run, folder):
    shown = run("report", "check", "report.html", "--previous", "absent.html")
    assert (shown.exit_code, shown.stdout, shown.stderr) == (2, "", "错误：absent.html：没有这个文件。\n")


def test_check_in_english(run, folder):
    shown = run("report", "check", "faulty.txt", "--lang", "en").stdout
    assert "  Error    applications-balance" in shown
    assert "Source: 年报格式2019版第三部分." in shown
    assert shown.splitlines()[-1].startswith("✗ Errors: 2.")


def test_progress_is_shown_on_a_terminal_alone_and_keeps_out_of_the_results(folder):
    many = f"{ENTRY} report check report.html faulty.txt report.html"
    alone = subprocess.run(["bash", "-c", many], capture_output=True, encoding="utf-8")
    assert (alone.returncode, alone.stderr) == (1, "")
    on_a_terminal = ["script", "-qec", f"{many} > results.txt", "/dev/null"]
    shown = subprocess.run(on_a_terminal, capture_output=True, encoding="utf-8", env={**os.environ, "TERM": "xterm"})
    assert "核对" in shown.stdout
    assert Path("results.txt").read_text(encoding="utf-8") == alone.stdout


def test_colour_only_where_it_is_wanted(folder):
    def shown(**env):
        command = [ENTRY, "report", "check", "faulty.txt"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env={"PATH": "/usr/bin", **env}).stdout

    assert "\x1b[" not in shown()
    assert "\x1b[" in shown(FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[3" not in shown(FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1")


def test_what_a_document_holds_cannot_command_the_terminal(run, folder):
    words = "\x1b]0;owned\x07\x9b31m\u202e没有"
    text = SAMPLE.read_text(encoding="utf-8").replace("规章\n	0\n", f"规章\n	{words}\n")
    (folder / "evil.txt").write_text(text, encoding="utf-8")
    assert "owned" in (shown := run("report", "check", "evil.txt")).stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown.stdout)
    plain = run("report", "check", "evil.txt", "--format", "json").stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(plain)
    assert any(words in finding["message"] for finding in json.loads(plain)[0]["findings"])


@pytest.mark.parametrize("command", ["check", "show", "figures", "diff", "chain"])
@pytest.mark.parametrize("option", [[], ["--format", "json"]], ids=["text", "json"])
def test_names_text_and_cells_cannot_command_the_terminal(run, folder, command, option):
    if option and command in ("show", "figures"):
        option = ["--json"] if command == "figures" else ["--width", "60"]
    words = "\x1b[2Jowned\x07\x9b31m\u202e\u200f"
    run("report", "convert", "report.html", "evil.json")
    evil = json.loads((folder / "evil.json").read_text(encoding="utf-8"))
    evil["agency"] += words
    evil["parts"][0]["paragraphs"] = [{"text": words}]
    evil["tables"]["proactive"]["rows"][0]["figures"]["made"] = {"mark": "unreadable", "written": words}
    (folder / "evil.json").write_text(json.dumps(evil), encoding="utf-8")
    files = ["report.html", "evil.json"] if command == "diff" else ["evil.json"]
    shown = run("report", command, *files, *option).output
    assert "owned" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u200f"} & set(shown)


def test_the_name_of_a_file_cannot_command_the_terminal(run):
    told = run("report", "check", "a\x1b]0;owned\x07\u202e\nb.html").stderr
    assert told == "错误：a]0;owned b.html：没有这个文件。\n"


def test_figures_as_json_in_the_shape_of_the_corpus(run, folder):
    shown = json.loads(run("report", "figures", "report.html", "--json").stdout)
    assert list(shown) == ["agency", "year", "edition", "proactive", "requests", "reviews"]
    assert shown["proactive"]["规章"] == {"本年新制作数量": 0, "本年新公开数量": 0, "对外公开总数量": 0}
    assert shown["requests"]["一、本年新收政府信息公开申请数量"] == [0] * 7
    assert shown["reviews"] == {"复议": [0] * 5, "直接起诉": [0] * 5, "复议后起诉": [0] * 5}


def test_figures_as_tables(run, folder):
    shown = run("report", "figures", "faulty.txt").stdout
    row = next(line for line in shown.splitlines() if line.startswith("一、本年新收"))
    assert row.split()[1:] == ["1", "0", "0", "0", "0", "0", "0"]
    english = run("report", "figures", "faulty.txt", "--lang", "en").stdout
    assert "Table III" in english


def test_show(run, folder):
    shown = run("report", "show", "report.html")
    assert shown.exit_code == 0
    assert "│ 一、本年新收政府信息公开申请数量" in shown.stdout
    assert "桓台县科技局" in shown.stdout


@pytest.mark.parametrize("ending", ["html", "htm", "json", "HTML"])
def test_convert_keeps_the_report(run, folder, ending):
    done = run("report", "convert", "report.txt", f"out.{ending}")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"已写出out.{ending}。\n")
    assert figures(read_path(Path(f"out.{ending}")).report) == figures(read_path(SAMPLE).report)
    assert list(folder.glob(".*")) == []


def test_convert_to_standard_output(run, folder):
    shown = run("report", "convert", "report.txt", "-", "--to", "json")
    assert json.loads(shown.stdout)["agency"] == "桓台县科技局"
    assert run("report", "convert", "report.txt", "-").exit_code == 2


def test_convert_by_the_format_asked_for(run, folder):
    assert run("report", "convert", "report.txt", "out.dat", "--to", "JSON").exit_code == 0
    assert json.loads(Path("out.dat").read_text(encoding="utf-8"))["year"] == 2020


def test_convert_to_an_unknown_ending_reads_nothing(run, folder):
    refused = run("report", "convert", "absent.html", "out.doc")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("错误：“out.doc”不是能写出的格式；可用的结尾有.")
    assert "“doc”不是能写出的格式" in run("report", "convert", "absent.html", "-", "--to", "doc").stderr


def test_convert_leaves_what_was_there_when_it_cannot_read(run, folder):
    Path("out.html").write_text("before", encoding="utf-8")
    assert run("report", "convert", "absent.html", "out.html").exit_code == 2
    assert Path("out.html").read_text(encoding="utf-8") == "before"


def test_convert_leaves_nothing_behind_when_it_cannot_write(run, folder, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    Path("out.html").write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    refused = run("report", "convert", "report.txt", "out.html")
    assert (refused.exit_code, refused.stderr) == (2, "错误：out.html：磁盘已满。\n")
    assert Path("out.html").read_text(encoding="utf-8") == "before"
    assert list(folder.glob(".*")) == []


@pytest.mark.parametrize(
    ("target", "words"), [("nowhere/out.html", "没有这个文件"), ("report.txt/out.html", "不是目录")]
)
def test_convert_to_a_place_that_is_not_there(run, folder, target, words):
    refused = run("report", "convert", "report.txt", target)
    assert (refused.exit_code, refused.stderr) == (2, f"错误：{target}：{words}。\n")


def test_convert_onto_a_directory(run, folder):
    Path("out.html").mkdir()
    refused = run("report", "convert", "report.txt", "out.html")
    assert (refused.exit_code, refused.stderr) == (2, "错误：out.html：是目录，不是文件。\n")


def test_convert_does_not_replace_a_device(run, folder):
    os.mkfifo("pipe.json")
    reader = subprocess.Popen(["cat", "pipe.json"], stdout=subprocess.PIPE)
    assert run("report", "convert", "report.txt", "pipe.json").exit_code == 0
    assert json.loads(reader.communicate()[0])["year"] == 2020
    assert Path("pipe.json").is_fifo()


def test_diff(run, folder):
    shown = run("report", "diff", "report.html", "faulty.txt")
    assert (shown.exit_code, shown.stderr) == (0, "")
    lines = [line.split() for line in shown.stdout.splitlines() if "自然人" in line]
    assert lines == [["一、本年新收政府信息公开申请数量", "自然人", "0", "1", "+1", "—"]]
    assert shown.stdout.endswith("\n数字1处不同，文字0句不同。\n")
    assert run("report", "diff", "report.html", "draft.html").stdout.endswith("\n没有不同。\n")


def test_diff_with_last_year_shows_what_is_carried_over_and_the_words_that_changed(run, folder):
    text = Path("report.txt").read_text(encoding="utf-8")
    assert "主动" in text
    Path("report.txt").write_text(text.replace("主动", "积极主动", 1), encoding="utf-8")
    shown = run("report", "diff", "last-year.txt", "report.txt").stdout
    assert "上年结转下年度" in shown
    assert "[积极]主动" in shown


def test_diff_lists_a_thousand_sentences_and_counts_the_rest(run, folder):
    text = SAMPLE.read_text(encoding="utf-8")
    at = text.index("\n", text.index("总体情况")) + 1
    for name in "甲乙":
        many = "".join(f"{name}{index}。" for index in range(1200))
        (folder / f"{name}.txt").write_text(f"{text[:at]}{many}\n{text[at:]}", encoding="utf-8")
    shown = run("report", "diff", "甲.txt", "乙.txt").stdout.splitlines()
    assert sum(line in ("  删去", "  新增") for line in shown) == 1000
    assert shown[-3:] == ["  另有1400句改动没有列出。", "", "数字0处不同，文字2400句不同。"]


def test_diff_as_json(run, folder):
    shown = json.loads(run("report", "diff", "report.html", "faulty.txt", "--json").stdout)
    assert shown["figures"] == [
        {
            "kind": "figure",
            "table": "表三",
            "row": "一、本年新收政府信息公开申请数量",
            "column": "自然人",
            "old": 0,
            "new": 1,
            "delta": 1,
            "rate": None,
            "percent": None,
            "unit": "",
            "text": "表三·一、本年新收政府信息公开申请数量·自然人：0→1（+1，—）。",
        }
    ]
    assert (shown["old"]["year"], shown["is_next_year"], shown["narrative"]) == (2020, False, [])
    assert json.loads(run("report", "diff", "report.html", "faulty.txt", "--format", "json").stdout) == shown


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".json"])
def test_diff_is_written_by_the_ending_of_the_file(run, folder, ending):
    made = run("report", "diff", "report.html", "faulty.txt", "--out", f"diff{ending}")
    assert (made.exit_code, made.stdout, made.stderr) == (0, "", f"已写出diff{ending}。\n")
    assert Path(f"diff{ending}").stat().st_size > 100


def test_diff_refuses_another_ending_before_it_reads(run, folder):
    refused = run("report", "diff", "absent.html", "absent.html", "--out", "diff.docx")
    assert (refused.exit_code, ".xlsx" in refused.stderr) == (2, True)


def test_diff_in_english_names_the_unreadable_side(run, folder):
    assert run("report", "diff", "report.html", "draft.html", "--lang", "en").stdout.endswith("No differences.\n")
    refused = run("report", "diff", "report.html", "absent.html", "--lang", "en")
    assert (refused.exit_code, refused.stderr) == (2, "Error: absent.html: there is no such file.\n")


@pytest.mark.parametrize("target", ["report.html", "./report.html", "linked.html"])
def test_convert_does_not_write_over_what_it_reads(run, folder, target):
    (folder / "linked.html").symlink_to("report.html")
    before = (folder / "report.html").read_bytes()
    refused = run("report", "convert", "report.html", target)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"错误：{target}就是要读取的文件，写出会把它覆盖，没有写出。请换一个文件名。\n"
    assert (folder / "report.html").read_bytes() == before
    assert run("report", "convert", "report.html", "draft.html").exit_code == 0  # another file that is there


def test_a_library_that_is_not_there_is_named(run, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    refused = run("report", "convert", "report.html", "report.xlsx")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("错误：处理这种文件要用到的 xlsxwriter 没有安装，或者没有装好（")
    assert refused.stderr.endswith("请运行 pip install xlsxwriter，再试一次；文件本身不必改动。\n")


@pytest.mark.parametrize(("terminal", "wide"), [(80, 80), (100, 100), (200, 100)])
def test_show_is_as_wide_as_the_terminal_and_no_wider_than_is_good_to_read(folder, terminal, wide):
    command = f"stty cols {terminal} && {ENTRY} report show report.html"
    on_a_terminal = ["script", "-qec", command, "/dev/null"]
    # Tests run side by side are given a width by their environment, which is asked before the terminal is.
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    environment["TERM"] = "xterm"
    shown = subprocess.run(on_a_terminal, capture_output=True, encoding="utf-8", env=environment)
    assert max(map(columns_wide, shown.stdout.splitlines())) == wide


def test_show_can_be_told_how_wide(run, folder):
    def widest(*args):
        return max(map(columns_wide, run("report", "show", "report.html", *args).stdout.splitlines()))

    assert [widest(), widest("--width", "80")] == [100, 80]
    assert run("report", "show", "report.html", "--width", "20").exit_code == 2


def test_a_scan_is_read_by_ocr_when_asked_for(run, folder):
    from tests.report.readers.ocr.scanning import as_pdf, scanned

    from gongkai.report.writers.pdf import write_pdf

    report = read_path(folder / "report.html").report
    (folder / "scan.pdf").write_bytes(as_pdf(scanned(write_pdf(report), 2)))
    refused = run("report", "check", "scan.pdf")
    assert refused.exit_code == 2
    assert "pip install 'gongkai[ocr]'" in refused.stderr
    shown = run("report", "figures", "scan.pdf", "--ocr", "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["requests"] == figures(report)["requests"]
    assert shown.stderr == "第1页由文字识别读出，数字可能认错，不能直接引用。请把数字逐个与原件对照。\n"
    checked = run("report", "check", "scan.pdf", "--ocr")
    assert checked.exit_code == 0
    assert "警告  read-by-ocr" in checked.stdout
