"""The addresses of letters at the desk."""

from django.urls import path

from gongkai.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/personal/", views.personal, name="personal"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
]
