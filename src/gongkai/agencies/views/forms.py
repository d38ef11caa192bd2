"""The page of a form: its heading, what to know before filling it in, and where to go back to."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.agencies.models import Agency, Officer
from gongkai.ui.forms import status_of


def form_page(
    request: HttpRequest,
    form: BaseForm,
    heading: str,
    *,
    agency: Agency | None = None,
    officer: Officer | None = None,
    note: str = "",
    submit: str = "",
    grave: bool = False,
) -> HttpResponse:
    """Give the page of a form about an agency or an officer; what cannot easily be undone is `grave`."""
    context = {
        "form": form, "heading": heading, "agency": agency, "officer": officer, "note": note, "submit": submit,
        "grave": grave,
    }  # fmt: skip
    return render(request, "agencies/form.html", context, status=status_of(form))
