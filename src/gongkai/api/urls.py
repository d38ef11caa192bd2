"""The addresses of the pages for those who write software."""

from django.urls import path

from gongkai.api import docs

app_name = "developers"
urlpatterns = [path("", docs.docs, name="docs"), path("<slug:id>/", docs.operation, name="operation")]
