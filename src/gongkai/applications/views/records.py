"""Records that go with a reply: taken in, marked page by page, given in part.

Nothing of a record stands in an address, and nothing that is shown of it may be kept by a browser. Each page of the
original that somebody is shown is on record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.applications import marking, rules, services
from gongkai.applications.forms import records as forms
from gongkai.applications.lifecycle import Stage
from gongkai.applications.marking import Spot, open_ones, spots
from gongkai.applications.models import Application, Consultation, Redaction, ReplyAttachment
from gongkai.applications.services import redacting
from gongkai.applications.views.sight import case_in_sight
from gongkai.attachments import services as attachments
from gongkai.attachments import serving, storing
from gongkai.attachments.kinds import FileRefused
from gongkai.attachments.receiving import Receiver
from gongkai.attachments.rules import may_be_given_out
from gongkai.journal.actor import Actor
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.redaction.marks import Ground, Kind, ground_of
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

REFRESH = "3"
"""Seconds after which a page that waits for the background looks again, without scripts too."""
_LISTED = 200
"""How many places that are not marked the page of a record lists."""
_TICK = 10
"""Millimetres between the ticks of the rulers along a page."""

_EDGE = 14
"""Points around a page in which its rulers stand."""

Work = Redaction


# ── Taking a record in ───────────────────────────────────────────────────────


@csrf_exempt  # `_enclose` checks it: whoever may not add is refused before a byte of their file is read
@never_cache
@require_http_methods(["GET", "POST"])
def enclose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add a record to what goes with the reply of a case."""
    application = case_in_sight(request, pk)
    require(rules.may_handle(request.user, application, localdate()))
    if request.method != "POST":
        form = forms.EncloseForm(application=application, officer=request.user)
        return _enclose_page(request, application, form)
    with closing(Receiver(request)) as receiver:
        request.upload_handlers = [receiver]
        return _enclose(request, application)


@csrf_protect
def _enclose(request: HttpRequest, application: Application) -> HttpResponseBase:
    form = forms.EncloseForm(request.POST, application=application, officer=request.user)
    file: Any = request.FILES.get("file")
    if form.is_valid():
        done = carry_out(form, lambda values: _enclosed(request, application, file, values))
        if done is not None:
            messages.success(request, _("已添加。"))
            return redirect("applications:enclosure", done.pk)
    return _enclose_page(request, application, form)


def _enclosed(request: HttpRequest, application: Application, file: Any, values: Mapping[str, Any]) -> ReplyAttachment:
    if file is None:
        raise FileRefused("file-none", Message("没有选文件。"), hint=Message("请先选择要提供的文件。"))
    if file.refused is not None:
        raise file.refused
    by = acting(request, application.agency, rules.HANDLING)
    return services.enclose(application, file.draft, file.name, by=by, **values)


def _enclose_page(request: HttpRequest, application: Application, form: BaseForm) -> HttpResponse:
    context = {"application": application, "form": form, "heading": _("添加随答复提供的信息")}
    return render(request, "applications/enclose.html", context, status=status_of(form))


# ── A record ─────────────────────────────────────────────────────────────────


