"""Where everybody can see what an item says: each a function of the item that gives all that is to be read there.

Whatever else lets the public read items (a feed, a search, a channel) is added here, and is then held to the same.
"""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from gongkai.attachments.models import Attachment
from gongkai.disclosure.models import Item, Showing

Window = Callable[[Item], str]


def _read(name: str, **arguments: object) -> str:
    response = Client().get(reverse(name, kwargs=arguments))
    found = b"".join(response.streaming_content) if response.streaming else response.content
    return found.decode() if response.status_code == 200 else ""


def page(item: Item) -> str:
    """Read the page of the item, with its history."""
    return _read("portal:item", key=item.pk)


def catalogue(item: Item) -> str:
    """Read the list of what its agency has published."""
    return _read("portal:published", key=item.agency_id)


def category(item: Item) -> str:
    """Read the list of one category."""
    return _read("portal:category", key=item.agency_id, category=item.category)


def changes(item: Item) -> str:
    """Read what was changed each time."""
    keys = Showing.objects.filter(item=item).values_list("pk", flat=True)
    return "".join(_read("portal:change", key=item.pk, showing=key) for key in keys)


def files(item: Item) -> str:
    """Read every file that was ever attached to it."""
    keys = Attachment.objects.filter(object_type="disclosure.item", object_id=item.pk).values_list("pk", flat=True)
    return "".join(_read("portal:item-file", key=item.pk, attachment=key) for key in keys)


NOW: tuple[Window, ...] = (page, catalogue, category)
"""Those that show what is public now: what is, must be there."""

WINDOWS: tuple[Window, ...] = (*NOW, changes, files)
"""All of them: what is not public must be nowhere."""
