import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.citation import cite
from gongkai.law.instruments import INSTRUMENTS, instrument

CASES = tomllib.loads((Path(__file__).parent / "cases" / "instruments.toml").read_text(encoding="utf-8"))["case"]
NUMBER = re.compile(r"(国务院令|主席令)第\d+号|(国办发|国办函|国办秘函|国办公开办函|法释)〔\d{4}〕\d+号|")

# 法规参考0.2所列全部文件。
LISTED = {
    *("条例", "年报格式2021版", "年报格式2019版", "年报填报解释", "统计报送通知", "处理费办法"),
    *("期限解释", "渠道解释", "送达解释", "机构改革解释", "平台通知", "规章公开通知", "网站指引", "目录指引"),
    *("基层公开意见", "企事业单位办法", "复议指导意见", "复议法", "行诉法", "行诉解释", "公开案件解释"),
    *("民诉法", "放假办法", "保密法", "保密条例", "个保法", "网安法"),
}


def test_every_instrument_of_the_reference_is_registered():
    assert LISTED - set(INSTRUMENTS) == set()


@pytest.mark.parametrize("entry", INSTRUMENTS.values(), ids=lambda each: each.short)
def test_entries_are_well_formed(entry):
    assert INSTRUMENTS[entry.short] is entry
    assert str(cite(f"{entry.short}第3条第2款")) == f"{entry.short}第3条第2款"
    assert entry.title == entry.title.strip() != ""
    assert not set("《》") & set(entry.title)
    assert NUMBER.fullmatch(entry.number)
    assert entry.evidence in {"原文", "节选", "二手", "凭记忆"}
    assert entry.link == "" or re.fullmatch(r"https?://\S+\.gov\.cn/\S+", entry.link)
    known = [day for day in (entry.issued, entry.in_force, entry.until) if day is not None]
    assert known == sorted(known)


def test_titles_and_numbers_are_not_registered_twice():
    both = [(each.title, each.number, each.issued) for each in INSTRUMENTS.values()]
    assert len(both) == len(set(both))


def test_an_unknown_short_name_is_named_in_the_error():
    with pytest.raises(ValueError, match="茶馆条例"):
        instrument("茶馆条例")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_instruments_apply_between_their_dates(case):
    assert instrument(case["instrument"]).applies_on(case["on"]) is case["applies"]


def test_the_revised_regulation_follows_the_old_one_without_a_gap():
    assert instrument("旧条例").until == instrument("条例").in_force == date(2019, 5, 15)
