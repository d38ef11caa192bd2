"""Applying (依申请公开) and following an application, by the software of whoever applies: what the portal's forms do.

The same forms read it and the same services do it, and turns are counted together with those of the pages. Who has the
number and the query code sees the application; the code stands in a header, never in an address. That one of the two
was right is told to nobody. No answer is kept by anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop as _
from ninja import Path, Router
from ninja.responses import Status

from gongkai.api.answers import gives, takes
from gongkai.api.bodies import described, sent
from gongkai.api.errors import Refused, place, wrong
from gongkai.api.headers import CODE_PARAMETER, KEY_PARAMETER, idempotency_key, query_code
from gongkai.api.limiting import take_turn_of_form
from gongkai.api.parts.following import Following, Pair, Pairing, PairingFile, PairingLetter, following, letter_as_pdf
from gongkai.api.parts.naming import Keyed, agency_asked
from gongkai.api.parts.sending import NewApplication, Reasons, Receipt, Supplement, is_same, receipt_of
from gongkai.applications import services
from gongkai.applications.models import Application as Row
from gongkai.applications.selectors import by_code
from gongkai.applications.services import WISHES, register
from gongkai.applications.standing import give_reasons, standing_of
from gongkai.attachments.receiving import received
from gongkai.attachments.serving import give_out
from gongkai.journal.actor import Actor
from gongkai.law.channels import Channel
from gongkai.law.message import Message
from gongkai.portal import turns
from gongkai.portal.forms import MOST_FILES, ApplyForm, FilesForm, ReasonsForm, SupplementForm
from gongkai.ui.carrying_out import carry_out

router = Router()

Answer = Callable[..., HttpResponseBase]
FILES = _("随申请交的文件，如身份证明、授权委托书。")
_BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[str, Any] = {"responses": {200: {"content": {"application/pdf": _BINARY}}}}
BYTES: dict[str, Any] = {"responses": {200: {"content": {"*/*": _BINARY}}}}


def kept_by_nobody(run: Answer) -> Answer:
    """Take the files of a form sealed, and let no cache keep what is answered."""

    @wraps(run)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with received(request, most=MOST_FILES, most_together=settings.UPLOAD_MOST):
            response = run(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return answered


router.add_decorator(kept_by_nobody, mode="view")


@router.post(
    "agencies/{key}/applications",
    response={200: Receipt, **takes(Receipt, 404, 409, status=201)},
    url_name="apply",
    operation_id="apply",
    summary=_("提出申请"),
    description=_(
        "与门户上的申请表一样受理，校验和次数限制也一样。Idempotency-Key 每份申请一个，没有收到回答就用同一个再发："
        "已经登记的不会登记第二次，回答是200和原来的回执。回执里的查询码请妥善保存，以后凭登记号和它查询。"
    ),
    openapi_extra={**described(NewApplication, files=FILES), "parameters": [KEY_PARAMETER]},
)
def apply(request: HttpRequest, of: Path[Keyed]) -> Status[Receipt]:
    """Register an application to an agency."""
    agency = agency_asked(of.key)
    on = localdate()
    if agency is None or not agency.is_in_being(on):
        raise Http404
    take_turn_of_form(request, "apply", turns.APPLY)
    key = idempotency_key(request)
    body = sent(request, NewApplication)
    form = ApplyForm({**body.model_dump(exclude_none=True), "sent_key": key})
    files = FilesForm(request.POST, request.FILES)
    _require(form, files)
    there = Row.objects.filter(sent_key=key).first()
    made = there or _done(
        form,
        lambda values: register(
            agency,
            channel=Channel.INTERNET,
            arrived_on=on,
            applicants=[form.applicant()],
            description=values["description"],
            sent_key=values["sent_key"],
            files=files.cleaned_data["attached"],
            by=applicant(request),
            **{name: values[name] for name in WISHES},
        ),
    )
    if not is_same(made, agency, form):
        raise Refused(
            409,
            "idempotency-key-reused",
            Message("这个 Idempotency-Key 已经用于另一份申请。"),
            hint=Message("每份申请请用一个新的 UUID。"),
        )
    return Status(200 if there else 201, receipt_of(made))


@router.post(
    "applications/track",
    response=takes(Following, 404),
    url_name="track",
    operation_id="track",
    summary=_("查询进度（登记号和查询码在正文里）"),
    openapi_extra=described(Pair),
)
def track(request: HttpRequest) -> Following:
    """Say how an application stands."""
    pair = sent(request, Pair)
    return following(standing_of(_found(request, pair.number, pair.code), localdate()))


@router.get(
    "applications/{number}",
    response=gives(Following, 404),
    url_name="tracked",
    operation_id="tracked",
    summary=_("查询进度（查询码在请求头里）"),
    description=_("答复期限、怎样算出来的、送达的文书，和申请人现在可以做什么。"),
    openapi_extra={"parameters": [CODE_PARAMETER]},
)
def tracked(request: HttpRequest, of: Path[Pairing]) -> Following:
    """Say how an application stands."""
    return following(standing_of(_found(request, of.number, query_code(request)), localdate()))


@router.post(
    "applications/{number}/supplement",
    response=takes(Following, 404, 409),
    url_name="supplement",
    operation_id="supplement",
    summary=_("提交补正"),
    openapi_extra={**described(Supplement, files=FILES), "parameters": [CODE_PARAMETER]},
)
def supplement(request: HttpRequest, of: Path[Pairing]) -> Following:
    """Give what one was asked to add (补正)."""
    application = _found(request, of.number, query_code(request))
    take_turn_of_form(request, "supplement", turns.SUPPLEMENT)
    body = sent(request, Supplement)
    form = SupplementForm(body.model_dump(), request.FILES)
    _require(form)
    return _after(
        _done(
            form,
            lambda values: services.take_supplement(
                application,
                on=localdate(),
                description=values["description"],
                files=values["attached"],
                by=applicant(request),
            ),
        )
    )


@router.post(
    "applications/{number}/reasons",
    response=takes(Following, 404, 409),
    url_name="reasons",
    operation_id="reasons",
    summary=_("说明理由"),
    description=_("行政机关要求说明理由的，在这里说明（条例第35条）。"),
    openapi_extra={**described(Reasons), "parameters": [CODE_PARAMETER]},
)
def reasons(request: HttpRequest, of: Path[Pairing]) -> Following:
    """Give the reasons one was asked for (说明理由)."""
    application = _found(request, of.number, query_code(request))
    take_turn_of_form(request, "reasons", turns.REASONS)
    form = ReasonsForm(sent(request, Reasons).model_dump())
    _require(form)
    by = applicant(request)
    return _after(_done(form, lambda values: give_reasons(application, values["reasons"], on=localdate(), by=by)))


@router.post(
    "applications/{number}/withdraw",
    response=takes(Following, 404, 409),
    url_name="withdraw",
    operation_id="withdraw",
    summary=_("撤回申请"),
    description=_("撤回后这件申请就办结了，不能恢复。"),
    openapi_extra={"parameters": [CODE_PARAMETER]},
)
def withdraw(request: HttpRequest, of: Path[Pairing]) -> Following:
    """Take one's application back."""
    application = _found(request, of.number, query_code(request))
    take_turn_of_form(request, "withdraw", turns.WITHDRAW)
    return _after(services.withdraw(application, on=localdate(), by=applicant(request)))


