"""Items for officers' systems: drafts are written and sent for review, and by nobody but people reviewed and published.

No address here passes a review or publishes: a text is shown once every reviewer has passed it at the desk.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Body, Field, Query, Router, Schema, Status

from gongkai.api.answers import gives, takes
from gongkai.api.cursors import Page, Paging, by_key
from gongkai.api.desk.applications import tag_of
from gongkai.api.desk.forms import FieldOut, Given, fields_of, filled
from gongkai.api.desk.headers import ON_A_VERSION, ONCE
from gongkai.api.desk.sight import LARGEST_KEY, AgencyOut, Key, Name, item_in_sight, items_in_sight
from gongkai.api.door import require_unchanged
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import Holder, holder_of
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.disclosure import rules, services, stages
from gongkai.disclosure.content import SHOWN
from gongkai.disclosure.deeds import DEED_BY_NAME
from gongkai.disclosure.forms import NewTextForm, TextForm
from gongkai.disclosure.models import Item
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.views.items import agencies_written_for
from gongkai.journal.services import plain
from gongkai.ui.sight import require

router = Router()

ACTS = ("submit", "determine", "penalty-changed", "abandon")
"""The acts of who writes, of those of the desk. Passing, publishing and withdrawing are none of them."""


class ItemOut(Schema):
    """An item: how its newest text stands, whether anything is shown."""

    id: int = Field(description=_("信息的编号。"))
    index: str = Field(description=_("索引号。"))
    agency: AgencyOut = Field(description=_("公开机关。"))
    category: str = Field(description=_("公开类别的代码。"))
    title: str = Field(description=_("最新一稿的名称。"))
    stage: str = Field(description=_("环节。"))
    due_on: date = Field(description=_("公开期限。"))
    shown_on: date | None = Field(description=_("公开日期；没有公开的为空。"))
    version: int = Field(description=_("每办理一次加一；修改、送审时在 If-Match 里给出。"))

    @classmethod
    def of(cls, item: Item, **more: Any) -> Any:
        """Give an item."""
        names = ("index", "category", "stage", "due_on", "version")
        return cls(
            id=item.pk,
            agency=AgencyOut.of(item.agency),
            title=item.text.title if item.text else "",
            shown_on=item.shown_on if item.shown_id else None,
            **{name: getattr(item, name) for name in names},
            **more,
        )


class DraftFile(Schema):
    """A file that an item has; of one with personal data not its name, which may say whose it is."""

    name: str = Field(description=_("文件名；含个人信息的只给出编号。"))
    size: int = Field(description=_("字节数。"))
    sha256: str = Field(description=_("SHA-256，十六进制。"))
    personal: bool = Field(description=_("含个人信息，不会公开。"))
    state: str = Field(description=_("查毒：waiting 还没有查，clean 没有病毒，infected 有病毒，unscannable 查不了。"))

    @classmethod
    def of(cls, file: Attachment) -> DraftFile:
        """Give a file."""
        plain = {name: getattr(file, name) for name in ("size", "sha256", "personal", "state")}
        return cls(name=str(file), **plain)


class ItemDetail(ItemOut):
    """An item with its newest text and its files, and the acts that may be done with it."""

    text: dict[str, Any] = Field(description=_("最新的一稿，按字段。"))
    files: list[DraftFile] = Field(description=_("附件，先附的在前；送审时随这一稿一起审查。"))
    acts: list[str] = Field(description=_("现在可以办的：submit 送审，abandon 不再公开等。"))


class ItemsAsked(Paging):
    """Which items are wanted."""

    agency: int | None = Field(None, ge=1, le=LARGEST_KEY, description=_("哪个机关的；不填的，令牌看得到的全部。"))
    stage: Stage | None = Field(None, description=_("处于哪个环节。"))


@router.get(
    "/desk/items",
    response=gives(Page[ItemOut], 403),
    auth=Scoped("items:read"),
    url_name="desk-items",
    operation_id="listDrafts",
    summary=_("本机关和下级机关的信息，包括没有公开的"),
)
def items(request: HttpRequest, asked: Query[ItemsAsked]) -> Page[ItemOut]:
    """Give the items in sight, those begun first coming first."""
    rows = items_in_sight(holder_of(request))
    if asked.agency is not None:
        rows = rows.filter(agency=asked.agency)
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    found = by_key(rows, asked)
    return Page[ItemOut](data=[ItemOut.of(each) for each in found.rows], next=found.next)


class ItemForm(Schema):
    """What a new item asks for."""

    fields: list[FieldOut] = Field(description=_("要填的各项。"))


@router.get(
    "/desk/items/form",
    response=gives(ItemForm, 403),
    auth=Scoped("items:write"),
    url_name="desk-item-form",
    operation_id="describeDraft",
    summary=_("拟稿要填的各项"),
)
def form(request: HttpRequest) -> ItemForm:
    """Give the fields of a new item, with what may be chosen."""
    return ItemForm(fields=fields_of(NewTextForm(among=_written_for(holder_of(request)))))


@router.get(
    "/desk/items/{key}",
    response=gives(ItemDetail, 403, 404),
    auth=Scoped("items:read"),
    url_name="desk-item",
    operation_id="getDraft",
    summary=_("一条信息的最新一稿"),
)
def item(request: HttpRequest, response: HttpResponse, key: Key) -> ItemDetail:
    """Give an item with its newest text, its version as ETag."""
    return _detail(request, response, item_in_sight(holder_of(request), key))


@router.post(
    "/desk/items",
    response=takes(ItemDetail, 403, 409, status=201),
    auth=Scoped("items:write"),
    url_name="desk-items",
    operation_id="draftItem",
    summary=_("拟稿"),
    openapi_extra=ONCE,
)
def begin(request: HttpRequest, response: HttpResponse, body: Body[Given]) -> Status[ItemDetail]:
    """Begin an item with its first text. Nothing is shown of it before people have reviewed and published it."""
    holder = holder_of(request)
    among = _written_for(holder)
    values = filled(NewTextForm, {"agency": holder.token.agency_id, **body}, among=among).cleaned_data
    agency = values["agency"]
    given = {name: value for name, value in values.items() if name not in ("agency", "seen")}
    made = services.begin(agency, by=holder.acting(agency, rules.WRITING), **given)
    return Status(201, _detail(request, response, item_in_sight(holder, made.pk)))


@router.patch(
    "/desk/items/{key}/text",
    response=takes(ItemDetail, 403, 404, 409, 412, 428),
    auth=Scoped("items:write"),
    url_name="desk-revise-item",
    operation_id="reviseItem",
    summary=_("修改，成为新的一稿"),
    openapi_extra=ON_A_VERSION,
)
def revise(request: HttpRequest, response: HttpResponse, key: Key, body: Body[Given]) -> ItemDetail:
    """Write an item anew, the fields that are sent; the new text is reviewed, and what is shown stays until then."""
    holder = holder_of(request)
    found = item_in_sight(holder, key)
    require(rules.may_revise(holder.officer, found, holder.on))
    require_unchanged(request, tag_of(found))
    values = filled(TextForm, body, seen=found.version, item=found).cleaned_data
    services.revise(found, by=holder.acting(found.agency, rules.WRITING), **values)
    return _detail(request, response, item_in_sight(holder, key))


@router.post(
    "/desk/items/{key}/acts/{name}",
    response=takes(ItemDetail, 403, 404, 409, 412, 428),
    auth=Scoped("items:write"),
    url_name="desk-item-act",
    operation_id="actOnItem",
    summary=_("送审、不再公开等"),
    openapi_extra=ON_A_VERSION,
)
def act(request: HttpRequest, response: HttpResponse, key: Key, name: Name, body: Body[Given]) -> ItemDetail:
    """Do one of the acts of who writes: send for review, note what was determined, give up."""
    holder = holder_of(request)
    found = item_in_sight(holder, key)
    deed = DEED_BY_NAME.get(name) if name in ACTS else None
    if deed is None or not deed.where(found):
        raise Http404
    require(deed.may(holder.officer, found, holder.on))
    require_unchanged(request, tag_of(found))
    if refused := stages.refusal(deed.act, Stage(found.stage)):
        raise refused
    made = filled(deed.form, body, seen=found.version, item=found)
    deed.do(found, made, made.cleaned_data, holder.acting(found.agency, deed.duties))
    return _detail(request, response, item_in_sight(holder, key))


def _written_for(holder: Holder) -> Any:
    return agencies_written_for(holder.officer, holder.on)


def _detail(request: HttpRequest, response: HttpResponse, found: Item) -> ItemDetail:
    holder = holder_of(request)
    response["ETag"] = tag_of(found)
    if request.method == "GET":
        response["Cache-Control"] = "no-store"  # who has to do what with it changes without an act
    deeds = [DEED_BY_NAME[name] for name in ACTS]
    may = [each.name for each in deeds if each.is_possible(found) and each.may(holder.officer, found, holder.on)]
    text = {name: plain(getattr(found.text, name)) for name in SHOWN} if found.text else {}
    files = [DraftFile.of(each) for each in attachments_of(found)]
    made: ItemDetail = ItemDetail.of(found, text=text, files=files, acts=may)
    return made
