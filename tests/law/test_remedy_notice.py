import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.language import translator
from gongkai.law.remedies import Agency, AgencyKind
from gongkai.law.remedy_notice import remedy_notice

CASES = tomllib.loads((Path(__file__).parent / "cases" / "remedy_notice.toml").read_text(encoding="utf-8"))["case"]
ON = date(2026, 3, 2)
BUREAU = {"name": "某县教育局", "kind": "LOCAL_DEPARTMENT", "government": "某县人民政府", "superior": "某市教育局"}
GIVEN = ("grounds", "court", "served_online", "online")


def told(case):
    agency = case.get("agency", BUREAU)
    body = Agency(**{**agency, "kind": AgencyKind[agency["kind"]]})
    return remedy_notice(case["outcome"], body, on=ON, **{key: case[key] for key in GIVEN if key in case})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_reply_tells_the_forum_the_periods_and_what_comes_first(case):
    if "refused" in case:
        with pytest.raises(NotAllowed) as refusal:
            told(case)
        assert refusal.value.code == case["refused"]
        return
    notice = told(case)
    assert (notice.message.text(), notice.reconsideration_first) == (case["text"], case["first"])


def test_a_notice_names_the_provisions_it_rests_on():
    expected = [
        "复议法第20条第1款",
        "复议法第24条第1款第1项",
        "复议法第23条第1款第4项",
        "复议法第23条第2款",
        "行诉法第45条",
    ]
    assert told(CASES[0]).citations == tuple(map(cite, expected))


def test_a_notice_can_be_read_in_english():
    english = told(CASES[1]).message.text(translator("en"))
    assert english.startswith("If you disagree with this reply, you may within 60 days of receiving it apply to ")
