"""Part five of real reports, and of others in the forms it takes, taken apart into problems and measures."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest

from gongkai.duties.rectification.splitting import What, split

HUANTAI = """五、存在的主要问题及改进情况
2020年，我局信息公开工作取得了一定成效，但仍存在信息公开规范性有待加强，政务信息时效性有待提高的问题。
2021年，我局将继续按照各项规定要求，进一步规范政务信息公开制度，提高信息公开时效，不断加大信息公开力度。一是以“四个学习平台”为契机，加强对信息共知识的学习，加大对人员的信息培训，提高其信息公开的业务能力，更好地完成政府信息公开工作任务。二是完善信息公开发布机制，进一步理顺业务科室和局办公室的业务联系，提供更为便捷的查询服务。三是开拓信息发布平台，更多利用新媒体、融媒体等发布工作动态，创新信息公开模式，更好的服务民众，为促进全县经济发展和社会和谐稳定提供更加科学翔实的科技服务。
\u00a0
"""


def told(text: str, what: What) -> list[str]:
    return [part.text for part in split(text) if part.what is what]


def test_the_report_of_huantai_has_two_problems_and_four_measures() -> None:
    assert told(HUANTAI, What.PROBLEM) == ["信息公开规范性有待加强", "政务信息时效性有待提高"]
    assert [each[:11] for each in told(HUANTAI, What.MEASURE)] == [
        "2021年，我局将继续",
        "以“四个学习平台”为契",
        "完善信息公开发布机制，",
        "开拓信息发布平台，更多",
    ]
    assert told(HUANTAI, What.OTHER) == []


@pytest.mark.parametrize(
    ("text", "problems", "measures"),
    [
        # 洪泽区人民政府, 2023, and a large city, 2025
        ("依申请公开工作规范性有待提高。", ["依申请公开工作规范性有待提高"], []),
        ("主动公开工作还需进一步规范。", ["主动公开工作还需进一步规范"], []),
        (
            "工作虽有成效，但还存在一些不足：一是主动性还不够；二是解读形式单一，图文解读较少。"
            "下一步，将做好以下工作：（一）加强学习。（二）丰富形式。",
            ["主动性还不够", "解读形式单一，图文解读较少"],
            ["加强学习", "丰富形式"],
        ),
        (
            "（一）存在的主要问题\n1.公开内容不够全面。部分栏目更新不及时。\n2.解读形式单一。\n"
            "（二）改进情况\n1.建立公开清单。\n2.开展培训2次。",
            ["公开内容不够全面。部分栏目更新不及时", "解读形式单一"],
            ["建立公开清单", "开展培训2次"],
        ),
        (
            "一、存在的问题。公开意识不强、队伍不稳定。\n二、改进措施。强化培训。",
            ["公开意识不强、队伍不稳定"],
            ["强化培训"],
        ),
        (
            "（一）公开意识有待增强。整改措施：列入科室考核。\n（二）平台建设滞后。改进情况：完成网站改版。",
            ["公开意识有待增强", "平台建设滞后"],
            ["列入科室考核", "完成网站改版"],
        ),
        (
            "存在人员不稳定、力量薄弱等问题。今后我局将加强学习。",
            ["存在人员不稳定、力量薄弱等问题"],
            ["今后我局将加强学习"],
        ),
        (
            "不足主要有两点：公开还不够规范，部分信息发布不够及时。\n下一步从两个方面改进：一是加强学习；二是完善流程。",
            ["公开还不够规范", "部分信息发布不够及时"],
            ["加强学习", "完善流程"],
        ),
        ("主要问题：学习不深入，人员变动较大。", ["学习不深入，人员变动较大"], []),
        ("①更新不及时；②回应不到位。为此，完善制度。", ["更新不及时", "回应不到位"], ["为此，完善制度"]),
        ("", [], []),
        ("五、存在的主要问题及改进情况", [], []),
    ],
)
def test_each_form_is_taken_apart(text: str, problems: list[str], measures: list[str]) -> None:
    assert (told(text, What.PROBLEM), told(text, What.MEASURE)) == (problems, measures)


def test_what_is_neither_is_kept_and_nothing_is_made_up() -> None:
    text = "全年工作总体平稳。个别栏目更新不及时。"
    assert split(text) == (("全年工作总体平稳", "other"), ("个别栏目更新不及时", "problem"))
    parts = "".join(part.text for part in split(HUANTAI))
    assert not Counter(parts) - Counter(HUANTAI)


def test_a_decimal_begins_no_item() -> None:
    assert told("公开率为1.5个百分点，偏低。", What.PROBLEM) == ["公开率为1.5个百分点，偏低"]


@pytest.mark.parametrize(
    "text",
    ["不够" + "问题" * 9_900, "不够" + "存在" * 9_900, "不够问题：" + "和" * 19_900, "存在等的" * 4_900 + "不够x"],
)
def test_a_long_text_takes_no_longer_than_it_is(text: str) -> None:
    began = process_time()
    split(text)
    assert process_time() - began < 2
