"""The addresses of the ledger of rectification at the desk."""

from __future__ import annotations

from django.urls import path

from gongkai.duties.rectification import views

app_name = "rectification"
urlpatterns = [
    path("", views.problems, name="list"),
    path("raise/", views.raise_problem, name="raise"),
    *views.IMPORT.urls("import/"),
    path("part-five/", views.part_five, name="part-five"),
    path("part-five/confirm/", views.confirm_parts, name="confirm-parts"),
    path("part-five/told/", views.told, name="told"),
    path("progress/<int:pk>/", views.evidence, name="evidence"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/progress/", views.report, name="report"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
]
