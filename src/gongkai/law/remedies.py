"""Remedies (救济): who hears a challenge, who answers it, and where its result is counted in table IV.

Reconsideration of a local department's acts lies with its own government alone since 1 January
2024; the choice of the department above it is gone. Not here: the table of periods (`periods`),
whether reconsideration must come first (`outcomes`), and the courts, whose jurisdiction may be local.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.calendar import CHINA, Calendar
from gongkai.law.citation import Citation, cite, cites, encodes
from gongkai.law.dated import Dated
from gongkai.law.deadlines import deadline
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.periods import period_due
from gongkai.law.steps import Deadline, Step


class AgencyKind(Enum):
    """What an agency is, as far as the forum turns on it."""

    PROVINCIAL_GOVERNMENT = Message("省级人民政府")
    LOCAL_GOVERNMENT = Message("省级以下人民政府")
    GOVERNMENT_OUTPOST = Message("人民政府的派出机关")
    LOCAL_DEPARTMENT = Message("地方人民政府工作部门")
    DEPARTMENT_BRANCH = Message("工作部门的派出机构")
    DISTRICT_BRANCH = Message("直辖市、设区的市工作部门按行政区划设立的派出机构")
    LOCAL_ORGANISATION = Message("地方人民政府或者其工作部门管理的授权组织")
    JUSTICE_DEPARTMENT = Message("履行行政复议机构职责的地方司法行政部门")
    VERTICAL_DEPARTMENT = Message("垂直领导的行政机关、税务和国家安全机关")
    CENTRAL_DEPARTMENT = Message("国务院部门")
    CENTRAL_BRANCH = Message("国务院部门的派出机构或者授权组织")
    PUBLIC_ENTERPRISE = Message("公共企事业单位")


@dataclass(frozen=True)
class Agency:
    """An agency and its place in the tree, as far as it is known.

    `government` is the government it belongs to: a department's own, or that of the department a
    branch or organisation belongs to. `superior` is what stands above it in its own line: the
    government above a government, the department above a department or branch. `seat` is the
    government of the place where a branch sits.
    """

    name: str
    kind: AgencyKind
    government: str = ""
    superior: str = ""
    seat: str = ""


class Forum(NamedTuple):
    """Who hears the reconsideration: the agencies to choose from, the usual first, and why."""

    agencies: tuple[str, ...]
    step: Step


class _Place(NamedTuple):
    """Which places of the tree hear the case, by attribute of `Agency`; those after the first only if known."""

    where: tuple[str, ...]
    citation: str


_FORUMS: Mapping[AgencyKind, _Place] = MappingProxyType(
    {
        AgencyKind.PROVINCIAL_GOVERNMENT: _Place(("name",), "复议法第24条第2款"),
        AgencyKind.LOCAL_GOVERNMENT: _Place(("superior",), "复议法第24条第1款第2项"),
        AgencyKind.GOVERNMENT_OUTPOST: _Place(("government",), "复议法第24条第1款第3项"),
        AgencyKind.LOCAL_DEPARTMENT: _Place(("government",), "复议法第24条第1款第1项"),
        AgencyKind.DEPARTMENT_BRANCH: _Place(("government",), "复议法第24条第4款"),
        AgencyKind.DISTRICT_BRANCH: _Place(("government", "seat"), "复议法第24条第4款"),
        AgencyKind.LOCAL_ORGANISATION: _Place(("government",), "复议法第24条第1款第4项"),
        AgencyKind.JUSTICE_DEPARTMENT: _Place(("government", "superior"), "复议法第28条"),
        AgencyKind.VERTICAL_DEPARTMENT: _Place(("superior",), "复议法第27条"),
        AgencyKind.CENTRAL_DEPARTMENT: _Place(("name",), "复议法第25条第1项"),
        AgencyKind.CENTRAL_BRANCH: _Place(("superior",), "复议法第25条"),
    }
)

FORUMS = Dated((date(2024, 1, 1), _FORUMS, "复议法第90条"))
"""By kind of agency. The rules before the revision, which offered a choice, are not kept here."""

encodes(f"{__name__}.FORUMS", *dict.fromkeys(place.citation for place in _FORUMS.values()))

_PLACES = {
    "name": Message("本机关"),
    "government": Message("本级人民政府"),
    "superior": Message("上一级机关"),
    "seat": Message("所在地人民政府"),
}


@cites("复议法第24条", "复议法第25条", "复议法第27条", "复议法第28条")
def forum(agency: Agency, *, on: date) -> Forum:
    """Give the agency that hears the reconsideration (复议机关) of an act done on a day.

    >>> bureau = Agency("某县教育局", AgencyKind.LOCAL_DEPARTMENT, government="某县人民政府", superior="某市教育局")
    >>> forum(bureau, on=date(2026, 3, 2)).agencies
    ('某县人民政府',)
    """
    if agency.kind is AgencyKind.PUBLIC_ENTERPRISE:
        raise NotAllowed(
            "forum-complaint-only",
            Message("{agency}是公共企事业单位，其信息公开不适用行政复议和行政诉讼。", agency=agency.name),
            hint=Message("请告知向有关主管部门或者机构申诉。"),
            citation=cite("条例第55条第2款"),
        )
    place = FORUMS.on(on).value[agency.kind]
    citation = cite(place.citation)
    known = [getattr(agency, where) for where in place.where]
    if not known[0]:
        raise NotAllowed(
            "forum-unknown",
            Message("{agency}的{place}未登记，不能确定复议机关。", agency=agency.name, place=_PLACES[place.where[0]]),
            hint=Message("请在机构信息中补上。"),
            citation=citation,
        )
    agencies = tuple(name for name in known if name)
    message = Message(
        "{agency}属于{kind}，复议机关为{forum}。", agency=agency.name, kind=agency.kind.value, forum=agencies
    )
    return Forum(agencies, Step(message, citation))


@cites("条例第55条第2款")
def complaint_to(agency: Agency) -> str:
    """Give where one complains (申诉) of a public enterprise: the department in charge of it."""
    if agency.kind is not AgencyKind.PUBLIC_ENTERPRISE:
        raise NotAllowed(
            "complaint-not-for-agencies",
            Message("{agency}是行政机关，对其不服的途径是投诉举报、行政复议、行政诉讼。", agency=agency.name),
            hint=Message("请按行政机关告知救济途径。"),
            citation=cite("条例第51条"),
        )
    if not agency.superior:
        raise NotAllowed(
            "complaint-unknown",
            Message("{agency}的主管部门未登记，不能告知向谁申诉。", agency=agency.name),
            hint=Message("请在机构信息中补上。"),
            citation=cite("条例第55条第2款"),
        )
    return agency.superior


class Dispute(Enum):
    """What the suit is over, as far as the agency that acted turns on it."""

    PUBLISHED = Message("主动公开")
    REPLIED = Message("依申请作出的答复")
    SILENT = Message("逾期不答复")


ACTING_AGENCY = Dated((date(2025, 6, 1), True, "公开案件解释第4条"))


@cites("公开案件解释第4条")
def acting_agency(
    dispute: Dispute, *, on: date, received_by: str = "", signed_by: str = "", published_by: str = ""
) -> str:
    """Give the agency that acted (原行为机关): who published, who signed the reply, or who received and kept silent.

    An office for disclosure that signs in its own name is itself the one; so who received an application
    and who signed the reply are kept apart. The article is known from accounts of it (二手).

    >>> acting_agency(Dispute.SILENT, on=date(2026, 3, 2), received_by="某县教育局", signed_by="某县政务公开办")
    '某县教育局'
    """
    citation = ACTING_AGENCY.on(on).citation
    acted = {Dispute.PUBLISHED: published_by, Dispute.REPLIED: signed_by, Dispute.SILENT: received_by}[dispute]
    if not acted:
        raise NotAllowed(
            "acting-agency-unknown",
            Message("对{dispute}不服的案件，没有登记由哪个机关作出，不能确定被告。", dispute=dispute.value),
            hint=Message("请登记公开的机关、答复落款的机关或者收到申请的机关。"),
            citation=citation,
        )
    return acted


class Reconsidered(Enum):
    """What became of the matter before suit, as far as the defendant turns on it."""

    NONE = Message("未经复议")
    UPHELD = Message("复议维持")
    CHANGED = Message("复议改变")


@cites("行诉法第26条第1款", "行诉法第26条第2款")
def defendants(original: str, *, reconsidered: Reconsidered = Reconsidered.NONE, forum: str = "") -> tuple[str, ...]:
    """Give who is sued: the agency that acted; with it the forum that upheld; or the forum that changed the act.

    >>> defendants("某县教育局", reconsidered=Reconsidered.UPHELD, forum="某县人民政府")
    ('某县教育局', '某县人民政府')
    """
    if reconsidered is Reconsidered.NONE:
        return (original,)
    return (original, forum) if reconsidered is Reconsidered.UPHELD else (forum,)


@cites("年报填报解释")
def suit_counted_by(original: str, defendants: Sequence[str]) -> str:
    """Give the one agency whose table IV counts a suit; a forum sued jointly does not count it again.

    >>> suit_counted_by("某县教育局", ["某县教育局", "某县人民政府"])
    '某县教育局'
    """
    if not defendants:
        raise NotAllowed(
            "suit-without-defendant",
            Message("没有被告，不能确定由谁计入表四。"),
            hint=Message("请登记被告。"),
            citation=cite("行诉法第26条"),
        )
    return original if original in defendants else defendants[0]


class Column(Enum):
    """The columns of table IV that hold results; the value is the column's id in every edition."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    OTHER = "other"
    PENDING = "pending"


