"""Reading letters: one's own by number and code, and what is shown."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.agencies.codes import row_of
from gongkai.agencies.models import Agency
from gongkai.disclosure.consulting import Received
from gongkai.feedback.models import Letter


def by_code(number: str, code: str) -> Letter | None:
    """Give the letter of a number and its query code, or None."""
    found: Letter | None = row_of(Letter.objects.select_related("agency", "about"), number, code)
    return found


def shown_letters(about: Agency | None = None) -> Any:
    """Give the letters that everybody sees, about an agency or all, the newest first: what is shown, and no more."""
    rows = Letter.objects.filter(shown_on__isnull=False).order_by("-shown_on", "-pk")
    rows = rows if about is None else rows.filter(about=about)
    return rows.only("pk", "kind", "shown_on", "shown_title", "shown_body", "shown_reply")


def received_of(item: Any) -> Received:
    """Give how many comments on a draft came in, and the list of them."""
    url = f"{reverse('feedback:list')}?{urlencode({'item': item.pk})}"
    return Received(Letter.objects.filter(item=item).count(), url)
