from datetime import date
from pathlib import Path

import pytest
from tests.law.calendars import NEXT, notice_of

from gongkai.law.calendar import CHINA, Kind, load
from gongkai.law.calendar.loading import check, read
from gongkai.law.errors import CalendarNotPublished, UnreadableDocument

HINT = "请对照通知原文修改后重新载入；在此之前，整个目录都不会采用。"


def write(directory: Path, name: str, text: str) -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


LENGTHENED = """year = 2026

[[notice]]
scope = "change"
title = "关于延长2026年春节假期的通知"
number = "国办发明电〔2026〕1号"
issued = 2026-02-20
words = "延长2026年春节假期至2月25日。"

[[notice.holiday]]
name = "春节"
from = 2026-02-24
to = 2026-02-25
"""

LOCAL = """year = 2026

[[notice]]
scope = "local"
place = "广西壮族自治区"
title = "关于2026年“壮族三月三”放假的通知"
number = "桂政办电〔2025〕8号"
issued = 2025-12-01
words = "4月20日、21日放假，4月25日上班。"

[[notice.holiday]]
name = "壮族三月三"
from = 2026-04-20
to = 2026-04-21
work = [2026-04-25]
"""


def test_an_empty_directory_gives_the_national_calendar(tmp_path):
    loaded = load(tmp_path)
    assert (loaded.first, loaded.last_published, loaded.last) == (CHINA.first, CHINA.last_published, CHINA.last)
    assert loaded.named_days(2026) == CHINA.named_days(2026)


def test_a_site_adds_the_year_just_announced(tmp_path):
    write(tmp_path, f"{NEXT}.toml", notice_of(NEXT))
    write(tmp_path, f"{NEXT + 1}.toml", notice_of(NEXT + 1))
    site = load(tmp_path)
    assert site.last_published == date(NEXT + 1, 12, 31)
    assert CHINA.is_provisional(date(NEXT, 6, 1))
    assert not site.is_provisional(date(NEXT, 6, 1))
    # What the notice says, and no longer what the law alone would give: a day off for each festival on a weekend.
    assert {day.notice.number for day in site.named_days(NEXT)} == {f"国办发明电〔{NEXT - 1}〕0号"}
    assert not any(day.provisional for day in site.named_days(NEXT))
    assert site.strict().count_working_days(NEXT) < CHINA.count_working_days(NEXT)


def test_a_site_adds_an_earlier_year(tmp_path):
    write(tmp_path, "2018.toml", notice_of(2018))
    site = load(tmp_path)
    assert site.first == date(2018, 1, 1)
    # The national notice for 2019 reaches back to December 2018.
    assert site.explain(date(2018, 12, 29)).notice.number == "国办发明电〔2018〕15号"
    assert site.is_working_day(date(2018, 12, 29))


def test_a_site_adds_an_emergency_holiday(tmp_path):
    write(tmp_path, "extension.toml", LENGTHENED)
    site = load(tmp_path)
    assert CHINA.add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert site.add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 26)
    assert site.explain(date(2026, 2, 25)).notice.number == "国办发明电〔2026〕1号"
    assert [each.number for each in site.notices(2026)] == ["国办发明电〔2025〕7号", "国办发明电〔2026〕1号"]


def test_an_emergency_holiday_in_a_year_not_announced_leaves_it_provisional(tmp_path):
    write(tmp_path, "change.toml", LENGTHENED.replace("2026", str(NEXT)))
    day = load(tmp_path).explain(date(NEXT, 2, 24))
    assert (day.kind, day.provisional) == (Kind.HOLIDAY, True)


def test_a_site_adds_a_local_holiday(tmp_path):
    write(tmp_path, "guangxi.toml", LOCAL)
    site = load(tmp_path)
    local = site.explain(date(2026, 4, 20))
    assert (local.kind, local.name, local.notice.place) == (Kind.HOLIDAY, "壮族三月三", "广西壮族自治区")
    assert site.count_working_days(2026, 4) == CHINA.count_working_days(2026, 4) - 1


def test_a_name_is_shown_as_the_site_wrote_it(tmp_path):
    write(tmp_path, "guangxi.toml", LOCAL.replace("壮族三月三", "三月三{节}"))
    assert str(load(tmp_path).explain(date(2026, 4, 25))) == "2026年4月25日（周六）：三月三{节}调休上班"


def test_a_local_holiday_stands_though_a_later_national_notice_names_the_day(tmp_path):
    write(tmp_path, "guangxi.toml", LOCAL.replace("2026-04-20", "2026-02-28").replace("2026-04-21", "2026-02-28"))
    extension = LENGTHENED.replace("to = 2026-02-25", "to = 2026-02-25\nwork = [2026-02-28]")
    write(tmp_path, "extension.toml", extension)
    assert load(tmp_path).explain(date(2026, 2, 28)).name == "壮族三月三"


