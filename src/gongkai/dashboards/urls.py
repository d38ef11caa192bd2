"""The addresses of the dashboards."""

from django.urls import URLPattern, path

from gongkai.dashboards import views

app_name = "dashboards"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("numbers.xlsx", views.numbers, name="numbers"),
    path("<slug:name>/chart", views.chart, name="chart"),
    path("<slug:name>.png", views.picture, name="picture"),
]
