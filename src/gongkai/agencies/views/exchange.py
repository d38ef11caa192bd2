"""Tables in and out: a file is tried first, and what it would do is shown; only then is it written."""

from __future__ import annotations

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules
from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.reading import MOST_BYTES
from gongkai.agencies.exchange.tables import TABLES, Table
from gongkai.agencies.exchange.writing import write_csv, write_xlsx
from gongkai.agencies.forms import TableForm
from gongkai.agencies.models import Officer
from gongkai.agencies.views.sight import require
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.language import translate

KEPT = 30 * 60
"""Seconds for which a file that was tried waits to be confirmed."""
SHOWN = 200
"""Rows of a preview that are shown one by one; bad rows all are."""
_FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """Show which tables there are, to take out and to bring in."""
    may_bring_in = rules.administers_some(_officer(request), localdate())
    return render(request, "agencies/exchange.html", {"tables": TABLES.values(), "may_bring_in": may_bring_in})


@require_safe
def take_out(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Give a table of what the officer sees, as a file."""
    table = _table(name, form)
    rows = table.rows(_officer(request), localdate())
    return _file(table, form, f"gongkai-{name}-{localdate():%Y%m%d}.{form}", rows)


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """Give a table with headings alone, to fill in."""
    return _file(_table(name, "xlsx"), "xlsx", f"gongkai-{name}-template.xlsx", ())


@keeps_typed
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Take a file, try it, and show what it would do; nothing is written yet."""
    table, officer = _table(name, "csv"), _officer(request)
    require(rules.administers_some(officer, localdate()))
    form = open_form(request, TableForm)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            outcome = bring_in(content, table, by=acting(request), on=localdate(), write=False, translate=translate())
        except UnreadableDocument as error:
            refuse(form, error)
        else:
            kept = "" if outcome.bad else _keep(officer, table, content)
            return _preview(request, table, outcome, kept)
    context = {"form": form, "table": table, "columns": table.columns}
    return render(request, "agencies/bring_in.html", context, status=status_of(form))


@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Write a file that was tried, and no other."""
    table, officer = _table(name, "csv"), _officer(request)
    require(rules.administers_some(officer, localdate()))
    content = _kept(officer, table, request.POST.get("kept", ""))
    if content is None:
        form = TableForm()
        refuse(
            form,
            UnreadableDocument(
                "upload-gone", Message("上传的文件已经过期。"), hint=Message("请重新选择文件；还没有写入任何内容。")
            ),
        )
        context = {"form": form, "table": table, "columns": table.columns}
        return render(request, "agencies/bring_in.html", context, status=409)
    outcome = bring_in(content, table, by=acting(request), on=localdate(), write=True, translate=translate())
    if not outcome.written:  # what was tried no longer goes, since others have worked on
        return _preview(request, table, outcome, "")
    counts = {"added": outcome.count("added"), "changed": outcome.count("changed"), "same": outcome.count("same")}
    messages.success(request, _("已导入：新增%(added)s行，修改%(changed)s行，未变%(same)s行。") % counts)
    return redirect("agencies:exchange")


def _preview(request: HttpRequest, table: Table, outcome: Outcome, kept: str) -> HttpResponse:
    good = [row for row in outcome.rows if row.done is not None and row.outcome != "same"]
    context = {
        "table": table,
        "outcome": outcome,
        "counts": {name: outcome.count(name) for name in ("added", "changed", "same", "bad")},
        "rows": good[:SHOWN],
        "more": max(0, len(good) - SHOWN),
        "kept": kept,
    }
    return render(request, "agencies/preview.html", context, status=422 if outcome.bad else 200)


def _keep(officer: Officer, table: Table, content: bytes) -> str:
    token = get_random_string(32)
    cache.set(_place(officer, table, token), content, KEPT)
    return Signer(salt="agencies.exchange").sign(token)


def _kept(officer: Officer, table: Table, signed: str) -> bytes | None:
    try:
        token = Signer(salt="agencies.exchange").unsign(signed)
    except BadSignature:
        return None
    content = cache.get(_place(officer, table, token))
    cache.delete(_place(officer, table, token))
    return content if isinstance(content, bytes) else None


def _place(officer: Officer, table: Table, token: str) -> str:
    return f"agencies.exchange.{officer.pk}.{table.name}.{token}"


def _table(name: str, form: str) -> Table:
    if name not in TABLES or form not in _FORMS:
        raise Http404
    return TABLES[name]


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


def _file(table: Table, form: str, filename: str, rows) -> HttpResponse:  # type: ignore[no-untyped-def]
    headings = table.headings()
    content = write_csv(headings, rows) if form == "csv" else write_xlsx(str(table.title), headings, rows)
    return HttpResponse(
        content,
        headers={"Content-Type": _FORMS[form], "Content-Disposition": f'attachment; filename="{filename}"'},
    )
