"""Showing the body of a text, and the names of its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.disclosure.content import as_paragraphs, cleaned, with_addresses

register = template.Library()


@register.filter
def shown(body: str, item: Any = None) -> SafeString:
    """Give the body of a text as HTML; cleaned once more, so that nothing that got into the row by another way runs.

    With its item, as everybody gets it: pictures come from where only files of the text that is shown are given out.
    """

    def address(key: int) -> str:
        if item is None:
            return reverse("attachments:download", args=[key])
        return reverse("portal:item-file", args=[item.pk, key])

    return mark_safe(with_addresses(cleaned(as_paragraphs(body)), address))


@register.filter
def named(names: Mapping[int, str], key: int) -> str:
    """Give a name by its key, empty where there is none any more."""
    return names.get(key, "")
