"""Writing: an item begun under its index, its texts one after another, and what is given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.content import SHOWN, cleaned, digest_of, first_words, values_of
from gongkai.disclosure.indexing import next_index
from gongkai.disclosure.models import ENACTED, Issuer, Item, Link, Text, Validity
from gongkai.disclosure.naming import agencies_called, names_in
from gongkai.disclosure.requirements import require_readable, require_whole
from gongkai.disclosure.selectors import category_for
from gongkai.disclosure.services.acting import be_newest, files_now, happen, take_up, text_of
from gongkai.disclosure.services.picturing import pictures_kept, require_own_pictures
from gongkai.disclosure.services.scanning import scan_text
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.subjects import chosen_subject
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.document_number import normalised
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

Links = Sequence[tuple[str, Item]]


@transaction.atomic
def begin(agency: Agency, *, by: Actor, links: Links | None = None, **values: Any) -> Item:
    """Begin an item with its first text (拟稿): it has its index and its last day from here on.

    `links` are what the text refers to: relations (`models.Relation`) and items.
    """
    office = by.post.office if by.post is not None and by.post.agency_id == agency.pk else None
    item = Item(agency=agency, index=next_index(agency, localdate().year), due_on=localdate(), office=office)
    item.save(force_insert=True)
    be_newest(item, write_text(item, 1, values, links or (), by=by))
    item.category = text_of(item).category
    item.save(update_fields=["text", "category", "kind", "due_on", "provisional"])
    record(item, acts.BEGUN, by=by)
    return item


@transaction.atomic
def revise(item: Item, *, by: Actor, seen: int | None = None, links: Links | None = None, **values: Any) -> Item:
    """Write an item anew (修改): nobody has reviewed the new text, whatever was passed before.

    What is shown stays as it is, its category too, until the new text is published. Unless `links` are given, the new
    text refers to what the one before it does.
    """
    held = take_up(item, acts.REVISED, seen=seen)
    if links is None:
        links = _links_of(text_of(held))
    be_newest(held, write_text(held, _numbers(held) + 1, values, links, by=by))
    if held.shown is None:
        held.category = text_of(held).category
    return happen(held, acts.REVISED, by=by)


def rewrite(held: Item, *, by: Actor, **changed: Any) -> None:
    """Let the newest text of an item that is held be written anew: as it was, but for some fields."""
    text = text_of(held)
    values = {name: getattr(text, name) for name in SHOWN} | changed
    be_newest(held, write_text(held, _numbers(held) + 1, values, _links_of(text), by=by))


def _links_of(text: Text) -> Links:
    return [(link.relation, link.target) for link in text.links.select_related("target__agency")]


@transaction.atomic
def abandon(item: Item, *, reason: str, by: Actor, seen: int | None = None) -> Item:
    """Give up what was not published (不再公开): an item that is shown goes on being shown as it is."""
    held = take_up(item, acts.ABANDONED, seen=seen)
    if not reason.strip():
        raise NotAllowed("reason-missing", Message("没有写明不再公开的理由。"), citation=cite("条例第17条"))
    if held.shown is None:
        return happen(held, acts.ABANDONED, by=by, to=Stage.ENDED, reason=reason.strip())
    be_newest(held, held.shown)
    return happen(held, acts.ABANDONED, by=by, to=Stage.SETTLED, reason=reason.strip())


def _numbers(held: Item) -> int:
    """Count the texts of an item, those given up among them: the newest may be an earlier one, taken up again."""
    return Text.objects.filter(item=held).aggregate(Max("number"))["number__max"]


def write_text(item: Item, number: int, values: Mapping[str, Any], links: Links, *, by: Actor) -> Text:
    """Write the next text of an item, with all that belongs to it; part of the act that it is written in."""
    text = Text(item=item, number=number, author=by.officer, at=now(), **values)
    text.category = category_for(item.agency, text.category)
    text.body = pictures_kept(item, text.body, by=by)
    require_readable(text.body)
    text.body = cleaned(text.body)
    require_own_pictures(item, text.body)
    text.document_number = normalised(text.document_number)
    text.summary = text.summary.strip() or first_words(text.body, but={text.title, text.document_number})
    names = names_in(text.issuers or item.agency.name)
    text.issuers = "、".join(names)
    if text.kind in ENACTED and not text.validity:
        text.validity = Validity.IN_FORCE
    files = files_now(item, text.body)
    text.files = [file.key for file in files]
    text.full_clean(exclude=["item", "author", "digest"])
    if item.text is None or item.text.subject != text.subject:  # what has left the dictionary since may stay
        text.subject = chosen_subject(text.subject, item.agency, localdate())
    require_whole(text, links)
    rows = [Link(text=text, relation=relation, target=target) for relation, target in links]
    text.digest = digest_of(values_of(text, rows), files)
    text.save(force_insert=True)
    act = acts.BEGUN if number == 1 else acts.REVISED
    record(text, act, by=by)
    called = agencies_called(names)
    issuers = [
        Issuer(text=text, order=order, name=name, agency=called.get(name)) for order, name in enumerate(names, start=1)
    ]
    for row in (*issuers, *rows):
        row.save(force_insert=True)
        record(row, act, by=by)
    scan_text(text)
    return text
