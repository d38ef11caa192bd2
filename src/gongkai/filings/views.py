"""Annual reports at the desk: the list, one report with its figures, checks and text, and each act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.doing import ActForm
from gongkai.filings import acts, rules, services
from gongkai.filings.deeds import DESK
from gongkai.filings.exporting import FORMATS, download, exported
from gongkai.filings.forms import CorrectForm, NewForm, ReasonForm
from gongkai.filings.gating import gate
from gongkai.filings.in_hand import reports_in_hand
from gongkai.filings.lifecycle import COURSE, Stage
from gongkai.filings.models import Correction, Filing, Scope, Waiver
from gongkai.filings.opening import address_of
from gongkai.filings.reporting import computed, edition_of, is_sum, name_of, numbers, text_of
from gongkai.filings.signing.shown import chain_of
from gongkai.filings.submitting.showing import Marks, by_place, upward_of
from gongkai.filings.tables import Block, laid_out
from gongkai.journal.acts import Act
from gongkai.journal.selectors import timeline
from gongkai.report.edition import Cell, TableSpec
from gongkai.report.figures import digits
from gongkai.report.model import Number
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.lists import Choice, Column, List, Search, respond
from gongkai.ui.sight import require

FILINGS = List(
    "filings",
    gettext_lazy("年度报告"),
    columns=(
        Column(
            "agency",
            gettext_lazy("机关"),
            value="agency.called",
            sort=("agency__lineage",),
            link=lambda row: reverse("filings:detail", args=[row.pk]),
        ),
        Column("year", gettext_lazy("年度"), sort=("year",)),
        Column("scope", gettext_lazy("范围"), value="get_scope_display"),
        Column("stage", gettext_lazy("环节"), value="get_stage_display"),
        Column("computed_at", gettext_lazy("计算时间"), sort=("computed_at",)),
    ),
    filters=(
        Search("q", gettext_lazy("机关"), fields=("agency__name", "agency__short_name")),
        Search("year", gettext_lazy("年度"), fields=("year",), exact=True),
        Choice("scope", gettext_lazy("范围"), Scope.choices, several=True),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True),
    ),
    order=("-year",),
    none=gettext_lazy("还没有编制年度报告。"),
)


def filings(request: HttpRequest) -> HttpResponseBase:
    """Show the reports one sees."""
    on = localdate()
    context = {
        "may_begin": rules.agencies_compiled(request.user, on).exists(),
        "rolls_up": rules.governments_rolled_up(request.user, on).exists(),
        "in_hand": reports_in_hand(request.user, on),
    }
    rows = rules.filings_in_sight(request.user, on)
    return respond(request, FILINGS, rows, template="filings/list.html", context=context)


@keeps_typed
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the report of an agency for a year, or go to the one that is there."""
    on = localdate()
    among = rules.agencies_compiled(request.user, on)
    require(among.exists())
    initial = {"agency": among.first(), "year": on.year - 1} | request.GET.dict()
    form = open_form(request, NewForm, among=among, latest=on.year, initial=initial)

    def do(values: Any) -> Filing:
        by = acting(request, values["agency"], rules.COMPILING)
        scope = Scope(values.get("scope") or Scope.UNIT)
        return services.begin(values["agency"], values["year"], by=by, scope=scope, origin=values["origin"])

    filing = carry_out(form, do)
    if filing is not None:
        return redirect("filings:detail", filing.pk)
    context = {"form": form, "heading": _("编制年度报告"), "back": reverse("filings:list"), "submit": _("开始编制")}
    return render(request, "filings/act.html", context, status=status_of(form))


class Shown(NamedTuple):
    """A figure as it is shown: its number in words, where it comes from, what stands behind it, remarks on it."""

    words: str
    source: str
    opens: str
    traced: str
    remarks: Any


