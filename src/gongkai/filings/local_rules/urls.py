"""The addresses of the rules of a place."""

from django.urls import path

from gongkai.filings.local_rules import views

urlpatterns = [
    path("local-rules/<int:agency>/", views.rules_of, name="local-rules"),
    path("local-rules/<int:agency>/new/", views.add, name="add-local-rule"),
    path("local-rules/<int:pk>/end/", views.end, name="end-local-rule"),
]
