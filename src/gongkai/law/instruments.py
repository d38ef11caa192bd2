"""The instruments (法规文件) that rules cite: short names, full titles, numbers, dates, links.

One registry. A short name is what citations use; it never changes its meaning. Where the text
of an instrument was not at hand in full, `evidence` says how far it was verified, in the grades
原文, 节选, 二手, 凭记忆; rules that rest on the weaker grades are settings with a default.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Instrument(NamedTuple):
    """A statute, notice or standard: how it is cited and when it is in force."""

    short: str
    title: str
    number: str = ""
    issued: date | None = None
    in_force: date | None = None
    until: date | None = None
    """First day on which it no longer applies; None while it does."""
    evidence: str = "原文"
    link: str = ""
    """Where the text can be read; a local government's reprint where that is what was checked."""

    def applies_on(self, day: date) -> bool:
        """Say whether it was in force on a day, as far as its dates are known here."""
        return (self.in_force is None or self.in_force <= day) and (self.until is None or day < self.until)

    def formal(self) -> str:
        """Give the title in book-title marks, as letters cite it."""
        return f"《{self.title}》"


_INSTRUMENTS = (
    Instrument(
        "条例",
        "中华人民共和国政府信息公开条例",
        "国务院令第711号",
        issued=date(2019, 4, 3),
        in_force=date(2019, 5, 15),
    ),
    Instrument(
        "旧条例",
        "中华人民共和国政府信息公开条例",
        "国务院令第492号",
        issued=date(2007, 4, 5),
        in_force=date(2008, 5, 1),
        until=date(2019, 5, 15),
        evidence="二手",
    ),
    Instrument(
        "年报格式2021版",
        "中华人民共和国政府信息公开工作年度报告格式",
        "国办公开办函〔2021〕30号",
        issued=date(2021, 9, 26),
        in_force=date(2021, 9, 26),
        evidence="节选",
        link="http://zrzy.smx.gov.cn/16903/616589856/1288675.html",
    ),
    Instrument(
        "年报格式2019版",
        "中华人民共和国政府信息公开工作年度报告格式（试行）",
        "国办公开办函〔2019〕60号",
        until=date(2021, 9, 26),
        evidence="节选",
    ),
    Instrument(
        "年报填报解释",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开年度报告有关项目填报问题的解释",
        "国办公开办函〔2016〕201号",
        issued=date(2016, 9, 1),
        link="https://czj.taian.gov.cn/art/2020/9/10/art_165819_9795188.html",
    ),
    Instrument(
        "统计报送通知",
        "国务院办公厅关于加强和规范政府信息公开情况统计报送工作的通知",
        "国办发〔2014〕32号",
        evidence="节选",
    ),
    Instrument(
        "处理费办法",
        "政府信息公开信息处理费管理办法",
        "国办函〔2020〕109号",
        issued=date(2020, 11, 17),
        in_force=date(2021, 1, 1),
        evidence="节选",
    ),
    Instrument(
        "期限解释",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开期限有关问题的解释",
        "国办公开办函〔2015〕207号",
        evidence="节选",
    ),
    Instrument(
        "渠道解释",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开申请接收渠道问题的解释",
        "国办公开办函〔2017〕19号",
        link="https://jtysj.chizhou.gov.cn/OpennessRules/show/4001.html",
    ),
    Instrument(
        "送达解释",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释",
        "国办公开办函〔2016〕235号",
        issued=date(2016, 12, 7),
        link="https://slhp.ezhou.gov.cn/zwgk/zdybz/202208/t20220811_490464.html",
    ),
    Instrument(
        "机构改革解释",
        "国务院办公厅政府信息与政务公开办公室关于机构改革后政府信息公开申请办理问题的解释",
        "国办公开办函〔2019〕14号",
        evidence="节选",
    ),
    Instrument(
        "平台通知",
        "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知",
        "国办公开办函〔2019〕61号",
        evidence="节选",
        link="https://www.nanyue.gov.cn/zwgk/zfxxgkgd/20200525/i2026054.html",
    ),
    Instrument(
        "规章公开通知",
        "国务院办公厅政府信息与政务公开办公室关于做好规章集中公开并动态更新工作的通知",
        "国办公开办函〔2021〕33号",
        evidence="节选",
        link="http://lhsl.gov.cn/zwgk/2024-06/30944.html",
    ),
    Instrument("网站指引", "政府网站发展指引", "国办发〔2017〕47号", evidence="节选"),
    Instrument("目录指引", "政府信息公开目录系统实施指引（试行）", "国办秘函〔2009〕6号", evidence="凭记忆"),
    Instrument(
        "基层公开意见",
        "国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见",
        "国办发〔2019〕54号",
        evidence="二手",
    ),
    Instrument(
        "执法公示办法",
        "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        "国办发〔2018〕118号",
        evidence="凭记忆",
    ),
    Instrument("企事业单位办法", "公共企事业单位信息公开规定制定办法", "国办发〔2020〕50号", evidence="节选"),
    Instrument(
        "复议指导意见",
        "关于审理政府信息公开行政复议案件若干问题的指导意见",
        "国办函〔2021〕132号",
        issued=date(2021, 12, 22),
        evidence="节选",
        link="http://lycy.gnzrmzf.gov.cn/info/1209/6505.htm",
    ),
    Instrument("复议法", "中华人民共和国行政复议法", "主席令第9号", issued=date(2023, 9, 1), in_force=date(2024, 1, 1)),
    Instrument("行诉法", "中华人民共和国行政诉讼法", issued=date(2017, 6, 27), in_force=date(2017, 7, 1)),
    Instrument(
        "行诉解释",
        "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释",
        "法释〔2018〕1号",
        issued=date(2018, 2, 6),
        in_force=date(2018, 2, 8),
    ),
    Instrument(
        "公开案件解释",
        "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
        "法释〔2025〕8号",
        in_force=date(2025, 6, 1),
        evidence="节选",
    ),
    Instrument(
        "旧公开案件解释",
        "最高人民法院关于审理政府信息公开行政案件若干问题的规定",
        "法释〔2011〕17号",
        until=date(2025, 6, 1),
        evidence="二手",
    ),
    Instrument("民诉法", "中华人民共和国民事诉讼法"),
    Instrument("预算法", "中华人民共和国预算法", issued=date(2018, 12, 29), in_force=date(2018, 12, 29)),
    Instrument("行政处罚法", "中华人民共和国行政处罚法", in_force=date(2021, 7, 15)),
    Instrument("放假办法", "全国年节及纪念日放假办法", issued=date(2024, 11, 10)),
    Instrument("保密法", "中华人民共和国保守国家秘密法", issued=date(2024, 2, 27), in_force=date(2024, 5, 1)),
    Instrument("保密条例", "中华人民共和国保守国家秘密法实施条例", "国务院令第786号", issued=date(2024, 7, 10)),
    Instrument("个保法", "中华人民共和国个人信息保护法", issued=date(2021, 8, 20), in_force=date(2021, 11, 1)),
    Instrument(
        "网安法", "中华人民共和国网络安全法", issued=date(2025, 10, 28), in_force=date(2026, 1, 1), evidence="凭记忆"
    ),
    Instrument("档案法", "中华人民共和国档案法", issued=date(2020, 6, 20), in_force=date(2021, 1, 1)),
)

INSTRUMENTS: dict[str, Instrument] = {each.short: each for each in _INSTRUMENTS}


def instrument(short: str) -> Instrument:
    """Give the instrument of a short name. Raises ValueError when it is not registered."""
    try:
        return INSTRUMENTS[short]
    except KeyError:
        raise ValueError(f"no instrument is registered as {short!r}; see gongkai.law.instruments") from None
