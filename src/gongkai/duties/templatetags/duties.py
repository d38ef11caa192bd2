"""The row of tabs that the ledgers of duties share: `{% ledger_tabs %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.timezone import localdate

from gongkai.duties import ledgers

register = template.Library()


@register.inclusion_tag("duties/tabs.html", takes_context=True)
def ledger_tabs(context: RequestContext) -> dict[str, Any]:
    """Draw the tabs of the ledgers that whoever is signed in sees."""
    request = context["request"]
    return {"request": request, "ledgers": ledgers.in_sight(request.user, localdate())}
