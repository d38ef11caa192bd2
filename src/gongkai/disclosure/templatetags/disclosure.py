"""Showing the body of a text, and the names of its files."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from gongkai.disclosure.content import as_paragraphs, cleaned

register = template.Library()


@register.filter
def shown(body: str) -> SafeString:
    """Give the body of a text as HTML; cleaned once more, so that nothing that got into the row by another way runs."""
    return mark_safe(cleaned(as_paragraphs(body)))


@register.filter
def named(names: Mapping[int, str], key: int) -> str:
    """Give a name by its key, empty where there is none any more."""
    return names.get(key, "")
