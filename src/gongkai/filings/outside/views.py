"""Reports from outside at the desk: the list, a file taken in, and what was read of it beside the original."""

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
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.attachments.models import Attachment
from gongkai.attachments.receiving import received
from gongkai.attachments.rules import may_be_given_out
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.services import NewFile
from gongkai.attachments.serving import HEADERS
from gongkai.attachments.storing import open_place
from gongkai.filings import rules as filings
from gongkai.filings.exporting import FORMATS, download
from gongkai.filings.forms import ReasonForm
from gongkai.filings.models import Filing, Scope, Upload
from gongkai.filings.outside import looking, reading, rules, services
from gongkai.filings.outside.forms import ConfirmForm, RereadForm, UploadForm
from gongkai.filings.outside.looking import Original
from gongkai.filings.reporting import name_in
from gongkai.filings.tables import Block, line_of
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import timeline
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.report.blocks import Grid
from gongkai.report.edition import Cell, edition_for
from gongkai.report.figures import cell_text
from gongkai.report.model import Report
from gongkai.report.reading import LARGEST
from gongkai.report.writers.xlsx import write_form
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, List, Search, respond
from gongkai.ui.sight import require
from gongkai.vault.signing import in_groups

STATES: Mapping[str, Any] = {
    "waiting": gettext_lazy("待确认"),
    "confirmed": gettext_lazy("已确认"),
    "ended": gettext_lazy("已作废或者被替代"),
}


def state_of(upload: Upload) -> str:
    """Give how a report from outside stands, as one of `STATES`."""
    return "ended" if upload.ended_at else "confirmed" if upload.confirmed_at else "waiting"


UPLOADS = List(
    "uploads",
    gettext_lazy("外来年度报告"),
    columns=(
        Column(
            "agency",
            gettext_lazy("机关"),
            value="agency.called",
            sort=("agency__lineage",),
            link=lambda row: reverse("filings:uploaded", args=[row.pk]),
        ),
        Column("year", gettext_lazy("年度"), sort=("year",)),
        Column("scope", gettext_lazy("范围"), value="get_scope_display"),
        Column("state", gettext_lazy("状态"), value=lambda row: STATES[state_of(row)]),
        Column("name", gettext_lazy("文件")),
        Column("officer", gettext_lazy("上传人"), value="officer.name"),
        Column("at", gettext_lazy("上传时间"), sort=("at",)),
    ),
    filters=(
        Search("q", gettext_lazy("机关"), fields=("agency__name", "agency__short_name")),
        Search("year", gettext_lazy("年度"), fields=("year",), exact=True),
        Choice("scope", gettext_lazy("范围"), Scope.choices, several=True),
    ),
    order=("-at",),
    none=gettext_lazy("还没有上传别处编制的年度报告。"),
)


@require_safe
def uploads(request: HttpRequest) -> HttpResponseBase:
    """Show the reports from outside that one sees."""
    on = localdate()
    context = {"may_upload": rules.agencies_handed_in_for(request.user, on).exists()}
    rows = rules.uploads_in_sight(request.user, on)
    return respond(request, UPLOADS, rows, template="filings/outside/list.html", context=context)


@csrf_exempt  # `_upload` checks it: whoever may not upload is refused before a byte of their file is read
@keeps_typed
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take in the report of an agency for a year, and read it."""
    require(rules.agencies_handed_in_for(request.user, localdate()).exists())
    with received(request, most=1, most_together=LARGEST):
        return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    on = localdate()
    among = rules.agencies_handed_in_for(request.user, on).order_by("lineage")
    year = request.GET.get("year", "")
    initial = {
        "agency": among.filter(pk=_whole(request.GET.get("agency", ""))).first() or among.first(),
        "year": int(year) if year.isascii() and year.isdigit() and len(year) == 4 else on.year - 1,
    }
    form = open_form(request, UploadForm, among=among, latest=on.year, initial=initial)

    def do(values: Any) -> Upload:
        received, read, package = values["file"]
        file = NewFile(received.name, received.draft)
        by = _actor(request, values["agency"], values["year"])
        return services.take_in(
            values["agency"],
            values["year"],
            file,
            read,
            scope=values.get("scope") or Scope.UNIT,
            package=package,
            by=by,
        )

    made = carry_out(form, do)
    if made is not None:
        return redirect("filings:uploaded", made.pk)
    context = {
        "form": form,
        "heading": _("上传年度报告"),
        "submit": _("上传并读取"),
        "blank": _blank_at(initial["agency"], initial["year"]),
    }
    return _act_page(request, context, status_of(form))


def _blank_at(agency: Agency | None, year: int) -> str:
    """Give the address of the blank form for a year, with the agency's name in it; none for a year without one."""
    if edition_for(year) is None:
        return ""
    return reverse("filings:blank-form", args=[year], query={"agency": agency.pk} if agency else None)


