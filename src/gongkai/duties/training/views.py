"""The ledger of training at the desk: sessions in sight, one of them, the plan of a year, signing in, the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.forms import SpanForm
from gongkai.agencies.models import Officer, Post
from gongkai.agencies.views.lists import note_export
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.duties.leading.rules import may_keep
from gongkai.duties.models import Attendee, TrainingPlan, TrainingSession
from gongkai.duties.models.training import OPEN, Kind, State
from gongkai.duties.pages import form_page
from gongkai.duties.training import rules, selectors, services
from gongkai.duties.training.codes import code_of
from gongkai.duties.training.dues import asks_for, soon_after
from gongkai.duties.training.forms import (
    AttendForm,
    CancelForm,
    CompleteForm,
    InviteForm,
    NewSessionForm,
    PlanForm,
    SessionForm,
    TickForm,
)
from gongkai.duties.training.invitation import invitation_of
from gongkai.duties.training.tables import Sessions
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.errors import too_many
from gongkai.ui.forms import status_of
from gongkai.ui.limits import take
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, YesNo, respond
from gongkai.ui.sight import require

TRIES, TRY_SECONDS = 5, 600
"""How often an officer may type a code in so many seconds: of a million codes one is right."""


def _light(row: Any) -> Any:
    today = localdate()
    if not row.asks:
        return ""
    light = "overdue" if row.on < today else "today"
    return format_html('<span class="left left-{}">{}</span>', light, asks_for(row, today))


SESSIONS = List(
    "training",
    gettext_lazy("培训"),
    columns=(
        Column("subject", gettext_lazy("主题"), link=lambda row: reverse("training:detail", args=[row.pk])),
        Column("kind", gettext_lazy("形式"), value="get_kind_display"),
        Column("on", gettext_lazy("日期"), sort=("on",)),
        Column("hours", gettext_lazy("学时"), value=lambda row: f"{row.hours.normalize():f}", number=True),
        Column("agency", gettext_lazy("主办机关"), value="agency.called"),
        Column("invited", gettext_lazy("应到"), number=True),
        Column("came", gettext_lazy("实到"), number=True),
        Column("state", gettext_lazy("状态"), value="get_state_display"),
        Column("light", gettext_lazy("提醒"), value=_light, export=False),
        Column("venue", gettext_lazy("地点"), shown=False),
        Column("host", gettext_lazy("主讲、主持"), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("主题"), fields=("subject",)),
        Dates("on", gettext_lazy("日期"), field="on"),
        Choice("kind", gettext_lazy("形式"), Kind.choices, several=True),
        Choice("state", gettext_lazy("状态"), State.choices, several=True),
        YesNo("open", gettext_lazy("未完成"), holds=Q(state__in=OPEN)),
        YesNo("lacking", gettext_lazy("没有材料或者结果"), holds=Q(asks=True)),
        Related(
            "agency",
            gettext_lazy("主办机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
    ),
    order=("-on",),
    none=gettext_lazy("没有培训。"),
)

IMPORT = Import(
    Sessions,
    at="training:import",
    among=rules.agencies_kept,
    trail=lambda _agency: _trail(),
    duties=rules.DUTIES,
    about=gettext_lazy("每行一场已经办完的培训。同一天、同一主题的已经有了，不再导入。"),
)


def sessions(request: HttpRequest) -> HttpResponseBase:
    """Show the sessions one sees."""
    on = localdate()
    rows = rules.sessions_in_sight(request.user, on).select_related("agency")
    kept = rules.agencies_kept(request.user, on).first()
    context = {"plans": kept, "year": on.year}
    listed = selectors.listed(rows, on, soon_after(on))
    return respond(request, SESSIONS, listed, template="training/list.html", context=context, exported=note_export)


def session_in_sight(request: HttpRequest, pk: int) -> TrainingSession:
    """Give a session that the officer sees; 404 for any other."""
    rows = rules.sessions_in_sight(request.user, localdate()).select_related("agency")
    session: TrainingSession = get_object_or_404(rows, pk=pk)
    return session


def _arranged(request: HttpRequest, pk: int) -> tuple[TrainingSession, Actor]:
    """Give a session that the officer arranges, and who acts; 404 out of sight, 403 where they do not arrange it."""
    session = session_in_sight(request, pk)
    require(rules.may_arrange(request.user, session, localdate()))
    return session, acting(request, session.agency, rules.DUTIES)


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a session: how it is arranged, its material, who was invited and came, what came of it."""
    session, on = session_in_sight(request, pk), localdate()
    attendees = list(session.attendees.select_related("agency", "officer"))
    arranges = rules.may_arrange(request.user, session, on)
    context = {
        "session": session,
        "attendees": attendees,
        "came": sum(each.attended for each in attendees),
        "may_arrange": arranges,
        "is_today": session.on == on,
        "was_held": session.on <= on,
        "entries": timeline(session, *attendees)[:50] if arranges else None,
        "trail": _trail(),
    }
    return render(request, "training/detail.html", context)


