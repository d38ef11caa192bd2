"""The kinds of letters: what each says of its facts (a pure function), and what it must hold by law (a literal table).

A new letter is a function and a row here, and its template. What a letter lacks is refused with its article before
anything is drawn: no half letter leaves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.applications.notices import facts as of
from gongkai.applications.notices.letter import Fields, Letter, Template, read_template
from gongkai.law.citation import Citation, cite
from gongkai.law.deadlines import CO_AUTHOR_OPINION_DAYS, THIRD_PARTY_OPINION_DAYS
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message, chinese_date
from gongkai.law.numerals import chinese_numeral
from gongkai.law.outcomes import DEFAULTS, Group, outcome
from gongkai.law.remedy_notice import DECISION, NOTICE, REPLY, remedy_notice
from gongkai.redaction.marks import Ground

_LONGEST_SUMMARY = 300
"""In characters: a letter gives the gist of what was asked for (申请内容摘要)."""


def _always(facts: Any) -> bool:
    return True


class Element(NamedTuple):
    """Something a letter must hold: its field, the provision that asks for it, and when it does."""

    field: str
    citation: str
    when: Callable[[Any], bool] = _always


class Kind(NamedTuple):
    """A kind of letter. `label` is for the desk; the title of the letter is its template's."""

    code: str
    name: str
    label: Any
    fields: Callable[[Any], Fields]
    elements: tuple[Element, ...]
    others: frozenset[str] = frozenset()
    """Fields that a template may have and that may say nothing."""
    numbered: bool = False
    """Whether it is a reply, which has its number from the day it is made."""
    takes_number: bool = True
    """Whether it is issued under a number of its own (文号)."""

    @property
    def known(self) -> frozenset[str]:
        """Give the fields that a template of this kind may have."""
        return frozenset(element.field for element in self.elements) | self.others


def write(kind: Kind, facts: Any, template: Template | None = None) -> Letter:
    """Write a letter from its facts, by the template of ours unless another is given.

    Raises NotAllowed, with the article, when something it must hold is not known or has no place in the template.
    """
    words = template or template_of(kind)
    values = kind.fields(facts)
    if kind.numbered and not facts.number:
        raise _lacking(kind, "文号", "条例第45条")
    if not facts.addressee.strip():
        raise _lacking(kind, "收件人", "条例第29条第2款第1项")
    for element in kind.elements:
        if not element.when(facts):
            continue
        if not values[element.field]:
            raise _lacking(kind, element.field, element.citation)
        if element.field not in words.fields:
            raise NotAllowed(
                "letter-element-not-in-template",
                Message(
                    "“{letter}”的样式里没有“{element}”这一栏，不能出具。", letter=kind.label, element=element.field
                ),
                hint=Message("请在样式中写上这一栏。"),
                citation=cite(element.citation),
            )
    return Letter(
        title=words.title,
        number=facts.number,
        addressee=facts.addressee,
        paragraphs=tuple(words.paragraphs(values)),
        attachments=facts.attachments,
        signature=facts.sender.agency.name,
        day=facts.on,
    )


@cache
def template_of(kind: Kind) -> Template:
    """Give the template of ours for a kind (`wordings` gives that of an agency)."""
    text = (files(__package__) / "templates" / f"{kind.name}.txt").read_text(encoding="utf-8")
    return read_template(text, called=kind.label, fields=kind.known)


def _lacking(kind: Kind, element: str, citation: str) -> NotAllowed:
    return NotAllowed(
        "letter-element-missing",
        Message("“{letter}”缺少“{element}”，不能出具。", letter=kind.label, element=element),
        hint=Message("请先在案件、机关信息或者办理规则中补上。"),
        citation=cite(citation),
    )


# ── What letters say ─────────────────────────────────────────────────────────