class Result(NamedTuple):
    """A way a challenge stands or ends, with its provision and the column it is counted in."""

    code: str
    label: Message
    citations: tuple[Citation, ...]
    column: Column


def _result(code: str, label: Message, articles: str, column: Column) -> Result:
    return Result(code, label, tuple(map(cite, articles.split())), column)


RECONSIDERATION_RESULTS: tuple[Result, ...] = (
    _result("RECON_MAINTAINED", Message("维持"), "复议法第68条", Column.UPHELD),
    _result("RECON_CLAIM_DISMISSED", Message("驳回复议请求"), "复议法第69条", Column.UPHELD),
    _result("RECON_CHANGED", Message("变更"), "复议法第63条", Column.OVERTURNED),
    _result("RECON_REVOKED", Message("撤销或者部分撤销"), "复议法第64条", Column.OVERTURNED),
    _result("RECON_UNLAWFUL", Message("确认违法"), "复议法第65条", Column.OVERTURNED),
    _result("RECON_ORDERED", Message("责令履行"), "复议法第66条", Column.OVERTURNED),
    _result("RECON_INVALID", Message("确认无效"), "复议法第67条", Column.OVERTURNED),
    _result("RECON_NOT_ACCEPTED", Message("不予受理"), "复议法第30条", Column.OTHER),
    _result("RECON_DISMISSED", Message("驳回申请"), "复议法第33条", Column.OTHER),
    _result("RECON_TERMINATED", Message("终止（含撤回）"), "复议法第41条 复议法第74条", Column.OTHER),
    _result("RECON_MEDIATED", Message("调解"), "复议法第73条", Column.OTHER),
    _result("RECON_PENDING", Message("在审"), "复议法第62条", Column.PENDING),
    _result("RECON_SUSPENDED", Message("中止"), "复议法第39条", Column.PENDING),
)

