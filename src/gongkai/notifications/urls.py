"""The addresses of notices."""

from django.urls import URLPattern, path

from gongkai.notifications import views

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("", views.notices, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("read-all/", views.read_all, name="read-all"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/mobile/", views.mobile, name="mobile"),
    path("undelivered/", views.undelivered, name="undelivered"),
]
