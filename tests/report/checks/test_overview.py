from tests.report.strategies import OVERVIEW, balanced_report

from gongkai.report.checks import Context
from gongkai.report.checks.overview import overview_aspects


def test_aspects_missing_from_part_one_are_noticed():
    def missing(text: str, edition: str = "2021") -> list[str]:
        report = balanced_report(edition, texts={"overview": text})
        return [str(each.message) for each in overview_aspects(report, Context())]

    assert missing(OVERVIEW) == []
    assert missing("主动公开120条。\n受理公开申请2件。\n规范性文件均经审核。\n网站改版。\n开展考核。") == []
    assert missing("主动公开120条。收到依申请公开2件。") == [
        "总体情况没有写政府信息管理、政府信息公开平台建设、监督保障。"
    ]
    assert missing("主动公开120条。", "2019") == []
    assert missing("") == []
