"""Points in words: `{{ score.final|points }}`, and with their sign `{{ line.points|signed }}`."""

from __future__ import annotations

from decimal import Decimal

from django import template

from gongkai.duties.assessment.points import said

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Give points as people write them; of none nothing."""
    return "" if value is None else said(value)


@register.filter
def signed(value: Decimal) -> str:
    """Give points as a line adds or takes them."""
    return f"+{said(value)}" if value > 0 else said(value).replace("-", "−")
