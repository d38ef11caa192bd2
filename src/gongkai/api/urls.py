"""The address of the page for those who write software."""

from django.urls import path

from gongkai.api import docs

app_name = "developers"
urlpatterns = [path("", docs.docs, name="docs")]
