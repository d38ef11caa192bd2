"""Where everybody can see what an item says: each a function of the item that gives all that is to be read there.

Whatever else lets the public read items (a feed, a search, a channel) is added here, and is then held to the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import now

from gongkai.attachments.models import Attachment
from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.channels.exporting import packed
from gongkai.disclosure.models import Item, Showing
from gongkai.portal.crawling import PART
from gongkai.portal.models import Subscription
from gongkai.portal.subscribing import tell_subscribers
from gongkai.search.writing import Writer

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


def enacted(item: Item) -> str:
    """Read the list of the normative documents in force of its agency."""
    return _read("portal:enacted", key=item.agency_id)


def api(item: Item) -> str:
    """Read what machines are told of it: the list of its agency, and the item itself."""
    listed = Client().get(reverse("api:items"), {"agency": item.agency_id})
    assert listed.status_code == 200
    return json.dumps(listed.json(), ensure_ascii=False) + _read("api:item", key=item.pk)


def changes(item: Item) -> str:
    """Read what was changed each time."""
    keys = Showing.objects.filter(item=item).values_list("pk", flat=True)
    return "".join(_read("portal:change", key=item.pk, showing=key) for key in keys)


def files(item: Item) -> str:
    """Read every file that was ever attached to it."""
    keys = Attachment.objects.filter(object_type="disclosure.item", object_id=item.pk).values_list("pk", flat=True)
    return "".join(_read("portal:item-file", key=item.pk, attachment=key) for key in keys)


def feeds(item: Item) -> str:
    """Read what is new of its agency."""
    return "".join(_read("portal:feed", key=item.agency_id, form=form) for form in ("atom", "json"))


def sitemap(item: Item) -> str:
    """Read whether crawlers are led to it: what they would read there, if so."""
    listed = f"/items/{item.pk}/</loc>" in _read("portal:sitemap-items", part=item.pk // PART)
    text = item.shown or item.text
    return text.title if listed and text is not None else ""


def search_at_once(item: Item) -> str:
    """Look for it by its index before the search has read what happened."""
    return Client().get(reverse("portal:search"), {"q": item.index}).content.decode()


def search(item: Item) -> str:
    """Look for it once the search has read what happened."""
    with Writer() as writer:
        writer.catch_up()
    return search_at_once(item)


def document(item: Item) -> str:
    """Read what channels are given of it; of what was never public they are given nothing."""
    try:
        return compose(item.pk).as_json().decode()
    except Item.DoesNotExist:
        return ""


def export(item: Item) -> str:
    """Read every file of the export of its changes."""
    if not document(item):
        return ""
    with packed([item.pk]) as file, ZipFile(file) as opened:
        return "".join(f"{name}\n{opened.read(name).decode()}" for name in opened.namelist())


def letter(item: Item) -> str:
    """Read the letter of somebody who follows its agency and was not told yet."""
    at = now()
    Subscription.objects.update_or_create(
        agency=item.agency, defaults={"address": "a@example.cn", "made_at": at, "told_at": at - timedelta(days=9)}
    )
    mail.outbox.clear()
    with override_settings(EMAIL_HOST="mail.example.cn"):
        tell_subscribers(at + timedelta(hours=9))
    return "".join(str(each.body) for each in mail.outbox)


NOW: tuple[Window, ...] = (
    page, catalogue, category, enacted, feeds, sitemap, search, api, document, export, letter,
)  # fmt: skip
"""Those that show what is public now: what is, must be there."""

WINDOWS: tuple[Window, ...] = (search_at_once, *NOW, changes, files)
"""All of them: what is not public must be nowhere."""
