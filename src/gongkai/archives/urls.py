"""The addresses of archives at the desk."""

from django.urls import path

from gongkai.archives import views

app_name = "archives"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:agency>/journals/export/", views.export_journal, name="export-journal"),
    path("<int:agency>/<slug:kind>/", views.cases, name="cases"),
    path("<int:agency>/<slug:kind>/period/", views.period, name="period"),
    path("<int:agency>/<slug:kind>/export/", views.export, name="export"),
    path("<int:agency>/<slug:kind>/propose/", views.propose, name="propose"),
    path("exports/<int:pk>/take/", views.take, name="take"),
    path("erasures/<int:pk>/", views.erasure, name="erasure"),
    path("erasures/<int:pk>/<slug:decision>/", views.decide, name="decide"),
    path("hold/<slug:kind>/<int:pk>/", views.hold, name="hold"),
    path("holds/<int:pk>/release/", views.release, name="release"),
]