def test_a_sites_own_year_stands_in_place_of_ours(tmp_path):
    write(tmp_path, "2026.toml", notice_of(2026, number="国办发明电〔2025〕7号"))
    site = load(tmp_path)
    assert [day.kind for day in site.named_days(2026)] == [Kind.HOLIDAY] * 16  # 13, three of them on a weekend
    assert site.named_days(2025) == CHINA.named_days(2025)


def test_other_files_in_the_directory_are_let_be(tmp_path):
    write(tmp_path, "README.md", "放假通知")
    assert load(tmp_path).last_published == CHINA.last_published


GOOD = '''year = 2026

[[notice]]
scope = "change"
title = "通知"
number = "1号"
issued = 2026-01-05
words = """
放假。
"""

[[notice.holiday]]
name = "国庆节"
from = 2026-10-01
to = 2026-10-04
work = [
    2026-09-20,
    2026-10-10,
]

[[notice]]
scope = "change"
title = "又一件通知"
number = "2号"
issued = 2026-01-06
words = "放假。"

[[notice.holiday]]
name = "元旦"
from = 2026-01-01

[[notice.holiday]]
name = "中秋节"
from = 2026-09-25
'''

VALUE = "值的写法不对：文字要用半角引号括起，日期写作 2027-01-01，不加引号"

WRONG = [
    # what is changed in the good file, the line and the reason named
    ("year = 2026\n\n", "", 1, "缺少“year”"),
    ("year = 2026", 'year = "2026"', 1, "“year”应为四位数的年份，如 2027"),
    ("year = 2026", "year = 20266", 1, "“year”应为四位数的年份，如 2027"),
    ("year = 2026", "year = 2026\nyaer = 3", 2, "不认识的项目“yaer”，可用的有：year、notice"),
    ("year = 2026", "year = = 2026", 1, f"不符合 TOML 语法（{VALUE}）"),
    ('"中秋节"', '"中秋节', 33, "不符合 TOML 语法（引号没有写完，或者文字中间换了行）"),
    ("from = 2026-09-25\n", "from = ", 34, f"不符合 TOML 语法（{VALUE}）"),
    ("from = 2026-09-25", "from = 2026-09-31", 34, "不符合 TOML 语法（没有这一天，或者日期的写法不对）"),
    (GOOD, "year = 2026\n\n[[notices]]\n", 3, "不认识的项目“notices”，可用的有：year、notice"),
    ('title = "又一件通知"\n', "", 21, "缺少“title”"),
    ('title = "又一件通知"', 'title = " "', 23, "“title”是空的"),
    ('number = "2号"\n', "", 21, "缺少“number”"),
    ('number = "2号"', "number = 2", 24, "“number”应为文字"),
    (
        'number = "2号"',
        'numbr = "2号"',
        24,
        "不认识的项目“numbr”，可用的有：scope、place、title、number、issued、link、words、holiday",
    ),
    ("issued = 2026-01-06", 'issued = "2026-01-06"', 25, "“issued”应为日期，如 2027-01-01，不加引号"),
    ("issued = 2026-01-06", "issued = 2026-01-06T00:00:00", 25, "“issued”应为日期，如 2027-01-01，不加引号"),
    ('scope = "change"', 'scope = "town"', 4, "scope 应为 year、change 或 local，不是“town”"),
    ('scope = "change"', 'scope = "local"', 3, "地方假日（scope 为 local）应写明 place，其他通知不写"),
    ('number = "2号"', 'number = "2号"\nplace = "某州"', 25, "地方假日（scope 为 local）应写明 place，其他通知不写"),
    ('name = "中秋节"\n', "", 32, "缺少“name”"),
    ("from = 2026-09-25", "form = 2026-09-25", 34, "不认识的项目“form”，可用的有：name、from、to、work"),
    ("from = 2026-09-25", "", 32, "“中秋节”既没有放假日（from、to），也没有调休上班日（work）"),
    ("from = 2026-09-25", "to = 2026-09-25", 32, "缺少“from”"),
    ("from = 2026-09-25", "from = 2027-09-25", 34, "2027年9月25日不在2026年（含上年12月）内"),
    ("from = 2026-09-25", "from = 2025-11-30", 34, "2025年11月30日不在2026年（含上年12月）内"),
    ("from = 2026-09-25", "from = 2026-12-31\nto = 2027-01-01", 35, "2027年1月1日不在2026年（含上年12月）内"),
    (
        "from = 2026-09-25",
        "from = 2026-09-25\nto = 2026-09-24",
        34,
        "起始日2026年9月25日晚于结束日2026年9月24日",
    ),
    ("from = 2026-09-25", "from = 2026-01-01", 34, "2026年1月1日在同一通知中写了两次"),
    ("    2026-10-10", "    2026-09-20", 17, "2026年9月20日在同一通知中写了两次"),
    ("    2026-10-10", "    2026-10-04", 18, "2026年10月4日既写为放假又写为调休上班"),
    ("    2026-10-10", "    2026-10-12", 18, "2026年10月12日是周一，调休上班日应为周六或周日"),
    ("    2026-10-10", "    2027-10-10", 18, "2027年10月10日不在2026年（含上年12月）内"),
    ("    2026-10-10", '    "2026-10-10"', 16, "“work”应为日期的列表，如 [2027-01-03]，不加引号"),
    (
        '[[notice.holiday]]\nname = "元旦"\nfrom = 2026-01-01\n\n'
        '[[notice.holiday]]\nname = "中秋节"\nfrom = 2026-09-25\n',
        "",
        21,
        "通知下没有 [[notice.holiday]]，应至少写明一个假日",
    ),
    (GOOD, "year = 2026", 1, "没有 [[notice]]，文件中应至少有一件放假通知"),
    (GOOD, "year = 2026\n[notice]", 2, "“notice”应为以双方括号开头的表"),
    (GOOD, "year = 2026\nnotice = [1]", 2, "“notice”应为以双方括号开头的表"),
    (GOOD, "year = 2026\n[[notice.holiday]]", 2, "“notice”应为以双方括号开头的表"),
    (GOOD, "", 1, "缺少“year”"),
]


