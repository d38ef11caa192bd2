"""What was scanned of an application, from officers' systems: sealed while it comes, and not given out here."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema, Status

from gongkai.api.answers import takes
from gongkai.api.callers import Scoped
from gongkai.api.desk.headers import FILES
from gongkai.api.desk.sight import Key, case_in_sight
from gongkai.api.errors import of_fields, of_status
from gongkai.api.tokens.recognising import holder_of
from gongkai.applications import rules
from gongkai.attachments.forms import FilesField
from gongkai.attachments.receiving import received
from gongkai.attachments.services import attach_all
from gongkai.ui.sight import require

router = Router()

MOST = 20


class Attached(Schema):
    """What was taken in."""

    names: list[str] = Field(description=_("收下的文件的名称。"))


class _FilesForm(forms.Form):
    attached = FilesField()


@router.post(
    "/desk/applications/{key}/files",
    response=takes(Attached, 403, 404, 409, status=201),
    auth=Scoped("applications:register"),
    url_name="desk-files",
    operation_id="attachToCase",
    summary=_("给申请附上扫描件"),
    openapi_extra=FILES,
)
def attach(request: HttpRequest, key: Key) -> Status[Attached]:
    """Take in what was scanned of an application: all of the files, or none."""
    holder = holder_of(request)
    application = case_in_sight(holder, key)
    require(rules.may_change_files(holder.officer, application, holder.on))
    if request.content_type != "multipart/form-data":
        raise of_status(415)
    with received(request, most=MOST), transaction.atomic():
        try:
            form = _FilesForm(request.POST, request.FILES)
        except MultiPartParserError:
            raise of_status(400) from None
        if not form.is_valid():
            raise of_fields(ValidationError(form.errors.as_data()))
        files = form.cleaned_data["attached"]
        by = holder.acting(application.agency, rules.HANDLING)
        attach_all(application, files, personal=True, by=by)
    return Status(201, Attached(names=[each.name for each in files]))
