"""What adding members' reports up finds: every kind of it, with what to do."""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.message import Message
from gongkai.report.finding import Code, Severity

_WHOLE_LISTS = cite("条例第49条")

MEMBER_MISSING = Code(
    "member-missing",
    Severity.ERROR,
    Message("成员单位缺报"),
    Message("名单中的成员单位没有可用的年报。缺报不是零，汇总数不含该单位。"),
    Message("请催报后重新汇总。"),
    _WHOLE_LISTS,
)
MEMBER_OTHER_YEAR = Code(
    "member-other-year",
    Severity.ERROR,
    Message("成员单位的年报不是同一年度"),
    Message("成员单位年报的年度与汇总年度不同，没有计入。"),
    Message("请换用该年度的年报。"),
    _WHOLE_LISTS,
)
MEMBER_OTHER_EDITION = Code(
    "member-other-edition",
    Severity.ERROR,
    Message("成员单位的年报用了另一版格式"),
    Message("两版格式的指标口径不同，不能相加，没有计入。"),
    Message("请退回按该年度的格式重报；只计入口径相同的指标的，在汇总计划中写明map_editions = true。"),
)
MEMBER_UNMAPPED = Code(
    "member-cells-unmapped",
    Severity.ERROR,
    Message("另一版格式的年报有些指标没有对应"),
    Message("汇总计划要求对照另一版格式：口径相同的指标已经计入，没有对应的没有计入，汇总数因此不完整。"),
    Message("请该单位按本年度的格式补报这些指标。"),
)
MEMBER_YEAR_UNKNOWN = Code(
    "member-year-unknown",
    Severity.WARNING,
    Message("成员单位的年报没有写明年度"),
    Message("年报没有写明年度，可能拿错了文件；仍然计入。"),
    Message("请核对文件。"),
    _WHOLE_LISTS,
)
MEMBER_NOT_FINAL = Code(
    "member-not-final",
    Severity.ERROR,
    Message("成员单位的年报没有定稿"),
    Message("汇总计划写明该单位的年报还没有定稿，或者标题写明是草稿；仍然计入，但汇总数还会变。"),
    Message("请在定稿后重新汇总，并去掉计划中的final = false。"),
    _WHOLE_LISTS,
)
MEMBER_TWICE = Code(
    "member-counted-twice",
    Severity.ERROR,
    Message("两个成员单位交的是同一份年报"),
    Message("两个成员单位的年报写明同一机关，数字也全部相同，照数计入就重复了。"),
    Message("请核对两个成员的文件。"),
    _WHOLE_LISTS,
)
MEMBER_VERTICAL = Code(
    "member-vertical",
    Severity.WARNING,
    Message("垂直管理单位没有写明是否纳入"),
    Message("税务、海关等垂直管理单位随本系统上报，又计入地方的，会重复。仍然计入。"),
    Message("请由主管部门明确；确要纳入的，在汇总计划中写明vertical = true，否则从名单中去掉。"),
    cite("统计报送通知"),
)
MEMBER_OTHER_NAME = Code(
    "member-other-name",
    Severity.WARNING,
    Message("年报的机关名称与名单不同"),
    Message("年报写明的机关与名单中的名称不同，可能拿错了文件，也可能只是简称；仍然计入。"),
    Message("请核对文件与名单。"),
)
MEMBER_UNBALANCED = Code(
    "member-unbalanced",
    Severity.ERROR,
    Message("成员单位的年报勾稽关系不成立"),
    Message("成员单位的年报自身加不平，照数计入后汇总数同样加不平。"),
    Message("请退回核对。"),
)
MEMBER_INCOMPLETE = Code(
    "member-incomplete",
    Severity.ERROR,
    Message("成员单位的年报缺表、缺行或者有认不出的数字"),
    Message("该处没有可以相加的数字，按没有计入处理，汇总数因此不完整。"),
    Message("请退回补齐。"),
)
MEMBER_BLANK = Code(
    "member-blank",
    Severity.WARNING,
    Message("成员单位的年报有空白单元格"),
    Message("空白不是零，没有数字可加：汇总数只是其他单位的数；各单位都空白的，汇总数也是空白。"),
    Message("请向该单位核实后填0或者补数。"),
)
MEMBER_COMBINED = Code(
    "member-combined-row",
    Severity.ERROR,
    Message("成员单位把（六）其他处理合为一行"),
    Message("该单位没有分列（六）的三行，整数不能硬拆；三个分行的汇总数缺该单位。"),
    Message("请退回分列，或者在汇总计划中写明combine_other = true，全部合为一行。"),
)
MEMBER_UNIT = Code(
    "member-money-unit",
    Severity.WARNING,
    Message("成员单位的金额没有写明单位"),
    Message("金额的单元格和表头都没有写明单位，按格式规定的单位相加。"),
    Message("请核实金额单位。"),
)
MEMBER_CONVERTED = Code(
    "member-money-converted",
    Severity.NOTICE,
    Message("成员单位的金额换算了单位"),
    Message("成员单位的金额与汇总用的单位不同，换算后再相加，换算前后都没有取整。"),
    Message("请核对换算前后的金额。"),
)
UNITS_MIXED = Code(
    "members-units-mixed",
    Severity.ERROR,
    Message("各单位金额的单位不同，无法相加"),
    Message(
        "有的成员单位写明的金额单位不能换算，或者格式没有规定这一列的单位而成员单位没有写明。不能不分单位相加，该格没有汇总。"
    ),
    Message("请核实各单位的金额单位。"),
)
CO_DEFENDANT_EXCEEDS = Code(
    "co-defendant-exceeds",
    Severity.ERROR,
    Message("剔除的共同被告案件多于该单位所报"),
    Message("复议机关作共同被告的案件由原行为机关统计；计划中要剔除的件数多于该单位表四所报的件数，没有剔除。"),
    Message("请核对计划中的件数。"),
    cite("年报填报解释"),
)
OWN_OFFICE_ABSENT = Code(
    "own-office-absent",
    Severity.WARNING,
    Message("名单中没有本级政府办公厅（室）"),
    Message("本级的数包括本级政府及其办公厅（室）自己办理的申请；名单没有标明哪个成员是它。"),
    Message("请在名单中加上，并写明own_office = true。"),
    cite("统计报送通知"),
)
OWN_OFFICE_TWICE = Code(
    "own-office-twice",
    Severity.WARNING,
    Message("本级的数和本级政府办公厅（室）的数并列"),
    Message("本级的数已经包括本级政府及其办公厅（室）；名单中既有本级，又另列办公厅（室），可能重复。"),
    Message("请核对：本级已经包括它的，从名单中去掉。"),
    cite("统计报送通知"),
)
CODES = (
    MEMBER_MISSING,
    MEMBER_OTHER_YEAR,
    MEMBER_OTHER_EDITION,
    MEMBER_UNMAPPED,
    MEMBER_YEAR_UNKNOWN,
    MEMBER_NOT_FINAL,
    MEMBER_TWICE,
    MEMBER_VERTICAL,
    MEMBER_OTHER_NAME,
    MEMBER_UNBALANCED,
    MEMBER_INCOMPLETE,
    MEMBER_BLANK,
    MEMBER_COMBINED,
    MEMBER_UNIT,
    MEMBER_CONVERTED,
    UNITS_MIXED,
    CO_DEFENDANT_EXCEEDS,
    OWN_OFFICE_ABSENT,
    OWN_OFFICE_TWICE,
)
