"""The addresses of the ledger of training at the desk."""

from django.urls import path

from gongkai.duties.training import views

app_name = "training"
urlpatterns = [
    path("", views.sessions, name="list"),
    path("add/", views.add, name="add"),
    path("attend/", views.attend, name="attend"),
    path("figures/", views.figures, name="figures"),
    path("plan/<int:pk>/<int:year>/", views.plan, name="plan"),
    *views.IMPORT.urls("import/"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/code/", views.code, name="code"),
    path("<int:pk>/invitation.ics", views.calendar, name="calendar"),
    path("<int:pk>/attendance/", views.tick, name="tick"),
    path("<int:pk>/result/", views.complete, name="complete"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
]
