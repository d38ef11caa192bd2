"""An item as others are given it: one JSON document, made of what is public of it now (`item.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from gongkai.attachments.models import Attachment
from gongkai.disclosure.content import as_paragraphs, cleaned, with_addresses
from gongkai.disclosure.headnotes import headnote_of
from gongkai.disclosure.models import Change, Channel, Item, Link, Showing, Text, Validity
from gongkai.disclosure.selectors import public_files_of, public_items
from gongkai.disclosure.validity import changes_to, standing

FORMAT = "gongkai-item/1"


class Document(NamedTuple):
    """What is said of an item: that it is published, as which text with which files; or that it no longer is."""

    values: dict[str, Any]
    item: Item
    text: Text | None
    files: list[Attachment]

    @property
    def change(self) -> Change:
        """Say which of the two it tells."""
        return Change.WITHDRAWN if self.text is None else Change.PUBLISHED

    def as_json(self) -> bytes:
        """Give it as JSON."""
        return json.dumps(self.values, ensure_ascii=False, indent=1).encode()

    def as_html(self) -> str:
        """Give a text that is published as a page of its own; its pictures lie where its files do."""
        assert self.text is not None  # it is published
        values = self.values
        places = {file.pk: said.get("path", said["url"]) for file, said in zip(self.files, values["files"])}
        body = cleaned(as_paragraphs(self.text.body))
        with override("zh-hans"):
            context = {
                "item": self.item,
                "text": self.text,
                "validity": Validity(values["validity"]).label if values["validity"] else "",
                "headnote": values["headnote"],
                "body": with_addresses(body, lambda key: places.get(key, "")),
                "files": values["files"],
                "url": values["url"],
            }
            return render_to_string("disclosure/exported.html", context)


def compose(key: int, channel: Channel | None = None) -> Document:
    """Say of an item what is public of it now, to a channel or to anybody.

    To a channel that does not carry it, or no longer does, it is withdrawn. Raises Item.DoesNotExist for one that was
    never public.
    """
    item = public_items().select_related("agency__region", "shown").filter(pk=key).first()
    if item is None or (channel is not None and not channel.takes(item)):
        was_public = Item.objects.select_related("agency__region").filter(shown_on__isnull=False)
        return _withdrawn(item or was_public.get(pk=key))
    showing = Showing.objects.filter(item=item, text=item.shown).order_by("-pk")[0]
    files = public_files_of(item, item.shown)
    with override("zh-hans"):
        values = {
            **_head(item, Change.PUBLISHED, showing.since),
            "published_on": _said(item.shown_on),
            "note": showing.note,
            **_words(item, item.shown),
            "digest": item.shown.digest,
            "related": [_related(each) for each in _links_of(item.shown)],
            "files": [_file(item, each) for each in files],
        }
    return Document(values, item, item.shown, files)


def _withdrawn(item: Item) -> Document:
    showing = Showing.objects.filter(item=item).order_by("-pk").first()
    at = (showing.until or showing.since) if showing else None
    values = {
        **_head(item, Change.WITHDRAWN, at),
        "withdrawn_on": _said(item.withdrawn_on),
        "note": item.withdrawal_note,
    }
    return Document(values, item, None, [])


def _head(item: Item, state: Change, at: datetime | None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "state": state.value,
        "id": item.pk,
        "index": item.index,
        "url": _address(item),
        "changed_at": _said(at),
        "agency": {
            "name": item.agency.name,
            "credit_code": item.agency.credit_code or "",
            "region": item.agency.region.code,
        },
    }


def _address(item: Item) -> str:
    return f"{settings.SITE_URL}{reverse('portal:item', args=[item.pk])}"


_PLAIN = (
    "title", "summary", "issuers", "document_number", "subject", "keywords", "kind", "aspect", "registration",
    "comments_to", "comments_outcome",
)  # fmt: skip
_DAYS = (
    "produced_on", "made_on", "promulgated_on", "effective_on", "valid_until", "repealed_on", "comments_from",
    "comments_until",
)  # fmt: skip


def _words(item: Item, text: Text) -> dict[str, Any]:
    changes = changes_to(item)
    return {
        "category": {"code": text.category, "name": str(text.get_category_display())},
        **{name: str(getattr(text, name)) for name in _PLAIN},
        **{name: _said(getattr(text, name)) for name in _DAYS},
        "validity": str(standing(text, changes, localdate()).validity),
        "headnote": str(headnote_of(text, changes)),
        "body": with_addresses(cleaned(as_paragraphs(text.body)), partial(_file_address, item)),
    }


def _links_of(text: Text) -> Iterable[Link]:
    return text.links.filter(target__shown__isnull=False).select_related("target__shown")


def _related(link: Link) -> dict[str, Any]:
    target = link.target
    assert target.shown is not None  # it was asked for
    return {
        "relation": link.relation,
        "id": target.pk,
        "index": target.index,
        "title": target.shown.title,
        "url": _address(target),
    }


def _file_address(item: Item, key: int) -> str:
    return f"{settings.SITE_URL}{reverse('portal:item-file', args=[item.pk, key])}"


def _file(item: Item, attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "format": attachment.kind,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "url": _file_address(item, attachment.pk),
    }


def _said(value: date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="microseconds")
    return value.isoformat() if value else None
