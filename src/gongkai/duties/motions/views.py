"""Motions and proposals at the desk: the list, one of them with what can be done with it, each act, the counts."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Agency
from gongkai.agencies.rules import agencies_in_sight, has_sight
from gongkai.duties.lights import drawn, light_to
from gongkai.duties.models.motions import Grade, Motion, MotionKind, Role, Satisfaction
from gongkai.duties.motions import rules, services
from gongkai.duties.motions.deeds import DESK
from gongkai.duties.motions.forms import OpinionForm, RegisterForm, YearForm
from gongkai.duties.motions.lifecycle import ANSWERED, OPEN, Stage
from gongkai.duties.motions.selectors import COUNTED, figures
from gongkai.duties.motions.tables import Motions
from gongkai.journal.selectors import timeline
from gongkai.journal.services import record_reading
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, YesNo, respond
from gongkai.ui.sight import require


def light(motion: Motion) -> SafeString:
    """Draw how near the last day of a motion is, or whether it was answered in time."""
    if motion.stage in OPEN:
        return light_to(motion.due_on, localdate())
    if motion.stage == Stage.HANDED_BACK:
        return drawn("closed", str(motion.get_stage_display()))
    return drawn("closed", _("逾期答复") if motion.late else _("按期答复"))


def _published(motion: Motion) -> str:
    if motion.item is not None and motion.item.shown_id is not None:
        return _("已公开")
    return _("不公开") if motion.unpublished_reason else ""


def _in_sight(request: HttpRequest) -> Any:
    return agencies_in_sight(request.user, localdate())


MOTIONS = List(
    "motions",
    gettext_lazy("建议提案"),
    columns=(
        Column("title", gettext_lazy("题目"), link=lambda row: reverse("motions:detail", args=[row.pk])),
        Column("number", gettext_lazy("编号")),
        Column("kind", gettext_lazy("种类"), value="get_kind_display"),
        Column("session", gettext_lazy("届次"), shown=False),
        Column("agency", gettext_lazy("承办单位"), value="agency.called"),
        Column("role", gettext_lazy("承办方式"), value="get_role_display"),
        Column("received_on", gettext_lazy("收到日期"), sort=("received_on",), shown=False),
        Column("due_on", gettext_lazy("办理期限"), sort=("due_on",)),
        Column("light", gettext_lazy("期限"), value=light, export=False),
        Column("stage", gettext_lazy("环节"), value="get_stage_display"),
        Column("handler", gettext_lazy("经办人"), shown=False),
        Column("replied_on", gettext_lazy("首次答复日期"), sort=("replied_on",), shown=False),
        Column("grade", gettext_lazy("解决程度")),
        Column("satisfaction", gettext_lazy("满意度"), value="get_satisfaction_display"),
        Column("published", gettext_lazy("答复公开"), value=_published),
    ),
    filters=(
        Search("q", gettext_lazy("题目、编号"), fields=("title", "number")),
        YesNo("open", gettext_lazy("未答复"), holds=Q(stage__in=OPEN)),
        Choice("kind", gettext_lazy("种类"), MotionKind.choices),
        Choice("role", gettext_lazy("承办方式"), Role.choices, several=True, rare=True),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True, rare=True),
        Related("agency", gettext_lazy("承办单位"), rows=_in_sight),
        Dates("received", gettext_lazy("收到日期"), field="received_on"),
        Dates("due", gettext_lazy("办理期限"), field="due_on", rare=True),
        Dates("replied", gettext_lazy("首次答复日期"), field="replied_on", rare=True),
        YesNo("late", gettext_lazy("逾期答复"), holds=Q(late=True), rare=True),
        Choice("grade", gettext_lazy("解决程度"), Grade.choices, several=True, rare=True),
        Choice("satisfaction", gettext_lazy("满意度"), Satisfaction.choices, several=True, rare=True),
        Dates("rated", gettext_lazy("反馈日期"), field="rated_on", rare=True),
        YesNo("public", gettext_lazy("答复已公开"), holds=Q(item__shown__isnull=False), rare=True),
        Dates("published", gettext_lazy("答复公开日期"), field="item__shown_on", rare=True),
        YesNo("counts", gettext_lazy("计入统计"), holds=~Q(stage=Stage.HANDED_BACK), rare=True),
    ),
    order=("due_on",),
    none=gettext_lazy("没有建议提案。"),
)


IMPORT = Import(
    Motions,
    at="motions:import",
    among=rules.agencies_registered_for,
    trail=lambda _agency: [
        (gettext_lazy("监督保障"), reverse("duties:home")),
        (gettext_lazy("建议提案"), reverse("motions:list")),
    ],
    duties=rules.REGISTERING,
    about=gettext_lazy(
        "每行一件；种类、届次、编号都相同的，就是同一件，没有答复的可以更正。以前已经答复的，连答复一起导入。"
    ),
)


def motions(request: HttpRequest) -> HttpResponseBase:
    """Show the motions in sight."""
    on = localdate()
    require(has_sight(request.user, on))
    rows = rules.motions_in_sight(request.user, on).select_related("agency", "handler", "item")
    context = {"may_register": rules.registers_some(request.user, on)}
    return respond(request, MOTIONS, rows, template="motions/list.html", context=context)


def motion_in_sight(request: HttpRequest, pk: int) -> Motion:
    """Give a motion that the officer sees; 404 for any other."""
    rows = rules.motions_in_sight(request.user, localdate()).select_related("agency__parent", "handler", "item__shown")
    motion: Motion = get_object_or_404(rows, pk=pk)
    return motion


@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    """Take in a motion."""
    on = localdate()
    require(rules.registers_some(request.user, on))
    among = rules.agencies_registered_for(request.user, on)
    form = open_form(request, RegisterForm, among=among, initial={"agency": among.first()})
    done = carry_out(
        form,
        lambda values: services.register(
            values["agency"],
            form.registered(),
            due_on=values["due_on"],
            by=acting(request, values["agency"], rules.REGISTERING),
        ),
    )
    if done:
        messages.success(request, _("已登记。"))
        return redirect("motions:detail", done.pk)
    context = {"form": form, "heading": _("登记建议提案"), "submit": _("登记")}
    return render(request, "motions/register.html", context, status=status_of(form))


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a motion, where it stands, what can be done with it."""
    return _shown(request, motion_in_sight(request, pk))