@never_cache
@require_GET
def enclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a record that goes with a reply, and how far the work on it has come."""
    return _show(request, _in_sight(request, pk))


class _Do(NamedTuple):
    """Something done with a record: its form, what does it, what is said then."""

    form: Callable[..., BaseForm]
    do: Callable[[ReplyAttachment, Any, Mapping[str, Any], Actor], Any]
    done: Any


def _words(row: ReplyAttachment, work: Any, values: Mapping[str, Any], by: Actor) -> Any:
    return redacting.search(work, words=values["words"].splitlines(), by=by)


def _mark_kinds(row: ReplyAttachment, work: Any, values: Mapping[str, Any], by: Actor) -> Any:
    found = open_ones(spots(work.found), spots(work.marks))
    new = [each._replace(found=each.number) for each in found if each.kind in values["kinds"]]
    return redacting.mark(work, new, ground=values["ground"], by=by, seen=values["seen"])


def _unmark(row: ReplyAttachment, work: Any, values: Mapping[str, Any], by: Actor) -> Any:
    return redacting.unmark(work, values["marks"], by=by, seen=values["seen"])


_DO: Mapping[str, _Do] = {
    "search": _Do(forms.WordsForm, _words, gettext_lazy("正在查找，查到的会列在下面。")),
    "mark": _Do(forms.KindsForm, _mark_kinds, gettext_lazy("已标记。")),
    "remove": _Do(forms.RemoveForm, _unmark, gettext_lazy("已去掉标记。")),
    "make": _Do(
        forms.MakeForm,
        lambda row, work, values, by: redacting.make(work, by=by, seen=values["seen"]),
        gettext_lazy("正在生成遮去后的文件。"),
    ),
    "give": _Do(
        forms.GiveForm,
        lambda row, work, values, by: redacting.give(work, by=by, seen=values["seen"]),
        gettext_lazy("遮去后的文件将随答复提供，理由写入答复书。"),
    ),
    "in-part": _Do(
        forms.EnclosureForm,
        lambda row, work, values, by: services.give_in_part(row, by=by, seen=values["seen"]),
        gettext_lazy("已开始区分处理。"),
    ),
    "withhold": _Do(
        forms.WithholdForm,
        lambda row, work, values, by: services.withhold(row, ground=values["ground"], by=by, seen=values["seen"]),
        gettext_lazy("这份信息不予提供，理由写入答复书。"),
    ),
    "take-out": _Do(
        forms.EnclosureForm,
        lambda row, work, values, by: services.unenclose(row, by=by, seen=values["seen"]),
        gettext_lazy("已去掉。"),
    ),
}
_OF_THE_RECORD = frozenset({"in-part", "withhold", "take-out"})
"""What is done with a record whether or not it is given in part."""


@never_cache
@require_POST
def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a record."""
    row = _in_sight(request, pk)
    application = row.reply.application
    work = _work(row)
    if name not in _DO or (work is None and name not in _OF_THE_RECORD):
        raise Http404
    require(rules.may_handle(request.user, application, localdate()))
    deed = _DO[name]
    form = deed.form(request.POST, **({"enclosure": row} if name in _OF_THE_RECORD else {"work": work}))
    by = acting(request, application.agency, rules.HANDLING)
    if carry_out(form, lambda values: deed.do(row, work, values, by)) is None:
        return _show(request, row, {name: form})
    messages.success(request, str(deed.done))
    if name == "take-out":
        return redirect("applications:detail", application.pk)
    page = request.POST.get("page", "")
    if work is not None and page.isascii() and page.isdigit() and 1 <= int(page) <= work.pages:
        return redirect("applications:record-page", pk, "original", int(page))
    return redirect("applications:enclosure", pk)


def _show(request: HttpRequest, row: ReplyAttachment, sent: Mapping[str, BaseForm] | None = None) -> HttpResponse:
    """Show a record; a form that was sent and not taken in stands in its place, with why."""
    application, work, sent = row.reply.application, _work(row), sent or {}
    may_change = application.stage == Stage.OPEN and rules.may_handle(request.user, application, localdate())
    context: dict[str, Any] = {
        "enclosure": row, "application": application, "work": work, "may_change": may_change,
        "sent": next(iter(sent.values()), None),
        "withhold": sent.get("withhold") or forms.WithholdForm(enclosure=row),
    }  # fmt: skip
    if work is not None:
        if work.found or work.hidden:
            redacting.note_seen(work, redacting.LISTED, by=_by(request, application))
        context |= _of_work(application, work, sent)
    response = render(
        request,
        "applications/enclosure.html",
        context,
        status=max((status_of(form) for form in sent.values()), default=200),
    )
    if work is not None and work.is_busy and not sent:
        response["Refresh"] = REFRESH
    return response


