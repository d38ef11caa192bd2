"""The addresses of signed versions, and of how an agency signs."""

from django.urls import path

from gongkai.filings.signing import views

urlpatterns = [
    path("<int:pk>/versions/", views.compare, name="compare"),
    path("<int:pk>/versions/<int:number>/report.<slug:form>", views.export, name="export-version"),
    path("practice/<int:pk>/", views.practice, name="practice"),
]