@require_safe
def blank_form(request: HttpRequest, year: int) -> HttpResponse:
    """Give the blank form of a year (空白填报表), to be filled in for an agency that sends no report of its own."""
    among = rules.agencies_handed_in_for(request.user, localdate())
    require(among.exists())
    edition = edition_for(year)
    if edition is None:
        raise Http404
    agency = among.filter(pk=_whole(request.GET.get("agency", ""))).first()
    name = agency.name if agency is not None else ""
    content = write_form(edition, name, year)
    return download(content, FORMATS["xlsx"].content_type, f"{name}{year}{_('年度报告填报表')}.xlsx")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _actor(request: HttpRequest, agency: Agency, year: int) -> Actor:
    """Give who acts, in the post that lets them. Raises NotAllowed for an agency not on their list that year."""
    post = rules.post_for(request.user, agency, year, localdate())
    if post is None:
        raise NotAllowed(
            "not-on-the-list",
            Message("{agency}不在您所汇总的{year}年度填报名单上。", agency=agency.called, year=year),
            hint=Message("请核对年度，或者先把它列入这一年的填报名单。"),
        )
    return acting(request, post.agency, {post.duty})


# ── What was read, beside the original ───────────────────────────────────────


class Figure(NamedTuple):
    """A figure as it was read: what it shows, why it is doubtful, and where it is put right."""

    words: str
    doubt: str
    reread: str


DOUBTS: Mapping[str, Any] = {
    reading.BLANK: gettext_lazy("空白"),
    reading.UNREAD: gettext_lazy("读不成数字"),
    reading.MISSING: gettext_lazy("文件里没有"),
    reading.CONFLICT: gettext_lazy("核对不上"),
}


