"""What surveys of the public said (社会评议), and who was held to account (责任追究), entered as they came about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.duties.assessment import acts
from gongkai.duties.assessment.services.assessing import refused
from gongkai.duties.models import Accountability, Appraisal
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.message import Message

BASES: Mapping[str, frozenset[str]] = {
    "条例第47条": frozenset({"talk", "urged", "criticised", "proposed"}),
    "条例第52条": frozenset({"ordered", "punished"}),
    "条例第53条": frozenset({"ordered", "punished"}),
}
"""On which article what is done: 第47条 督促整改、通报批评、提出处理建议; 第52条、第53条 责令改正、处分.

[推导] 约谈 the Regulation does not name; it is how the office in charge urges (第47条).
"""


@transaction.atomic
def appraise(agency: Agency, values: Mapping[str, Any], *, on: date, by: Actor) -> Appraisal:
    """Enter what a survey said of an agency (登记社会评议结果)."""
    row = Appraisal(agency=agency, **values)
    if row.held_on is not None and row.held_on > on:
        raise ValidationError({"held_on": _("这一天还没有到。")})
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.APPRAISED, by=by)
    return row


@transaction.atomic
def hold_to_account(agency: Agency, values: Mapping[str, Any], *, on: date, by: Actor) -> Accountability:
    """Enter that an agency, or somebody in it, was held to account (登记责任追究), and on which article."""
    row = Accountability(agency=agency, **values)
    if row.on is not None and row.on > on:
        raise ValidationError({"on": _("这一天还没有到。")})
    if row.kind not in BASES.get(row.basis, frozenset()):
        fitting = [basis for basis, kinds in BASES.items() if row.kind in kinds]
        raise ValidationError({"basis": _("这种追究方式的依据是：%(bases)s。") % {"bases": "、".join(fitting)}})
    if row.kind == Accountability.Kind.PUNISHED and not row.whom:
        raise ValidationError({"whom": _("处分要写明责任人的职务。")})
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.HELD_TO_ACCOUNT, by=by)
    return row


@transaction.atomic
def conclude(accountability: Accountability, *, outcome: str, outcome_on: date, on: date, by: Actor) -> Accountability:
    """Enter what came of holding somebody to account (登记追究结果); it is entered once."""
    held: Accountability = hold(accountability)
    if held.outcome_on is not None:
        raise refused("accountability-concluded", Message("结果已经登记。"), Message("请刷新页面。"))
    if outcome_on > on:
        raise ValidationError({"outcome_on": _("这一天还没有到。")})
    held.outcome, held.outcome_on = outcome.strip(), outcome_on
    held.full_clean()
    held.save(update_fields=["outcome", "outcome_on"])
    record(held, acts.CONCLUDED, by=by)
    return held