def formal(*citations: Citation) -> str:
    """Give provisions as letters cite them, the title of a text once where several of it follow one another.

    >>> formal(cite("条例第15条"), cite("条例第36条第3项"))
    '《中华人民共和国政府信息公开条例》第十五条、第三十六条第（三）项'
    """
    written, before = [], None
    for each in citations:
        whole = each.formal()
        written.append(whole.removeprefix(each.instrument.formal()) if each.instrument == before else whole)
        before = each.instrument
    return "、".join(written)


def _basis(*citations: str) -> str:
    return formal(*map(cite, citations))


def _day(on: date | None) -> str:
    return chinese_date(on) if on else ""


def _due(due: of.Due) -> str:
    notes = []
    if due.consulting:
        notes.append("征求意见所需时间不计算在内，期限相应顺延")
    elif due.left_out:
        notes.append("不计入期限的时间已经扣除")
    if due.provisional:
        notes.append("暂定，该年放假安排公布后以重新计算的日期为准")
    return _day(due.on) + (f"（{'；'.join(notes)}）" if notes else "")


def _ended(text: str) -> str:
    """Give a text with a full stop behind it."""
    text = text.strip()
    return text if not text or text[-1] in "。！？.!?" else f"{text.rstrip('，；、,;')}。"


def _gist(text: str) -> str:
    """Give what was asked for in one line, without the stop at its end."""
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST_SUMMARY else f"{line[:_LONGEST_SUMMARY]}……").rstrip("。；;，,")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.splitlines())))


def _asked(asked: of.Asked) -> dict[str, str]:
    several = len(asked.applicants) > 1
    return {
        "称谓": ("你们" if several else "您") if asked.is_person else "你单位",
        "登记号": asked.register,
        "收到日期": _day(asked.received_on),
        "申请内容": _gist(asked.wanted),
    }


def _contact(sender: of.Sender) -> dict[str, str]:
    return {"联系电话": sender.phone, "联系地址": sender.address}


def receipt(facts: of.Receipt) -> Fields:
    """Say that an application was registered (登记回执), how to follow it, and until when it is answered."""
    way = f"在本机关政府信息公开平台凭登记号{facts.asked.register}和查询码{facts.code}查询" if facts.code else ""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第33条第2款"),
        "答复期限": _due(facts.due),
        "查询方式": way,
    }


def supplement(facts: of.Supplement) -> Fields:
    """Say what is to be supplemented (补正告知书), all of it, until when, and what follows otherwise."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第30条"),
        "补正事项": _lines(facts.matters),
        "补正期限": _day(facts.until),
        "逾期后果": "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。",
    }


def extension(facts: of.Extension) -> Fields:
    """Say that the period is longer (延期答复告知书): why, by how much, until when."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第33条第2款"),
        "理由": _ended(facts.reason),
        "延长天数": str(facts.days) if facts.days else "",
        "原答复期限": _due(facts.before),
        "答复期限": _due(facts.due),
    }


def reasons(facts: of.Reasons) -> Fields:
    """Ask for the reasons of applications in large numbers (说明理由告知书): 条例第35条."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第35条"),
        "申请件数": str(facts.count) if facts.count else "",
        "说明事项": _lines(facts.matters),
        "说明期限": _day(facts.until),
        "后果": "理由不合理的，本机关不予处理；理由合理但不能按期答复的，本机关确定延迟答复的合理期限并告知。",
    }


def delay(facts: of.Delay) -> Fields:
    """Say until when a reply is delayed (延迟答复告知书), the reasons being good: 条例第35条."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第35条"),
        "延迟期限": _day(facts.until),
    }


def disclosed(facts: of.Disclosed) -> Fields:
    """Tell a third party that the information is disclosed for the public interest, what and why: 条例第32条."""
    return {
        **_contact(facts.sender),
        "依据": _basis("条例第15条", "条例第32条"),
        "公开的内容": _lines(facts.scope),
        "理由": _ended(facts.reason),
        "救济途径": _remedies(facts, ["GRANT"], DECISION),
    }


