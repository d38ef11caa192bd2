"""The addresses of writing the text of a report."""

from django.urls import path

from gongkai.filings.writing import views

urlpatterns = [
    path("<int:pk>/text/<slug:part>/", views.write, name="write"),
    path("<int:pk>/problems/", views.choose, name="choose-problems"),
]