SUIT_RESULTS: tuple[Result, ...] = (
    _result("SUIT_CLAIM_DISMISSED", Message("判决驳回诉讼请求"), "行诉法第69条", Column.UPHELD),
    _result("SUIT_REVOKED", Message("判决撤销"), "行诉法第70条", Column.OVERTURNED),
    _result("SUIT_ORDERED", Message("判决履行"), "行诉法第72条 行诉法第73条", Column.OVERTURNED),
    _result("SUIT_UNLAWFUL", Message("确认违法"), "行诉法第74条", Column.OVERTURNED),
    _result("SUIT_INVALID", Message("确认无效"), "行诉法第75条", Column.OVERTURNED),
    _result("SUIT_CHANGED", Message("判决变更"), "行诉法第77条", Column.OVERTURNED),
    _result("SUIT_NOT_FILED", Message("不予立案"), "行诉法第51条第2款", Column.OTHER),
    _result("SUIT_DISMISSED", Message("驳回起诉"), "", Column.OTHER),
    _result("SUIT_WITHDRAWN", Message("准许撤诉"), "行诉法第62条", Column.OTHER),
    _result("SUIT_DEEMED_WITHDRAWN", Message("按撤诉处理"), "行诉法第58条", Column.OTHER),
    _result("SUIT_ENDED", Message("终结诉讼"), "行诉法第101条", Column.OTHER),
    _result("SUIT_PENDING", Message("在审"), "行诉法第81条", Column.PENDING),
    _result("SUIT_SUSPENDED", Message("中止"), "行诉法第101条", Column.PENDING),
    _result("SUIT_APPEALED", Message("上诉未结"), "行诉法第88条", Column.PENDING),
)

