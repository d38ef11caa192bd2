"""Files from officers' systems: scans of an application, attachments of an item; sealed while they come.

A file that an object has already, under the same name, is not taken in again: who heard no answer may send it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema, Status

from gongkai.api.answers import takes
from gongkai.api.desk.headers import FILES, OPEN_FILES
from gongkai.api.desk.sight import Key, case_in_sight, item_in_sight
from gongkai.api.errors import of_fields, of_status, place, wrong
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import holder_of
from gongkai.applications import rules as applications
from gongkai.attachments.forms import FilesField
from gongkai.attachments.naming import cleaned
from gongkai.attachments.receiving import received
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.services import NewFile, attach_all
from gongkai.disclosure import rules as disclosure
from gongkai.journal.services import hold
from gongkai.law.message import Message
from gongkai.ui.language import said
from gongkai.ui.sight import require

router = Router()

MOST = 20


class Attached(Schema):
    """What was taken in."""

    names: list[str] = Field(description=_("收下的文件的名称。"))


class _FilesForm(forms.Form):
    attached = FilesField()
    personal = forms.BooleanField(required=False)


@router.post(
    "/desk/applications/{key}/files",
    response=takes(Attached, 403, 404, 409, status=201),
    auth=Scoped("applications:register"),
    url_name="desk-files",
    operation_id="attachToCase",
    summary=_("给申请附上扫描件"),
    openapi_extra=FILES,
)
def attach_to_case(request: HttpRequest, key: Key) -> Status[Attached]:
    """Take in what was scanned of an application: all of the files, or none."""
    application = case_in_sight(holder_of(request), key)
    return _taken_in(request, application, applications.may_change_files, applications.HANDLING, personal=True)


@router.post(
    "/desk/items/{key}/files",
    response=takes(Attached, 403, 404, 409, status=201),
    auth=Scoped("items:write"),
    url_name="desk-item-files",
    operation_id="attachToItem",
    summary=_("给稿件附上附件"),
    openapi_extra=OPEN_FILES,
)
def attach_to_item(request: HttpRequest, key: Key) -> Status[Attached]:
    """Take in the files of an item while it is written: reviewed with its text, and not public before."""
    item = item_in_sight(holder_of(request), key)
    return _taken_in(request, item, disclosure.may_attach, disclosure.WRITING)


def _taken_in(
    request: HttpRequest, thing: Any, may: Callable[..., bool], duties: Iterable[str], *, personal: bool = False
) -> Status[Attached]:
    """Take in the files of a form for an object, all or none; whether one may is asked before and within."""
    holder = holder_of(request)
    by = holder.acting(thing.agency, duties)
    require(may(holder.officer, thing, holder.on))
    if request.content_type != "multipart/form-data":
        raise of_status(415)
    with received(request, most=MOST), transaction.atomic():
        try:
            form = _FilesForm(request.POST, request.FILES)
        except MultiPartParserError:
            raise of_status(400) from None
        if not form.is_valid():
            raise of_fields(ValidationError(form.errors.as_data()))
        held = hold(thing)
        require(may(holder.officer, held, holder.on))
        files: Sequence[NewFile] = form.cleaned_data["attached"]
        if not files:
            raise wrong([place("body", "attached", "missing", said(Message("没有选文件。")))])
        there = {(each.name, each.sha256) for each in attachments_of(held)}
        new = [each for each in files if (cleaned(each.name), each.draft.sha256) not in there]
        attach_all(held, new, personal=personal or form.cleaned_data["personal"], by=by)
    return Status(201, Attached(names=[cleaned(each.name) for each in files]))