def _of_work(application: Application, work: Work, sent: Mapping[str, BaseForm]) -> dict[str, Any]:
    found, marks = spots(work.found), spots(work.marks)
    left = open_ones(found, marks)
    by_page = Counter(each.page for each in marks), Counter(each.page for each in left)
    forms = {"search": _names(application), "mark": {}, "make": {}, "give": {}}
    return {
        "hidden": marking.hidden_of(work.hidden),
        "kinds": _kinds(found, left),
        "left": left[:_LISTED],
        "left_count": len(left),
        "marks_count": len(marks),
        "grounds": _grounds(marks),
        "pages": [(number, by_page[0][number], by_page[1][number]) for number in range(1, work.pages + 1)],
        "made_pages": range(1, work.pages + 1) if work.made_id else (),
        "work_forms": {
            name: sent.get(name) or _DO[name].form(work=work, **({"initial": initial} if initial else {}))
            for name, initial in forms.items()
        },
        "original_is_kept_back": work.original is not None and not may_be_given_out(work.original),
    }


def _names(application: Application) -> dict[str, str]:
    """Give the names of third parties, which are to be looked for first."""
    asked = Consultation.objects.filter(application=application, party="third_party")
    return {"words": "\n".join(dict.fromkeys(str(each.whom) for each in asked))}


def _kinds(found: list[Spot], left: list[Spot]) -> list[tuple[Kind, int, int]]:
    all_of_them, open_of_them = Counter(each.kind for each in found), Counter(each.kind for each in left)
    return [(kind, all_of_them[kind.code], open_of_them[kind.code]) for kind in Kind if all_of_them[kind.code]]


def _grounds(marks: list[Spot]) -> list[Ground]:
    return [ground_of(ground, places, tuple(pages)) for ground, places, pages in marking.grounds(marks)]


# ── Its pages ────────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, which: str, number: int) -> HttpResponse:
    """Show a page of the original, to be marked, or of the new file, to be looked through."""
    row = _in_sight(request, pk)
    work = _with_page(row, which, number)
    if which == "made":
        return _made_page(request, row, work, number)
    application, by = row.reply.application, _by(request, row.reply.application)
    may_handle = rules.may_handle(request.user, application, localdate())
    require(may_handle or request.method != "POST")
    redacting.note_seen(work, number, by=by)
    lines, unread = _lines(work, number)
    form = forms.PlacesForm(
        request.POST if request.method == "POST" else None,
        work=work,
        page=number,
        found=[each for each in spots(work.found) if each.page == number],
        lines=lines,
    )
    done = carry_out(form, lambda values: _mark(work, values, by)) if form.is_bound else None
    if done is not None:
        messages.success(request, _("已标记。"))
        return redirect("applications:record-page", pk, which, number)
    work.refresh_from_db()  # somebody else may have marked meanwhile: what is there now is shown
    marks = [each for each in spots(work.marks) if each.page == number]
    left = open_ones(spots(work.found), spots(work.marks))
    here = [each for each in left if each.page == number]
    width, height = work.sizes[number - 1]
    context = {
        **_page_context(row, work, number), "form": form, "may_change": may_handle and application.stage == Stage.OPEN,
        "marks": marks, "found": here, "lines": lines, "unread": unread, "mark_boxes": _drawn(marks),
        "found_boxes": _drawn(here), "next_open": _next_open(left, number), "ticked": form.ticked,
        "sheet_width": f"{width + 2 * _EDGE:.2f}", "sheet_height": f"{height + 2 * _EDGE:.2f}",
        "rulers": _rulers(width, height),
    }  # fmt: skip
    return render(request, "applications/record_page.html", context, status=status_of(form))


def _mark(work: Work, values: Mapping[str, Any], by: Actor) -> Work:
    return redacting.mark(work, values["places"], ground=values["ground"], by=by, seen=values["seen"])


def _next_open(left: list[Spot], number: int) -> int | None:
    """Give the next page on which something that was found is not marked, or the first where none follows."""
    others = [each.page for each in left if each.page != number]
    return next((page for page in others if page > number), others[0] if others else None)


