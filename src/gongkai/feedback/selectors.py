"""Reading letters: one's own by number and code, and what is shown."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.agencies.codes import as_written
from gongkai.agencies.models import Agency
from gongkai.disclosure.consulting import Received
from gongkai.feedback.models import Letter


def by_code(number: str, code: str) -> Letter | None:
    """Give the letter of a number and its query code, or None; that one of the two is right cannot be told."""
    typed = as_written(code)
    found = Letter.objects.select_related("agency", "about").filter(code=typed).first() if typed else None
    written = found.number if found else ""
    return found if compare_digest(written.encode(), number.strip().encode()) and found else None


def shown_letters(about: Agency) -> Any:
    """Give the letters about an agency that everybody sees, the newest first: of them what is shown, and no more."""
    rows = Letter.objects.filter(about=about, shown_on__isnull=False).order_by("-shown_on", "-pk")
    return rows.only("pk", "kind", "shown_on", "shown_title", "shown_body", "shown_reply")


def received_of(item: Any) -> Received:
    """Give how many comments on a draft came in, and the list of them."""
    url = f"{reverse('feedback:list')}?{urlencode({'item': item.index})}"
    return Received(Letter.objects.filter(item=item).count(), url)
