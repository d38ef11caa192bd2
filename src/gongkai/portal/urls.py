"""The addresses of the public pages."""

from django.urls import path

from gongkai.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("agencies/<int:key>/", views.agency, name="agency"),
]