@require_safe
@never_cache
def uploaded(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was read of a report beside its original, to be put right and confirmed."""
    return _page(request, upload_in_sight(request, pk))


def _page(request: HttpRequest, upload: Upload, form: Any = None) -> HttpResponse:
    report, on = reading.report_in(upload.report), localdate()
    may_work = rules.may_work(request.user, upload, on)
    is_open = upload.confirmed_at is None and upload.ended_at is None
    found = [*upload.found, *reading.checked(report)]
    doubtful = reading.doubts(report, found)
    asks = reading.asked(report, services.names_of(upload.agency), upload.year)
    file = _file(upload)
    if form is None and may_work and is_open:
        form = ConfirmForm(row=upload, asks=bool(asks))
    context = {
        "upload": upload,
        "state": state_of(upload),
        "state_words": STATES[state_of(upload)],
        "report": report,
        "file": file,
        "given_out": file is not None and may_be_given_out(file),
        **_original(file),
        "tables": _tables(upload, report, doubtful, may_change=may_work and is_open and not upload.package),
        "doubtful": [
            (DOUBTS[each], sum(one == each for one in doubtful.values()))
            for each in DOUBTS
            if each in doubtful.values()
        ],
        "found": found,
        "asks": asks if is_open else [],
        "rereads": [
            (name_in(report.edition, (each.table, each.row, each.column)), each)
            for each in upload.rereads.select_related("officer")
        ],
        "may_work": may_work,
        "is_open": is_open,
        "begins": state_of(upload) == "confirmed" and may_begin_from(request.user, upload, on),
        "form": form,
        "fingerprint": in_groups(upload.package.get("fingerprint", "")),
        "entries": timeline(upload)[:50],
    }
    return render(request, "filings/outside/detail.html", context, status=status_of(form) if form else 200)


def _original(file: Attachment | None) -> dict[str, Any]:
    """Give what is shown of the original, or why nothing is."""
    if file is None or not may_be_given_out(file):
        return {"original": None}
    try:
        shown = looking.original(_content(file))
    except GongkaiError as error:
        return {"original": None, "unseen": error}
    return {"original": shown, "pages": range(1, shown.pages + 1), "pieces": _pieces(shown)}


def _pieces(shown: Original) -> list[tuple[bool, Any]]:
    return [(isinstance(each, Grid), each) for each in shown.blocks]


def _tables(
    upload: Upload, report: Report, doubtful: Mapping[Cell, str], *, may_change: bool
) -> list[tuple[Any, str, list[Block]]]:
    titles = {part.table: part.label for part in report.edition.parts}
    found = []
    for spec in report.edition.tables:
        table = report.table(spec.id)
        rows = table.expected_rows if table else spec.rows
        extra = [row for row in table.rows if row not in rows] if table else []
        blocks = []
        for block in spec.blocks:
            lines = []
            for row in (*rows, *extra):
                if spec.columns_of[row.id] is not block.columns:
                    continue
                cells = []
                for column in block.columns:
                    cell = (spec.id, row.id, column.id)
                    words = cell_text(table.get(row.id, column.id) if table else None)
                    address = reverse("filings:reread", args=[upload.pk, ".".join(cell)]) if may_change else ""
                    cells.append(Figure(words, str(DOUBTS[doubtful[cell]]) if cell in doubtful else "", address))
                lines.append(line_of(row, cells))
            blocks.append(Block(block.heading, [column.label for column in block.columns], lines))
        found.append((spec, titles.get(spec.id, ""), blocks))
    return found


def may_begin_from(officer: Any, upload: Upload, on: date) -> bool:
    """Say whether an officer may begin the agency's report here from one that was read: where there is none yet."""
    there = Filing.objects.filter(agency=upload.agency, year=upload.year, scope=Scope.UNIT)
    return filings.may_begin(officer, upload.agency, on) and not there.exists()


@require_safe
@never_cache
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a page of the original as a picture."""
    file = _file(upload_in_sight(request, pk))
    if file is None or not may_be_given_out(file) or file.kind != "pdf" or not 1 <= number <= looking.MOST_PAGES:
        raise Http404
    try:
        png = looking.picture(_content(file), number)
    except GongkaiError:
        raise Http404 from None
    return HttpResponse(png, content_type="image/png", headers={**HEADERS, "Accept-Ranges": "none"})


@keeps_typed
def reread(request: HttpRequest, pk: int, cell: str) -> HttpResponse:
    """Put a figure right by the original."""
    upload = _to_work(request, pk)
    report = reading.report_in(upload.report)
    place: Any = tuple(cell.split("."))
    if len(place) != 3 or place not in _cells(report):
        raise Http404
    table = report.table(place[0])
    figure = table.get(*place[1:]) if table else None
    initial = {"number": figure.value if figure else None}
    form = open_form(request, RereadForm, row=upload, initial=initial)
    heading = _("对照原件改正：%(figure)s") % {"figure": name_in(report.edition, place)}
    about = _("读到的是“%(text)s”。") % {"text": cell_text(figure)} if cell_text(figure) else ""
    do = lambda values, by: services.reread(upload, place, by=by, **values)  # noqa: E731
    return _done(request, upload, form, do, heading, about=about)


def _cells(report: Report) -> set[Cell]:
    return {
        (spec.id, row, column.id)
        for spec in report.edition.tables
        for row, columns in spec.columns_of.items()
        for column in columns
    }


@keeps_typed
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what was read is what stands in the original."""
    upload = _to_work(request, pk)
    asks = bool(reading.asked(reading.report_in(upload.report), services.names_of(upload.agency), upload.year))
    form = open_form(request, ConfirmForm, row=upload, asks=asks)
    by = _actor(request, upload.agency, upload.year)
    if carry_out(form, lambda values: services.confirm(upload, by=by, **values)):
        messages.success(request, _("已确认，计入汇总。"))
        return redirect("filings:uploaded", pk)
    upload.refresh_from_db()
    return _page(request, upload, form)


@keeps_typed
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a report count no more."""
    upload = _to_work(request, pk)
    form = open_form(request, ReasonForm, row=upload)
    about = _("作废之后不再计入汇总；文件和办理经过仍然留存。")
    return _done(
        request, upload, form, lambda values, by: services.end(upload, by=by, **values), _("作废"), about=about
    )


def _done(
    request: HttpRequest,
    upload: Upload,
    form: Any,
    do: Callable[[Any, Actor], Any],
    heading: str,
    *,
    about: str = "",
) -> HttpResponse:
    by = _actor(request, upload.agency, upload.year)
    if carry_out(form, lambda values: do(values, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": heading})
        return redirect("filings:uploaded", upload.pk)
    return _act_page(request, {"form": form, "heading": heading, "upload": upload, "about": about}, status_of(form))


def _act_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    upload = context.get("upload")
    back = reverse("filings:uploaded", args=[upload.pk]) if upload else reverse("filings:uploads")
    return render(request, "filings/outside/act.html", {**context, "back": back}, status=status)


# ── In sight ─────────────────────────────────────────────────────────────────


def upload_in_sight(request: HttpRequest, pk: int) -> Upload:
    """Give a report from outside that the officer sees; 404 for any other."""
    found: Upload = get_object_or_404(rules.uploads_in_sight(request.user, localdate()), pk=pk)
    return found


def _to_work(request: HttpRequest, pk: int) -> Upload:
    upload = upload_in_sight(request, pk)
    require(rules.may_work(request.user, upload, localdate()))
    return upload


def _file(upload: Upload) -> Attachment | None:
    found: Attachment | None = attachments_of(upload).select_related("file").first()
    return found


def _content(file: Attachment) -> bytes:
    with open_place(file.file.place, file.file.secret) as content:
        return content.read(LARGEST + 1)
