from __future__ import annotations

from datetime import date

import pytest

from gongkai.report.recognise.masthead import Title, agency_in, is_date_line, read_date, read_title, year_of


@pytest.mark.parametrize(
    ("text", "year", "agency"),
    [
        ("桓台县科技局2020年政府信息公开工作年度报告", 2020, "桓台县科技局"),
        ("洪泽区人民政府2023年政府信息公开工作年度报告", 2023, "洪泽区人民政府"),
        ("2024年度某某县自然资源局政府信息公开工作年度报告", 2024, "某某县自然资源局"),
        ("某某县人民政府信息公开工作年度报告（2022年）", 2022, "某某县人民政府"),
        ("某某市教育局政府信息公开工作年度报告(2021年度)", 2021, "某某市教育局"),
        ("某某县财政局二〇二二年政府信息公开工作年度报告", 2022, "某某县财政局"),
        ("某某街道办事处　２０２３年　政府信息公开 年度报告", 2023, "某某街道办事处"),
        ("2023年政府信息公开工作年度报告", 2023, ""),
        ("关于某某县民政局2021年政府信息公开工作情况的报告", 2021, "某某县民政局"),
        ("某某县司法局2025年度政府信息公开工作年度报告_政务公开_某某县政府门户网站", 2025, "某某县司法局"),
        ("某某县审计局政府信息公开工作年度报告", None, "某某县审计局"),
        ("某某市公安局政府信息公开工作2021年度报告", 2021, "某某市公安局"),
        ("某某镇2023年度政府信息公开年报", 2023, "某某镇"),
        ("某某县档案局2021年政务公开工作年度报告", 2021, "某某县档案局"),
        ("某某县档案局2021年度政府信息公开工作总结报告", 2021, "某某县档案局"),
        ("某某省生态环境厅关于报送2020年政府信息公开工作年度报告的函", 2020, "某某省生态环境厅"),
        ("某某县档案局关于公布2021年度政府信息公开工作年度报告的通知", 2021, "某某县档案局"),
        ("（图解）某某市公安局2021年政府信息公开工作年度报告", 2021, "某某市公安局"),
        ("【年报】某某县档案局2021年政府信息公开工作年度报告", 2021, "某某县档案局"),
        ("附件1 某某县档案局2021年政府信息公开工作年度报告", 2021, "某某县档案局"),
        ("索引号：12-3 名　称：某某街道办事处2022年度 政府信息公开工作年度报告", 2022, "某某街道办事处"),
        ("当前位置：首页>政府信息公开年报>某某县档案局2021年政府信息公开工作年度报告", 2021, "某某县档案局"),
        (
            "某某县卫健局（县中医药局）2021年政府信息公开工作年度报告",
            2021,
            "某某县卫健局（县中医药局）",
        ),
        ("2021年政府信息公开工作年度报告（某某县档案局）", 2021, "某某县档案局"),
    ],
)
def test_a_title_names_agency_and_year(text: str, year: int | None, agency: str) -> None:
    title = read_title(text)
    assert title is not None
    assert (title.year, title.agency) == (year, agency)


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况",
        "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。",
        "政府信息公开年报",
        "现将某某局2021年度政府信息公开工作年度报告公布如下：",
        "2023年，我局按要求公布了2022年政府信息公开工作年度报告。",
        "2020年工作总结",
    ],
)
def test_other_lines_are_no_title(text: str) -> None:
    assert read_title(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年1月26日", date(2021, 1, 26)),
        ("桓台县科技局 2021年1月26日", date(2021, 1, 26)),
        ("２０２１年 １月 ２６日", date(2021, 1, 26)),
        ("二〇二一年一月二十六日", date(2021, 1, 26)),
        ("2021年2月30日", None),
        ("2021年", None),
    ],
)
def test_signature_dates_in_both_numerals(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_date_line_is_a_date_and_nothing_else() -> None:
    assert [is_date_line(text) for text in ("2021年1月26日", "（2021年1月26日）", "截至2021年1月26日止")] == [
        True,
        True,
        False,
    ]


def test_a_signature_names_the_agency_without_its_date() -> None:
    assert agency_in("桓台县科技局 2021年1月26日") == "桓台县科技局"
    assert agency_in("本年度我局没有其他需要报告的事项。") == ""


def test_without_a_title_the_year_before_the_signature_is_meant_when_the_text_speaks_of_it() -> None:
    assert year_of([], ["某局", "2021年1月26日"], ["2020年收到3件。2021年将继续努力。2021年起。"]) == 2020


def test_the_title_has_the_last_word_on_the_year() -> None:
    assert year_of([Title("", 2022, "")], ["2021年1月26日"], ["2020年"]) == 2022


def test_a_year_in_a_document_number_is_no_mention() -> None:
    assert year_of([], [], ["依据国办发〔2019〕54号，2020年公开信息31条。"]) == 2020
