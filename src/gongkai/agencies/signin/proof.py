"""Proof anew that it is they who act, before what is dangerous in a session left open; none where they just signed in.

Who signs in elsewhere (单点登录) and has no password or second step here has nothing to prove themselves with, and is
not asked.
"""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def where_to_prove(request: HttpRequest, back: str = "") -> str:
    """Give where somebody proves themselves anew and comes back from; nothing where no proof is due.

    They come back to the page of the request, or to `back` where that is an act without a page.
    """
    if not is_reauthentication_required(request, app=""):
        return ""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{urlencode({'next': back or request.path})}"


def unproven(address: str) -> SafeString:
    """Say on a form that proof is due, with the way there."""
    return format_html(
        '{} <a href="{}">{}</a>', _("请先确认是您本人，再办这一步。填写的内容已经保留。"), address, _("确认身份")
    )