def third_party(facts: of.Opinion) -> Fields:
    """Ask a third party (征求第三方意见书); their silence decides nothing: 条例第32条."""
    days = THIRD_PARTY_OPINION_DAYS.on(facts.on)
    return {
        **_contact(facts.sender),
        "依据": _basis("条例第15条", "条例第32条"),
        "拟公开的内容": _lines(facts.scope),
        "意见期限": f"自收到本征求意见书之日起{days.value}个工作日内",
        "逾期后果": f"逾期未提出意见的，由本机关依照{_basis('条例第32条')}的规定决定是否公开。",
    }


def co_author(facts: of.Opinion) -> Fields:
    """Ask an agency that made the information too (征求意见函); its silence is consent: 条例第34条."""
    days = CO_AUTHOR_OPINION_DAYS.on(facts.on)
    return {
        **_contact(facts.sender),
        "依据": _basis("条例第34条"),
        "拟公开的内容": _lines(facts.scope),
        "意见期限": f"自收到本函之日起{days.value}个工作日内",
        "逾期后果": "逾期未提出意见的，视为同意公开。",
    }


def other_agency(facts: of.Opinion) -> Fields:
    """Ask another agency that the information concerns (征求意见函): 条例第11条 sets no period."""
    return {**_contact(facts.sender), "依据": _basis("条例第11条"), "拟公开的内容": _lines(facts.scope)}


def consulting(facts: of.Consulting) -> Fields:
    """Tell the applicant that others are asked (征求意见告知书), and that the time is left out of the count."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第33条第3款"),
        "征求对象": facts.of,
        "征求起始日": _day(facts.on),
        "期限说明": "征求意见所需时间不计算在答复期限内。",
    }


def fee(facts: of.Fee) -> Fields:
    """Give notice of the processing fee (收费通知书), with how it comes about."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": formal(cite("条例第42条第1款"), cite(facts.citation)),
        "收费标准": facts.standard,
        "收费明细": facts.lines,
        "金额": f"{facts.total.normalize():f}" if facts.total else "",
        "缴纳方式": facts.sender.fee_payment.strip().rstrip("。"),
        "缴费期限": f"自收到本通知之次日起{facts.days}个工作日内",
        "逾期后果": "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。",
        "缴费之后": "答复期限自完成缴费之次日起重新计算。" if facts.restarts else "等待缴费的时间不计算在答复期限内。",
    }


def reply(facts: of.Reply) -> Fields:
    """Reply (答复书): what becomes of each thing asked for, on what ground and why, and the remedies."""
    is_reason = any(not part.reason and "理由" in _first(part.outcome).fields for part in facts.parts)
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "区分依据": _basis("条例第37条"),
        "分项说明": _severing(facts),
        "补正日期": _day(facts.supplemented_on),
        "延长后的期限": _due(facts.extended) if facts.extended else "",
        "事实": () if is_reason else _lines(facts.facts),
        "答复事项": tuple(_parts(facts)),
        "检索情况": tuple(map(_search, facts.searches)),
        "征求意见情况": tuple(map(_heard, facts.third_parties)),
        "说明理由情况": _reasons(facts),
        "改变形式情况": _form_change(facts),
        "遮去情况": tuple(map(_left_out, facts.left_out)),
        "救济途径": _remedies(facts, [part.outcome for part in facts.parts], _called(facts)),
    }


# “申请公开的信息中含有不应当公开或者不属于政府信息的内容，但是能够作区分处理的”
def _severing(facts: of.Reply) -> str:
    """Say why a reply answers by parts: what is withheld was severed, or the parts merely fare differently."""
    who = _asked(facts.asked)["称谓"]
    if any(outcome(part.outcome).group in (Group.WITHHELD, Group.GRANTED_IN_PART) for part in facts.parts):
        return f"{who}申请的内容能够作区分处理。根据{_basis('条例第37条')}的规定，"
    return f"{who}申请的各项内容处理结果不同，"


