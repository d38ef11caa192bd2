"""What the pages of signing in need to show: a QR code, a secret in groups, a browser by its name."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


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
    found = [next((name for sign, name in names if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or _("不认识的浏览器")
