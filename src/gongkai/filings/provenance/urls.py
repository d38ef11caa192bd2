"""The addresses of where figures come from."""

from django.urls import path

from gongkai.filings.provenance import views

urlpatterns = [path("<int:pk>/cells/<str:cell>/", views.provenance, name="provenance")]
