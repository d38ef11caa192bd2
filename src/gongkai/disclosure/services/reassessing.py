"""Reassessing: what is not public is kept with its reason, and looked at again when its day comes (条例第18条)."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, Nature, Reassessment, Referral
from gongkai.disclosure.services.acting import ask_again, happen, require_unchanged, take_up, text_of
from gongkai.disclosure.services.reviewing import steps_left
from gongkai.disclosure.services.writing import rewrite
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def withhold(item: Item, *, by: Actor, seen: int | None = None) -> Item:
    """Keep a text that was passed as one that is not public (定为不主动公开); it is looked at again on its day.

    Raises NotAllowed for one that is for proactive disclosure, or was determined to be fit for the public, and while
    something of the item is shown.
    """
    held = take_up(item, acts.WITHHELD, seen=seen)
    text = text_of(held)
    require_unchanged(held, text)
    if text.nature == Nature.PROACTIVE or steps_left(held):
        raise NotAllowed(
            "not-withheld",
            Message("公开属性是“{nature}”，不能定为不主动公开。", nature=str(text.get_nature_display())),
            hint=Message("不公开的，请修改公开属性并写明依据和理由，重新送审。"),
            citation=cite("条例第13条"),
        )
    if text.nature == Nature.WITHHELD and Referral.objects.filter(text=text, may_be_public=True).exists():
        raise NotAllowed(
            "determined-public",
            Message("这一稿报请确定，答复是可以公开，不能定为不予公开。"),
            hint=Message("请退回修改公开属性，重新送审。"),
            citation=cite("条例第17条第3款"),
        )
    if held.shown is not None:
        raise NotAllowed(
            "still-shown",
            Message("这条信息还公开着。"),
            hint=Message("请先撤下，再另行登记。"),
            citation=cite("条例第17条"),
        )
    ask_again(held, by=by)
    return happen(held, acts.WITHHELD, by=by)


# “行政机关应当建立健全政府信息管理动态调整机制，对本行政机关不予公开的政府信息进行定期评估审查，
# 对因情势变化可以公开的政府信息应当公开。”
@transaction.atomic
def reassess(item: Item, *, may_be_public: bool, reason: str, by: Actor, seen: int | None = None) -> Item:
    """Note what came of looking again (评估审查): it stays as it is, with the reason, or is to be published.

    What is to be published is a new draft, formed this day, which is reviewed like any other. Raises NotAllowed where
    it is to stay as it is and nobody has said on which ground.
    """
    held = take_up(item, acts.REASSESSED, seen=seen)
    if not reason.strip():
        raise NotAllowed("reason-missing", Message("没有写明评估的理由。"), citation=cite("条例第18条"))
    if not may_be_public and text_of(held).nature == Nature.PROACTIVE:
        raise NotAllowed(
            "ground-missing",
            Message("公开属性还是“主动公开”，没有写明不公开的依据和理由。"),
            hint=Message("请打开修改，改定公开属性，写明依据和理由，送审后定为不主动公开。"),
            citation=cite("条例第13条"),
        )
    on = localdate()
    for due in Reassessment.objects.filter(item=held, done_on__isnull=True):
        row = hold(due)
        row.done_on, row.may_be_public, row.reason, row.officer = on, may_be_public, reason.strip(), by.officer
        row.save(update_fields=["done_on", "may_be_public", "reason", "officer"])
        record(row, acts.REASSESSED, by=by)
    if not may_be_public:
        ask_again(held, by=by)
        return happen(held, acts.REASSESSED, by=by, to=Stage.KEPT)
    rewrite(held, by=by, nature=Nature.PROACTIVE, ground="", ground_reason="", formed_on=on)
    return happen(held, acts.REASSESSED, by=by, to=Stage.DRAFT)
