"""The addresses of this ledger at the desk."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "leading"
urlpatterns: list[URLPattern] = []
