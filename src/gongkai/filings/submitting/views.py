"""Reports that go up at the desk: the board of whoever collects, what was handed up, and each act on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Kind
from gongkai.filings import rules as filings
from gongkai.filings.models import Chase, Filing, Scope, Submission
from gongkai.filings.submitting import rules, selectors, services
from gongkai.filings.submitting.bulk import CHASE
from gongkai.filings.submitting.forms import ReturnForm, SubmitForm
from gongkai.filings.submitting.lights import light_of
from gongkai.filings.submitting.selectors import WITH_MEMBER, State
from gongkai.filings.submitting.showing import by_place, checksum_of, remarked, sheets_of
from gongkai.journal.selectors import timeline
from gongkai.law.publication import REPORTED_SINCE
from gongkai.report.edition import edition_for
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, List, Search, YesNo, respond
from gongkai.ui.sight import require

_LOOKS = {
    State.REVIEWING: " tag-active",
    State.SIGNED: " tag-active",
    State.SUBMITTED: " tag-warn",
    State.RETURNED: " tag-bad",
    State.ACCEPTED: " tag-good",
    State.OUTSIDE: " tag-good",
}


def _state(row: Any) -> Any:
    state = State(row.state)
    shown = format_html('<span class="tag{}">{}</span>', _LOOKS.get(state, ""), state.label)
    if row.is_public:
        shown += format_html(' <span class="tag tag-good">{}</span>', _("已公布"))
    return shown


def _address(row: Any) -> str:
    """Give where one reads what came from a member: what it handed up, else what came from outside."""
    if row.submission:
        return reverse("filings:submission", args=[row.submission])
    return reverse("filings:uploaded", args=[row.upload]) if row.upload else ""


def _words(row: Any) -> str:
    return "，".join([str(State(row.state).label), *([_("已公布")] if row.is_public else [])])


def _light(row: Any) -> Any:
    due = selectors.due_on(row.year, row.scope, row.member.kind)
    light, words = light_of(row.state, due, row.first_at, localdate())
    return format_html('<span class="left left-{}">{}</span>', light, words) if words else ""


BOARD = List(
    "filings-board",
    gettext_lazy("年度报告收集进度"),
    columns=(
        Column(
            "member",
            gettext_lazy("单位"),
            value="member.called",
            sort=("member__lineage",),
            link=_address,
        ),
        Column("state", gettext_lazy("进度"), value=_state, export=_words),
        Column("left", gettext_lazy("期限"), value=_light, export=False),
        Column("submitted_at", gettext_lazy("报送时间"), sort=("submitted_at",)),
        Column("findings", gettext_lazy("检查提示"), number=True),
        Column("chased_at", gettext_lazy("最近催报"), sort=("chased_at",)),
        Column("phone", gettext_lazy("联系电话"), value="member.phone"),
        Column("kind", gettext_lazy("性质"), value="member.get_kind_display", shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("单位"), fields=("member__name", "member__short_name")),
        Choice("state", gettext_lazy("进度"), State.choices, several=True),
        YesNo("public", gettext_lazy("已公布"), holds=selectors.IS_PUBLIC),
        YesNo("awaited", gettext_lazy("还没有报送"), holds=selectors.IS_AWAITED),
    ),
    order=("member",),
    size=100,
    actions=(CHASE,),
    none=gettext_lazy("这一年的填报名单还是空的。"),
)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Go to the board of the agency one collects for, of the year that is reported on now."""
    on = localdate()
    found = rules.collectors_in_sight(request.user, on).order_by("lineage").first()
    require(found is not None)
    return redirect("filings:board-of", found.pk, on.year - 1)


