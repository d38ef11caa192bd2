"""Setting how an agency works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.reviews import chosen_reviews
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
        values = {**values, "reviews": chosen_reviews(reviews, REVIEWS)}
    there = Practice.objects.filter(agency=agency).first()
    if there is not None:
        return changed(there, acts.PRACTICE_SET, by=by, **values)
    return made(Practice(agency=agency, **values), acts.PRACTICE_SET, by=by)
