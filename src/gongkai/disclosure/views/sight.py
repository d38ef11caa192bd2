"""What officers see of items."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from gongkai.disclosure import rules
from gongkai.disclosure.models import Item


def item_in_sight(request: HttpRequest, pk: int) -> Item:
    """Give an item that the officer sees; 404 for any other."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = Item.objects.select_related("agency__region", "text__author", "shown")
    return get_object_or_404(rows, pk=pk, agency__in=seen)
