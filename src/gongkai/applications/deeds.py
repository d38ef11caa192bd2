"""What an officer does with a case at the desk, as a literal table: its form, who may, which service does it.

Whether it is lawful now is asked of the same two that the services ask (the stages and the clock), so that a page
offers what can be done, and says of the rest why it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.applications import acts, lifecycle, rules, services
from gongkai.applications.forms import base, charging, course, handling, intake, replying
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, Consultation, Issued, Reply
from gongkai.applications.models.practice import practice_of
from gongkai.applications.notices import sealing
from gongkai.applications.services.charging import refund_refusal
from gongkai.applications.services.handling import not_proposed
from gongkai.applications.services.replying import steps_left
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.clock import Clock, Party
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message

Values = Mapping[str, Any]
Rule = Callable[[Any, Application, date], bool]
Duties = Callable[[Any, Application, date], frozenset[str] | None]
"""The duties an act is done in: by one of them whoever acts is recorded. None where every post will do."""


def _handling(officer: Any, application: Application, on: date) -> frozenset[str] | None:
    return rules.HANDLING


def _any_post(officer: Any, application: Application, on: date) -> frozenset[str] | None:
    return None


@dataclass(frozen=True)
class Deed:
    """One thing done with a case: its act, what it is called, its form, what does it, who may, in which duties."""

    name: str
    act: Act
    words: Any
    form: type[base.ActForm]
    do: Callable[[Application, Values, Actor], Any]
    may: Rule = rules.may_handle
    duties: Duties = _handling
    note: Any = ""
    grave: bool = False
    bar: Callable[[Application, date], GongkaiError | None] = lambda application, on: None
    """What else stands against it: neither the stage nor the clock knows of it."""
    ahead: Callable[[Application], Any] = lambda application: ""
    """What is said of this case before it is done, in place of the note."""

    def refusal(self, application: Application, clock: Clock, today: date) -> GongkaiError | None:
        """Say why it cannot be done today, or None when nothing stands against it."""
        if refused := lifecycle.refusal(self.act, Stage(application.stage)):
            return refused
        event = lifecycle.MOVE_BY_ACT[self.act.code].event
        return (None if event is None else clock.next_act(event, today).refusal) or self.bar(application, today)


def _with(service: Callable[..., Any], *names: str) -> Callable[[Application, Values, Actor], Any]:
    """Give a service as a deed: it takes some of the values of the form, and the version that was seen."""

    def do(application: Application, values: Values, by: Actor) -> Any:
        given = {name: values[name] for name in names}
        return service(application, by=by, seen=values["seen"], **given)

    return do


def _consult(application: Application, values: Values, by: Actor) -> Any:
    given = {name: values[name] for name in ("whom", "contact", "scope", "on", "seen")}
    return services.consult(application, party=Party(values["party"]), by=by, **given)


def _answer(application: Application, values: Values, by: Actor) -> Any:
    names = ("on", "opinion", "reasons", "reasons_hold", "public_interest", "seen")
    return services.end_consultation(values["consultation"], by=by, **{name: values[name] for name in names})


def _join(application: Application, values: Values, by: Actor) -> Any:
    applicant = services.NewApplicant(**{name: values[name] for name in services.NewApplicant._fields})
    return services.add_applicant(application, applicant, by=by, seen=values["seen"])


def _correct(application: Application, values: Values, by: Actor) -> Any:
    return services.correct(application, values, by=by, seen=values["seen"])


def _notified(application: Application, values: Values, by: Actor) -> Any:
    return services.note_notified(values["consultation"], on=values["on"], by=by)


def _told(application: Application, values: Values, by: Actor) -> Any:
    return services.tell_third_party(values["consultation"], on=values["on"], by=by, seen=values["seen"])


def _co_handling_received(application: Application, values: Values, by: Actor) -> Any:
    return services.note_co_handling_received(values["co_handling"], on=values["on"], by=by, seen=values["seen"])


def _co_handling_answered(application: Application, values: Values, by: Actor) -> Any:
    given = {name: values[name] for name in ("on", "opinion", "seen")}
    return services.answer_co_handling(values["co_handling"], by=by, **given)


def _nothing_issued(application: Application, on: date) -> NotAllowed | None:
    if Issued.objects.filter(application=application).exclude(key="reply").exists():
        return None
    return NotAllowed(
        "nothing-issued",
        Message("还没有出具答复以外的文书。"),
        hint=Message("请先出具文书。"),
        citation=cite("条例第45条"),
    )


def _nobody_to_tell(application: Application, on: date) -> NotAllowed | None:
    if Consultation.objects.filter(application=application, opinion=Consultation.Opinion.OBJECTS).exists():
        return None
    return NotAllowed(
        "no-third-party-objects",
        Message("没有不同意公开的第三方，不用告知。"),
        citation=cite("条例第32条"),
    )


def _comment(application: Application, values: Values, by: Actor) -> Any:
    return services.comment(application, text=values["text"], by=by)


def turn(application: Application) -> str:
    """Give the duty whose turn it is to pass the reply; none when nothing is reviewed."""
    if application.stage not in (Stage.REVIEWING, Stage.APPROVED):
        return ""
    reply = Reply.objects.filter(application=application).first()
    left = steps_left(reply) if reply else []
    return left[0] if left else ""


def _reviewers(application: Application) -> str:
    """Say who passes a reply once it is handed on, in their order."""
    practice = practice_of(application.agency)
    duties = gettext("、").join(str(Duty(each).label) for each in [*practice.reviews, practice.approver])
    return gettext("送审以后，依次由%(duties)s审查。") % {"duties": duties}


def _whose_turn(application: Application) -> str:
    """Say in which duty the reply is passed now, and what comes next."""
    reply = Reply.objects.get(application=application)
    left = [str(Duty(each).label) for each in steps_left(reply)]
    if not left:  # somebody else passed it meanwhile
        return ""
    duty, *then = left
    if then:
        return gettext("以%(duty)s的身份审查第%(version)d稿；同意以后，轮到%(next)s。") % {
            "duty": duty, "version": reply.version, "next": then[0],
        }  # fmt: skip
    return gettext("以%(duty)s的身份审查第%(version)d稿；这是最后一个环节，同意以后由经办人作出答复。") % {
        "duty": duty, "version": reply.version,
    }  # fmt: skip


def _may_pass(officer: Any, application: Application, on: date) -> bool:
    duty = turn(application)
    return bool(duty) and rules.may_review(officer, application, duty, on)


def _may_return(officer: Any, application: Application, on: date) -> bool:
    return any(rules.may_review(officer, application, duty, on) for duty in rules.PASSING)


def _passing(officer: Any, application: Application, on: date) -> frozenset[str]:
    return frozenset({turn(application)})


def _returning(officer: Any, application: Application, on: date) -> frozenset[str]:
    """Give the duty whose turn it is to who has it, of whatever duties they have."""
    return _passing(officer, application, on) if _may_pass(officer, application, on) else rules.PASSING


def _pass(application: Application, values: Values, by: Actor) -> Any:
    duty = turn(application)
    return services.pass_on(application, duty, remarks=values["remarks"], by=by, seen=values["seen"])


def _send_back(application: Application, values: Values, by: Actor) -> Any:
    duty = by.post.duty if by.post else ""
    return services.send_back(application, duty, remarks=values["remarks"], by=by, seen=values["seen"])


DEEDS: tuple[Deed, ...] = (
    Deed(
        "confirm",
        acts.CONFIRMED,
        _("与申请人确认收到"),
        base.OnForm,
        _with(services.confirm, "on"),
        note=_("平常信函、互联网、传真提交的，双方确认之日为收到申请之日（条例第31条）。"),
    ),
    Deed("correct", acts.CORRECTED, _("更正登记"), intake.CorrectionForm, _correct),
    Deed(
        "join",
        acts.APPLICANT_ADDED,
        _("登记联名申请人"),
        intake.JoinForm,
        _join,
        note=_("联名申请计一件，按牵头的申请人计入报表。"),
    ),
    Deed("assign", acts.ASSIGNED, _("分办"), handling.AssignForm, _with(services.assign, "office", "handler")),
    Deed(
        "transfer",
        acts.TRANSFERRED,
        _("转办"),
        handling.TransferForm,
        _with(services.transfer, "office", "handler", "reason", "on"),
        note=_("转给本机关的另一个科室，答复期限不变。"),
    ),
    Deed(
        "co-handle",
        acts.CO_HANDLING_ASKED,
        _("请其他科室会办"),
        handling.CoHandlingAskedForm,
        _with(services.ask_co_handling, "office", "matters", "on", "until"),
        note=_("会办在本机关之内，所需时间不从答复期限中扣除（条例第33条第3款）。"),
    ),
    Deed(
        "co-handling-received",
        acts.CO_HANDLING_RECEIVED,
        _("登记收到会办"),
        handling.CoHandlingForm,
        _co_handling_received,
        may=rules.may_co_handle,
        duties=_any_post,
    ),
    Deed(
        "co-handling-answer",
        acts.CO_HANDLING_ANSWERED,
        _("答复会办意见"),
        handling.CoHandlingAnswerForm,
        _co_handling_answered,
        may=rules.may_co_handle,
        duties=_any_post,
    ),
    Deed(
        "split",
        acts.SPLIT,
        _("拆分"),
        handling.SplitForm,
        _with(services.split, "contents", "on"),
        note=_(
            "一份申请要几项不同的信息、需要分别答复的，可以拆成几件：各有登记号，各计一件，"
            "收到申请之日和已有的办理事项都照原申请。同一机关全年的做法应当一致。"
        ),
        grave=True,
    ),
    Deed(
        "merge",
        acts.MERGED,
        _("并案"),
        handling.MergeForm,
        _with(services.merge, "lead"),
        note=_("并案后一起办理、分别答复：各自的登记号、答复期限不变，各计一件。"),
    ),
    Deed(
        "separate",
        acts.SEPARATED,
        _("取消并案"),
        base.ActForm,
        _with(services.separate),
        may=lambda officer, application, on: (
            application.lead_id is not None and rules.may_handle(officer, application, on)
        ),
    ),
    Deed(
        "draft-like-lead",
        acts.DRAFTED,
        _("照主案拟写答复"),
        base.ActForm,
        _with(services.draft_like_lead),
        may=lambda officer, application, on: (
            application.lead_id is not None and rules.may_handle(officer, application, on)
        ),
        note=_("取用主案答复的内容作为草稿，原有的草稿被替换；送审前请逐项核对。"),
    ),
    Deed(
        "ask-supplement",
        acts.SUPPLEMENT_ASKED,
        _("告知补正"),
        course.SupplementAskedForm,
        _with(services.ask_supplement, "matters", "on", "until"),
        note=_("收到申请之日起7个工作日内一次性告知。收到补正后，答复期限重新起算（条例第30条）。"),
    ),
    Deed(
        "take-supplement",
        acts.SUPPLEMENTED,
        _("收到补正"),
        course.SupplementedForm,
        _with(services.take_supplement, "on", "description"),
    ),
    Deed(
        "lapse-supplement",
        acts.SUPPLEMENT_LAPSED,
        _("逾期不补正，不再处理"),
        base.OnForm,
        _with(services.lapse_supplement, "on"),
        note=_("申请人无正当理由逾期不补正的，视为放弃申请（条例第30条）。办结后不能恢复。"),
        grave=True,
    ),
    Deed(
        "search",
        acts.SEARCHED,
        _("登记检索"),
        handling.SearchForm,
        _with(services.record_search, "on", "scope", "keywords", "searcher", "found", "result"),
    ),
    Deed(
        "weigh",
        acts.WEIGHED,
        _("登记损害衡量"),
        handling.WeighingForm,
        _with(services.weigh, "ground", "content", "harm", "interest", "withhold", "severing", "how", "on"),
        note=_("依条例第14条至第16条不予公开的，先衡量公开的损害，并看其余内容能不能区分出来公开（第37条）。"),
    ),
    Deed(
        "consult",
        acts.CONSULTATION_BEGUN,
        _("征求意见"),
        course.ConsultForm,
        _consult,
        note=_("征求意见所需时间不计入答复期限（条例第33条第3款）。不要写入申请人的信息。"),
    ),
    Deed("notified", acts.CONSULTATION_ENDED, _("登记对方收到日期"), course.ConsultationForm, _notified),
    Deed("answer", acts.CONSULTATION_ENDED, _("登记意见"), course.OpinionForm, _answer),
    Deed(
        "propose-extension",
        acts.EXTENSION_PROPOSED,
        _("提请延长答复期限"),
        course.ExtensionForm,
        _with(services.propose_extension, "days", "reason", "on"),
        note=_("最多延长20个工作日，只能一次，由公开工作机构负责人在期限届满前同意，并告知申请人（条例第33条第2款）。"),
    ),
    Deed(
        "extend",
        acts.EXTENDED,
        _("同意延长答复期限"),
        base.OnForm,
        _with(services.extend, "on"),
        may=rules.may_consent,
        duties=lambda officer, application, on: frozenset({Duty.OFFICE_HEAD}),
        bar=lambda application, on: not_proposed(application),
    ),
    Deed(
        "ask-reasons",
        acts.REASONS_ASKED,
        _("要求说明理由"),
        course.ReasonsAskedForm,
        _with(services.ask_reasons, "matters", "on", "until"),
        note=_("申请的数量、频次明显超过合理范围的（条例第35条）。"),
    ),
    Deed(
        "take-reasons",
        acts.REASONS_GIVEN,
        _("收到理由说明"),
        course.ReasonsGivenForm,
        _with(services.take_reasons, "on", "reasons"),
    ),
    Deed(
        "delay",
        acts.DELAY_SET,
        _("确定延迟答复的期限"),
        course.DelayForm,
        _with(services.set_delay, "on", "until"),
        note=_("理由合理但不能按期答复的，确定合理的期限并告知申请人（条例第35条）。"),
    ),
    Deed(
        "fee",
        acts.FEE_NOTICED,
        _("通知缴纳信息处理费"),
        charging.FeeForm,
        _with(services.notice_fee, "standard", "quantity", "on", "notified_on"),
    ),
    Deed(
        "fee-received",
        acts.FEE_NOTICE_RECEIVED,
        _("登记申请人收到收费通知"),
        base.OnForm,
        _with(services.note_fee_notice_received, "on"),
        note=_("收到通知次日起20个工作日内缴费；没有登记收到日期的，不能认定逾期。"),
    ),
    Deed("pay", acts.FEE_PAID, _("登记缴费"), charging.PaymentForm, _with(services.pay_fee, "on", "receipt")),
    Deed(
        "refund",
        acts.FEE_REFUNDED,
        _("登记退费"),
        charging.RefundForm,
        _with(services.refund_fee, "on", "amount", "reason"),
        note=_("退付的金额不能多于所收的金额。"),
        bar=refund_refusal,
    ),
    Deed(
        "lapse-fee",
        acts.FEE_LAPSED,
        _("逾期未缴费，不再处理"),
        base.OnForm,
        _with(services.lapse_fee, "on"),
        note=_("办结后不能恢复。"),
        grave=True,
    ),
    Deed("submit", acts.SUBMITTED, _("送审"), base.ActForm, _with(services.submit), ahead=_reviewers),
    Deed(
        "pass",
        acts.PASSED,
        _("审查同意"),
        replying.ReviewForm,
        _pass,
        may=_may_pass,
        duties=_passing,
        ahead=_whose_turn,
    ),
    Deed(
        "send-back",
        acts.RETURNED,
        _("退回修改"),
        replying.ReturnForm,
        _send_back,
        may=_may_return,
        duties=_returning,
    ),
    Deed(
        "decide",
        acts.DECIDED,
        _("作出答复"),
        base.OnForm,
        _with(services.decide, "on"),
        note=_("编文号，此后内容不能再改。"),
        grave=True,
    ),
    Deed(
        "deliver",
        acts.SENT,
        _("登记送达"),
        replying.DeliveryForm,
        _with(services.deliver, "manner", "sent_on", "arrived_on", "signed_on", "tracking", "signer"),
        note=_(
            "直接送达、委托送达以签收之日，邮寄送达以交邮之日为答复之日；电子送达的，依办理规则以到达或者发出之日。邮寄须经邮政企业。"
        ),
    ),
    Deed(
        "make-public",
        acts.MADE_PUBLIC,
        _("转为主动公开"),
        course.MadePublicForm,
        _with(services.make_public, "place", "on"),
        note=_(
            "多人申请相同信息且可以公开的，可以纳入主动公开；申请人建议纳入的，审核认为属于主动公开范围的，应当及时主动公开（条例第44条）。"
        ),
    ),
    Deed(
        "issue",
        acts.LETTER_ISSUED,
        _("出具文书"),
        replying.IssueForm,
        _with(services.issue, "letter"),
        note=_("编文号，此后内容不能再改。出具前请先看过。"),
    ),
    Deed(
        "seal",
        acts.LETTER_SEALED,
        _("加盖电子印章"),
        replying.SealForm,
        _with(services.seal_letter, "issued"),
        note=_("盖章后下载的PDF带有签名，证书和时间记录在案。"),
        bar=lambda application, on: sealing.refusal(application.agency),
    ),
    Deed(
        "send-letter",
        acts.LETTER_SENT,
        _("登记文书送达"),
        replying.SendForm,
        _with(services.send_letter, "issued", "manner", "sent_on", "arrived_on", "signed_on", "tracking", "signer"),
        note=_("答复以外的文书，在这里登记怎样送达。"),
        bar=_nothing_issued,
    ),
    Deed(
        "tell-third-party",
        acts.THIRD_PARTY_TOLD,
        _("书面告知第三方决定公开"),
        course.ToldForm,
        _told,
        note=_("第三方不同意公开、因公共利益决定公开的，书面告知公开的内容和理由（条例第32条）。"),
        bar=_nobody_to_tell,
    ),
    Deed(
        "comment",
        acts.COMMENTED,
        _("签注意见"),
        handling.CommentForm,
        _comment,
        may=rules.may_comment,
        duties=_any_post,
    ),
    Deed(
        "withdraw",
        acts.WITHDRAWN,
        _("申请人撤回申请"),
        base.OnForm,
        _with(services.withdraw, "on"),
        note=_("办结后不能恢复。"),
        grave=True,
    ),
    Deed(
        "redo",
        acts.REDO_ORDERED,
        _("责令重新答复"),
        handling.OrderForm,
        _with(services.redo, "source", "organ", "number", "served_on", "until"),
        note=_("另立一件重新答复，期限自决定或者判决送达之日起算；不作为新收的申请，原件已报的处理结果不改。"),
    ),
    Deed("archive", acts.ARCHIVED, _("归档"), base.ActForm, _with(services.archive)),
)

DEED_BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}