def lapse(facts: of.Lapse) -> Fields:
    """Say that an application is not dealt with any more (不再处理告知书), since something did not come in time."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": formal(*outcome(facts.outcome).citations),
        "告知日期": _day(facts.noticed_on),
        "通知书号": facts.notice_number,
        "期限": _day(facts.until),
        "救济途径": _remedies(facts, [facts.outcome], NOTICE),
    }


def made_public(facts: of.MadePublic) -> Fields:
    """Say that what was asked for is now published to all (转主动公开告知), and where: 条例第44条."""
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第44条"),
        "公开位置": _ended(facts.place),
    }


_RECTIFYING = {
    "rectified": "经审核，{称谓}提出的更正申请属实，本机关已经更正。更正的内容：{告知}",
    "accurate": "经审核，该记录准确，本机关不予更正。理由：{告知}",
    "unrelated": "经审核，该记录与{称谓}自身不相关，本机关不予更正。理由：{告知}",
    "forwarded": "该记录不属于本机关职能范围，本机关已转送有权更正的机关：{告知}",
    "directed": "该记录不属于本机关职能范围，请向有权更正的机关提出：{告知}",
}


_PASSED_ON = ("forwarded", "directed")


def rectified(facts: of.Rectified) -> Fields:
    """Say what became of a request to rectify a record (更正答复、转送告知): 条例第41条."""
    who, told = _asked(facts.asked)["称谓"], _ended(facts.told)
    return {
        **_asked(facts.asked),
        **_contact(facts.sender),
        "依据": _basis("条例第41条"),
        "处理情况": _RECTIFYING[facts.outcome].replace("{称谓}", who).replace("{告知}", told) if told else "",
        "救济途径": _remedies(facts, ["OTHER_3"], NOTICE if facts.outcome in _PASSED_ON else REPLY),
    }


_TO_BE_SIGNED, _TO_BE_DATED = "＿＿＿＿＿＿＿＿", "＿＿＿＿年＿＿月＿＿日"


def return_slip(facts: of.ReturnSlip) -> Fields:
    """Say who received which letter, how and when (送达回证); what is not known yet is written on it by hand."""
    return {
        **_contact(facts.sender),
        "受送达人": facts.whom,
        "送达文书": facts.document,
        "送达方式": facts.manner or _TO_BE_SIGNED,
        "发出日期": _day(facts.sent_on) or _TO_BE_DATED,
        "签收人": facts.signer or _TO_BE_SIGNED,
        "签收日期": _day(facts.signed_on) or _TO_BE_DATED,
    }


def _called(facts: of.Reply) -> Message:
    """Give what a reply calls itself: a 告知书 where its main outcome is that nothing is dealt with."""
    outcomes = [part.outcome for part in facts.parts]
    if not outcomes or any(outcome(each).group in _DISCLOSING for each in outcomes):
        return REPLY
    return NOTICE if _BY_OUTCOME.get(outcomes[0]) in ("not-an-application", "too-many") else REPLY


def _remedies(facts: of.Reply | of.Lapse | of.Disclosed | of.Rectified, outcomes: list[str], act: Message) -> str:
    """Give the paragraph on remedies. Of several outcomes each may ask for reconsideration first."""
    several = len(outcomes) > 1
    notice = remedy_notice(
        "PARTIAL" if several else outcomes[0],
        facts.sender.agency,
        on=facts.on,
        grounds=outcomes if several else (),
        court=facts.sender.court,
        served_online=facts.served_online,
        online=facts.sender.reconsideration_online,
        act=act,
        # What is open is partial disclosure alone: of several outcomes none of which discloses, each keeps its own.
        settings=facts.sender.settings if any(outcome(each).group in _DISCLOSING for each in outcomes) else DEFAULTS,
    )
    return str(notice.message)


_DISCLOSING = (Group.GRANTED, Group.GRANTED_IN_PART)


@cache
def _sentences(code: str) -> Template:
    """Give the words for an outcome; the first line must stand, the others where there is something to say."""
    written = tomllib.loads((files(__package__) / "templates" / "outcomes.toml").read_text(encoding="utf-8"))
    known = ("称谓", "内容", "依据", "理由", "告知")
    return read_template("\n".join([code, *written[code]]), called=outcome(code).label, fields=known)


def _first(code: str) -> Template:
    return Template("", _sentences(code).lines[:1])


def _parts(facts: of.Reply) -> Iterable[str]:
    for order, part in enumerate(facts.parts, start=1):
        first, found = _first(part.outcome), outcome(part.outcome)
        reason = part.reason or (" ".join(_lines(facts.facts)) if "理由" in first.fields else "")
        values = {
            "称谓": _asked(facts.asked)["称谓"],
            "内容": _gist(part.content),
            "依据": formal(*found.citations),
            "理由": part.quoted + ("。" if part.quoted and reason else "") + _ended(reason) if reason else "",
            "告知": _ended(part.told),
        }
        lacking = next((name for name in sorted(first.fields) if not values[name]), None)
        if lacking is not None:
            raise NotAllowed(
                "letter-element-missing",
                Message("答复书中“{outcome}”一项缺少“{element}”，不能出具。", outcome=found.label, element=lacking),
                hint=Message("请退回修改，补上后再作出答复。"),
                citation=found.citations[0] if found.citations else cite("条例第36条"),
            )
        number = f"{chinese_numeral(order)}、" if len(facts.parts) > 1 else ""
        for place, text in enumerate(_sentences(part.outcome).paragraphs(values)):
            yield text if place else number + text


def _search(done: of.Search) -> str:
    result = f"，{done.result.strip().rstrip('。')}" if done.result.strip() else ""
    return f"{_day(done.on)}，本机关在{done.scope}中以“{done.keywords}”检索，没有检索到所申请的信息{result}。"


def _heard(heard: of.Heard) -> str:
    return f"{_day(heard.asked_on)}，本机关书面征求第三方意见，结果为{heard.opinion}。"


def _reasons(facts: of.Reply) -> str:
    who, given_on = _asked(facts.asked)["称谓"], _day(facts.reasons_given_on)
    delayed = f"，确定延迟至{_day(facts.delayed_until)}前（含当日）答复" if facts.delayed_until else ""
    if facts.reasons_asked_on is None:
        return f"本机关于{given_on}收到{who}的理由说明{delayed}。" if given_on else ""
    given = f"，于{given_on}收到说明" if given_on else "，未收到说明"
    return f"本机关于{_day(facts.reasons_asked_on)}要求{who}说明理由{given}{delayed}。"


def _left_out(record: of.LeftOut) -> str:
    grounds = "；".join(map(_ground, record.grounds))
    if not any(ground.places for ground in record.grounds):
        return f"“{_gist(record.title)}”不予公开：{grounds}。"
    return f"随附的“{_gist(record.title)}”中遮去了下列不予公开的内容：{grounds}。"


def _ground(ground: Ground) -> str:
    basis = f"，依据{formal(*ground.citations)}" if ground.citations else ""
    where = f"，{ground.places}处，在第{_runs(ground.pages)}页" if ground.places else ""
    return f"{ground.words}{where}{basis}"


def _runs(pages: Sequence[int]) -> str:
    """Give pages in words, those that follow one another together.

    >>> _runs([1, 2, 3, 5, 7, 8])
    '1至3、5、7至8'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)


