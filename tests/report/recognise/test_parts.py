from __future__ import annotations

import pytest

from gongkai.report.edition import edition
from gongkai.report.recognise.parts import Line, read_heading, read_parts

EDITION = edition("2021")
assert EDITION is not None


@pytest.mark.parametrize(
    ("text", "part", "numeral", "rest"),
    [
        ("一、总体情况", "overview", "一", ""),
        ("四．政府信息公开行政复议、行政诉讼情况", "remedies", "四", ""),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "remedies", "四", ""),
        ("第五部分 存在的主要问题及改进情况", "problems", "五", ""),
        ("6.其他需要报告的事项", "other_matters", "六", ""),
        ("三 收到和处理政府信息公开申请情况", "applications", "三", ""),
        ("五、其他需要报告的事项", "other_matters", "五", ""),
        ("五、存在的主要问题及整改情况", "problems", "五", ""),
        ("一、总体情况。2020年，我局主动公开信息31条。", "overview", "一", "2020年，我局主动公开信息31条。"),
        ("总体情况", "overview", "", ""),
    ],
)
def test_headings_with_numerals_variants_and_slips(text: str, part: str, numeral: str, rest: str) -> None:
    heading = read_heading(text, EDITION)
    assert heading is not None
    assert (heading.spec.id, heading.numeral, heading.rest) == (part, numeral, rest)


@pytest.mark.parametrize(
    "text",
    [
        "（四）主动公开政务信息情况。丰富公开形式，拓展公开渠道。",
        "（一）总体情况",
        "一是加强学习，提高业务能力。",
        "2020年未收到政府信息依申请公开件。",
        "三、本年度办理结果",
        "一、本年新收政府信息公开申请数量",
        "主动公开情况",
    ],
)
def test_sub_headings_rows_and_sentences_are_no_headings(text: str) -> None:
    assert read_heading(text, EDITION) is None


def _lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


def test_a_list_of_contents_is_not_the_parts() -> None:
    headings = [f"{part.numeral}、{part.label}" for part in EDITION.parts]
    body = [line for heading in headings for line in (heading, "内容如下。")]
    parts = read_parts(_lines(*headings, *body), EDITION).parts
    assert [(part.spec.id, len(part.paragraphs)) for part in parts] == [(part.id, 1) for part in EDITION.parts]


def test_signature_and_what_the_page_prints_below_are_no_narrative() -> None:
    narrative = read_parts(
        _lines("六、其他需要报告的事项", "无其他事项。", "桓台县科技局", "2021年1月26日", "上一篇：没有了", "友情链接"),
        EDITION,
    )
    assert [paragraph.text for paragraph in narrative.parts[0].paragraphs] == ["无其他事项。"]
    assert [paragraph.text for paragraph in narrative.closing] == ["桓台县科技局", "2021年1月26日"]
