"""The words in which reports tell of applications, remedies, documents and fees, as patterns.

Patterns are for text put in one writing by `plain`: no spaces, half-width digits without separators,
full-width punctuation. Alternatives begin with a character of their own, so that searching stays fast.
"""

from __future__ import annotations

import re

from gongkai.report.narrative.claim import Subject

_ONE_WRITING = dict(zip("０１２３４５６７８９．％,;:?!()", "0123456789.%，；：？！（）"))
_OTHER_WRITING = re.compile(rf"[{''.join(_ONE_WRITING)}]")
_SEPARATOR = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_FULL_STOP = re.compile(r"\.(?:(?<!\d\.)|(?!\d))")


def plain(text: str) -> str:
    """Give text in the one writing that the patterns are for.

    >>> plain("收到 政府信息公开申请 １，２３４ 件(含上年结转5件)")
    '收到政府信息公开申请1234件（含上年结转5件）'
    """
    text = _OTHER_WRITING.sub(lambda match: _ONE_WRITING[match[0]], "".join(text.split()))
    return _FULL_STOP.sub("。", _SEPARATOR.sub("", text))


SENTENCE = re.compile(r"[^。；！？]+")
CLAUSE = re.compile(r"[^，。；！？：（）]+")
BREAKS = "，：（）。；"

RELEVANT = re.compile(r"申请|公开件|复议|诉讼|规范性文件|规章|费")
QUANTITY = re.compile(
    r"(?P<number>\d[\d.]*[万亿]?|[〇零一二两三四五六七八九十百千万]+)(?P<about>[余多几])?(?P<unit>[件份宗起例项个条次])"
)
NOT_A_COUNT = frozenset("第每同某任约近逾超过")
"""A character before a number that makes it an ordinal or an estimate."""
PART_OF_A_WORD = frozenset("统唯单上数几专")
"""A character before a Chinese numeral that makes it part of a word: 统一, 数十, 上百."""

# ── what the text is about ───────────────────────────────────────────────────

APPLICATION = (
    r"依申请|信息公开申请|公开申请|申请公开|公开政府信息的申请|公开信息的申请|信息公开的申请"
    r"|政府信息申请|申请政府信息"
)
_OTHER_MATTERS = (
    r"主动公开|建议|提案|议案|人大代表|政协|留言|信箱|来信|信件|热线|工单|咨询|投诉(?!类)|举报(?!、?投诉)|信访(?!、?举报)"
    r"|许可|处罚|审批|办件|政务服务|诉求|舆情|督查|检查|培训|会议|解读|发布|公众号|微博|合同|问题"
)
TOPIC = re.compile(
    r"申请(?:(?<=依申请)|(?<=公开申请)|(?<=公开的申请)|(?<=信息的申请)|(?<=信息申请)|(?=公开|政府信息))"
    rf"|复议|诉讼|起诉|规范性文件|规章|{_OTHER_MATTERS}"
)
TOPICS = {
    "申请": "application",
    **dict.fromkeys(("复议", "诉讼", "起诉"), "remedy"),
    **dict.fromkeys(("规范性文件", "规章"), "document"),
}
"""What the words are about; all others are about other matters."""
BARE_APPLICATION = re.compile(
    r"(?:收到|受理|办理|新收|接收|接到|处理|答复|办结|[共各的理到])申请(?:件|事项)?(?:数量?|件数|总数)?(?:[共总合]?[计为]|共|：)*$"
)
"""申请 with nothing before it that says for what: in a report on disclosure, for information."""
NAMED_APPLICATION = re.compile(
    rf"(?:{APPLICATION})(?:政府信息|信息|公开)?(?:的?申请|公开)?(?:件|事项|事件|办理事项|办件|业务)?"
    r"(?:数量?|件数|总数|总量)?(?:[共总合]?[计为]|共|有|：)*$"
)
APPLICATION_AFTER = re.compile(rf"(?:的?(?:{APPLICATION}|政府信息.{{0,4}}申请|申请(?!人|行政)))")
OF_DOCUMENTS = re.compile(r"属性|公文|发文|拟稿|标注|认定为|界定")
"""依申请公开 said of documents (公文公开属性), not of applications."""