def _made_page(request: HttpRequest, row: ReplyAttachment, work: Work, number: int) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    here = [each for each in spots(work.marks) if each.page == number] if work.is_current else []
    context = {**_page_context(row, work, number), "grounds": _grounds(here)}
    return render(request, "applications/made_page.html", context)


def _page_context(row: ReplyAttachment, work: Work, number: int) -> dict[str, Any]:
    width, height = work.sizes[number - 1]
    return {
        "enclosure": row, "application": row.reply.application, "work": work, "number": number,
        "width": f"{width:.2f}", "height": f"{height:.2f}",
        "before": number - 1, "after": number + 1 if number < work.pages else None,
    }  # fmt: skip


def _drawn(of: list[Spot]) -> list[tuple[Spot, list[dict[str, str]]]]:
    """Give places with their boxes as they are drawn."""
    return [
        (each, [
            {"x": f"{box.left:.2f}", "y": f"{box.top:.2f}", "width": f"{box.right - box.left:.2f}",
             "height": f"{box.bottom - box.top:.2f}"}
            for box in each.boxes
        ])
        for each in of
    ]  # fmt: skip


def _lines(work: Work, number: int) -> tuple[list[Any], GongkaiError | None]:
    from gongkai.redaction import desk

    try:
        return list(desk.lines(redacting.document_of(work), number)), None
    except GongkaiError as error:
        return [], error


def _rulers(width: float, height: float) -> dict[str, list[tuple[str, int]]]:
    """Give the ticks along the upper and the left edge, in points, with their millimetres."""
    return {
        name: [(f"{place * forms.MM:.2f}", place) for place in range(_TICK, int(edge / forms.MM), _TICK)]
        for name, edge in (("across", width), ("down", height))
    }


@never_cache
@require_GET
def picture(request: HttpRequest, pk: int, which: str, number: int) -> HttpResponse:
    """Give the picture of a page; that one of the original was looked at is recorded first."""
    from gongkai.redaction import desk

    row = _in_sight(request, pk)
    work = _with_page(row, which, number)
    if which == "made":
        document = redacting.made_document(work)
    else:
        redacting.note_seen(work, number, by=_by(request, row.reply.application))
        document = redacting.document_of(work)
    return HttpResponse(
        desk.picture(document, number), content_type="image/png", headers={**serving.HEADERS, "Accept-Ranges": "none"}
    )


@never_cache
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give what goes with the reply as a file, and never the original of what is given in part."""
    row = _in_sight(request, pk)
    given = row.file
    if given is None or not may_be_given_out(given):
        raise Http404
    opened = storing.open_raw(given.file.place, given.file.secret)
    try:
        if request.method == "GET":
            attachments.note_download(given, by=_by(request, row.reply.application))
        return serving.answer(request, given, opened)
    except BaseException:
        opened.close()
        raise


# ── In sight ─────────────────────────────────────────────────────────────────


def _in_sight(request: HttpRequest, pk: int) -> ReplyAttachment:
    """Give a record of a case in sight, to who may look at it: who handles the case, and who reviews it now."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = ReplyAttachment.objects.select_related("reply__application__agency", "file__file")
    row: ReplyAttachment = get_object_or_404(rows, pk=pk, reply__application__agency__in=seen)
    require(rules.may_read_draft(request.user, row.reply.application, localdate()))
    return row


def _work(row: ReplyAttachment) -> Work | None:
    work: Work | None = (
        Redaction.objects.select_related("original__file", "pdf__file", "made__file").filter(enclosure=row).first()
    )
    if work is not None:
        work.enclosure = row
    return work


def _with_page(row: ReplyAttachment, which: str, number: int) -> Work:
    work = _work(row)
    there = work is not None and (work.made_id if which == "made" else work.pdf_id) is not None
    if work is None or not there or which not in ("original", "made") or not 1 <= number <= work.pages:
        raise Http404
    return work


def _by(request: HttpRequest, application: Application) -> Actor:
    return acting(request, application.agency, rules.HANDLING | rules.PASSING)
