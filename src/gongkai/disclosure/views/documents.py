"""A document read into the form of an item: nothing is saved but its pictures, where there is an item to keep them."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.agencies.acting import acting
from gongkai.attachments.receiving import received
from gongkai.disclosure import rules
from gongkai.disclosure.documents.guessing import guess, without_head
from gongkai.disclosure.documents.reading import KINDS, MOST, left_out_in_words, read_document
from gongkai.disclosure.documents.word import no_document
from gongkai.disclosure.forms import NewTextForm, TextForm
from gongkai.disclosure.forms.document import DocumentForm
from gongkai.disclosure.models import Item
from gongkai.disclosure.services.picturing import pictures_kept
from gongkai.disclosure.views.items import agencies_written_for
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.law.errors import GongkaiError
from gongkai.ui import once
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.sight import require

_PICTURE = re.compile(r'<img\b[^>]*?src="data:[^"]*"[^>]*>')
_MOST_WITHIN = 1_000_000
"""Characters of pictures that a form carries, where there is no item yet that could keep them."""


@csrf_exempt  # `_read` checks it: whoever may not write is refused before a byte of their file is read
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read_new(request: HttpRequest) -> HttpResponse:
    """Read a document into the form of a new item."""
    require(rules.writes_some(request.user, localdate()))
    return _received(request, None)


@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a document into the form of an item, in place of the body it has."""
    item = item_in_sight(request, pk)
    require(rules.may_revise(request.user, item, localdate()))
    return _received(request, item)


def _received(request: HttpRequest, item: Item | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, DocumentForm(), item)
    with received(request, most=1, most_together=MOST):
        return _read(request, item)


@csrf_protect
def _read(request: HttpRequest, item: Item | None) -> HttpResponse:
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _filled_in(request, item, *form.read())
        except GongkaiError as error:
            refuse(form, error)
        except ValidationError as error:
            form.add_error("document", " ".join(error.messages))
    return _page(request, form, item)


def _page(request: HttpRequest, form: DocumentForm, item: Item | None) -> HttpResponse:
    context = {"form": form, "item": item, "heading": _("从文档导入"), "submit": _("读入正文")}
    return render(request, "disclosure/act.html", context, status=status_of(form))


def _filled_in(request: HttpRequest, item: Item | None, content: bytes, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise no_document()
    html, left_out = read_document(content, kind)
    found = guess(html)
    body = without_head(html, found)
    headless, html = len(body) < len(html), body
    notes = left_out_in_words(left_out)
    context: dict[str, Any] = {"item": item, "submit": _("保存"), "heading": _("从文档导入")}
    if item is not None and rules.may_attach(request.user, item, localdate()):
        html = pictures_kept(item, html, by=acting(request, item.agency, rules.WRITING))
        context["pictures"] = reverse("disclosure:add-picture", args=[item.pk])
    else:
        html, too_many = _carried(html)
        if too_many:
            notes.append(_("有%(number)d张图片太大，没有带入；请保存后打开修改，再导入一次。") % {"number": too_many})
    initial = {"body": html, **{name: value for name, value in found._asdict().items() if value}}
    if found.made_on:
        initial["formed_on"] = found.made_on
    if item is None:
        among = agencies_written_for(request.user, localdate())
        form: TextForm = NewTextForm(among=among, initial={"agency": among.first(), **initial})
        context["action"] = reverse("disclosure:new")
    else:
        form = TextForm(item=item, initial=initial)
        context["action"] = reverse("disclosure:edit", args=[item.pk])
    guessed = [str(form.fields[name].label) for name in initial if name != "body"]
    if guessed:
        words = _("从文档里找到并填好了：%(names)s。请逐项核对。")
        notes.insert(0, words % {"names": "、".join(guessed)})
    if headless:
        notes.append(_("正文开头的文件头、文号和标题没有带入：页面上已有名称和发文字号，不再重复。"))
    once.number(request, form)
    return render(request, "disclosure/write.html", {**context, "form": form, "notes": notes})


def _carried(html: str) -> tuple[str, int]:
    """Give a body with the pictures that a form can carry, and how many it cannot."""
    left, lost = _MOST_WITHIN, 0

    def fits(picture: re.Match[str]) -> str:
        nonlocal left, lost
        if len(picture[0]) > left:
            lost += 1
            return ""
        left -= len(picture[0])
        return picture[0]

    return _PICTURE.sub(fits, html), lost