def _form_change(facts: of.Reply) -> str:
    change = facts.form_change
    if change is None or not change.reason:
        return ""
    who, basis = _asked(facts.asked)["称谓"], _basis("条例第40条")
    return f"不能按{who}要求的形式提供，根据{basis}的规定，改为{change.given}。理由：{_ended(change.reason)}"


# ── What letters must hold ───────────────────────────────────────────────────

_CONTACT = frozenset({"称谓", "联系电话", "联系地址"})
_SUBJECT = (
    Element("登记号", "条例第45条"),
    Element("收到日期", "条例第31条"),
    Element("申请内容", "条例第29条第2款第2项"),
)
_REPLY = (
    *_SUBJECT,
    Element("答复事项", "条例第36条"),
    Element("检索情况", "条例第36条第4项", lambda facts: _has(facts, "UNABLE_1A")),
    Element("征求意见情况", "条例第32条", lambda facts: _has(facts, "DENY_4")),
    Element("说明理由情况", "条例第35条", lambda facts: _has(facts, "NOPROC_4")),
    Element("改变形式情况", "条例第40条", lambda facts: facts.form_change is not None),
    Element("遮去情况", "条例第37条", lambda facts: bool(facts.left_out)),
    Element("救济途径", "复议法第20条第3款"),
)
_IN_REPLIES = _CONTACT | {"区分依据", "分项说明", "补正日期", "延长后的期限", "事实"}


