"""Acts on cases for officers' systems: each by the form and the service of the desk, on the version that was seen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Body, Field, Router, Schema

from gongkai.api.answers import takes
from gongkai.api.desk.applications import CaseDetail, detail, scope_of, tag_of
from gongkai.api.desk.forms import Given, filled
from gongkai.api.desk.headers import ON_A_VERSION
from gongkai.api.desk.sight import Key, Name, case_in_sight, require_scope
from gongkai.api.door import require_unchanged
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import holder_of
from gongkai.applications import acts, lifecycle, rules, services
from gongkai.applications.deeds import DEED_BY_NAME
from gongkai.applications.forms.replying import DraftForm, PartForm
from gongkai.applications.lifecycle import Stage
from gongkai.ui.sight import require

router = Router()


@router.post(
    "/desk/applications/{key}/acts/{name}",
    response=takes(CaseDetail, 403, 404, 409, 412, 428),
    auth=Scoped("applications:read"),
    url_name="desk-act",
    operation_id="actOnCase",
    summary=_("办理一件申请"),
    openapi_extra=ON_A_VERSION,
)
def act(request: HttpRequest, response: HttpResponse, key: Key, name: Name, body: Body[Given]) -> CaseDetail:
    """Do one of the acts of a case, with the fields that the case tells of it; If-Match says which version was seen."""
    deed = DEED_BY_NAME.get(name)
    if deed is None:
        raise Http404
    holder = require_scope(request, scope_of(deed))
    application = case_in_sight(holder, key)
    require(deed.may(holder.officer, application, holder.on))
    require_unchanged(request, tag_of(application))
    if refused := lifecycle.refusal(deed.act, Stage(application.stage)):
        raise refused
    form = filled(deed.form, body, seen=application.version, application=application, officer=holder.officer)
    by = holder.acting(application.agency, deed.duties(holder.officer, application, holder.on))
    deed.do(application, form.cleaned_data, by)
    return detail(request, response, case_in_sight(holder, key))


class PartIn(Schema):
    """One thing asked for, and what becomes of it."""

    content: str = Field(min_length=1, max_length=500, description=_("申请的内容。"))
    outcome: str = Field(max_length=20, description=_("处理结果的代码，如 GRANT、DENY_5。"), examples=["GRANT"])
    reason: str = Field("", max_length=2000, description=_("理由，写明依据的条、款、项。"))
    ground: int | None = Field(None, description=_("常用理由的编号。"))
    told: str = Field("", max_length=1000, description=_("怎样提供、在哪里公开、由哪个机关负责等。"))


class DraftIn(Schema):
    """A reply as it is drafted."""

    facts: str = Field("", max_length=10_000, description=_("事实认定和总的理由。"))
    obtaining: str = Field("", max_length=20, description=_("实际提供的方式；不填的，按申请人的要求。"))
    means: str = Field("", max_length=20, description=_("实际提供的载体；不填的，按申请人的要求。"))
    form_reason: str = Field("", max_length=500, description=_("改变提供形式的理由（条例第40条）。"))
    parts: list[PartIn] = Field(min_length=1, max_length=40, description=_("申请的每项内容，各有处理结果。"))


@router.put(
    "/desk/applications/{key}/draft",
    response=takes(CaseDetail, 403, 404, 409, 412, 428),
    auth=Scoped("applications:act"),
    url_name="desk-draft",
    operation_id="draftReply",
    summary=_("拟写答复"),
    openapi_extra=ON_A_VERSION,
)
def draft(request: HttpRequest, response: HttpResponse, key: Key, body: DraftIn) -> CaseDetail:
    """Draft the reply to a case, in place of what was drafted; it is reviewed by people before it is given."""
    holder = holder_of(request)
    application = case_in_sight(holder, key)
    require(rules.may_handle(holder.officer, application, holder.on))
    require_unchanged(request, tag_of(application))
    if refused := lifecycle.refusal(acts.DRAFTED, Stage(application.stage)):
        raise refused
    given = body.dict(exclude={"parts"})
    form = filled(DraftForm, given, seen=application.version, application=application, officer=holder.officer)
    parts = [filled(PartForm, each.dict(), application=application).cleaned_data for each in body.parts]
    services.draft(
        application,
        parts=[services.NewPart(**{name: each[name] for name in services.NewPart._fields}) for each in parts],
        by=holder.acting(application.agency, rules.HANDLING),
        **form.cleaned_data,
    )
    return detail(request, response, case_in_sight(holder, key))
