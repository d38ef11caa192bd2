"""Showing the body of a text."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from gongkai.disclosure.content import as_paragraphs, cleaned

register = template.Library()


@register.filter
def shown(body: str) -> SafeString:
    """Give the body of a text as HTML; cleaned once more, so that nothing that got into the row by another way runs."""
    return mark_safe(cleaned(as_paragraphs(body)))