def _has(facts: of.Reply, code: str) -> bool:
    return any(part.outcome == code for part in facts.parts)


def _reply(code: str, name: str, label: Any) -> Kind:
    return Kind(code, name, label, reply, _REPLY, _IN_REPLIES, numbered=True)


def _elements(citation: str, *fields: str) -> tuple[Element, ...]:
    return tuple(Element(field, citation) for field in fields)


def _lapse(citation: str) -> tuple[Element, ...]:
    told = _elements(citation, "依据", "告知日期", "通知书号", "期限")
    return (*_SUBJECT, *told, Element("救济途径", "复议法第20条第3款"))


# A request to rectify has its own register; the letter goes under that.
_RECTIFIED = (
    *_SUBJECT,
    *_elements("条例第41条", "依据", "处理情况"),
    Element("救济途径", "复议法第20条第3款"),
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "D01",
        "receipt",
        _("登记回执"),
        receipt,
        (
            *_SUBJECT,
            Element("依据", "条例第33条第2款"),
            Element("答复期限", "条例第33条第2款"),
            Element("查询方式", "条例第28条"),
        ),
        _CONTACT,
        takes_number=False,
    ),
    Kind(
        "D02",
        "supplement",
        _("补正告知书"),
        supplement,
        (*_SUBJECT, *_elements("条例第30条", "依据", "补正事项", "补正期限", "逾期后果")),
        _CONTACT,
    ),
    Kind(
        "D03",
        "reasons",
        _("说明理由告知书"),
        reasons,
        (*_SUBJECT, *_elements("条例第35条", "依据", "申请件数", "说明事项", "说明期限", "后果")),
        _CONTACT,
    ),
    Kind(
        "D04",
        "extension",
        _("延期答复告知书"),
        extension,
        (*_SUBJECT, *_elements("条例第33条第2款", "依据", "理由", "延长天数", "答复期限")),
        _CONTACT | {"原答复期限"},
    ),
    Kind(
        "D05", "delay", _("延迟答复告知书"), delay, (*_SUBJECT, *_elements("条例第35条", "依据", "延迟期限")), _CONTACT
    ),
    Kind(
        "D06",
        "third-party",
        _("征求第三方意见书"),
        third_party,
        _elements("条例第32条", "依据", "拟公开的内容", "意见期限", "逾期后果"),
        frozenset({"联系电话", "联系地址"}),
    ),
    Kind(
        "D07",
        "consulting",
        _("征求意见告知书"),
        consulting,
        (*_SUBJECT, *_elements("条例第33条第3款", "依据", "征求起始日", "期限说明")),
        _CONTACT | {"征求对象"},
    ),
    Kind(
        "D08",
        "co-author",
        _("征求共同制作机关意见函"),
        co_author,
        _elements("条例第34条", "依据", "拟公开的内容", "意见期限", "逾期后果"),
        frozenset({"联系电话", "联系地址"}),
    ),
    Kind(
        "D08",
        "other-agency",
        _("征求其他机关意见函"),
        other_agency,
        _elements("条例第11条", "依据", "拟公开的内容"),
        frozenset({"联系电话", "联系地址"}),
    ),
    Kind(
        "D09",
        "fee",
        _("收费通知书"),
        fee,
        (
            *_SUBJECT,
            *_elements("处理费办法第3条", "依据", "收费标准", "收费明细", "金额"),
            *_elements("处理费办法第6条", "缴纳方式", "缴费期限", "逾期后果"),
        ),
        _CONTACT | {"缴费之后"},
    ),
    Kind(
        "D10",
        "disclosed",
        _("告知第三方决定公开"),
        disclosed,
        (*_elements("条例第32条", "依据", "公开的内容", "理由"), Element("救济途径", "复议法第20条第3款")),
        frozenset({"联系电话", "联系地址"}),
    ),
    _reply("D11", "granted", _("答复书（予以公开）")),
    _reply("D12", "partial", _("答复书（部分公开）")),
    _reply("D13", "withheld", _("答复书（不予公开）")),
    _reply("D14", "not-held", _("答复书（信息不存在）")),
    _reply("D15", "elsewhere", _("答复书（非本机关负责公开）")),
    _reply("D16", "repeated", _("答复书（重复申请）")),
    _reply("D17", "inquiry", _("答复书（行政查询事项）")),
    _reply("D18", "to-be-made", _("答复书（需另行制作）")),
    _reply("", "reply", _("答复书")),
    _reply("D19", "not-an-application", _("告知书（不作为申请处理）")),
    _reply("D20", "too-many", _("告知书（大量反复申请不予处理）")),
    Kind("D21", "supplement-lapsed", _("不再处理告知书（逾期不补正）"), lapse, _lapse("条例第30条"), _CONTACT),
    Kind("D21", "fee-lapsed", _("不再处理告知书（逾期未缴费）"), lapse, _lapse("处理费办法第6条"), _CONTACT),
    Kind("D22", "rectified", _("更正答复书"), rectified, _RECTIFIED, _CONTACT, takes_number=False),
    Kind("D22", "passed-on", _("更正申请转送告知书"), rectified, _RECTIFIED, _CONTACT, takes_number=False),
    Kind(
        "D23",
        "made-public",
        _("转主动公开告知书"),
        made_public,
        (*_SUBJECT, *_elements("条例第44条", "依据", "公开位置")),
        _CONTACT,
    ),
    Kind(
        "D24",
        "return-slip",
        _("送达回证"),
        return_slip,
        _elements("送达解释", "受送达人", "送达文书", "送达方式", "签收人", "签收日期"),
        frozenset({"联系电话", "联系地址", "发出日期"}),
        takes_number=False,
    ),
)

