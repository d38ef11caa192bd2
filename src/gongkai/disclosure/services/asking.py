"""Asking readers whether an item helped them: counted, and nothing kept of who said it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from gongkai.disclosure.models import Item, Opinion


@transaction.atomic
def count_opinion(item: Item, *, helped: bool) -> None:
    """Count what a reader said of an item."""
    counted, _made = Opinion.objects.get_or_create(item=item)
    name = "helped" if helped else "unhelped"
    Opinion.objects.filter(pk=counted.pk).update(**{name: F(name) + 1})