def filing_in_sight(request: HttpRequest, pk: int) -> Filing:
    """Give a filing that the officer sees; 404 for any other."""
    found: Filing = get_object_or_404(rules.filings_in_sight(request.user, localdate()), pk=pk)
    return found


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report: what stands in the way, its figures, each of which opens, and its text."""
    filing = filing_in_sight(request, pk)
    on = localdate()
    edition = edition_of(filing)
    may_compile = _may_write(request, filing, on)
    judged = gate(filing)
    parts = {part.table: part for part in edition.parts}
    found, shown = computed(filing), numbers(filing)
    upward = upward_of(filing, request.user, on)
    marks = by_place(upward["remarks"])
    tables = [
        (
            spec,
            parts[spec.id].label if spec.id in parts else "",
            _blocks(filing, spec, found, shown, marks),
            marks.get(parts[spec.id].id) if spec.id in parts else None,
        )
        for spec in edition.tables
    ]
    context = {
        **upward,
        "filing": filing,
        "tables": tables,
        "gate": judged,
        "in_the_way": [each for each in judged.judged if each.stands_in_the_way],
        "others": [each for each in judged.judged if not each.stands_in_the_way],
        "changed": [(name_of(filing, each.cell), each) for each in services.changed_since(filing, on=on)],
        "corrections": [
            (name_of(filing, (each.table, each.row, each.column)), each)
            for each in filing.corrections.standing().select_related("officer")
        ],
        "parts": [(part, label, text_of(judged.report, part), marks.get(part)) for part, label in parts_of(filing)],
        "may_compile": may_compile,
        "deeds": DESK.open_deeds(request.user, filing, on),
        "compiling": filing.stage == Stage.COMPILING,
        **chain_of(filing, judged, request.user, on),
        "formats": FORMATS,
        "entries": timeline(filing)[:50],
    }
    return render(request, "filings/detail.html", context)


def _may_write(request: HttpRequest, filing: Filing, on: date) -> bool:
    """Say whether an officer may write and explain now: after it was sent for review nobody does."""
    return COURSE.refusal(acts.WRITTEN, filing.stage) is None and rules.may_compile(request.user, filing, on)


def parts_of(filing: Filing) -> list[tuple[str, str]]:
    """Give the parts that have a text, with what they are called."""
    parts = [(each.id, f"{each.numeral}、{each.label}") for each in edition_of(filing).parts if not each.table]
    return [("preamble", _("导语")), *parts, ("closing", _("落款"))]


def _blocks(filing: Filing, spec: TableSpec, found: Any, shown: Any, marks: Marks) -> list[Block]:
    return laid_out(spec, lambda cell: _shown(filing, spec, cell, found, shown, marks))


def _shown(filing: Filing, spec: TableSpec, cell: Cell, found: Any, shown: Any, marks: Marks) -> Shown:
    number: Number | None = shown.get(cell)
    of = found.get(cell)
    source = of.source.value if of else ""
    if of is not None and of.number != number and not is_sum(spec, cell[1], cell[2]):
        source = "corrected"
    traced = reverse("filings:provenance", args=[filing.pk, ".".join(cell)]) if of else ""
    words = "" if number is None else digits(number)
    return Shown(words, source, address_of(filing, cell), traced, marks.get(".".join(cell)))


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a whole filing (`deeds`)."""
    return DESK.act(request, filing_in_sight(request, pk), name)


@keeps_typed
def correct(request: HttpRequest, pk: int, cell: str) -> HttpResponse:
    """Report a figure otherwise than it was computed."""
    filing, place = compiled(request, pk, acts.CORRECTED), tuple(cell.split("."))
    if len(place) != 3 or place not in computed(filing):
        raise Http404
    services.require_correctable(filing, place)
    number = numbers(filing)[place]
    form = open_form(request, CorrectForm, row=filing, initial={"number": number})
    by = acting(request, filing.agency, rules.COMPILING)
    heading = _("更正：%(figure)s") % {"figure": name_of(filing, place)}
    return _done(request, filing, form, lambda values: services.correct(filing, place, by=by, **values), heading)


@keeps_typed
def waive(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Say why a warning may stay."""
    filing = compiled(request, pk, acts.WAIVED)
    found = services.judged_of(filing, mark).finding
    form = open_form(request, ReasonForm, row=filing)
    by = acting(request, filing.agency, rules.COMPILING)
    do = lambda values: services.waive(filing, mark, by=by, **values)  # noqa: E731
    return _done(request, filing, form, do, _("说明这条提示"), about=said(found.message))


@keeps_typed
def take_back(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take back a correction, or what was said of a warning."""
    model, do, heading, done = _TAKEN_BACK[kind]
    filing = compiled(request, pk, done)
    found = get_object_or_404(model.objects.standing(), filing=filing, pk=row)
    form = open_form(request, ActForm, row=filing)
    by = acting(request, filing.agency, rules.COMPILING)
    return _done(request, filing, form, lambda values: do(found, by=by, **values), heading, about=found.reason)


_TAKEN_BACK: Mapping[str, tuple[Any, Callable[..., Filing], Any, Act]] = {
    "correction": (
        Correction, services.take_back_correction, gettext_lazy("取消更正"), acts.CORRECTION_TAKEN_BACK,
    ),
    "waiver": (Waiver, services.take_back_waiver, gettext_lazy("取消说明"), acts.WAIVER_TAKEN_BACK),
}  # fmt: skip


def compiled(request: HttpRequest, pk: int, act: Act) -> Filing:
    """Give a filing that the officer compiles, for an act: 404 for one out of sight, 403 for one of another's.

    Raises NotAllowed where its stage forbids the act, before anything is typed.
    """
    filing = filing_in_sight(request, pk)
    require(rules.may_compile(request.user, filing, localdate()))
    if refused := COURSE.refusal(act, filing.stage):
        raise refused
    return filing


def _done(
    request: HttpRequest, filing: Filing, form: Any, do: Callable[[Any], Any], heading: Any, *, about: Any = ""
) -> HttpResponse:
    if carry_out(form, do):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": heading})
        return redirect("filings:detail", filing.pk)
    back = reverse("filings:detail", args=[filing.pk])
    context = {"form": form, "heading": heading, "row": filing, "back": back, "about": about}
    return render(request, "filings/act.html", context, status=status_of(form))


@require_safe
@never_cache
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the report as a file, which is called a draft until it is signed."""
    filing = filing_in_sight(request, pk)
    if form not in FORMATS:
        raise Http404
    content = exported(gate(filing).report, form)
    settled = filing.stage in (Stage.SIGNED, Stage.PUBLISHED)
    called = str(filing) if settled else _("%(report)s（草稿）") % {"report": filing}
    return download(content, FORMATS[form].content_type, f"{called}.{form}")