@keeps_typed
def add(request: HttpRequest) -> HttpResponse:
    """Put a session on the plan."""
    on = localdate()
    among = rules.agencies_kept(request.user, on)
    require(rules.keeps_some(request.user, on))
    form = open_form(request, NewSessionForm, among=among, initial={"on": on, "hours": 2})

    def do(values: Mapping[str, Any]) -> TrainingSession:
        by = acting(request, values["agency"], rules.DUTIES)
        return services.schedule(by=by, **values)

    if made := carry_out(form, do):
        messages.success(request, _("已安排。可以在这里上传材料、通知参加人员。"))
        return redirect("training:detail", made.pk)
    return form_page(request, form, _("安排培训"), trail=_trail())


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how a session is arranged."""
    session, by = _arranged(request, pk)
    form = open_form(request, SessionForm, instance=session)
    if carry_out(form, lambda values: services.change(session, values, at=now(), by=by)):
        messages.success(request, _("已保存。"))
        return redirect("training:detail", pk)
    note = _("改了日期、时间或者地点的，会告诉已经通知的人。") if session.state == State.INVITED else ""
    return form_page(request, form, _("调整安排"), trail=_trail(session), note=note)


@keeps_typed
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite officers and others."""
    session, by = _arranged(request, pk)
    people = rules.officers_to_invite(session.agency, localdate())
    among = rules.agencies_to_invite(session.agency, localdate())
    form = open_form(request, InviteForm, among=among, people=people)

    def do(values: Mapping[str, Any]) -> Any:
        posts = Post.objects.held(localdate()).filter(agency__in=values["agencies"])
        officers = people.filter(Q(pk__in=posts.values("officer")) | Q(pk__in=values["officers"])).distinct()
        services.invite(session, officers, values["outsiders"], at=now(), by=by)
        return session

    if carry_out(form, do):
        messages.success(request, _("已通知。"))
        return redirect("training:detail", pk)
    note = _("有账号的会收到站内通知，可以把日程加到自己的日历；已经在名单上的不会重复通知。")
    return form_page(request, form, _("通知参加人员"), trail=_trail(session), note=note, submit=_("通知"))


@require_safe
@never_cache
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the code in the room, on the day."""
    session, _by = _arranged(request, pk)
    shown = code_of(session) if session.on == localdate() and session.is_open else ""
    context = {"session": session, "code": shown, "trail": _trail(session)}
    return render(request, "training/code.html", context)


@require_safe
@never_cache
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a session as a file for a calendar."""
    session = session_in_sight(request, pk)
    url = request.build_absolute_uri(reverse("training:detail", args=[pk]))
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="training-{pk}.ics"',
    }
    return HttpResponse(invitation_of(session, now(), url), headers=headers)


@never_cache
@keeps_typed
def attend(request: HttpRequest) -> HttpResponse:
    """Sign oneself in by the code shown in the room."""
    officer, on = request.user, localdate()
    if not isinstance(officer, Officer):
        raise PermissionDenied
    if request.method == "POST" and (wait := take(f"training.attend:{officer.pk}", TRIES, TRY_SECONDS)):
        return too_many(request, wait)
    form = open_form(request, AttendForm)
    by = acting(request)
    if done := carry_out(form, lambda values: services.attend(officer, values["code"], on=on, by=by)):
        messages.success(request, _("已签到：%(session)s。") % {"session": done.session})
        return redirect("training:attend")
    today = Attendee.objects.filter(officer=officer, session__on=on).exclude(session__state=State.CANCELLED)
    context = {"form": form, "today": today.select_related("session__agency"), "trail": _trail()}
    return render(request, "training/attend.html", context, status=status_of(form))