def test_the_file_spoiled_below_is_good(tmp_path):
    assert [entry.notice.number for entry in read(write(tmp_path, "good.toml", GOOD))] == ["1号", "2号"]
    assert check(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"), WRONG, ids=[f"{reason}-{n}" for n, (*_, reason) in enumerate(WRONG)]
)
def test_an_error_names_file_line_and_reason(tmp_path, old, new, line, reason):
    assert old in GOOD
    path = write(tmp_path, "wrong.toml", GOOD.replace(old, new, 1))
    with pytest.raises(UnreadableDocument) as caught:
        load(tmp_path)
    assert caught.value.text() == f"{path}第{line}行：{reason}。{HINT}"
    assert [str(error) for error in check(tmp_path)] == [str(caught.value)]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert check(tmp_path) == ()


def test_a_file_far_larger_than_a_year_is_refused_unread(tmp_path):
    (tmp_path / "2027.toml").symlink_to("/dev/zero")
    (tmp_path / "2028.toml").write_text(".".join(["a"] * 100_000) + " = 1\n", encoding="utf-8")
    assert [str(error.message) for error in check(tmp_path)] == [
        f"{tmp_path / name}第1行：文件超过64KB，不是放假安排。" for name in ("2027.toml", "2028.toml")
    ]


def test_lines_may_end_as_on_windows(tmp_path):
    write(tmp_path, "here.toml", GOOD)
    (tmp_path / "windows.toml").write_bytes(GOOD.replace("\n", "\r\n").encode())
    here, there = ([entry.notice for entry in read(tmp_path / name)] for name in ("here.toml", "windows.toml"))
    assert there == here


def test_another_encoding_is_refused_with_its_line(tmp_path):
    # “通知” in GBK happens to be UTF-8 as well; “1号” on the next line is not.
    (tmp_path / "gbk.toml").write_bytes(GOOD.encode("gbk"))
    assert [error.message.text() for error in check(tmp_path)] == [
        f"{tmp_path / 'gbk.toml'}第6行：不是 UTF-8 编码，请另存为 UTF-8。"
    ]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000])
def test_values_that_the_reader_of_toml_gives_up_on_are_refused(tmp_path, value):
    write(tmp_path, "deep.toml", f"year = {value}")
    (error,) = check(tmp_path)
    assert error.message.text().startswith(f"{tmp_path / 'deep.toml'}第1行：不符合 TOML 语法（")


@pytest.mark.parametrize(
    ("left_out", "line", "days"),
    [
        (("劳动节",), 4, "劳动节（2027年5月1日）、劳动节（2027年5月2日）"),
        (("元旦", "端午节"), 4, "元旦（2027年1月1日）、端午节（2027年6月9日）"),
    ],
)
def test_a_year_that_leaves_out_a_festival_is_refused(tmp_path, left_out, line, days):
    path = write(tmp_path, "2027.toml", notice_of(2027, leave_out=left_out))
    (error,) = check(tmp_path)
    assert error.text() == f"{path}第{line}行：全年安排漏写了法定节日：{days}。{HINT}依据：放假办法第2条。"
    with pytest.raises(UnreadableDocument):
        load(tmp_path)


