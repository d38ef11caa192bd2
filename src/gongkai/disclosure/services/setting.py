"""How an agency reviews and numbers what it publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.reviews import chosen_reviews
from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, Practice
from gongkai.disclosure.models.practice import REVIEWS
from gongkai.disclosure.services.reviewing import go_on
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record


@transaction.atomic
def set_practice(agency: Agency, values: Mapping[str, Any], *, by: Actor) -> Practice:
    """Say how an agency reviews what it publishes; what is not said stays as it is.

    What is under review goes on by the new rule: with a step more, or to be published when none is left. Review for
    secrecy cannot be left out (条例第17条第2款).
    """
    reviews = values.get("reviews")
    if reviews is not None:
        values = {**values, "reviews": chosen_reviews(reviews, REVIEWS, own_order=True)}
    there = Practice.objects.filter(agency=agency).first()
    practice = hold(there) if there is not None else Practice(agency=agency)
    for name, value in values.items():
        setattr(practice, name, value)
    practice.full_clean(validate_unique=there is None)
    practice.save()
    record(practice, acts.REVIEWING_SET, by=by)
    for item in Item.objects.filter(agency=agency, stage__in=[Stage.REVIEWING, Stage.APPROVED]).order_by("pk"):
        go_on(item, by=by)
    return practice
