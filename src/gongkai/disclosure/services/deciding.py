"""Deciding on what the scan found: why it may stand as it is. What is mended needs no decision: it is found no more."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now

from gongkai.disclosure import acts
from gongkai.disclosure.models import Decision, Item
from gongkai.disclosure.services.acting import take_up, text_of
from gongkai.disclosure.services.scanning import scan_text, shown
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def decide(item: Item, answers: Mapping[str, tuple[str, str]], *, by: Actor, seen: int | None = None) -> int:
    """Keep for findings, by their keys, what was decided and why; say how many.

    Raises NotAllowed without a reason, and for what is not found in the text as it is.
    """
    held = take_up(item, acts.FINDINGS_DECIDED, seen=seen)
    text = text_of(held)
    found = {each.finding.key: each.finding for each in shown(scan_text(text))}
    for key, (decided, reason) in answers.items():
        if key not in found:
            raise NotAllowed(
                "finding-gone",
                Message("有的扫描结果已经变了。"),
                hint=Message("请重新打开扫描结果，再逐处处理。"),
                citation=cite("条例第17条"),
            )
        if not reason.strip():
            raise NotAllowed(
                "finding-without-reason",
                Message("有的扫描结果没有写明处理的理由。"),
                hint=Message("请写明为什么确需保留，或者为什么不是这种情形。"),
                citation=cite("条例第17条"),
            )
        decision = Decision(
            item=held, text=text, key=key, code=found[key].code, excerpt=found[key].excerpt.text[:200], decided=decided,
            reason=reason.strip(), officer=by.officer, at=now(),
        )  # fmt: skip
        decision.full_clean(exclude=["item", "text"])
        decision.save(force_insert=True)
        record(decision, acts.FINDINGS_DECIDED, by=by)
    return len(answers)
