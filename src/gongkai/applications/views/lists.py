"""The work list: the cases in sight, with their lights."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.acts import LIST_EXPORTED
from gongkai.agencies.below import Below
from gongkai.agencies.models import Officer
from gongkai.applications import rules
from gongkai.applications.lifecycle import Stage
from gongkai.applications.lights import WORDS, Light, condition, in_words, light_of
from gongkai.applications.models import Applicant, Application, Practice, Reply, labels
from gongkai.applications.pace import CONSULTED, EXTENDED, TOOK, took, took_words
from gongkai.applications.worklists import LIGHTS, SCOPES, Condition, InFigure, load, scope, total
from gongkai.journal.services import note
from gongkai.ui.lists import Choice, Column, Dates, Export, List, Related, Search, YesNo, begins, respond
from gongkai.ui.working_days import calendar
from gongkai.vault.reading import if_whole

_AGES = {
    "week": _("7天以内"),
    "fortnight": _("8至14天"),
    "month": _("15至30天"),
    "older": _("30天以上"),
}
_TOOK = {f"{first}-{last or ''}": (first, last) for first, last in TOOK}
_MOST = 500
"""Officers or offices whose work is shown; they are sorted by how urgent it is."""
_SHOWN = 40
"""Characters of a description that a list shows."""


def _light(row: Application, today: date) -> Any:
    working_days = calendar()
    practice = getattr(row.agency, "practice", None) or Practice()
    light = light_of(row, today, working_days.add_working_days(today, practice.due_soon_days))
    words = in_words(row, light, today, working_days)
    return format_html('<span class="left left-{}">{}</span>', light.value, words)


def _applicant(row: Application) -> str:
    people = list(row.applicants.all())
    first = people[0].masked_name if people else ""
    return f"{first}等{len(people)}人" if len(people) > 1 else first


def _brief(row: Application) -> str:
    text = " ".join(str(row.description).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _words(name: str, choices: Iterable[tuple[Any, Any]]) -> Callable[[Application], Any]:
    """Give what says a field in words; the framework's own way translates every choice for each row."""
    words = dict(choices)
    return lambda row: words.get(getattr(row, name), "")


class _Numbers(Search):
    """Numbers of cases or of their letters, each from its beginning: so the indexes find them among any number."""

    template = "ui/lists/search.html"

    def apply(self, rows: Any, value: str) -> Any:
        """Give the cases of which every word begins a number."""
        for word in value.split():
            cases = Application.objects.filter(begins("number", word)).values("pk")
            letters = Reply.objects.filter(begins("number", word)).values("application")
            rows = rows.filter(pk__in=cases.order_by().union(letters.order_by()))
        return rows


