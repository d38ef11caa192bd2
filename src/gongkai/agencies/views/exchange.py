"""Tables in and out: a file is tried first, and what it would do is shown; only then is it written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules
from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.columns import Table, TwoWayTable
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.keeping import gone, keep, kept, let_go
from gongkai.agencies.exchange.reading import MOST_BYTES
from gongkai.agencies.exchange.tables import TABLES
from gongkai.agencies.exchange.writing import write_csv, write_template, write_xlsx
from gongkai.agencies.forms import TableForm
from gongkai.agencies.models import Officer
from gongkai.law.errors import UnreadableDocument
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.language import translate
from gongkai.ui.sight import require

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
    return file_of(table, form, f"gongkai-{name}-{localdate():%Y%m%d}.{form}", rows)


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """Give a table to fill in."""
    table = _table(name, "xlsx")
    return template_of(table, f"gongkai-{name}-template.xlsx")


def template_of(table: Table | type[Table], filename: str) -> HttpResponse:
    """Give a table to fill in, as a download."""
    return _download(write_template(table.title, table.columns), "xlsx", filename)


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
            signed = "" if outcome.bad else keep(officer, table.name, content)
            return _preview(request, table, outcome, signed)
    context = {"form": form, "table": table, "columns": table.columns}
    return render(request, "agencies/bring_in.html", context, status=status_of(form))


@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Write a file that was tried, and no other."""
    table, officer = _table(name, "csv"), _officer(request)
    require(rules.administers_some(officer, localdate()))
    signed = request.POST.get("kept", "")
    content = kept(officer, table.name, signed)
    if content is None:
        form = TableForm()
        refuse(form, gone())
        context = {"form": form, "table": table, "columns": table.columns}
        return render(request, "agencies/bring_in.html", context, status=409)
    let_go(officer, table.name, signed)
    outcome = bring_in(content, table, by=acting(request), on=localdate(), write=True, translate=translate())
    if not outcome.written:  # what was tried no longer goes, since others have worked on
        return _preview(request, table, outcome, "")
    messages.success(request, _("已导入：新增%(added)s行，修改%(changed)s行，未变%(same)s行。") % outcome.counts)
    return redirect("agencies:exchange")


def _preview(request: HttpRequest, table: Table, outcome: Outcome, signed: str) -> HttpResponse:
    context = {"table": table, **shown(outcome), "kept": signed}
    return render(request, "agencies/preview.html", context, status=422 if outcome.bad else 200)


def shown(outcome: Outcome) -> dict[str, Any]:
    """Give what a page shows of a table that was tried (`agencies/tried.html`)."""
    good = [row for row in outcome.rows if row.done is not None and row.outcome != "same"]
    return {"outcome": outcome, "counts": outcome.counts, "rows": good[:SHOWN], "more": max(0, len(good) - SHOWN)}


def _table(name: str, form: str) -> TwoWayTable:
    if name not in TABLES or form not in _FORMS:
        raise Http404
    return TABLES[name]


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


def file_of(table: Table, form: str, filename: str, rows) -> HttpResponse:  # type: ignore[no-untyped-def]
    """Give a table with its rows, as a download."""
    headings = table.headings()
    content = write_csv(headings, rows) if form == "csv" else write_xlsx(str(table.title), headings, rows)
    return _download(content, form, filename)


def _download(content: bytes, form: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        headers={"Content-Type": _FORMS[form], "Content-Disposition": f'attachment; filename="{filename}"'},
    )
