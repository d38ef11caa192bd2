"""The addresses of reports from outside, among those of annual reports."""

from django.urls import path

from gongkai.filings.outside import entering, exchange, views

urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("new/", views.upload, name="upload"),
    path("forms/<int:year>.xlsx", views.blank_form, name="blank-form"),
    path("<int:pk>/", views.uploaded, name="uploaded"),
    path("<int:pk>/pages/<int:number>.png", views.picture, name="upload-picture"),
    path("<int:pk>/figures/<str:cell>/", views.reread, name="reread"),
    path("<int:pk>/confirm/", views.confirm, name="upload-confirm"),
    path("keys/", exchange.keys, name="keys"),
    path("keys/new/", exchange.trust, name="trust-key"),
    path("keys/<int:pk>/end/", exchange.trust_no_more, name="end-key"),
    path("<int:pk>/begin/", entering.begin_from, name="begin-from"),
    path("<int:pk>/end/", views.end, name="upload-end"),
]
