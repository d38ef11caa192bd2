"""How a table comes in at the desk: a file is tried, what it would do is shown, and only then is it written.

    IMPORT = Import(
        Motions,
        at="motions:import",
        among=rules.agencies_kept,
        trail=lambda agency: [(_("建议提案"), reverse("motions:list"))],
    )

    urlpatterns = [..., *IMPORT.urls("import/")]

What was tried waits sealed, for whoever tried it and for what they tried it for (`keeping`), and is written once,
however often it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.columns import Table, Text, TwoWayTable
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.keeping import gone, keep, kept, let_go
from gongkai.agencies.exchange.reading import MOST_BYTES
from gongkai.agencies.exchange.writing import write_csv, write_template, write_xlsx
from gongkai.agencies.forms import AgencyTableForm, TableForm
from gongkai.agencies.models import Agency, Officer
from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.carrying_out import carry_out
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
_COUNTED = _("新增%(added)s行，修改%(changed)s行，未变%(same)s行，有误%(bad)s行。")
_SUBMIT = _("全部写入")
_NOT_OF_THE_TABLE = frozenset({"agency", "file", "kept"})


def _done(outcome: Any) -> str:
    return say("已导入：新增%(added)s行，修改%(changed)s行，未变%(same)s行。") % outcome.counts


@dataclass(frozen=True)
class Import:
    """How a table comes in: which, where, for whom; the rest are words.

    It comes in for the agency that the address names (`agency`), or for one of those that the form offers (`among`):
    the table is made with that, and with what else the form asks. Where `agency` gives None, rows name theirs.
    """

    table: type[Table]
    at: str
    """The name of its address; the template's and the confirmation's are that with `-template` and `-confirm`."""
    trail: Callable[[Any], Sequence[tuple[Text, str]]]
    """What the page lies below, as words and addresses, given the agency that the address names; the last is gone
    back to."""
    agency: Callable[..., Agency | None] | None = None
    """Gives the agency of a request and what its address names; refuses who may not bring in for it (403, 404)."""
    among: Callable[[Any, date], Any] | None = None
    """Gives the agencies for which an officer may bring in, as a query set."""
    form: type[TableForm] | None = None
    duties: Collection[str] | None = None
    """By which duties it is done, where that is said."""
    heading: Text = ""
    about: Text = ""
    """What is to be known before one begins."""
    counted: Text = _COUNTED
    submit: Text = _SUBMIT
    done: Callable[[Any], str] = _done
    """Says what was done, of the outcome or of what the table made of it as a whole."""
    then: Callable[[Any], str] | None = None
    """Where one goes from there, if not back."""

    def urls(self, route: str) -> list[URLPattern]:
        """Give the addresses: of the form, of the table to fill in, of the confirmation."""
        name = self.at.rpartition(":")[2]
        return [
            path(route, self.bring, name=name),
            path(f"{route}template.xlsx", self.template, name=f"{name}-template"),
            path(f"{route}confirm/", self.confirm, name=f"{name}-confirm"),
        ]

    @method_decorator(require_safe)
    def template(self, request: HttpRequest, **route: Any) -> HttpResponse:
        """Give a table to fill in."""
        self._scope(request, route)
        content = write_template(self.table.title, self.table.columns)
        return _download(content, "xlsx", f"gongkai-{self.table.name}-template.xlsx")

    @keeps_typed
    def bring(self, request: HttpRequest, **route: Any) -> HttpResponse:
        """Take a file, try it, and show what it would do; nothing is written yet."""
        agency, offered = self._scope(request, route)
        form = open_form(request, self._form(), **offered)
        if request.method == "POST" and form.is_valid():
            agency = form.cleaned_data.get("agency", agency)
            content = form.cleaned_data["file"].read(MOST_BYTES + 1)
            try:
                outcome = self._brought(request, agency, form, content, write=False)
            except UnreadableDocument as error:
                refuse(form, error)
            else:
                good = outcome.rows and not outcome.bad
                signed = keep(_officer(request), self._purpose(agency), content) if good else ""
                return self._preview(request, agency, form, outcome, signed)
        return self._ask(request, agency, form, status_of(form))

    @method_decorator(require_POST)
    @keeps_typed
    def confirm(self, request: HttpRequest, **route: Any) -> HttpResponse:
        """Write what was tried and nothing else, once however often it is sent."""
        agency, offered = self._scope(request, route)
        form = open_form(request, self._form(), **offered)
        del form.fields["file"]
        form.fields["kept"] = forms.CharField()
        tried: list[Outcome] = []

        def write(values: Mapping[str, Any]) -> Any:
            officer, purpose, signed = _officer(request), self._purpose(values.get("agency", agency)), values["kept"]
            content = kept(officer, purpose, signed)
            if content is None:
                raise gone()
            outcome = self._brought(request, values.get("agency", agency), form, content, write=True)
            if not outcome.written:  # what was tried no longer goes, since others have worked on
                tried.append(outcome)
                raise NotAllowed(
                    "table-goes-no-longer", Message("有的行现在不能写入。"), hint=Message("请看各行的问题。")
                )
            let_go(officer, purpose, signed)
            return outcome if outcome.made is None else outcome.made

        made = carry_out(form, write)
        if made:
            messages.success(request, self.done(made))
            return redirect(self.then(made) if self.then else self.trail(agency)[-1][1])
        if tried:
            return self._preview(request, form.cleaned_data.get("agency", agency), form, tried[-1], "")
        again = self._form()(**offered)
        refuse(again, gone())
        return self._ask(request, agency, again, 409)

    def _scope(self, request: HttpRequest, route: Mapping[str, Any]) -> tuple[Agency | None, dict[str, Any]]:
        """Give the agency, where the address says which; and what the form offers, where it asks."""
        if self.among is not None:
            among = self.among(request.user, localdate())
            require(among.exists())
            return None, {"among": among}
        assert self.agency is not None
        return self.agency(request, **route), {}

    def _form(self) -> type[TableForm]:
        return self.form or (TableForm if self.among is None else AgencyTableForm)

    def _brought(
        self, request: HttpRequest, agency: Agency | None, form: forms.Form, content: bytes, *, write: bool
    ) -> Outcome:
        make: Callable[..., Table] = self.table
        asked = {name: value for name, value in form.cleaned_data.items() if name not in _NOT_OF_THE_TABLE}
        table = make() if agency is None else make(agency, **asked)
        by = acting(request, agency, self.duties)
        return bring_in(content, table, by=by, on=localdate(), write=write, translate=translate())

    def _purpose(self, agency: Agency | None) -> str:
        return f"{self.at}.{self.table.name}.{agency.pk if agency else ''}"

    def _ask(self, request: HttpRequest, agency: Agency | None, form: forms.Form, status: int) -> HttpResponse:
        context = {**self._page(request, agency), "form": form, "about": self.about, "table": self.table}
        return render(request, "agencies/bring_in.html", context, status=status)

    def _preview(
        self, request: HttpRequest, agency: Agency | None, form: forms.Form, outcome: Outcome, signed: str
    ) -> HttpResponse:
        good = [row for row in outcome.rows if row.done is not None and row.outcome != "same"]
        asked = [field for field in form if field.name not in ("file", "kept")]
        context = {
            **self._page(request, agency),
            "outcome": outcome,
            "counts": outcome.counts,
            "counted": str(self.counted) % outcome.counts,
            "rows": good[:SHOWN],
            "more": max(0, len(good) - SHOWN),
            "asked": asked,
            "given": [(field.label, given) for field in asked if (given := form.cleaned_data[field.name])],
            "kept": signed,
            "submit": self.submit,
        }
        return render(request, "agencies/preview.html", context, status=422 if outcome.bad else 200)

    def _page(self, request: HttpRequest, agency: Agency | None) -> dict[str, Any]:
        match = request.resolver_match
        named = match.kwargs if match else {}
        trail = self.trail(agency)
        addresses = {
            f"{name}_url": reverse(self.at + suffix, kwargs=named)
            for name, suffix in (("here", ""), ("template", "-template"), ("confirm", "-confirm"))
        }
        heading = self.heading or say("导入%(title)s") % {"title": self.table.title}
        return {"heading": heading, "trail": trail, "back": trail[-1][1], **addresses}


def take_out(request: HttpRequest, table: TwoWayTable, form: str) -> HttpResponse:
    """Give a table of what the officer sees, as a file (csv, xlsx) that can be brought in again."""
    if form not in _FORMS:
        raise Http404
    headings, rows = table.headings(), table.rows(_officer(request), localdate())
    content = write_csv(headings, rows) if form == "csv" else write_xlsx(str(table.title), headings, rows)
    return _download(content, form, f"gongkai-{table.name}-{localdate():%Y%m%d}.{form}")


def _download(content: bytes, form: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        headers={"Content-Type": _FORMS[form], "Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _officer(request: HttpRequest) -> Officer:
    assert isinstance(request.user, Officer)  # who is signed in is one
    return request.user
