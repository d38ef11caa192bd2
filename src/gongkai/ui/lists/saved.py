"""Saved views (保存的视图): what a list shows, kept by an officer under a name; one of them may open with the list."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404

from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.lists.filters import clean
from gongkai.ui.models import SavedView

MOST = 50
"""Views that an officer may keep of one list."""
_LONGEST_QUERY = 2000


def views_of(officer: Any, listing: str) -> list[SavedView]:
    """Give the views an officer keeps of a list; none for who is not signed in."""
    if not officer.is_authenticated:
        return []
    return list(SavedView.objects.filter(officer=officer, listing=listing))


@transaction.atomic
def save(officer: Any, listing: str, *, name: str, query: str, opens: bool) -> SavedView:
    """Keep a view; one of the same name is replaced."""
    name = " ".join(clean(name).split())
    if not name or len(name) > SavedView.NAME:
        raise NotAllowed(
            "view-name",
            Message("视图要有名称，最长{most}字。", most=SavedView.NAME),
            hint=Message("请填写名称后再保存。"),
        )
    if len(query) > _LONGEST_QUERY:
        raise NotAllowed("view-too-long", Message("条件太多，存不下。"), hint=Message("请减少条件后再保存。"))
    mine = SavedView.objects.filter(officer=officer, listing=listing)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise NotAllowed(
            "views-too-many",
            Message("这个列表已存有{most}个视图。", most=MOST),
            hint=Message("请先删除不用的视图。"),
        )
    if opens:
        mine.filter(opens=True).update(opens=False)
    view, _ = SavedView.objects.update_or_create(
        officer=officer, listing=listing, name=name, defaults={"query": query, "opens": opens}
    )
    return view


@transaction.atomic
def open_with(officer: Any, listing: str, key: str, *, opens: bool) -> SavedView:
    """Let the list open with a view, or no longer."""
    view = _mine(officer, listing, key)
    if opens:
        SavedView.objects.filter(officer=officer, listing=listing, opens=True).update(opens=False)
    view.opens = opens
    view.save(update_fields=["opens"])
    return view


@transaction.atomic
def drop(officer: Any, listing: str, key: str) -> SavedView:
    """Delete a view."""
    view = _mine(officer, listing, key)
    view.delete()
    return view


def _mine(officer: Any, listing: str, key: str) -> SavedView:
    found = None
    if key.isascii() and key.isdigit() and len(key) <= 18:
        found = SavedView.objects.filter(officer=officer, listing=listing, pk=int(key)).first()
    if found is None:
        raise Http404
    return found