APPLICATIONS = List(
    "applications",
    _("依申请公开"),
    columns=(
        Column("number", _("登记号"), sort=("number",), link=lambda row: reverse("applications:detail", args=[row.pk])),
        Column("wanted", _("所需信息"), value=if_whole(_brief)),
        Column("applicant", _("申请人"), value=if_whole(_applicant)),
        Column("due_on", _("答复期限"), sort=("awaited_on",)),
        Column("light", _("期限情况"), value=lambda row: _light(row, localdate()), export=False),
        Column("stage", _("环节"), value=_words("stage", Stage.choices)),
        Column("state", _("状态"), value=_words("state", labels.STATES), shown=False),
        Column("handler", _("经办人")),
        Column("office", _("承办科室"), shown=False),
        Column("agency", _("受理机关"), shown=False),
        Column("channel", _("提交渠道"), value=_words("channel", labels.CHANNELS), shown=False),
        Column("kind", _("申请人类型"), value=_words("kind", labels.KINDS), shown=False),
        Column("received_on", _("收到申请之日"), sort=("received_on",)),
        Column("closed_on", _("办结日期"), sort=("closed_on",), shown=False),
        Column("outcome", _("处理结果"), value=_words("outcome", labels.RESULTS)),
    ),
    filters=(
        _Numbers("q", _("登记号、文号"), fields=(), hint=_("从头写起，如“2026-00017”")),
        Condition("scope", _("范围"), SCOPES, condition=lambda request, name: scope(request.user, name, localdate())),
        Condition(
            "light",
            _("期限情况"),
            [(light.value, words) for light, words in WORDS.items()],
            condition=lambda request, name: condition(Light(name), localdate()),
        ),
        InFigure("figure", _("表三")),
        Below("under", _("机关")),
        # By the day that lists are in the order of: what is open is found and read in one go along its index.
        YesNo("open", _("未办结"), holds=Q(awaited_on__gte=date.min)),
        Related("handler", _("经办人"), rows=lambda request: rules.officers_in_sight(request.user, localdate())),
        Related(
            "office",
            _("承办科室"),
            rows=lambda request: rules.offices_in_sight(request.user, localdate()),
            rare=True,
        ),
        YesNo("unassigned", _("未分办"), holds=Q(handler__isnull=True), rare=True),
        Choice("stage", _("环节"), Stage.choices, several=True, rare=True),
        Choice("state", _("状态"), labels.STATES, several=True, rare=True),
        Choice("outcome", _("处理结果"), labels.RESULTS, several=True),
        Choice("kind", _("申请人类型"), labels.KINDS, several=True, rare=True),
        Choice("channel", _("提交渠道"), labels.CHANNELS, several=True, rare=True),
        Related(
            "agency",
            _("受理机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Dates("received", _("收到申请之日"), field="received_on"),
        Dates("due", _("答复期限"), field="due_on"),
        Dates("closed", _("办结日期"), field="closed_on", rare=True),
        YesNo("late", _("逾期答复"), holds=Q(late=True), rare=True),
        YesNo("extended", _("延长答复期限"), holds=Q(EXTENDED), rare=True),
        YesNo("consulted", _("征求过意见"), holds=Q(CONSULTED), rare=True),
        Condition(
            "took",
            _("答复用时"),
            [(name, took_words(*days)) for name, days in _TOOK.items()],
            condition=lambda request, name: took(*_TOOK[name]),
            rare=True,
        ),
        Dates("paid", _("缴费日期"), field="charge__paid_on", rare=True),
        Dates("refunded", _("退付日期"), field="charge__refunded_on", rare=True),
        YesNo("redo", _("责令重新答复"), holds=Q(redo_of__isnull=False), rare=True),
        YesNo("provisional", _("期限暂定"), holds=Q(provisional=True), rare=True),
    ),
    order=("due_on",),
    none=_("没有申请。"),
)


def applications(request: HttpRequest) -> HttpResponseBase:
    """Show the cases in sight."""
    on = localdate()
    people = Prefetch("applicants", Applicant.objects.order_by("order"))
    rows = (
        Application.objects.filter(agency__in=rules.agencies_in_sight(request.user, on))
        .select_related("agency__practice", "office", "handler")
        .prefetch_related(people)
    )
    context = {"may_register": rules.handles_some(request.user, on), "tabs": _tabs(request)}
    return respond(request, APPLICATIONS, rows, template="applications/list.html", context=context, exported=_exported)


def _tabs(request: HttpRequest) -> list[tuple[Any, str, bool]]:
    """Give the lists of an officer that are asked for most: what each is called, its address, whether it is shown."""
    here = request.GET.urlencode()
    queries = [(words, f"scope={name}&open=1") for name, words in SCOPES]
    queries += [(_("全部未办结"), "open=1"), (_("全部"), "")]
    return [(words, f"?{query}" if query else "?view=all", query == here) for words, query in queries]


@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """Show how much lies with whom."""
    today = localdate()
    seen = rules.agencies_in_sight(request.user, today)
    tables = []
    for by, words, nobody in (("handler", _("经办人"), _("未分办")), ("office", _("承办科室"), _("未分办"))):
        rows = load(seen, by, today)
        tables.append({"by": by, "words": words, "nobody": nobody, "rows": rows[:_MOST], "total": total(rows)})
    context = {"tables": tables, "lights": [(light.value, WORDS[light]) for light in LIGHTS], "ages": _AGES.values()}
    return render(request, "applications/workload.html", context)


@transaction.atomic
def _exported(request: HttpRequest, export: Export) -> Any:
    assert isinstance(request.user, Officer)
    by = acting(request)
    return note(request.user, LIST_EXPORTED, by=by, listing=export.listing, count=export.count, columns=export.columns)