KIND_BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}

_BY_OUTCOME = {
    "UNABLE_1A": "not-held",
    "UNABLE_1B": "elsewhere",
    "UNABLE_2": "to-be-made",
    "DENY_8": "inquiry",
    "NOPROC_1": "not-an-application",
    "NOPROC_2": "repeated",
    "NOPROC_3": "not-an-application",
    "NOPROC_4": "too-many",
}
_BY_GROUP = {Group.GRANTED: "granted", Group.GRANTED_IN_PART: "partial", Group.WITHHELD: "withheld"}


def kind_of_reply(code: str) -> Kind:
    """Give the kind of letter that replies with an outcome; one without a form of its own gets the plain one."""
    return KIND_BY_NAME[_BY_OUTCOME.get(code) or _BY_GROUP.get(outcome(code).group) or "reply"]


def require_without(letter: Letter, personal: Collection[str]) -> None:
    """Refuse a letter to others that tells them of the applicant."""
    whole = "\n".join(letter.paragraphs)
    if any(len(each) > 1 and each in whole for each in personal):
        raise NotAllowed(
            "letter-tells-applicant",
            Message("征求意见的文书里有申请人的信息，不能出具。"),
            hint=Message("请在拟公开的内容中去掉申请人的姓名、名称、证件号码和联系方式，重新征求意见。"),
            citation=cite("条例第32条"),
        )
