"""The addresses of the desk's own pages."""

from django.urls import path

from gongkai.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_index, name="help"),
    path("due/<slug:standing>/", views.due, name="due"),
]
