"""A request for a list, answered: the page or its table alone, a file, a view kept, a preview, what was done.

All of one list is at one address. GET shows; POST keeps a view, exports, and acts on rows in two steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.http.response import HttpResponseBadRequest
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.ui.lists import bulk, exporting, saved
from gongkai.ui.lists import state as states
from gongkai.ui.lists.bulk import Action, Plan
from gongkai.ui.lists.exporting import Export
from gongkai.ui.lists.listing import List
from gongkai.ui.lists.presenting import Presented, described
from gongkai.ui.lists.state import State

Exported = Callable[[HttpRequest, Export], object]
REGION = "list-region"
"""The id of the part of the page that htmx replaces."""


def respond(
    request: HttpRequest,
    listing: List,
    rows: Any,
    *,
    template: str = "ui/list.html",
    context: Mapping[str, Any] | None = None,
    exported: Exported | None = None,
) -> HttpResponseBase:
    """Answer a request for a list of those rows that the request's officer may see.

    `exported` is told of each file before it is sent, and writes it down; without it nothing is exported.
    """
    return _Answer(request, listing, rows, template, context or {}, exported).answer()


class _Answer:
    """One request for a list."""

    def __init__(
        self,
        request: HttpRequest,
        listing: List,
        rows: Any,
        template: str,
        context: Mapping[str, Any],
        exported: Exported | None,
    ) -> None:
        self.request, self.listing, self.rows = request, listing, rows
        self.template, self.context, self.exported = template, context, exported
        self.views = saved.views_of(request.user, listing.name)
        self.state = self._state()

    def answer(self) -> HttpResponseBase:
        if self.request.method in ("GET", "HEAD"):
            return self._shown()
        if self.request.method != "POST":
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        do = {
            "export": self._export,
            "save-view": self._save_view,
            "open-with-view": self._open_with_view,
            "drop-view": self._drop_view,
            "preview": self._preview,
            "apply": self._apply,
        }.get(self.request.POST.get("do", ""))
        if do is None:
            return HttpResponseBadRequest()
        try:
            return do()
        except GongkaiError as error:
            return self._page(refusal=error, status=409)

    def _state(self) -> State:
        """Give what the address says; where it says nothing, what the view says that the list opens with."""
        given = dict(self.request.GET.lists())
        if not given:
            for view in self.views:
                if view.opens:
                    return states.read_text(self.listing, view.query, self.request)
        return states.read(self.listing, given, self.request)

    def _shown(self) -> HttpResponseBase:
        canonical = self._address()
        htmx = getattr(self.request, "htmx", None)
        if htmx and htmx.target == REGION and not htmx.history_restore_request:
            response = self._page("ui/lists/refreshed.html")
            response["HX-Push-Url"] = canonical
            return response
        blank = any(value == "" for values in dict(self.request.GET.lists()).values() for value in values)
        if blank and not self.state.notes:  # a form sends what was left blank; an address to keep says what was chosen
            return _redirect(canonical)
        return self._page()

    def _page(self, template: str = "", *, refusal: GongkaiError | None = None, status: int = 200) -> HttpResponse:
        page = self.listing.page(self.rows, self.state)
        presented = Presented(
            request=self.request,
            listing=self.listing,
            page=page,
            views=self.views,
            exports=self.exported is not None,
        )
        context = {**self.context, "list": presented, "refusal": refusal}
        response = render(self.request, template or self.template, context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _address(self) -> str:
        query = states.write(self.listing, self.state)
        if not query and any(view.opens for view in self.views):
            query = "view=all"
        return f"{self.request.path}?{query}" if query else self.request.path

    # Views

    def _save_view(self) -> HttpResponseBase:
        self._require_officer()
        post = self.request.POST
        query = states.write(self.listing, self.state, paged=False)
        view = saved.save(
            self.request.user, self.listing.name, name=post.get("name", ""), query=query, opens=post.get("opens") == "1"
        )
        messages.success(self.request, _("已存为视图“%(name)s”。") % {"name": view.name})
        return _redirect(self.request.get_full_path())

    def _open_with_view(self) -> HttpResponseBase:
        self._require_officer()
        post = self.request.POST
        opens = post.get("opens") == "1"
        view = saved.open_with(self.request.user, self.listing.name, post.get("view", ""), opens=opens)
        said = _("以后打开这个列表，先显示“%(name)s”。") if opens else _("以后打开这个列表，不再先显示“%(name)s”。")
        messages.success(self.request, said % {"name": view.name})
        return _redirect(self.request.get_full_path())

    def _drop_view(self) -> HttpResponseBase:
        self._require_officer()
        view = saved.drop(self.request.user, self.listing.name, self.request.POST.get("view", ""))
        messages.success(self.request, _("已删除视图“%(name)s”。") % {"name": view.name})
        return _redirect(self.request.get_full_path())

    def _require_officer(self) -> None:
        if not self.request.user.is_authenticated:
            raise PermissionDenied

    # Files

    def _export(self) -> HttpResponseBase:
        if self.exported is None:
            raise PermissionDenied
        words = tuple(f"{label}：{value}" for label, value in described(self.listing, self.state))
        at = localtime(now())
        about = [
            (_("列表"), str(self.listing.caption)),
            (_("条件"), "\n".join(words) or _("无")),
            (_("导出时间"), f"{at:%Y-%m-%d %H:%M}"),
            (_("导出人"), str(self.request.user)),
        ]
        matching = self.listing.matching(self.rows, self.state)
        file, count = exporting.write(self.listing, matching, self.state, about)
        columns = tuple(each.name for each in self.listing.shown(self.state) if each.export is not False)
        query = states.write(self.listing, self.state, paged=False)
        try:
            self.exported(self.request, Export(self.listing.name, count, columns, query, words))
        except BaseException:
            file.close()
            raise
        return FileResponse(
            file,
            as_attachment=True,
            filename=_file_name(str(self.listing.caption), localdate()),
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )

    # Acts on many rows

    def _preview(self) -> HttpResponseBase:
        action = self._action()
        rows, missing = self._chosen(action)
        entered = "entered" in self.request.POST
        form = self._form(action, entered)
        found = None
        if form is None or (entered and form.is_valid()):
            found = bulk.plan(action, self.request, rows, form.cleaned_data if form is not None else {})
        status = 422 if form is not None and form.errors else 200
        return self._planned(action, rows, form, found, missing=missing, status=status)

    def _apply(self) -> HttpResponseBase:
        action = self._action()
        rows, missing = self._chosen(action)
        form = self._form(action, entered=True)
        if form is not None and not form.is_valid():
            return self._planned(action, rows, form, None, missing=missing, status=422)
        values = form.cleaned_data if form is not None else {}
        found = bulk.plan(action, self.request, rows, values)
        if found.seen != self.request.POST.get("seen"):
            return self._planned(action, rows, form, found, missing=missing, changed=True, status=409)
        if not found.may_go:
            return self._planned(action, rows, form, found, missing=missing, status=409)
        done = bulk.apply(found, self.request, values)
        refused = [each for each in done if each.refusal]
        left_out = [each for each in found.rows if not each.goes]
        if not refused and not left_out:
            said = ngettext("“%(act)s”：%(count)d项已办成。", "“%(act)s”：%(count)d项已办成。", len(done))
            messages.success(self.request, said % {"act": action.label, "count": len(done)})
            return _redirect(self.request.get_full_path())
        return render(
            self.request,
            "ui/lists/done.html",
            {
                **self.context,
                "action": action,
                "listing": self.listing,
                "done": [each for each in done if not each.refusal],
                "refused": [*refused, *(each for each in left_out if each.refusal)],
                "unchanged": [each for each in left_out if not each.refusal],
                "back": self.request.get_full_path(),
                "name": self.listing.columns[0],
            },
            status=409 if len(refused) == len(done) else 200,
        )

    def _action(self) -> Action:
        name = self.request.POST.get("act", "")
        action = next((each for each in self.listing.actions if each.name == name), None)
        if action is None or not action.may(self.request):
            raise PermissionDenied
        return action

    def _form(self, action: Action, entered: bool) -> Any:
        if action.form is None:
            return None
        form = action.form(self.request.POST if entered else None)
        action.fit(self.request, form)
        return form

    def _chosen(self, action: Action) -> tuple[list[Any], int]:
        """Give the rows that were chosen, in the order of the list, and how many of them there are no longer.

        All that fit are chosen on the page of the list; from the preview on they are named one by one, so that what
        is confirmed is what was shown.
        """
        post = self.request.POST
        if "all" in post:
            rows = list(self.listing.matching(self.rows, self.state)[: action.most + 1])
            wanted = len(rows)
        else:
            written = [*post.getlist("row"), *post.get("rows", "").split(",")]
            keys = {int(each) for each in written if each.isascii() and each.isdigit() and len(each) <= 18}
            wanted = len(keys)
            rows = []
            if wanted <= action.most:
                order = self.listing.matching(self.rows, State(sort=self.state.sort))
                rows = list(order.filter(pk__in=keys))
        if wanted > action.most:
            raise NotAllowed(
                "bulk-too-many",
                Message("一次最多办理{most}项。", most=action.most),
                hint=Message("请加条件缩小范围，分几次办理。"),
            )
        if not wanted:
            raise NotAllowed("bulk-none", Message("还没有选中任何一项。"), hint=Message("请先勾选要办理的。"))
        return rows, wanted - len(rows)

    def _planned(
        self,
        action: Action,
        rows: list[Any],
        form: Any,
        found: Plan | None,
        *,
        missing: int,
        changed: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.context,
            "action": action,
            "listing": self.listing,
            "rows": rows,
            "keys": ",".join(str(row.pk) for row in rows),
            "form": form,
            "plan": found,
            "missing": missing,
            "changed": changed,
            "back": self._address(),
            "name": self.listing.columns[0],
        }
        return render(self.request, "ui/lists/preview.html", context, status=status)


def _redirect(address: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = address
    return response


def _file_name(caption: str, on: date) -> str:
    kept = "".join(sign for sign in caption if sign.isalnum() or sign in " -_").strip() or "list"
    return f"{kept}-{on:%Y%m%d}.xlsx"