# ── acts on applications ─────────────────────────────────────────────────────

RECEIVED = re.compile(r"收到|受理|新收|接收|接到|接受|登记|新增|收取")
WORKED_ON = re.compile(r"办理(?!完|答复)|处理(?!完)|共有")
HANDLED = re.compile(r"办结|答复|办理完|办理答复|处理完|回复")
HANDLED_AFTER = re.compile(r"[^，。；未不待尚]{0,10}(?:办结|答复|办理完|回复)")
ONLY_SOME = re.compile(
    r"其中|网络|网上|在线|当面|现场|信函|邮寄|邮件|传真|窗口|平台|网站|线上|线下|书面|系统|按期|按时|逾期|延期|剩余|其余|另"
)
NOT_THE_COUNT = re.compile(
    r"增加|增长|减少|下降|上升|降低|多收|少收|同比|环比|较|相比|不足|平均|撤回|撤销|转办|转送|移送|征求|延长|延期"
    r"|受理点|范本|文书|未[按及]|超期"
)
CARRIED = re.compile(r"结转|转入下|转下|转至下|未办结|尚在办理|正在办理")
CARRIED_IN = re.compile(r"(?:上|去|往|前)(?:一)?年度?[^下]{0,6}结转|结转(?:自|的)?(?:上|去|往)(?:一)?年|上年度?转入")
CARRIED_FORWARD = re.compile(
    r"(?:结转|转入|转至|转|待)(?:至|到|入|在)?(?:下|次|明|来|翌)(?:一)?(?:个)?年|下(?:一)?年度?(?:继续)?(?:结转|办理)"
    r"|继续办理|未办结|尚在办理|正在办理"
)

APPLICANTS = {
    "自然人": Subject.NATURAL,
    "公民": Subject.NATURAL,
    "法人或其他组织": Subject.ORGANISATIONS,
    "法人或者其他组织": Subject.ORGANISATIONS,
    "法人和其他组织": Subject.ORGANISATIONS,
    "法人及其他组织": Subject.ORGANISATIONS,
    "法人、其他组织": Subject.ORGANISATIONS,
    "法人或非法人组织": Subject.ORGANISATIONS,
    "商业企业": Subject.COMMERCIAL,
    "科研机构": Subject.RESEARCH,
    "社会公益组织": Subject.WELFARE,
    "公益组织": Subject.WELFARE,
    "法律服务机构": Subject.LEGAL,
}
OUTCOMES: dict[str, Subject | None] = {
    "予以公开": Subject.GRANTED,
    "同意公开": Subject.GRANTED,
    "准予公开": Subject.GRANTED,
    "部分公开": Subject.GRANTED_IN_PART,
    "不予公开": Subject.WITHHELD,
    "不予以公开": Subject.WITHHELD,
    "不同意公开": Subject.WITHHELD,
    "未予公开": None,
    "未予以公开": None,
    "无法提供": Subject.UNABLE,
    "不予处理": Subject.NOT_PROCESSED,
    "其他处理": Subject.OTHER_OUTCOME,
    "国家秘密": Subject.STATE_SECRET,
    "第三方合法权益": Subject.THIRD_PARTY,
    "内部事务信息": Subject.INTERNAL,
    "过程性信息": Subject.PROCESS,
    "行政执法案卷": Subject.ENFORCEMENT_FILE,
    "行政查询": Subject.INQUIRY,
    "不掌握": Subject.NOT_HELD,
    "现成信息": Subject.TO_BE_MADE,
    "内容仍不明确": Subject.UNCLEAR,
    "信访举报投诉": Subject.PETITION,
    "重复申请": Subject.REPEATED,
    "公开出版物": Subject.PUBLICATION,
    "逾期不补正": Subject.NOT_SUPPLEMENTED,
    "逾期未补正": Subject.NOT_SUPPLEMENTED,
    "逾期不缴": Subject.NOT_PAID,
    "逾期未缴": Subject.NOT_PAID,
    "逾期未按收费通知": Subject.NOT_PAID,
}
PARENTS = {
    Subject.STATE_SECRET: Subject.WITHHELD,
    Subject.THIRD_PARTY: Subject.WITHHELD,
    Subject.INTERNAL: Subject.WITHHELD,
    Subject.PROCESS: Subject.WITHHELD,
    Subject.ENFORCEMENT_FILE: Subject.WITHHELD,
    Subject.INQUIRY: Subject.WITHHELD,
    Subject.NOT_HELD: Subject.UNABLE,
    Subject.TO_BE_MADE: Subject.UNABLE,
    Subject.UNCLEAR: Subject.UNABLE,
    Subject.PETITION: Subject.NOT_PROCESSED,
    Subject.REPEATED: Subject.NOT_PROCESSED,
    Subject.PUBLICATION: Subject.NOT_PROCESSED,
    Subject.NOT_SUPPLEMENTED: Subject.OTHER_OUTCOME,
    Subject.NOT_PAID: Subject.OTHER_OUTCOME,
}


