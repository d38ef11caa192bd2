"""A Django site with nothing in it but a view that returns given bytes: what ours is measured against."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BYTES = "BENCH_BYTES"
"""The variable that names the file of the bytes."""

_bytes = Path(os.environ[BYTES]).read_bytes() if BYTES in os.environ else b""


def view(request: HttpRequest) -> HttpResponse:
    """Return the bytes."""
    return HttpResponse(_bytes)


urlpatterns = [path("", view)]


def application() -> WSGIHandler:
    """Give the site."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="bench")
    return get_wsgi_application()