def board_of(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    """Show how the members of a list stand with their reports on a year, and ask for those that are awaited."""
    on = localdate()
    collectors = rules.collectors_in_sight(request.user, on)
    collector: Agency = get_object_or_404(collectors, pk=pk)
    if not REPORTED_SINCE <= year <= on.year:
        raise Http404
    rows = selectors.board_rows(collector, year).select_related("member", "collector")
    counts = selectors.counts_of(selectors.board(collector, year))
    address = reverse("filings:board-of", args=[pk, year])
    tallies = [(state.label, counts[state], f"{address}?state={state}", state) for state in State if state in counts]
    context = {
        "collector": collector,
        "year": year,
        "before": year - 1 if year > REPORTED_SINCE else None,
        "after": year + 1 if year < on.year else None,
        "due": selectors.due_on(year, Scope.UNIT),
        "tallies": [*tallies, (_("已公布"), counts["public"], f"{address}?public=1", "")],
        "awaited": sum(counts.get(state, 0) for state in WITH_MEMBER),
        "rolled": _rolled_up_from(request.user, collector, year, on),
        "overdue": on > selectors.due_on(year, Scope.UNIT),
        "others": [each for each in collectors.order_by("lineage") if each != collector],
    }
    return respond(request, BOARD, rows, template="filings/submitting/board.html", context=context)


def _rolled_up_from(officer: Any, collector: Agency, year: int, on: date) -> Agency | None:
    """Give the government whose roll-up the reports of a list go into, for whoever sees it."""
    if edition_for(year) is None:
        return None
    served = {collector.pk, collector.parent_id} if collector.kind == Kind.GENERAL_OFFICE else {collector.pk}
    found: Agency | None = filings.governments_rolled_up(officer, on).filter(pk__in=served).first()
    return found


CHASES = List(
    "filings-chases",
    gettext_lazy("催报记录"),
    columns=(
        Column("at", gettext_lazy("催报时间"), sort=("at",)),
        Column("member", gettext_lazy("单位"), value="member.called"),
        Column("officer", gettext_lazy("催报人"), value=lambda row: row.officer or _("系统自动")),
        Column("told", gettext_lazy("通知人数"), number=True),
        Column("text", gettext_lazy("附言")),
    ),
    filters=(Search("q", gettext_lazy("单位"), fields=("member__name", "member__short_name")),),
    order=("-at",),
    none=gettext_lazy("这一年还没有催报。"),
)


def chases(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    """Show which members were asked for their reports on a year, when, by whom."""
    collector = get_object_or_404(rules.collectors_in_sight(request.user, localdate()), pk=pk)
    rows = Chase.objects.filter(collector=collector, year=year).select_related("member", "officer")
    context = {"collector": collector, "year": year}
    return respond(request, CHASES, rows, template="filings/submitting/chases.html", context=context)


@keeps_typed
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand up the version of a report that was signed last."""
    on = localdate()
    filing: Filing = get_object_or_404(filings.filings_in_sight(request.user, on), pk=pk)
    require(rules.may_submit(request.user, filing, on))
    version = filing.versions.order_by("-number").first()
    if version is None:
        raise Http404
    among = Agency.objects.filter(pk__in=selectors.lists_of(filing).values("collector")).order_by("lineage")
    form = open_form(request, SubmitForm, among=among, initial={"collector": among.first()})
    by = acting(request, filing.agency, filings.COMPILING)
    made = carry_out(form, lambda values: services.submit(version, by=by, **values))
    if made is not None:
        messages.success(request, _("已报送，回执号%(receipt)s。") % {"receipt": made.receipt})
        return redirect("filings:submission", made.pk)
    context = {
        "form": form,
        "row": filing,
        "heading": _("报送年度报告"),
        "submit": _("报送"),
        "back": reverse("filings:detail", args=[pk]),
        "about": _("报送第%(number)d版，%(officer)s签发。") % {"number": version.number, "officer": version.officer},
    }
    return render(request, "filings/act.html", context, status=status_of(form))


def submission_in_sight(request: HttpRequest, pk: int) -> Submission:
    """Give what was handed up, where the officer sees it; 404 for any other."""
    rows = rules.submissions_in_sight(request.user, localdate()).select_related(
        "version_signed__filing__agency", "version_signed__officer", "collector", "officer", "answered_by"
    )
    found: Submission = get_object_or_404(rows, pk=pk)
    return found


@require_safe
@never_cache
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was handed up: its receipt, what became of it, and the report as it was signed, with the remarks."""
    row, on = submission_in_sight(request, pk), localdate()
    version = row.version_signed
    remarks = remarked(row)
    newest = selectors.newest_of(version.filing, row.collector)
    is_newest = newest is not None and newest.pk == row.pk
    context = {
        **_receipt(row),
        "remarks": remarks,
        "sheets": sheets_of(version, by_place(remarks)),
        "newest": None if is_newest else newest,
        "may_accept": is_newest and row.state == Submission.State.SUBMITTED and rules.may_accept(request.user, row, on),
        "may_return": is_newest and row.state != Submission.State.RETURNED and rules.may_return(request.user, row, on),
        "sees_filing": filings.filings_in_sight(request.user, on).filter(pk=version.filing_id).exists(),
        "sees_board": rules.collectors_in_sight(request.user, on).filter(pk=row.collector_id).exists(),
        "entries": timeline(row),
    }
    return render(request, "filings/submitting/submission.html", context)


@require_safe
@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt of what was handed up, to be printed."""
    return render(request, "filings/submitting/receipt.html", _receipt(submission_in_sight(request, pk)))


def _receipt(row: Submission) -> dict[str, Any]:
    return {
        "row": row,
        "version": row.version_signed,
        "filing": row.version_signed.filing,
        "checksum": checksum_of(row.version_signed),
    }


@keeps_typed
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a report, with remarks beside its cells and parts."""
    row = submission_in_sight(request, pk)
    require(rules.may_return(request.user, row, localdate()))
    form = open_form(request, ReturnForm, version=row.version_signed)
    by = acting(request, row.collector, rules.COLLECTING | rules.ACCEPTING)
    if carry_out(form, lambda values: services.return_(row, by=by, **values)):
        messages.success(request, _("已退回，已通知报送单位。"))
        return redirect("filings:submission", pk)
    context = {**_receipt(row), "form": form, "sheets": sheets_of(row.version_signed, form.beside)}
    return render(request, "filings/submitting/return.html", context, status=status_of(form))


@keeps_typed
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a report."""
    row = submission_in_sight(request, pk)
    require(rules.may_accept(request.user, row, localdate()))
    form = open_form(request, forms.Form)
    by = acting(request, row.collector, rules.ACCEPTING)
    if carry_out(form, lambda values: services.accept(row, by=by)):
        messages.success(request, _("已接收，计入汇总。"))
        return redirect("filings:submission", pk)
    context = {
        "form": form,
        "heading": _("接收年度报告"),
        "submit": _("接收"),
        "back": reverse("filings:submission", args=[pk]),
        "about": _("%(report)s（%(receipt)s）。接收以后计入汇总；以后发现错误，仍可退回。")
        % {"report": row.version_signed.filing, "receipt": row.receipt},
    }
    return render(request, "filings/act.html", context, status=status_of(form))
