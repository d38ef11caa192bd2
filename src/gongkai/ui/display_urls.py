"""The addresses by which visitors and officers alike choose how pages are shown."""

from django.urls import path

from gongkai.ui import views

app_name = "display"
urlpatterns = [
    path("", views.choose_display, name="choose"),
    path("language/", views.choose_language, name="language"),
]
