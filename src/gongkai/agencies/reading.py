"""Personal data looked at in clear: a reason is asked for, and that it is looked at is recorded before it is shown.

    asked = looked_at(request, letter.agency, rules.SEEING, [(letter, ("name", "phone"))])
    return _shown(request, letter, asked=asked, in_clear=asked is None)

The page shows the form by `{% include "agencies/reason.html" with address=… %}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.journal.actor import Actor
from gongkai.journal.services import record_reading


class ReasonForm(forms.Form):
    """Why somebody looks at personal data."""

    reason = forms.CharField(label=_("查看的事由"), max_length=100)


def looked_at(
    request: HttpRequest, agency: Agency, duties: Iterable[str], rows: Iterable[tuple[models.Model, Iterable[str]]]
) -> ReasonForm | None:
    """Record that fields of rows are looked at, for the reason sent; where none was, give the form that asks again."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return form
    look_at(rows, form.cleaned_data["reason"], by=acting(request, agency, duties))
    return None


@transaction.atomic
def look_at(rows: Iterable[tuple[models.Model, Iterable[str]]], reason: str, *, by: Actor) -> None:
    """Record that fields of rows are looked at for a reason; call it before they are given out."""
    for row, fields in rows:
        record_reading(row, fields, by=by, reason=reason)