@require_POST
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who put it forward, once a reason is given; that it was looked at is recorded first."""
    motion = motion_in_sight(request, pk)
    require(rules.may_see_names(request.user, motion, localdate()))
    reason = request.POST.get("reason", "").strip()[:100]
    if not reason:
        return _shown(request, motion, asked=True)
    by = acting(request, motion.agency, rules.SEEING_NAMES)
    record_reading(motion, ["proposers"], by=by, reason=reason)
    return _shown(request, motion, in_clear=True)


def _shown(request: HttpRequest, motion: Motion, *, asked: bool = False, in_clear: bool = False) -> HttpResponse:
    on = localdate()
    replies = list(motion.replies.select_related("drafted_by", "reviewed_by", "signed_by").order_by("-round"))
    for reply in replies if not in_clear else ():  # they begin with whom they are for
        reply.text, reply.remarks = motion.without_names(reply.text), motion.without_names(reply.remarks)
    co_handlings = []
    for each in motion.co_handlings.select_related("agency"):
        each.motion = motion
        each.opinion = each.opinion if in_clear else motion.without_names(each.opinion)
        co_handlings.append((each, motion.stage in OPEN and rules.may_opine(request.user, each, on)))
    context = {
        "motion": motion,
        "light": light(motion),
        "deeds": DESK.open_deeds(request.user, motion, on),
        "co_handlings": co_handlings,
        "replies": replies,
        "proposers": motion.proposers if in_clear else motion.shown_proposers,
        "may_see_names": not motion.nameable and not in_clear and rules.may_see_names(request.user, motion, on),
        "asked": asked,
        "awaits_publication": motion.stage in ANSWERED and motion.answers,
        "entries": timeline(motion)[:50],
    }
    return render(request, "motions/detail.html", context, status=422 if asked else 200)


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a motion (`deeds`)."""
    return DESK.act(request, motion_in_sight(request, pk), name)


@keeps_typed
def opine(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Say as who helps what one thinks of it."""
    motion = motion_in_sight(request, pk)
    row = get_object_or_404(motion.co_handlings.select_related("agency"), pk=asked)
    row.motion = motion
    require(rules.may_opine(request.user, row, localdate()))
    form = open_form(request, OpinionForm, row=motion, initial={"opinion": row.opinion})
    by = acting(request, row.agency or motion.agency, rules.HANDLING)
    if carry_out(form, lambda values: services.give_opinion(row, by=by, **values)):
        messages.success(request, _("已提出会办意见。"))
        return redirect("motions:detail", pk)
    heading = _("%(agency)s的会办意见") % {"agency": row}
    context = {"row": motion, "form": form, "heading": heading, "submit": _("提出会办意见")}
    context["back"] = reverse("motions:detail", args=[pk])
    return render(request, "duties/act.html", context, status=status_of(form))


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Show the counts of a year for the annual report, by kind and by agency; each opens the motions it counts."""
    on = localdate()
    require(has_sight(request.user, on))
    form = YearForm(request.GET) if request.GET else YearForm(initial={"year": on.year})
    year = form.cleaned_data["year"] if form.is_bound and form.is_valid() else on.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = figures(_in_sight(request).values("pk"), first, last)
    names = dict(Agency.objects.filter(pk__in={each.agency for each in found}).values_list("pk", "name"))
    kinds = [
        (label, _cells([each for each in found if each.kind == kind], first, last, kind=kind))
        for kind, label in MotionKind.choices
    ]
    agencies = [
        (name, _cells([each for each in found if each.agency == pk], first, last, agency=pk))
        for pk, name in sorted(names.items(), key=lambda each: each[1])
    ]
    context = {
        "form": form, "year": year, "counted": COUNTED, "kinds": kinds, "total": _cells(found, first, last),
        "agencies": agencies if len(agencies) > 1 else [],
    }  # fmt: skip
    return render(request, "motions/counts.html", context, status=status_of(form))


def _cells(found: list[Any], first: date, last: date, **among: Any) -> list[tuple[Any, int, str]]:
    """Give the cells of a row of counts: what each counts, how many, and the list that shows them."""
    cells = []
    for counted in COUNTED:
        query = [("counts", "1"), ("received-from", first.isoformat()), ("received-to", last.isoformat())]
        query += [(name, str(value)) for name, value in among.items()] + counted.query(last)
        number = sum(each.counts[counted.name] for each in found)
        cells.append((counted.label, number, f"{reverse('motions:list')}?{urlencode(query)}"))
    return cells
