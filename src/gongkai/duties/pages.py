"""The page of a form of any ledger: its heading, what to know before filling it in, the way there and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ui.forms import status_of


def form_page(
    request: HttpRequest, form: BaseForm, heading: Any, *, trail: Sequence[tuple[Any, str]], **more: Any
) -> HttpResponse:
    """Give the page of a form. `trail` are the pages above it, the last of which cancelling leads back to.

    `more` are what the template takes besides: `note`, `submit`, and `grave` for what cannot be undone.
    """
    context = {"form": form, "heading": heading, "trail": trail, "back": trail[-1][1], **more}
    return render(request, "duties/form.html", context, status=status_of(form))
