"""The addresses of this ledger at the desk."""

from __future__ import annotations

from django.urls import path

from gongkai.duties.assessment import views

app_name = "assessment"
urlpatterns = [
    path("", views.assessments, name="list"),
    path("begin/", views.begin, name="begin"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/export/", views.export, name="export"),
    path("<int:pk>/of/<int:agency>/", views.of_agency, name="of-agency"),
    path("<int:pk>/recompute/", views.recompute, name="recompute"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
    path("scores/<int:pk>/", views.score, name="score"),
    path("scores/<int:pk>/give/", views.give, name="give"),
    path("scores/<int:pk>/object/", views.object_to, name="object"),
    path("objections/<int:pk>/answer/", views.answer, name="answer"),
    path("sets/", views.sets, name="sets"),
    path("sets/make/", views.make_set, name="make-set"),
    path("sets/<int:pk>/", views.indicator_set, name="set"),
    path("sets/<int:pk>/edit/", views.edit_set, name="edit-set"),
    path("sets/<int:pk>/copy/", views.copy_set, name="copy-set"),
    path("sets/<int:pk>/add/", views.add_indicator, name="add-indicator"),
    path("indicators/<int:pk>/edit/", views.edit_indicator, name="edit-indicator"),
    path("indicators/<int:pk>/remove/", views.remove_indicator, name="remove-indicator"),
    path("appraisals/", views.appraisals, name="appraisals"),
    path("appraisals/enter/", views.appraise, name="appraise"),
    path("accountability/", views.accountability, name="accountability"),
    path("accountability/enter/", views.hold_to_account, name="hold-to-account"),
    path("accountability/<int:pk>/", views.account, name="account"),
    path("accountability/<int:pk>/conclude/", views.conclude, name="conclude"),
    *views.IMPORT.urls("import/"),
    *views.IMPORT_SURVEYS.urls("appraisals/import/"),
    *views.IMPORT_ACCOUNTS.urls("accountability/import/"),
]
