import pytest
from tests.law.calendars import NEXT, notice_of


def test_a_month(run):
    shown = run("calendar", "show", "2026-10")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[:8] == [
        "2026年10月　18个工作日",
        "",
        "一  二  三  四  五  六  日",
        "             1休 2休 3休 4休",
        " 5休 6休 7休 8   9  10班11",
        "12  13  14  15  16  17  18",
        "19  20  21  22  23  24  25",
        "26  27  28  29  30  31",
    ]
    assert "2026年10月10日（周六）：国庆节调休上班" in shown.stdout
    assert "国办发明电〔2025〕7号" in shown.stdout


def test_a_year_shows_every_month_and_the_words_of_the_notice(run):
    shown = run("calendar", "show", "2026").stdout
    assert [f"{month}月" in shown.split() for month in range(1, 13)] == [True] * 12
    assert shown.startswith("2026年　248个工作日\n")
    assert "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。" in shown


def test_without_a_year_shows_this_year(run):
    from datetime import date

    assert run("calendar", "show").stdout.startswith(f"{date.today().year}年　")


def test_a_year_to_come_is_provisional_until_the_site_adds_it(run, folder):
    assert f"{NEXT}年的放假安排尚未公布，以上为暂定" in run("calendar", "show", NEXT).stdout
    added = run("calendar", "show", NEXT, "--calendar", "calendar").stdout
    assert "暂定" not in added
    assert f"国办发明电〔{NEXT - 1}〕0号" in added


@pytest.mark.parametrize(
    ("when", "code", "words"),
    [
        ("2018", 1, "没有2018年的放假安排"),
        ("9999-12", 1, "没有9999年的放假安排"),
        ("2026-13", 2, "“2026-13”不是年份或月份"),
        ("0000", 2, "“0000”不是年份或月份"),
        ("october", 2, "“october”不是年份或月份"),
    ],
)
def test_refusals(run, when, code, words):
    refused = run("calendar", "show", when)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert words in refused.stderr


def test_in_english(run):
    shown = run("calendar", "show", "2026-10", "--lang", "en").stdout
    assert shown.splitlines()[0] == "2026-10  18 working days"
    assert "2026-10-10 (Sat): working day in exchange for National Day" in shown


def test_check_lists_what_is_added(run, folder):
    shown = run("calendar", "check", "calendar")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.splitlines() == [
        *(
            f"{year}  《国务院办公厅关于{year}年部分节假日安排的通知》（国办发明电〔{year - 1}〕0号）"
            for year in sorted({2027, NEXT})
        ),
        f"没有错误，共{len({2027, NEXT})}件通知。",
    ]


def test_check_names_file_line_and_reason(run, folder):
    file = folder / "calendar" / "2027.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("to = 2027-01-01", "to = 2026-01-03"), encoding="utf-8")
    shown = run("calendar", "check", "calendar")
    assert shown.exit_code == 1
    assert "calendar/2027.toml第12行：起始日2027年1月1日晚于结束日2026年1月3日" in shown.stdout


def test_check_names_the_holiday_left_out_in_both_languages(run, folder):
    file = folder / "calendar" / "2027.toml"
    file.write_text(notice_of(2027, leave_out=("清明节",)), encoding="utf-8")
    shown = run("calendar", "check", "calendar")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("calendar/2027.toml第4行：全年安排漏写了法定节日：清明节（2027年4月5日）。")
    english = run("calendar", "check", "calendar", "--lang", "en").stdout
    assert english.startswith("calendar/2027.toml, line 4: the year's arrangement leaves out: Qingming (2027-04-05)")
    used = run("due", "--received", "2026-12-10", "--calendar", "calendar")
    assert (used.exit_code, used.stdout) == (2, "")
    assert "清明节（2027年4月5日）" in used.stderr


def test_check_tells_a_slip_of_syntax_in_both_languages(run, folder):
    file = folder / "calendar" / "2027.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"元旦"', "“元旦”"), encoding="utf-8")
    shown = run("calendar", "check", "calendar")
    assert shown.stdout.startswith("calendar/2027.toml第11行：不符合 TOML 语法（值的写法不对：文字要用半角引号括起")
    english = run("calendar", "check", "calendar", "--lang", "en").stdout
    assert english.startswith("calendar/2027.toml, line 11: not valid TOML (the value is not written rightly")


@pytest.mark.parametrize(("directory", "words"), [("nowhere", "没有这个文件"), ("report.txt", "不是目录")])
def test_check_of_what_is_no_directory(run, folder, directory, words):
    refused = run("calendar", "check", directory)
    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", f"错误：{directory}：{words}。\n")
