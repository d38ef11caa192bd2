"""The addresses of challenges at the desk."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "remedies"
urlpatterns: list[URLPattern] = []
