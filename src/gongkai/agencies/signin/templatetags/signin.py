"""What the pages of signing in need to show: a QR code, a secret in groups, a browser by its name."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.agencies.signin.devices import name_of

register = template.Library()


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """Give a QR code as part of the page: it was drawn by the server, of what the server made."""
    return mark_safe(re.sub(r"^<\?xml.*?\?>\s*", "", svg))


@register.filter
def in_fours(secret: str) -> str:
    """Give a secret in groups of four, as it is typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@register.filter
def browser(user_agent: str) -> str:
    """Give the name of a browser and of what it runs on."""
    return name_of(user_agent) or _("不认识的浏览器")
