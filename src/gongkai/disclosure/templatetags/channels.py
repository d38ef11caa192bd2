"""How an item stands with the channels it goes out by."""

from __future__ import annotations

from typing import Any

from django import template

from gongkai.disclosure.models import Item, Sending

register = template.Library()


@register.inclusion_tag("disclosure/channels_of.html")
def channels(item: Item) -> dict[str, Any]:
    """Show the last sending of an item to each channel."""
    rows = Sending.objects.newest().filter(item=item).select_related("channel__agency", "item")
    return {"rows": list(rows.order_by("channel__name", "channel"))}
