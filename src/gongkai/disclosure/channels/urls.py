"""The addresses of channels at the desk, and of their feed."""

from django.urls import path

from gongkai.disclosure.channels import views

app_name = "channels"
urlpatterns = [
    path("", views.channels, name="list"),
    path("export/", views.export, name="export"),
    path("feed.json", views.feed, name="feed"),
    path("new/<slug:kind>/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/renew/", views.renew, name="renew"),
    path("<int:pk>/fill/", views.fill, name="fill"),
]
