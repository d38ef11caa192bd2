"""The addresses of motions and proposals at the desk."""

from __future__ import annotations

from django.urls import path

from gongkai.duties.motions import views

app_name = "motions"
urlpatterns = [
    path("", views.motions, name="list"),
    path("register/", views.register, name="register"),
    *views.IMPORT.urls("import/"),
    path("counts/", views.counts, name="counts"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/personal/", views.personal, name="personal"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
    path("<int:pk>/opinions/<int:asked>/", views.opine, name="opine"),
]
