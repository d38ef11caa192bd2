"""The addresses of items at the desk."""

from django.urls import path

from gongkai.disclosure.views import acts, items, lists

app_name = "disclosure"
urlpatterns = [
    path("", lists.items, name="list"),
    path("new/", items.begin, name="new"),
    path("<int:pk>/", items.detail, name="detail"),
    path("<int:pk>/edit/", items.edit, name="edit"),
    path("<int:pk>/do/<slug:name>/", acts.act, name="act"),
    path("practice/<int:pk>/", acts.practice, name="practice"),
]
