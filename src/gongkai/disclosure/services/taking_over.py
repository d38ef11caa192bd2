"""Taking over what was public before this site: shown since its day, under its index, on somebody's word.

Nothing here was reviewed on this site. Who vouches says that it was reviewed and published before (条例第17条), and why
that is known; the journal keeps it as an act of its own, and any later change is reviewed like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, make_aware, now
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Duty, Officer
from gongkai.agencies.rules import has_duty
from gongkai.attachments.services import NewFile, attach_all
from gongkai.disclosure import acts
from gongkai.disclosure.indexing import count_past, next_index
from gongkai.disclosure.models import Item, Nature, Origin, Showing
from gongkai.disclosure.services.acting import be_newest, due_if_known, happen
from gongkai.disclosure.services.settling import acted_on, remember_validity, settle_each
from gongkai.disclosure.services.writing import Links, write_text
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_LONGEST_INDEX = int(Item._meta.get_field("index").max_length or 0)
_VOUCHING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD, Duty.LEADER})


class Voucher(NamedTuple):
    """Who vouches that something was reviewed and public before, and why that is known."""

    officer: Officer
    reason: str


@transaction.atomic
def take_over(
    agency: Agency,
    *,
    source: str,
    shown_on: date,
    voucher: Voucher,
    index: str = "",
    files: Sequence[NewFile] = (),
    links: Links = (),
    by: Actor,
    **values: Any,
) -> Item:
    """Take over an item that was public before (移入): it is shown from here on, and counts on the day it was public.

    `source` is its key where it comes from: an agency takes each over once. Raises ValidationError for a day or an
    index that cannot be, NotAllowed for somebody who may not vouch.
    """
    _require_voucher(voucher, agency)
    if values.get("nature", Nature.PROACTIVE) != Nature.PROACTIVE:
        raise ValidationError({"nature": _("只移入主动公开的信息。")})
    if shown_on > localdate():
        raise ValidationError({"shown_on": _("公开日期晚于今天；还没有公开的，请拟稿后送审。")})
    if values["formed_on"] > shown_on:
        raise ValidationError({"formed_on": _("形成或者变更之日晚于公开日期。")})
    if Origin.objects.filter(agency=agency, source=source).exists():
        raise ValidationError({"source": _("这个原编号已经移入过。")})
    item = Item(agency=agency, index=_index(agency, index, shown_on), due_on=shown_on)
    item.save(force_insert=True)
    attach_all(item, files, by=by)
    text = write_text(item, 1, values, links, by=by)
    # [推导] What was formed before the rules and calendars held here is not judged by those that came later.
    is_judged = due_if_known(text) is not None
    if is_judged:
        be_newest(item, text)
    item.category, item.kind, item.text, item.shown, item.shown_on = text.category, text.kind, text, text, shown_on
    item.late = is_judged and shown_on > item.due_on
    at = make_aware(datetime.combine(shown_on, time()))
    for row in (
        Origin(item=item, agency=agency, source=source, vouched_by=voucher.officer, reason=voucher.reason, at=now()),
        Showing(item=item, text=text, since=at, due_on=item.due_on if is_judged else None, late=item.late),
    ):
        row.full_clean(exclude=["item", "text", "agency", "vouched_by", "due_on"])
        row.save(force_insert=True)
        record(row, acts.TAKEN_OVER, by=by)
    remember_validity(item)
    done = happen(item, acts.TAKEN_OVER, by=by, vouched_by=voucher.officer.username, reason=voucher.reason)
    settle_each(acted_on(text), by=by)
    return done


def _require_voucher(voucher: Voucher, agency: Agency) -> None:
    if not has_duty(voucher.officer, agency, localdate(), _VOUCHING):
        raise NotAllowed(
            "may-not-vouch",
            Message(
                "“{officer}”不是“{agency}”的发布人、公开机构负责人或者分管领导，不能担保。",
                officer=str(voucher.officer),
                agency=agency.name,
            ),
            hint=Message("请由该机关有这些职责的人担保；别的机关的信息，分开导入。"),
            citation=cite("条例第17条"),
        )
    if not voucher.reason.strip():
        raise NotAllowed(
            "reason-missing",
            Message("没有写明怎么知道这些信息以前已经审查、公开过。"),
            citation=cite("条例第17条"),
        )


def _index(agency: Agency, index: str, shown_on: date) -> str:
    if not index:
        return next_index(agency, shown_on.year)
    if len(index) > _LONGEST_INDEX or not index.isprintable():
        told = {"most": _LONGEST_INDEX}
        raise ValidationError({"index": _("索引号最多%(most)d字，不含换行等看不见的字符。") % told})
    if Item.objects.filter(index=index).exists():
        raise ValidationError({"index": _("这个索引号已经由别的信息使用。")})
    count_past(agency, index)
    return index
