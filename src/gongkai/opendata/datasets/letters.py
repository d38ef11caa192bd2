"""Letters of the public that agencies show, with their answers (来信选登): what was written anew to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.feedback.models import Kind
from gongkai.feedback.selectors import shown_letters
from gongkai.opendata.columns import DATE, INTEGER, TEXT, Column, Dataset, by_key


def _letters() -> Iterator[Any]:
    for some in by_key(shown_letters().select_related("about").only("about__name", *_READ)):
        yield from some


_READ = ("pk", "kind", "shown_on", "shown_title", "shown_body", "shown_reply", "about")
_WORDED = ("shown_title", "shown_body", "shown_reply")


def _still_shown(rows: Sequence[Mapping[str, Any]]) -> Sequence[bool]:
    """Say of some rows which are of letters that are shown, in those words."""
    found = shown_letters().filter(pk__in=[row["letter"] for row in rows])
    worded = {key: words for key, *words in found.values_list("pk", *_WORDED)}
    return [worded.get(row["letter"]) == [row[name] or "" for name in ("title", "body", "reply")] for row in rows]


LETTERS = Dataset(
    "letters",
    _("来信选登"),
    _("机关经写信人同意公开的来信和答复，已略去能看出是谁写的内容。"),
    (
        Column("letter", _("来信编号"), INTEGER, lambda each: each.pk, "Letter.id", required=True),
        Column("agency", _("所涉机关编号"), INTEGER, lambda each: each.about_id, "Letter.about", required=True),
        Column("agency_name", _("所涉机关"), TEXT, lambda each: each.about.name, "Agency.name", required=True),
        Column(
            "kind", _("种类"), TEXT, lambda each: each.get_kind_display(), "Letter.kind", required=True,
            values=[each.label for each in Kind],
        ),
        Column("title", _("标题"), TEXT, lambda each: each.shown_title, "Letter.shown_title", required=True),
        Column("body", _("来信内容"), TEXT, lambda each: each.shown_body, "Letter.shown_body", required=True),
        Column("reply", _("答复"), TEXT, lambda each: each.shown_reply, "Letter.shown_reply", required=True),
        Column("shown_on", _("公开日期"), DATE, lambda each: each.shown_on, "Letter.shown_on", required=True),
        Column(
            "url", _("页面"), TEXT,
            lambda each: f"{settings.SITE_URL}{reverse('portal:letters', args=[each.about_id])}",
            "portal:letters", required=True,
        ),
    ),
    _letters,
    ("letter",),
    keywords=(_("公众来信"),),
    still_public=_still_shown,
)  # fmt: skip
