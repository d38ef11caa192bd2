"""The addresses of how an agency words its reports."""

from django.urls import path

from gongkai.filings.wording import views

urlpatterns = [
    path("wording/<int:agency>/", views.wording, name="wording"),
    path("wording/<int:agency>/<str:code>/", views.reword, name="reword"),
    path("wording/<int:agency>/<str:code>/restore/", views.restore, name="restore-wording"),
]
