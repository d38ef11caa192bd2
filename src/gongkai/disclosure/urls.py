"""The addresses of items at the desk."""

from django.urls import path

from gongkai.disclosure.views import acts, items, lexicon, lists, scans, timeliness

app_name = "disclosure"
urlpatterns = [
    path("", lists.items, name="list"),
    path("timeliness/", timeliness.timeliness, name="timeliness"),
    path("new/", items.begin, name="new"),
    path("<int:pk>/", items.detail, name="detail"),
    path("<int:pk>/edit/", items.edit, name="edit"),
    path("<int:pk>/do/<slug:name>/", acts.act, name="act"),
    path("<int:pk>/scan/", scans.scan, name="scan"),
    path("lexicon/<int:pk>/", lexicon.words, name="words"),
    path("lexicon/<int:pk>/add/", lexicon.add, name="add-word"),
    path("lexicon/<int:pk>/template.xlsx", lexicon.template, name="words-template"),
    path("lexicon/<int:pk>/import/", lexicon.bring, name="bring-words"),
    path("lexicon/<int:pk>/import/confirm/", lexicon.confirm, name="confirm-words"),
    path("lexicon/words/<int:pk>/remove/", lexicon.remove, name="remove-word"),
    path("practice/<int:pk>/", acts.practice, name="practice"),
]
