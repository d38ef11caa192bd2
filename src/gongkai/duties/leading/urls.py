"""The addresses of the ledger of leadership at the desk."""

from django.urls import path

from gongkai.duties.leading import views

app_name = "leading"
urlpatterns = [
    path("", views.agencies, name="list"),
    path("<int:pk>/", views.agency, name="agency"),
    path("<int:pk>/set-up/", views.set_up, name="set-up"),
    path("<int:pk>/charge/", views.charge, name="charge"),
    path("<int:pk>/state/", views.state, name="state"),
    path("<int:pk>/show/", views.show, name="show"),
    *views.IMPORT.urls("<int:pk>/import/"),
    path("group/<int:pk>/", views.group, name="group"),
    path("<slug:kind>/<int:pk>/end/", views.end, name="end"),
    path("<slug:kind>/<int:pk>/strike/", views.strike, name="strike"),
]