def _any_of(words: dict[str, Subject | None] | dict[str, Subject]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


APPLICANT = re.compile(_any_of(APPLICANTS))
OUTCOME = re.compile(_any_of(OUTCOMES))
OUTCOME_AFTER = re.compile(r"(?:均|已|依法|为|属)*(?:予以公开|部分公开|不予公开|无法提供|不予处理)")

# ── when and of whom ─────────────────────────────────────────────────────────

YEAR = re.compile(r"(?P<year>20\d\d)(?:年|-\d)")
COMPARED = (*"较比与同和从于自", "结转", "转入", "转至", "转到")
"""Words before a year that compare with it or carry over to it, and do not tell of it."""
ASIDE_YEAR = re.compile(r"年?(?:度|底|末)?(?:以来|起|新?修|颁|施行|印发|出台|结转|相比|同期)")
LAST_YEAR = re.compile(
    r"(?:上年|去年|上一年)度?(?![^，。；]{0,8}(?:结转|转入|相比|持平|相同|同期|增|减|少|多|下降|上升))"
)
YEAR_ROUND = re.compile(
    r"0?1月?[至到—~-]+12月|0?1月0?1日(?:起)?[至到—~-]+(?:20\d\d年)?12月31日|截[至止](?:20\d\d年)?12月(?:31日|底)?"
)
WITHIN_YEAR = re.compile("[月半季]")
"""What a part of a year is never named without; it saves most sentences the search."""
PART_OF_YEAR = re.compile(r"[上下]半年|季度|(?:\d{1,2}|[一二三四五六七八九十]+)月")
SINCE_LONG = re.compile(r"以来(?<!今年以来)|历[年次]|累计|近[几两三四五六七八九十\d]+年")

REGION = re.compile(r"全[省市区县州盟旗系]")
SEVERAL_AGENCIES = re.compile(r"各[部单乡镇街县区市地]")
PART_OF_AGENCY = re.compile(
    r"本级|政府办|办公室|办公厅|局机关|委机关|下属|所属|直属|分局|部门|乡镇|街道"
    r"|(?:省政府|市政府|县政府|区政府)(?=[，（、共收受办本及和]|$)"
)

# ── none, all, the same ──────────────────────────────────────────────────────

PUBLIC = re.compile(r"公民、?、?(?:法人)?(?:或者?|和|及|、)?(?:其[他它]|非法人)?组织|社会公众|人民群众|群众")
NEGATION = re.compile(
    r"未(?:曾)?(?:收到|接到|受理|接收|接|办理|发生|产生|出现|涉及|有|引发|引起|存在|因|被)|没有|没(?:收到|接到)|无(?!法|正当|效|关|偿|理|障|需|论)"
)
NONE_SIGN = re.compile(r"[未没无零]|[为：是]0")
ALL_SIGN = re.compile(r"[均全都皆%]|持平")
SUPPOSED = ("如", "若", "如果", "凡", "申请人")
"""Words before a negation that make it a case supposed, or one of somebody else."""
SOME_OF_THEM = ("对", "针对", "将", "就")
"""Words before an outcome that speak of applications with that outcome, not of how many had it."""
NO_APPLICATIONS = re.compile(
    rf"^[^，。；]{{0,22}}?(?:{APPLICATION}|信息公开.{{0,3}}申请)"
    r"(?:的|政府信息|信息|公开|申请|办理|件|事项|事件|情况|要求|案件|业务|内容|事宜|件数|受理|发生|产生|情形|行为|记录)*"
    r"(?:$|[，。；、（和及与])"
)
NO_APPLICATIONS_AT_ALL = re.compile(
    rf"(?:{APPLICATION})(?:政府信息)?(?:的?申请)?(?:件|事项)?(?:数量?|件数|受理量|总数)?(?:[均都]?为|：|是)(?:0|零|无)[件条份]?(?:$|[，。；])"
)
NO_REMEDIES = re.compile(r"^[^，。；]{0,40}?(?:行政)?(?:复议|诉讼)")
NOT_OF_ALL = re.compile(
    r"超|逾期|不予|拒绝|收费|费用|结转|重复|建议|提案|许可|更正|违|泄|当面|网|邮|信函|传真|平台|线下|线上|窗口|除|因|办结"
    r"|答复|培训|专|制度|人员|渠道|及时|能|完善|规范|确|如|若|应|异议|争议|败|纠|撤|维持|驳回|审|未经|经复议|直接|后|另|再|机关"
)
NOT_OF_ALL_REMEDIES = re.compile(
    r"败|纠错|纠正|撤销|维持|驳回|超|逾|培训|应诉|未经|经复议|直接|复议后|复议机关|责令|被判|违法|另|再|除|如|若|其他|确认"
)
ALL_HANDLED = re.compile(
    r"(?:均|全部|都|皆)(?:已|能|做到)?(?:[^，。；]{0,14})?(?:办结|答复|办理完|回复|办复)|(?:办结|答复|按期办结|按时答复)率(?:均)?(?:为|达到?|：)?100%"
)
NOT_ALL_HANDLED = re.compile(
    r"除|其中|应当?|确保|做到|力争|要求|争取|保证|必须|(?<![无没])(?<!没有)结转(?!0|零)|未到期|正在办理|尚在|待|其余|剩余|未办结|期限内的|到期|建议|提案"
)
ALL_NATURAL = re.compile(r"(?:均|皆|都|全部|全)(?:为|是|系|由)(?:自然人|公民)")
SAME_AS_LAST_YEAR = re.compile(
    r"(?:与|同|和)(?:上年|去年|上一年|(?P<year>20\d\d)年)(?:度|同期)?(?:相比)?(?:数量)?(?P<about>基本|大致|总体)?持平"
)

# ── remedies, documents, fees ────────────────────────────────────────────────

REMEDY = re.compile(r"复议|诉讼|起诉|维持|纠正|审结")
RESULT = re.compile(r"维持|纠正|尚未审结|未审结|正在审理|尚在审理")
OTHER_RESULT = re.compile(
    r"已?审结|撤销|驳回|撤回|终止|败诉|胜诉|调解|和解|出庭|答辩|复议机关|作为|参加|确认|责令|履行|其他结果|培训"
)
DOCUMENT = re.compile(r"规章|规范性文件")
DOCUMENT_MADE = re.compile(r"制发|制定(?!、?发布的)|新制|出台")
DOCUMENT_REPEALED = re.compile(r"废止|失效")
DOCUMENT_EFFECTIVE = re.compile(r"现行有效|继续有效")
NOT_THE_DOCUMENTS = re.compile(r"解读|公开|清理|修[改订]|审[查核]|备案|征求|评估|前置|发布|拟")

FEE = re.compile(r"处理费|收费|收取[^，。；]{0,12}费|费用")
NOT_THE_FEE = re.compile(r"行政事业性收费|事业性收费|收费(?:标准|依据|项目|目录|公示|许可)|涉企收费|经费")
FEE_NEVER = re.compile(r"不收取|免费|不收费|[未没无][^，。；]{0,6}收费通知")
FEE_NONE = re.compile(
    r"[未没无][^，。；]{0,12}(?:收取|收费|费)|费[^，。；\d]{0,8}(?:为|：)?(?:0(?:\.0+)?|零)万?元|收取[^，。；\d]{0,14}费[^，。；\d]{0,4}0(?:\.0+)?万?元"
)
FEE_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>万?元)")