@router.get(
    "applications/{number}/letters/{key}",
    response=gives(None, 404, 409),
    url_name="letter",
    operation_id="letter",
    summary=_("送达的文书"),
    openapi_extra={**PDF, "parameters": [CODE_PARAMETER]},
)
def letter(request: HttpRequest, of: Path[PairingLetter]) -> HttpResponseBase:
    """Give a letter that was sent to the applicant, as PDF."""
    return letter_as_pdf(_found(request, of.number, query_code(request)), of.key)


@router.get(
    "applications/{number}/files/{file}",
    response=gives(None, 404, 409),
    url_name="file",
    operation_id="applicationFile",
    summary=_("申请人交的文件，和随答复提供的文件"),
    openapi_extra={**BYTES, "parameters": [CODE_PARAMETER]},
)
def file(request: HttpRequest, of: Path[PairingFile]) -> HttpResponseBase:
    """Give the applicant a file of their own, or one that went with the reply they were served."""
    standing = standing_of(_found(request, of.number, query_code(request)), localdate())
    theirs = next((each for each in (*standing.handed_in, *standing.given) if each.pk == of.file), None)
    if theirs is None:
        raise Http404
    return give_out(request, theirs, by=applicant(request))


def _found(request: HttpRequest, number: str, code: str) -> Row:
    """Give the application of a number and a code; each try is one of the few a sender has, here and at the page."""
    take_turn_of_form(request, "track", turns.TRACK)
    found = by_code(number, code)
    if found is None:
        raise Refused(
            404,
            "application-not-found",
            Message("登记号或者查询码不对。"),
            hint=Message("请对照回执核对；两样都没有的，请联系受理机关。"),
        )
    return found


def _require(*forms: BaseForm) -> None:
    """Require of forms that they can be read, and say of each field that cannot what is wrong with it."""
    found = [
        place("body", "" if name == "__all__" else name, each.code or "invalid", " ".join(each.messages))
        for form in forms
        for name, errors in form.errors.as_data().items()
        for each in errors
    ]
    if found:
        raise wrong(found)


def _done(form: BaseForm, act: Callable[[Any], Row]) -> Row:
    """Do what a form asks for, once; what the service refuses is refused here with its code and its provision."""
    made = carry_out(form, act)
    if made is not None:
        return made
    refusal = getattr(form, "refusal", None)
    if refusal is not None:
        raise refusal
    _require(form)
    raise AssertionError("what is not done is refused")


def _after(application: Row) -> Following:
    """Say how an application stands after an act of its applicant, as it is kept now."""
    kept = Row.objects.select_related("agency").get(pk=application.pk)
    return following(standing_of(kept, localdate()))


def applicant(request: HttpRequest) -> Actor:
    """Give the applicant as who acts: nobody who signed in, from an address."""
    address = getattr(request, "actor_address", request.META.get("REMOTE_ADDR", ""))
    return Actor(role="applicant", address=address, request_id=getattr(request, "request_id", ""))