@pytest.mark.parametrize(
    ("year", "written", "line", "day"),
    [
        # New Year's Eve and the second of May have been fixed since 2025, and only since.
        (2027, ("from = 2027-02-05", "from = 2027-02-06"), 17, "春节（2027年2月5日）"),
        (2027, ("to = 2027-05-02", "to = 2027-05-01"), 37, "劳动节（2027年5月2日）"),
        (2024, ("from = 2024-02-10", "from = 2024-02-11"), 17, "春节（2024年2月10日）"),
    ],
)
def test_a_year_that_cuts_a_festival_short_is_refused_at_that_festival(tmp_path, year, written, line, day):
    text = notice_of(year)
    assert written[0] in text
    path = write(tmp_path, f"{year}.toml", text.replace(*written))
    (error,) = check(tmp_path)
    assert error.message.text() == f"{path}第{line}行：全年安排漏写了法定节日：{day}。"


def test_a_festival_on_a_weekend_with_no_other_day_for_it_is_refused(tmp_path):
    path = write(tmp_path, "2027.toml", notice_of(2027).replace("2027-05-04", "2027-05-08"))
    (error,) = check(tmp_path)
    assert error.text() == (
        f"{path}第4行：放假占用的工作日减去调休上班日为12天，少于法定节日的13天；逢周末的节日应写明补假。"
        f"{HINT}依据：放假办法第6条。"
    )


def test_a_festival_cannot_be_made_a_working_day(tmp_path):
    text = LENGTHENED.replace("to = 2026-02-25", "to = 2026-02-25\nwork = [2026-10-03]")
    path = write(tmp_path, "change.toml", text)
    (error,) = check(tmp_path)
    assert error.text() == (
        f"{path}第14行：国庆节（2026年10月3日）是法定节日，不能写为调休上班。{HINT}依据：放假办法第2条。"
    )


def test_a_file_named_for_one_year_and_written_for_another_is_refused(tmp_path):
    path = write(tmp_path, "2027.toml", GOOD)
    (error,) = check(tmp_path)
    assert error.message.text() == f"{path}第1行：文件名为2027.toml，写的却是2026年。"


def test_a_number_written_twice_is_refused(tmp_path):
    write(tmp_path, "a.toml", LENGTHENED)
    write(tmp_path, "b.toml", LENGTHENED)
    assert [error.message.text() for error in check(tmp_path)] == [
        f"{tmp_path / 'b.toml'}第6行：“国办发明电〔2026〕1号”已写在a.toml中。"
    ]


def test_a_year_arranged_twice_is_refused(tmp_path):
    write(tmp_path, "a.toml", notice_of(NEXT, number="1号"))
    write(tmp_path, "b.toml", notice_of(NEXT, number="2号"))
    assert [error.message.text() for error in check(tmp_path)] == [
        f"{tmp_path / 'b.toml'}第4行：{NEXT}年的全年安排已写在a.toml中。"
    ]


@pytest.mark.parametrize(("year", "missing"), [(NEXT + 1, NEXT), (2017, 2018)])
def test_a_year_that_leaves_a_gap_is_refused(tmp_path, year, missing):
    write(tmp_path, "gap.toml", notice_of(year))
    assert [error.message.text() for error in check(tmp_path)] == [
        f"{tmp_path / 'gap.toml'}第4行：{year}年与已有的年份不相连，缺{missing}年的通知。"
    ]


def test_a_change_of_a_year_not_held_is_refused(tmp_path):
    write(tmp_path, "old.toml", LENGTHENED.replace("2026", "2015"))
    (error,) = check(tmp_path)
    assert error.message.text().startswith(f"{tmp_path / 'old.toml'}第4行：2015年不在日历范围（2019年1月1日至")


def test_check_names_what_is_wrong_in_each_file(tmp_path):
    write(tmp_path, "a.toml", "")
    write(tmp_path, "b.toml", GOOD)
    write(tmp_path, "c.toml", "year = 2026")
    assert [error.message.values["file"].name for error in check(tmp_path)] == ["a.toml", "c.toml"]


def test_nothing_is_used_when_one_file_is_wrong(tmp_path):
    write(tmp_path, f"{NEXT}.toml", notice_of(NEXT))
    write(tmp_path, "wrong.toml", "")
    with pytest.raises(UnreadableDocument):
        load(tmp_path)
    with pytest.raises(CalendarNotPublished):
        load().strict().is_working_day(date(NEXT, 1, 4))


def test_a_directory_that_is_not_there_is_refused(tmp_path):
    nowhere = tmp_path / "nowhere"
    with pytest.raises(UnreadableDocument) as caught:
        load(nowhere)
    assert caught.value.message.text() == f"日历目录{nowhere}无法读取（No such file or directory）。"
    assert [str(error) for error in check(nowhere)] == [str(caught.value)]


def test_a_directory_named_like_a_file_is_refused(tmp_path):
    (tmp_path / "2027.toml").mkdir()
    (error,) = check(tmp_path)
    assert error.message.text() == f"{tmp_path / '2027.toml'}第1行：无法读取（Is a directory）。"
