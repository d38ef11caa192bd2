"""Archives at the desk: how each kind stands, cases to be packed or erased, lists to be approved, holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.archives import erasing, exporting, forms, holding, rules, selectors
from gongkai.archives.kinds import BY_CODE, Kind
from gongkai.archives.models import Erasure, Export, Hold, Period
from gongkai.archives.periods import keeping, kept_until
from gongkai.attachments import serving, storing
from gongkai.journal.selectors import timeline
from gongkai.law.errors import NotAllowed
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.sight import require

_A_PAGE = 100
_SHOWN = 20


def _agency(request: HttpRequest, pk: int) -> Agency:
    agency: Agency = get_object_or_404(rules.agencies_in_sight(request.user, localdate()), pk=pk)
    return agency


def _kind(code: str) -> Kind:
    """Give a kind of cases; 404 for what is none."""
    kind = _packed(code)
    if not kind.is_case:
        raise Http404
    return kind


def _packed(code: str) -> Kind:
    """Give a kind that packages are made of one by one; 404 for any other."""
    if code not in BY_CODE or not BY_CODE[code].is_packed:
        raise Http404
    return BY_CODE[code]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show of each agency how its kinds stand, what was packed, what is held, what was erased."""
    on = localdate()
    require(rules.sees_some(request.user, on))
    agencies = list(rules.agencies_in_sight(request.user, on).order_by("lineage"))
    shown = [
        {
            "agency": agency,
            "standings": selectors.standings(agency, on),
            "may_decide": rules.may_decide(request.user, agency, on),
            "may_handle": rules.may_handle(request.user, agency, on),
        }
        for agency in agencies
    ]
    context = {
        "shown": shown,
        "exports": [
            (each, rules.may_take(request.user, each, on) and each.state == Export.State.READY)
            for each in Export.objects.filter(agency__in=agencies).select_related("agency", "asked_by")[:_SHOWN]
        ],
        "erasures": Erasure.objects.filter(agency__in=agencies).select_related("agency", "proposed_by")[:_SHOWN],
        "holds": [
            (each, rules.may_decide(request.user, each.agency, on))
            for each in Hold.objects.filter(agency__in=agencies, until_on__isnull=True).select_related("agency")[
                :_SHOWN
            ]
        ],
        "counts_from": selectors.counts_from(),
    }
    return render(request, "archives/home.html", context)


@require_safe
def cases(request: HttpRequest, agency: int, kind: str) -> HttpResponse:
    """Show the cases of a kind that ended, or those alone whose period is over, to be chosen."""
    on, of, shown = localdate(), _agency(request, agency), _packed(kind)
    kept = keeping(of, kind)
    only_over = request.GET.get("show") == "over" and shown.is_case
    rows = selectors.over_of(shown, of, on, kept) if only_over else selectors.ended_of(shown, of)
    page = Paginator(rows.order_by(shown.ended or shown.of_year, "pk"), _A_PAGE).get_page(request.GET.get("page"))
    packed = selectors.packed_keys(of, shown)
    against_each = holding.against_each(shown, list(page), on, kept) if only_over else {}
    lines = []
    for case in page:
        ended = shown.ended_on(case)
        against = [said(each) for each in against_each.get(case.pk, ())]
        last = kept_until(ended, kept.years) if kept.years is not None and ended is not None else None
        lines.append((case, ended, last, case.pk in packed, against))
    context = {
        "agency": of, "kind": shown, "keeping": kept, "lines": lines, "page": page, "only_over": only_over,
        "may_handle": rules.may_handle(request.user, of, on),
    }  # fmt: skip
    return render(request, "archives/cases.html", context)


