import json

import pytest


def test_by_pieces_in_words(run):
    shown = run("fee", "--pieces", "45", "--on", "2026-03-02")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.splitlines() == [
        "  第1件至第10件：10件×0元＝0元。",
        "  第11件至第30件：20件×100元＝2000元。",
        "  第31件至第40件：10件×200元＝2000元。",
        "  第41件至第45件：5件×300元＝1500元。",
        "按件计收信息处理费，合计5500元。（处理费办法第4条）",
    ]


def test_by_pages_as_json(run):
    shown = json.loads(run("fee", "--pages", "31", "--on", "2026-03-02", "--json").stdout)
    assert shown == {
        "on": "2026-03-02",
        "standard": "by_page",
        "total": 10,
        "lines": [
            {"first": 1, "last": 30, "number": 30, "unit": 0, "sum": 0},
            {"first": 31, "last": 31, "number": 1, "unit": 10, "sum": 10},
        ],
        "steps": [
            {"text": "第1页至第30页：30页×0元＝0元。", "citation": "处理费办法第5条"},
            {"text": "第31页：1页×10元＝10元。", "citation": "处理费办法第5条"},
            {"text": "按量计收信息处理费，合计10元。", "citation": "处理费办法第5条"},
        ],
    }


def test_in_english(run):
    assert (
        run("fee", "--pages", "31", "--lang", "en").stdout.splitlines()[-1].startswith("Total fee by pages: 10 yuan.")
    )


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--pieces", "3", "--pages", "3"], 1, "一件申请只能按件或者按量计收一次信息处理费。"),
        (["--pieces", "3", "--on", "2020-12-31"], 1, "2020年12月31日尚无可适用的规定"),
        (["--pieces", "999999999"], 1, "一个月内的件数应当在1至100000之间。"),
        ([], 2, "请写明 --pieces（按件）或者 --pages（按量）。"),
        (["--pieces", "3", "--on", "2020-2-3"], 2, "“2020-2-3”不是日期"),
    ],
)
def test_refusals(run, args, code, words):
    refused = run("fee", *args)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert words in refused.stderr
