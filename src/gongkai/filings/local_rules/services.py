"""What is done with the rules of a place."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from gongkai.agencies.models import Agency
from gongkai.filings.local_rules import acts
from gongkai.filings.models import LocalRule
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def add_rule(agency: Agency, *, by: Actor, **values: Any) -> LocalRule:
    """Have the reports of an agency, and of those below where it says so, held against a rule (登记地方要求)."""
    rule = LocalRule(agency=hold(agency), officer=by.officer, at=now(), **values)
    rule.full_clean(exclude=["agency", "officer"])
    rule.save(force_insert=True)
    record(rule, acts.ADDED, by=by)
    return rule


@transaction.atomic
def end_rule(rule: LocalRule, *, by: Actor) -> LocalRule:
    """Let a rule hold no longer (停用地方要求). Raises NotAllowed for one that does not."""
    held = hold(rule)
    if held.ended_at is not None:
        raise NotAllowed(
            "local-rule-ended",
            Message("这一条地方要求已经停用。"),
            hint=Message("请看现在有哪些要求。"),
            citation=cite("条例第50条"),
        )
    held.ended_at = now()
    held.save(update_fields=["ended_at"])
    record(held, acts.ENDED, by=by)
    return held