def _form(request: HttpRequest, form: Any, heading: Any, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": heading, "back": back, **more}
    return render(request, "archives/form.html", context, status=status_of(form))


def _chosen(kind: Kind, agency: Agency, form: forms.ChosenForm) -> list[Any]:
    rows = kind.cases().filter(agency=agency, pk__in=form.cleaned_data["keys"])
    return list(rows.order_by("pk"))


def _keys(request: HttpRequest) -> str:
    return ",".join(
        each for each in request.GET.getlist("key")[: exporting.MOST] if each.isascii() and each.isdecimal()
    )


@keeps_typed
def period(request: HttpRequest, agency: int, kind: str) -> HttpResponse:
    """Register how long a kind is kept."""
    on, of = localdate(), _agency(request, agency)
    require(rules.may_decide(request.user, of, on))
    if kind not in BY_CODE:
        raise Http404
    kept = keeping(of, kind)
    initial = {"years": kept.years, "source": kept.source} if kept.registered else {}
    form = open_form(request, forms.PeriodForm, initial=initial)
    by = acting(request, of, rules.DECIDING)
    if carry_out(form, lambda values: holding.set_period(of, BY_CODE[kind], by=by, **values)):
        messages.success(request, _("已登记保管期限。"))
        return redirect("archives:home")
    about = _("%(kind)s现为%(period)s（%(source)s）。") % {
        "kind": BY_CODE[kind].words, "period": kept.words, "source": kept.source,
    }  # fmt: skip
    entries = timeline(*Period.objects.filter(agency=of, kind=kind)[:_SHOWN])
    return _form(request, form, _("登记保管期限"), reverse("archives:home"), about=about, entries=entries)


@keeps_typed
def export(request: HttpRequest, agency: int, kind: str) -> HttpResponse:
    """Have packages made of the cases that were chosen."""
    of, chosen = _agency(request, agency), _packed(kind)
    require(rules.may_handle(request.user, of, localdate()))
    form = open_form(request, forms.ExportForm, initial={"keys": _keys(request), "mode": Export.Mode.CLEAR})
    by = acting(request, of, rules.HANDLING)
    done = carry_out(
        form,
        lambda values: exporting.ask(
            of, _chosen(chosen, of, form), mode=values["mode"], purpose=values["purpose"],
            passphrase=values["passphrase"], by=by,
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("正在制作，做好后可以在本页下载一次。"))
        return redirect("archives:home")
    about = _("归档包里有办理情况、文书、附件和本案的留痕，附校验和。谁的个人信息被取出，逐件留痕（个保法第51条）。")
    if chosen.code == "items":
        about = _(
            "归档包里有各稿、审查、公开和撤下的记录、附件和留痕，附校验和。现在不公开的稿也在，与个人信息放在一起，逐份标明。"
        )
    return _form(request, form, _("制作归档包"), reverse("archives:cases", args=[of.pk, kind]), about=about)


@keeps_typed
def export_journal(request: HttpRequest, agency: int) -> HttpResponse:
    """Have a package made of the journal of a year."""
    of = _agency(request, agency)
    require(rules.may_handle(request.user, of, localdate()))
    form = open_form(request, forms.JournalForm, years=selectors.years_of_journal(of))
    by = acting(request, of, rules.HANDLING)
    if carry_out(form, lambda values: exporting.ask_journal(of, **values, by=by)):
        messages.success(request, _("正在制作，做好后可以在本页下载一次。"))
        return redirect("archives:home")
    about = _("本机关这一年的留痕，逐条原样，附核验程序和校验和；里面没有个人信息的原文，有各项办理的内容。")
    return _form(request, form, _("制作归档包"), reverse("archives:home"), about=about)


@keeps_typed
def propose(request: HttpRequest, agency: int, kind: str) -> HttpResponse:
    """Put the cases that were chosen on a list to be erased."""
    of, chosen = _agency(request, agency), _kind(kind)
    require(rules.may_handle(request.user, of, localdate()))
    form = open_form(request, forms.ProposeForm, initial={"keys": _keys(request)})
    by = acting(request, of, rules.HANDLING)
    done = carry_out(
        form,
        lambda values: erasing.propose(of, _chosen(chosen, of, form), opinion=values["opinion"], by=by),
    )
    if done:
        messages.success(request, _("已提出，待另一位负责人批准。"))
        return redirect("archives:erasure", done.pk)
    about = _(
        "禁止擅自销毁档案（档案法第21条）。经另一位负责人批准后，所选案卷的个人信息、文书和附件即被销毁，不能恢复；"
        "登记号、日期、处理结果和各项统计不变。经办人写在检索词、延期理由等栏目里的文字不在其内，请先看过。"
    )
    back = reverse("archives:cases", args=[of.pk, kind])
    return _form(request, form, _("提出销毁鉴定"), back, about=about, grave=True)


@require_POST
@never_cache
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give an export, once: from then on it is gone from here."""
    on = localdate()
    rows = Export.objects.filter(agency__in=rules.agencies_in_sight(request.user, on)).select_related("agency")
    row: Export = get_object_or_404(rows, pk=pk)
    require(rules.may_take(request.user, row, on))
    attachment = exporting.file_of(row)
    opened = storing.open_raw(attachment.file.place, attachment.file.secret) if attachment else None
    try:
        exporting.take(row, by=acting(request, row.agency, rules.HANDLING))
    except NotAllowed as error:
        if opened:
            opened.close()
        messages.error(request, said(error))
        return redirect("archives:home")
    assert attachment is not None
    assert opened is not None  # else it was refused
    return serving.answer(request, attachment, opened)


def _erasure(request: HttpRequest, pk: int) -> Erasure:
    rows = Erasure.objects.filter(agency__in=rules.agencies_in_sight(request.user, localdate()))
    row: Erasure = get_object_or_404(rows.select_related("agency", "proposed_by", "decided_by"), pk=pk)
    return row


@require_safe
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a list: what is on it, by whose word, what was destroyed. Printed, it is the certificate (销毁清册)."""
    row, on = _erasure(request, pk), localdate()
    context = {
        "erasure": row,
        "lines": row.cases.all(),
        "may_approve": row.stage == Erasure.Stage.PROPOSED and rules.may_approve(request.user, row, on),
        "entries": timeline(row),
    }
    return render(request, "archives/erasure.html", context)


@keeps_typed
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Approve or decline a list."""
    row, act = _erasure(request, pk), {"approve": erasing.approve, "decline": erasing.decline}.get(decision)
    if act is None:
        raise Http404
    require(rules.may_approve(request.user, row, localdate()))
    form = open_form(request, forms.DecideForm, initial={"seen": row.version})
    by = acting(request, row.agency, rules.DECIDING)
    if carry_out(form, lambda values: act(row, by=by, **values)):
        approved = decision == "approve"
        messages.success(request, _("已批准，正在销毁。") if approved else _("没有批准，案卷照旧保管。"))
        return redirect("archives:erasure", row.pk)
    heading = _("批准销毁") if decision == "approve" else _("不批准销毁")
    about = _("清册%(number)s，共%(count)d件。销毁后不能恢复。") % {"number": row, "count": row.cases.count()}
    back = reverse("archives:erasure", args=[row.pk])
    return _form(request, form, heading, back, about=about, grave=decision == "approve")


@keeps_typed
def hold(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Keep a case from being erased for now."""
    on, of = localdate(), _kind(kind)
    rows = of.cases().filter(agency__in=rules.agencies_in_sight(request.user, on))
    case = get_object_or_404(rows, pk=pk)
    require(rules.may_handle(request.user, case.agency, on))
    form = open_form(request, forms.ReasonForm)
    by = acting(request, case.agency, rules.HANDLING)
    if carry_out(form, lambda values: holding.hold(of, case, by=by, **values)):
        messages.success(request, _("已暂缓销毁。"))
        return redirect(of.address(case.pk))
    about = _("复议、诉讼没有了结的，系统自动不予销毁；信访、审计、追责等需要继续保存的，在这里写明。")
    return _form(request, form, _("暂缓销毁"), of.address(case.pk), about=about)


@keeps_typed
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold."""
    on = localdate()
    row: Hold = get_object_or_404(Hold.objects.filter(agency__in=rules.agencies_in_sight(request.user, on)), pk=pk)
    require(rules.may_decide(request.user, row.agency, on))
    form = open_form(request, forms.ReasonForm)
    by = acting(request, row.agency, rules.DECIDING)
    if carry_out(form, lambda values: holding.release(row, by=by, **values)):
        messages.success(request, _("已解除。"))
        return redirect("archives:home")
    about = _("%(number)s：%(reason)s") % {"number": row.number, "reason": row.reason}
    return _form(request, form, _("解除暂缓销毁"), reverse("archives:home"), about=about)
