"""The guide (政府信息公开指南, 条例第12条第2款): what it must have, in which shape, and from when a version is shown.

A guide is an item like any other: its versions are texts that never change, reviewed before they are shown. Its body
has a heading for each part that the article names. By these it is taken apart for its form, and by these it is checked,
whoever writes it and by whatever way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext, override

from gongkai.disclosure.content import as_paragraphs
from gongkai.disclosure.models import Guide, Item, Text
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.publication import GUIDE_FIELDS, Field, missing_fields

CATEGORY = "A15"
SUBJECT = "综合政务\\政务公开"
MORE = Field("more", Message("其他说明"))
"""What an agency adds to the parts that the article names, as the way to apply, or where to complain."""
PARTS = (*GUIDE_FIELDS, MORE)
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PLAIN = re.compile(r"</?(?:p|br)\s*/?>", re.IGNORECASE)


def words_of(part: Field) -> str:
    """Give the heading of a part as guides have it, in whatever language a page is read."""
    with override(settings.LANGUAGE_CODE):
        return part.label.text(gettext)


def composed(sections: Mapping[str, str]) -> str:
    """Give the body of a guide from its parts: plain text, of which a blank line begins another paragraph, or HTML."""
    return "".join(
        f"<h2>{escape(words_of(part))}</h2>{as_paragraphs(sections[part.code])}"
        for part in PARTS
        if sections.get(part.code, "").strip()
    )


def sections_of(body: str) -> dict[str, str]:
    """Take the body of a guide apart, by its headings: the inverse of `composed`. What is plain is given as text."""
    codes = {words_of(part): part.code for part in PARTS}
    pieces = _HEADING.split(body)
    found = {}
    for heading, content in zip(pieces[1::2], pieces[2::2]):
        code = codes.get(unescape(_TAG.sub("", heading)).strip())
        if code is not None:
            found[code] = _as_text(content.strip())
    return found


def _as_text(html: str) -> str:
    if _TAG.search(_PLAIN.sub("", html)):
        return html
    html = re.sub(r"<br\s*/?>\s*", "\n", html, flags=re.IGNORECASE)
    return unescape(_TAG.sub("", re.sub(r"</p>\s*<p>", "\n\n", html, flags=re.IGNORECASE))).strip()


def lacking(body: str) -> tuple[Field, ...]:
    """Give the parts that the article names and a body does not have, or has blank."""
    filled = {code for code, content in sections_of(body).items() if _TAG.sub("", content).strip()}
    return missing_fields(GUIDE_FIELDS, filled)


def lacking_of_guide(text: Text) -> tuple[Field, ...]:
    """Give what a text lacks as a guide; nothing where it is none."""
    return lacking(text.body) if Guide.objects.filter(item=text.item_id).exists() else ()


def require_in_force(item: Item, text: Text, on: date) -> None:
    """Refuse to show a guide before its day in force, while another is: what is shown is the guide in force."""
    if text.effective_on is None or text.effective_on <= on or item.shown is None:
        return
    if Guide.objects.filter(item=item).exists():
        raise NotAllowed(
            "guide-not-in-force",
            Message("这一版指南自{on}起施行，在此之前公众看到的应当是现行的一版。", on=text.effective_on),
            hint=Message("请在施行当天公开。"),
            citation=cite("条例第12条第1款"),
        )
