"""The address of all ledgers of duties at one sight."""

from django.urls import path

from gongkai.duties import views

app_name = "duties"
urlpatterns = [path("", views.home, name="home")]
