"""Setting how an agency works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Practice
from gongkai.applications.models.practice import REVIEWS
from gongkai.applications.services.acting import changed, made
from gongkai.journal.actor import Actor


@transaction.atomic
def set_practice(agency: Agency, values: Mapping[str, Any], *, by: Actor) -> Practice:
    """Say how an agency deals with applications (办理规则); what is not said stays as it is."""
    reviews = values.get("reviews")
    if reviews is not None:
        if not set(reviews) <= set(REVIEWS):
            raise ValidationError({"reviews": _("没有这样的审查环节。")})
        # 条例第17条第2款: review for secrecy before disclosure is not the agency's to leave out.
        if "secrecy_reviewer" not in reviews:
            raise ValidationError({"reviews": _("公开前必须经过保密审查（条例第17条），不能省去。")})
        values = {**values, "reviews": [str(duty) for duty in REVIEWS if duty in reviews]}
    there = Practice.objects.filter(agency=agency).first()
    if there is not None:
        return changed(there, acts.PRACTICE_SET, by=by, **values)
    return made(Practice(agency=agency, **values), acts.PRACTICE_SET, by=by)
