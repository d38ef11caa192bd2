"""Where the addresses of this site lead for the public."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from gongkai.disclosure.models import Item
from gongkai.law.message import Message


def host_of(address: str) -> str:
    """Give the host of the site's address."""
    return (urlsplit(address).hostname or "").lower()


def trouble_at(path: str) -> Message | None:
    """Say why a path of this site leads nowhere for the public, or give None."""
    try:
        found = resolve(unquote(path))
    except Resolver404:
        return Message("本站没有这个地址")
    if found.view_name == "portal:item" and not Item.objects.public().filter(pk=found.kwargs["key"]).exists():
        return Message("链接的信息没有公开")
    return None
