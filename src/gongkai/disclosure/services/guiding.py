"""Writing the guide (政府信息公开指南): a new version each time, which is reviewed like any text before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.guides import CATEGORY, SUBJECT, composed, lacking
from gongkai.disclosure.models import Guide, Item
from gongkai.disclosure.services.writing import begin, revise
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record


@transaction.atomic
def write_guide(
    agency: Agency, sections: Mapping[str, str], *, effective_on: date, by: Actor, seen: int | None = None
) -> Item:
    """Write the guide of an agency, or its next version, as from a day; raises ValidationError for what it lacks.

    One that was withdrawn, or given up, has ended: the next is an item of its own.
    """
    body = composed(sections)
    if wrong := {field.code: _("指南必须写明（条例第12条第2款）；没有的，写“无”。") for field in lacking(body)}:
        raise ValidationError(wrong)
    today = localdate()
    values: dict[str, Any] = {
        "category": CATEGORY,
        "formed_on": today,
        "title": f"{agency.name}政府信息公开指南",
        "summary": "政府信息的分类、编排体系、获取方式，政府信息公开工作机构及其联系方式",
        "body": body,
        "issuers": agency.name,
        "produced_on": today,
        "effective_on": effective_on,
        "subject": SUBJECT,
    }
    there = Guide.objects.filter(agency=agency).select_related("item").first()
    if there is not None and there.item.stage != Stage.ENDED:
        return revise(there.item, by=by, seen=seen, **values)
    item = begin(agency, by=by, **values)
    guide = Guide(agency=agency) if there is None else hold(there)
    guide.item = item
    guide.full_clean()
    guide.save()
    record(guide, acts.GUIDE_NAMED, by=by)
    return item
