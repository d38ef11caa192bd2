"""What agencies publish: the text that is shown, and the words of its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.attachments import acts as attachment_acts
from gongkai.disclosure import acts
from gongkai.disclosure.selectors import public_items, validity_of
from gongkai.journal.hearing import hear
from gongkai.journal.services import type_of
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES
from gongkai.search import outbox
from gongkai.search.files import enqueue_reading, forget, texts_of
from gongkai.search.sources import Entry, Shown, Source
from gongkai.search.words import text_of

CODE = "item"
VALIDITIES = {
    "pending": _("尚未施行"), "in_force": _("现行有效"),
    "amended": _("已修改"), "repealed": _("已废止"), "lapsed": _("已失效"),
}  # fmt: skip
_TYPE = "disclosure.item"
_CATEGORIES = {each.code: each.label for each in (*CATEGORIES, ANNUAL_REPORT)}
_READ = (
    "index", "category", "shown_on", "validity", "validity_next_on", "agency__name", "agency__short_name",
    *(f"shown__{name}" for name in ("title", "summary", "body", "document_number", "category", "files")),
)  # fmt: skip
"""What is read of an item to be shown among results."""


def _entries(keys: Collection[int] | None) -> Iterator[Entry]:
    rows = public_items().order_by("pk").prefetch_related("showings")
    for item in (rows if keys is None else rows.filter(pk__in=keys)).iterator(chunk_size=500):
        text = item.shown
        files = [f"{name}\n{words}" for name, words in texts_of(item, text)] if text.files else []
        parts = (text.summary, text.keywords, text.issuers, text.document_number, item.index, text_of(text.body))
        yield Entry(
            key=item.pk,
            stamp=str(text.pk),
            kind=_kind_of(text),
            title=text.title,
            text="\n".join([*parts, *files]),
            agency=item.agency_id,
            at=_shown_at(item),
            year=text.produced_on.year,
            category=item.category,
            validity=item.validity,
            numbers=(item.index, text.document_number),
        )


def _shown(keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        item.pk: Shown(
            stamp=str(item.shown.pk),
            title=item.shown.title,
            url=reverse("portal:item", args=[item.pk]),
            kind=_kind_of(item.shown),
            agency=item.agency,
            on=item.shown_on,
            number=item.shown.document_number,
            index=item.index,
            category=_CATEGORIES.get(item.category, ""),
            validity=VALIDITIES.get(validity_of(item, localdate()), ""),
            texts=(
                ("", item.shown.summary),
                ("", text_of(item.shown.body)),
                *(texts_of(item, item.shown) if item.shown.files else ()),
            ),
        )
        for item in public_items().filter(pk__in=keys).only(*_READ)
    }


def _kind_of(text: Any) -> str:
    """Give what a text is: an annual report, a document that has a number, or other information."""
    if text.category == ANNUAL_REPORT.code:
        return "report"
    return "document" if text.document_number else "information"


def _shown_at(item: Any) -> Any:
    """Give since when the text is shown that is shown."""
    return max(showing.since for showing in item.showings.all() if showing.until is None)


ITEMS = Source(
    CODE, {"document": _("文件"), "information": _("信息"), "report": _("信息公开年度报告")}, _entries, _shown
)


def listen() -> None:
    """Hear of what is published, moved in and withdrawn, and of files that were found clean."""
    hear(acts.PUBLISHED, _published)
    hear(acts.TAKEN_OVER, _published)
    hear(acts.VALIDITY_CHANGED, _changed)
    hear(acts.WITHDRAWN, _withdrawn)
    hear(attachment_acts.SCANNED, _scanned)


def _published(row: Any, entry: Any) -> None:
    if type_of(row) == _TYPE:  # and not one of its showings
        outbox.note(CODE, [row.pk])
        enqueue_reading(CODE, row, row.shown)


def _changed(row: Any, entry: Any) -> None:
    if type_of(row) == _TYPE:
        outbox.note(CODE, [row.pk])


def _withdrawn(row: Any, entry: Any) -> None:
    if type_of(row) == _TYPE:
        outbox.note(CODE, [row.pk])
        forget(row)


def _scanned(row: Any, entry: Any) -> None:
    """Read a file of what is public once its scan lets it be given out; one in which a virus was found is not found."""
    if getattr(row, "object_type", "") == _TYPE:
        for item in public_items().filter(pk=row.object_id):
            outbox.note(CODE, [item.pk])
            enqueue_reading(CODE, item, item.shown)
