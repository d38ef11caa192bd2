"""The addresses of attachments."""

from django.urls import path

from gongkai.attachments import views

app_name = "attachments"
urlpatterns = [
    path("of/<str:object_type>/<int:key>/", views.of, name="of"),
    path("of/<str:object_type>/<int:key>/uploads/", views.begin, name="begin"),
    path("uploads/<str:token>/", views.upload, name="upload"),
    path("<int:pk>/", views.download, name="download"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