RESULT_BY_CODE: Mapping[str, Result] = MappingProxyType(
    {each.code: each for each in (*RECONSIDERATION_RESULTS, *SUIT_RESULTS)}
)

encodes(
    f"{__name__}.RESULT_BY_CODE",
    *dict.fromkeys(str(each) for row in RESULT_BY_CODE.values() for each in row.citations),
)


def result_of(code: str) -> Result:
    """Give the result of a code. Raises ValueError when there is none."""
    try:
        return RESULT_BY_CODE[code]
    except KeyError:
        raise ValueError(f"no result has the code {code!r}; see gongkai.law.remedies") from None


@dataclass(frozen=True)
class RemedySettings:
    """What the texts at hand leave open about remedies."""

    # 结果计入哪一列未检得国办文本，按字义和通行做法；另有口径的在此改写。
    columns: Mapping[str, Column] = field(default_factory=dict)

    # 被申请人收到副本时未必知道适用哪种程序：默认按较短的简易程序准备（第70条的后果重）。
    assume_simple_procedure: bool = True

    # 履行判决的期限为二手材料，以裁判文书为准；单位为工作日。
    redo_days: int = 20


DEFAULTS = RemedySettings()


@cites("年报格式2021版第四部分")
def column_of(result: str, *, settings: RemedySettings = DEFAULTS) -> Column:
    """Give the column of table IV a result is counted in.

    >>> column_of("RECON_UNLAWFUL").value
    'overturned'
    """
    return settings.columns.get(result, result_of(result).column)


@cites("年报格式2021版第四部分")
def row_of(result: str, *, after_reconsideration: bool = False) -> str:
    """Give the row of table IV: reconsideration, direct suit, or suit after reconsideration.

    A matter reconsidered and then sued counts in both rows, each by its own result.
    """
    if result_of(result) in RECONSIDERATION_RESULTS:
        return "reconsideration"
    return "suit_after_reconsideration" if after_reconsideration else "direct_suit"


@cites("复议法第48条", "复议法第54条第1款", "复议法第70条")
def answer_due(
    received: date, *, simple: bool | None = None, calendar: Calendar = CHINA, settings: RemedySettings = DEFAULTS
) -> Deadline:
    """Give the respondent's last day to answer and produce evidence (答复举证), from receipt of the copy.

    What is not produced in time counts as not existing, so an unknown procedure is taken as the shorter.

    >>> answer_due(date(2026, 9, 30)).due, answer_due(date(2026, 9, 30), simple=False).due
    (datetime.date(2026, 10, 13), datetime.date(2026, 10, 20))
    """
    short = settings.assume_simple_procedure if simple is None else simple
    return period_due("T_RECON_ANSWER_SIMPLE" if short else "T_RECON_ANSWER", received, calendar=calendar)


_REDO_BY_JUDGMENT = Message(
    "责令重新答复的判决自{since}起生效，没有写明期限的，应在{days}个工作日内答复，至{last}；写明的，以其为准。"
)
_REDO_BY_ANALOGY = Message(
    "责令重新答复的决定或者判决自{since}起生效，没有写明期限的，参照履行判决的期限按{days}个工作日计算，至{last}；"
    "写明的，以其为准。"
)
_ON_JUDGMENTS = cite("公开案件解释")


@cites("公开案件解释")
def redo_due(
    since: date,
    *,
    ordered_under: Citation | None = None,
    calendar: Calendar = CHINA,
    settings: RemedySettings = DEFAULTS,
) -> Deadline:
    """Give the last day to reply anew (重新答复) where what orders it names none, from the day it is in effect.

    The days are known of judgments alone (二手), since the interpretation of 2025. [推导] For decisions on
    reconsideration and what those above order no text at hand names any, nor for older judgments: the same are taken,
    and said to be by analogy. `ordered_under` is the provision that makes such a decision binding.
    """
    last = calendar.add_working_days(since, settings.redo_days)
    judged = ordered_under is None and _ON_JUDGMENTS.instrument.applies_on(since)
    message = Message(
        (_REDO_BY_JUDGMENT if judged else _REDO_BY_ANALOGY).template, since=since, days=settings.redo_days, last=last
    )
    return deadline(last, [Step(message, _ON_JUDGMENTS if judged else ordered_under, last)], calendar)
