"""The pieces of evidence that a case holds, taken from its rows: what each is, where it comes from, what it proves.

They are said in the language that is active: that of the officer on a page of the desk, Chinese in the bundle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import acts, files
from gongkai.applications.models import (
    Applicant,
    Application,
    Charge,
    Issued,
    Redaction,
    ReplyAttachment,
    Search,
    Weighing,
)
from gongkai.applications.models.handling import consulted_on
from gongkai.applications.notices.gathering import Offer, offers
from gongkai.applications.notices.letter import Letter
from gongkai.applications.timing import clock_of
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.journal.selectors import timeline
from gongkai.journal.services import PERSONAL_READ
from gongkai.law.message import chinese_date
from gongkai.remedies.bundle.bases import bases
from gongkai.remedies.bundle.piece import Content, Piece, Read, Sheet, Table, digest


def pieces_of(application: Application) -> Iterator[Piece]:
    """Give the pieces of a case, in the order of the bundle."""
    for taken in _TAKEN:
        yield from taken(application)


def _day(day: date | None) -> str:
    return "" if day is None else chinese_date(day)


def _short(day: date | None) -> str:
    """Give a day for the narrow column of a table."""
    return "" if day is None else day.isoformat()


def _moment(at: datetime) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M")


def _registration(case: Application) -> Iterator[Piece]:
    people = list(Applicant.objects.filter(application=case))
    facts = [
        (_("登记号"), case.number),
        (_("受理机关"), case.agency.name),
        (_("申请人"), "、".join(str(each.name) for each in people)),
        (_("申请人类型"), case.get_kind_display()),
        (_("提交渠道"), case.get_channel_display()),
        (_("到达日期"), _day(case.arrived_on)),
        (_("收到申请之日"), _day(case.received_on)),
        (_("所需信息的描述"), str(case.description)),
        (_("获取方式"), case.get_obtaining_display()),
        (_("载体形式"), case.get_means_display()),
    ]
    reads = [*(Read(each, ("name",)) for each in people), Read(case, ("description",))]
    yield Piece(
        "registration",
        _("申请登记表"),
        _("本机关办理记录"),
        _("收到申请的时间、渠道和申请的内容"),
        [Sheet(_("政府信息公开申请登记表"), facts)],
        reads,
    )


def _handed_in(case: Application) -> Iterator[Piece]:
    for row in files.handed_in(case):
        yield _file(row, _("申请人提交的材料"), _("申请人"), _("申请人提交的申请和材料"), usual=False)


def _file(row: Attachment, name: Any, source: Any, proves: Any, *, usual: bool = True) -> Piece:
    reads = [Read(row, ("sealed_name",))] if row.personal else []
    return Piece(
        f"file-{row.pk}",
        _("%(name)s：%(file)s") % {"name": name, "file": row.name},
        source,
        proves,
        [row],
        reads,
        usual,
    )


def _period(case: Application) -> Iterator[Piece]:
    clock = clock_of(case)
    rows = [(_short(step.on), str(step.message), str(step.citation or "")) for step in clock.steps]
    facts = [
        (_("收到申请之日"), _day(clock.received)),
        (_("答复期限届满之日"), _day(clock.due)),
        (_("办结日期"), _day(clock.closed_on)),
        (_("是否逾期"), _("是") if clock.late else _("否")),
    ]
    sheet = Sheet(
        _("答复期限计算表"),
        facts if clock.closed_on else facts[:2],
        [Table((_("日期"), _("事项"), _("依据")), rows, (4, 11, 5))],
    )
    yield Piece("period", _("答复期限计算表"), _("本机关办理记录"), _("在法定期限内办理和答复"), [sheet])


_PROVES_BY_LETTER = {
    "supplement": gettext_lazy("一次性告知补正的内容和期限"),
    "extension": gettext_lazy("延长答复期限并告知申请人"),
    "fee": gettext_lazy("收取信息处理费的依据、标准和数额"),
    "third-party": gettext_lazy("书面征求第三方的意见"),
    "co-author": gettext_lazy("征求共同制作机关的意见"),
    "other-agency": gettext_lazy("征求其他机关的意见"),
    "consulting": gettext_lazy("告知申请人正在征求意见"),
    "reasons": gettext_lazy("要求申请人说明理由"),
    "delay": gettext_lazy("确定延迟答复的期限并告知申请人"),
    "receipt": gettext_lazy("收到申请并告知申请人"),
    "disclosed": gettext_lazy("将决定公开的内容和理由书面告知第三方"),
}


def _letters(case: Application) -> Iterator[Piece]:
    for offer in offers(case):
        if offer.issued is not None and offer.slip_of is None:
            yield _letter(case, offer, offer.issued)


def _letter(case: Application, offer: Offer, issued: Issued) -> Piece:
    seal = getattr(issued, "seal", None)
    letter = Letter.as_kept(issued.content)
    name = f"《{letter.title}》（{issued.number}）" if issued.number else f"《{letter.title}》"
    proves: Any = _("作出答复，说明事实、理由和依据，告知救济途径")
    if offer.key != "reply":
        proves = _PROVES_BY_LETTER.get(offer.kind.name, _("办理中告知申请人的事项"))
    contents: list[Content] = [letter if seal is None else seal.content]
    dispatches = offer.dispatches
    if dispatches:
        contents.append(_service(name, dispatches))
        proves = _("%(proves)s；文书的送达") % {"proves": proves}
    reads = [Read(issued, ("content",)), *(Read(each, ("signer",)) for each in dispatches if each.signer)]
    return Piece(f"letter-{issued.pk}", name, _("本机关出具"), proves, contents, reads)


def _service(name: str, dispatches: Sequence[Any]) -> Sheet:
    rows = [
        (
            each.get_manner_display(),
            _short(each.sent_on),
            _short(each.arrived_on),
            _short(each.signed_on),
            str(each.signer),
            each.tracking,
            _short(each.counts_on),
        )
        for each in dispatches
    ]
    heads = (_("方式"), _("发出（交邮）"), _("到达"), _("签收"), _("签收人"), _("邮件号"), _("视为送达"))
    return Sheet(_("送达记录"), [(_("文书"), name)], [Table(heads, rows, (4, 4, 4, 4, 3, 5, 4))])


def _consultations(case: Application) -> Iterator[Piece]:
    for row in consulted_on(case):
        facts = [
            (_("征求意见的对象"), row.get_party_display()),
            (_("姓名或者名称"), str(row.whom)),
            (_("拟公开的内容"), str(row.scope)),
            (_("发出日期"), _day(row.sent_on)),
            (_("对方收到日期"), _day(row.notified_on)),
            (_("提出意见的期限"), _day(row.due_on)),
            (_("结束日期"), _day(row.ended_on)),
            (_("意见"), row.get_opinion_display()),
            (_("对方的理由"), str(row.reasons)),
            (_("公共利益的考虑"), row.public_interest),
            (_("书面告知对方决定公开的日期"), _day(row.told_on)),
        ]
        name = _("征求意见记录（%(party)s）") % {"party": row.get_party_display()}
        fields = tuple(field for field in ("whom", "scope", "reasons") if getattr(row, field))
        sheet = Sheet(_("征求意见记录"), [(label, value) for label, value in facts if value])
        yield Piece(
            f"consultation-{row.pk}",
            name,
            _("本机关办理记录"),
            _("依法征求意见，对方的意见和理由，所用的时间"),
            [sheet],
            [Read(row, fields)],
        )


def _searches(case: Application) -> Iterator[Piece]:
    rows = [
        (
            _short(each.on),
            each.scope,
            each.keywords,
            each.searcher,
            _("检索到") if each.found else _("未检索到"),
            each.result,
        )
        for each in Search.objects.filter(application=case)
    ]
    if rows:
        heads = (_("日期"), _("检索范围"), _("检索词"), _("检索人"), _("结论"), _("检索结果"))
        sheet = Sheet(_("检索记录"), [(_("登记号"), case.number)], [Table(heads, rows, (4, 6, 5, 3, 4, 8))])
        yield Piece("searches", _("检索记录"), _("本机关办理记录"), _("已尽合理检索义务"), [sheet])


def _weighings(case: Application) -> Iterator[Piece]:
    for row in Weighing.objects.filter(application=case).select_related("officer"):
        facts = [
            (_("不予公开的理由"), row.get_ground_display()),
            (_("涉及的内容"), str(row.content)),
            (_("公开会造成的损害，或者属性、定密的依据"), str(row.harm)),
            (_("公开对公众和申请人的意义"), str(row.interest)),
            (_("衡量的结果"), _("不予公开") if row.withhold else _("予以公开")),
            (_("区分处理"), row.get_severing_display()),
            (_("怎样区分，或者为什么不能区分"), str(row.how)),
            (_("衡量人"), str(row.officer or "")),
            (_("日期"), _day(row.on)),
        ]
        fields = tuple(field for field in ("content", "harm", "interest", "how") if getattr(row, field))
        name = _("损害衡量和区分处理记录（%(ground)s）") % {"ground": row.get_ground_display()}
        sheet = Sheet(_("损害衡量和区分处理记录"), [(label, value) for label, value in facts if value])
        yield Piece(
            f"weighing-{row.pk}",
            name,
            _("本机关办理记录"),
            _("不予公开的事实根据，以及能否区分处理"),
            [sheet],
            [Read(row, fields)],
        )


def _severed(case: Application) -> Iterator[Piece]:
    """Give what went with the reply, and the record of what was taken out of it and on what grounds."""
    rows = list(ReplyAttachment.objects.filter(reply__application=case).select_related("file"))
    if rows:
        works = {
            work.enclosure_id: work for work in Redaction.objects.filter(enclosure__in=rows).select_related("original")
        }
        heads = (_("信息"), _("提供的方式"), _("遮去或者不予提供的理由、处数和页码"))
        marks = [(str(row.title), row.get_treatment_display(), _grounds(row)) for row in rows]
        digests = [line for row in rows for line in _digests(row, works.get(row.pk))]
        of_files = Table((_("信息"), _("文件"), _("校验值（SHA-256）")), digests, (6, 4, 8))
        yield Piece(
            "severing",
            _("随答复提供的信息和遮盖记录"),
            _("本机关办理记录"),
            _("提供了哪些信息；遮盖的内容各有理由"),
            [
                Sheet(
                    _("随答复提供的信息和遮盖记录"),
                    [(_("登记号"), case.number)],
                    [Table(heads, marks, (6, 4, 8)), of_files],
                )
            ],
            [Read(row, ("title", "grounds")) for row in rows],
        )
    for given in files.given(case):
        yield _file(given, _("随答复提供的信息"), _("本机关办理记录"), _("已向申请人提供的信息"))


def _grounds(row: ReplyAttachment) -> str:
    return "\n".join(ground.text() for ground in row.ground_list)


def _digests(row: ReplyAttachment, work: Redaction | None) -> Iterator[tuple[str, str, str]]:
    if work is not None and work.original is not None:
        yield str(row.title), _("原件"), digest(work.original.sha256)
    if row.file is not None:
        yield str(row.title), _("提供的文件"), digest(row.file.sha256)


def _charge(case: Application) -> Iterator[Piece]:
    row = Charge.objects.filter(application=case).first()
    if row is None:
        return
    facts = [
        (_("收费标准"), row.get_standard_display()),
        (_("本月第几件或者页数"), str(row.quantity)),
        (_("金额（元）"), str(row.amount)),
        (_("通知日期"), _day(row.noticed_on)),
        (_("申请人收到通知的日期"), _day(row.notified_on)),
        (_("缴费期限"), _day(row.due_on)),
        (_("缴费日期"), _day(row.paid_on)),
        (_("票据号"), row.receipt),
        (_("退付金额（元）"), str(row.refunded) if row.refunded else ""),
    ]
    sheet = Sheet(_("信息处理费记录"), [(label, value) for label, value in facts if value])
    yield Piece("charge", _("信息处理费记录"), _("本机关办理记录"), _("收费的通知、数额和缴纳"), [sheet])


def _attached(case: Application) -> Iterator[Piece]:
    """Give what officers added to the case: opinions that came in, screens, lists."""
    for row in attachments_of(case).exclude(uploaded_by=None).select_related("file"):
        yield _file(row, _("案件材料"), _("本机关案卷"), _("办理本案的有关材料"))


# What officers do and when, without what was written: nobody's data stand in it, and remarks among colleagues do not.
def _course(case: Application) -> Iterator[Piece]:
    entries = timeline(case).exclude(act__in=[PERSONAL_READ.code, acts.COMMENTED.code]).order_by("pk")
    rows = [(_moment(each.at), each.words, each.article, str(each.officer or _("系统"))) for each in entries]
    heads = (_("登记时间"), _("事项"), _("依据"), _("办理人"))
    sheet = Sheet(_("办理过程"), [(_("登记号"), case.number)], [Table(heads, rows, (5, 8, 5, 4))])
    yield Piece("course", _("办理过程"), _("系统留痕"), _("办理的先后和时间"), [sheet])


_TAKEN: Sequence[Callable[[Application], Iterator[Piece]]] = (
    _registration,
    _handed_in,
    _searches,
    _consultations,
    _weighings,
    _charge,
    _letters,
    _severed,
    _attached,
    bases,
    _period,
    _course,
)