@keeps_typed
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who came."""
    session, by = _arranged(request, pk)
    form = open_form(request, TickForm, attendees=session.attendees.select_related("agency"))
    if carry_out(form, lambda values: services.tick(session, on=localdate(), by=by, **values)):
        messages.success(request, _("已保存。"))
        return redirect("training:detail", pk)
    return form_page(request, form, _("登记到场情况"), trail=_trail(session))


@keeps_typed
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what came of a session."""
    session, by = _arranged(request, pk)
    initial = {name: getattr(session, name) for name in ("tested", "passed", "effect", "minutes")}
    form = open_form(request, CompleteForm, initial=initial)
    if carry_out(form, lambda values: services.complete(session, on=localdate(), by=by, **values)):
        messages.success(request, _("已登记。"))
        return redirect("training:detail", pk)
    note = _("测试结果、效果、纪要至少填一项。签到表、照片等可以作为附件上传。")
    return form_page(request, form, _("登记培训结果"), trail=_trail(session), note=note)


@keeps_typed
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a session off."""
    session, by = _arranged(request, pk)
    form = open_form(request, CancelForm)
    if carry_out(form, lambda values: services.cancel(session, at=now(), by=by, **values)):
        messages.success(request, _("已取消。"))
        return redirect("training:detail", pk)
    note = _("会告诉已经通知的人。")
    return form_page(request, form, _("取消培训"), trail=_trail(session), note=note, submit=_("取消培训"), grave=True)


@keeps_typed
def plan(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show the plan of a year and how far it is carried out; who arranges training writes it here."""
    agency, on = agency_in_sight(request, pk), localdate()
    require(2008 <= year <= on.year + 1)
    row = TrainingPlan.objects.filter(agency=agency, year=year).first() or TrainingPlan(agency=agency, year=year)
    may_write = may_keep(request.user, agency, on)
    form = open_form(request, PlanForm, instance=row) if may_write else None

    def do(values: Mapping[str, Any]) -> TrainingPlan:
        return services.plan(agency, year, values, by=acting(request, agency, rules.DUTIES))

    done = None if form is None else carry_out(form, do)
    if done:
        messages.success(request, _("已保存。"))
        return redirect("training:plan", pk, year)
    require(may_write or request.method in ("GET", "HEAD"))
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = TrainingSession.objects.filter(agency=agency, on__gte=first, on__lte=last).exclude(state=State.CANCELLED)
    held = selectors.counts_by_agency([agency.pk], first, last).get(agency.pk, selectors.Counted())
    context = {
        "agency": agency, "year": year, "plan": row, "form": form, "held": held,
        "sessions": rows.order_by("on", "pk"), "before": year - 1, "after": year + 1 if year <= on.year else None,
        "trail": _trail(),
    }  # fmt: skip
    return render(request, "training/plan.html", context, status=200 if form is None else status_of(form))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show what was held in a span of days by kind and by agency, and of one agency the hours of each person."""
    on = localdate()
    among = rules.agencies_in_sight(request.user, on).order_by("lineage")
    require(rules.has_sight(request.user, on))
    asked = {"first": date(on.year, 1, 1), "last": on, **request.GET.dict()}
    form = SpanForm(asked, among=among, called=_("机关"))
    context: dict[str, Any] = {"form": form, "trail": _trail()}
    if form.is_valid():
        first, last, agency = (form.cleaned_data[name] for name in ("first", "last", "agency"))
        scope = [agency] if agency else list(among.in_being(last))
        context |= _figures(scope, first, last)
        context["people"] = selectors.hours_by_person(agency, first, last) if agency else None
        context["span"] = {"first": first, "last": last}
    return render(request, "training/figures.html", context, status=status_of(form))


def _figures(scope: list[Any], first: date, last: date) -> dict[str, Any]:
    keys = [each.pk for each in scope]
    by_kind = selectors.counts_by_kind(keys, first, last)
    held = selectors.counts_by_agency(keys, first, last)
    trained = selectors.trained_by_agency(keys, first, last)
    without = selectors.not_trained_by_agency(keys, first, last)
    none = selectors.Counted()
    return {
        "kinds": [(kind, by_kind[kind]) for kind in Kind if kind in by_kind],
        "rows": [
            (each, held.get(each.pk, none), *trained.get(each.pk, (0, 0)), without.get(each.pk, 0)) for each in scope
        ],
    }


def _trail(session: TrainingSession | None = None) -> list[tuple[Any, str]]:
    above = [(_("培训"), reverse("training:list"))]
    return above if session is None else [*above, (session.subject, reverse("training:detail", args=[session.pk]))]
