"""What views do with a form that did not go through: keep what was typed, say why, answer with the right status."""

from __future__ import annotations

from django.forms import BaseForm

from gongkai.law.errors import GongkaiError


def refuse(form: BaseForm, error: GongkaiError) -> None:
    """Put what a service refused on the form: `ui/form.html` shows it with its hint and its provision."""
    form.refusal = error  # type: ignore[attr-defined]


def status_of(form: BaseForm) -> int:
    """Give the status of a page with a form: 409 what was refused, 422 what cannot be read, otherwise 200."""
    if getattr(form, "refusal", None) is not None:
        return 409
    return 422 if form.is_bound and not form.is_valid() else 200
