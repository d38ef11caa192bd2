"""The addresses of items at the desk."""

from django.urls import path

from gongkai.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("", views.items, name="list"),
    path("new/", views.begin, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
    path("practice/<int:pk>/", views.practice, name="practice"),
]
