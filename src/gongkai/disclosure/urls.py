"""The addresses of items at the desk."""

from django.urls import path

from gongkai.disclosure.views import acts, catalogue, documents, entries, guide, items, lexicon, lists, pictures, scans, timeliness

app_name = "disclosure"
urlpatterns = [
    path("", lists.items, name="list"),
    path("timeliness/", timeliness.timeliness, name="timeliness"),
    path("new/", items.begin, name="new"),
    path("<int:pk>/", items.detail, name="detail"),
    path("<int:pk>/edit/", items.edit, name="edit"),
    path("new/document/", documents.read_new, name="read-new"),
    path("<int:pk>/document/", documents.read_again, name="read-again"),
    path("<int:pk>/pictures/", pictures.add_picture, name="add-picture"),
    path("<int:pk>/do/<slug:name>/", acts.act, name="act"),
    path("<int:pk>/scan/", scans.scan, name="scan"),
    path("lexicon/<int:pk>/", lexicon.words, name="words"),
    path("lexicon/<int:pk>/add/", lexicon.add, name="add-word"),
    path("lexicon/<int:pk>/template.xlsx", lexicon.template, name="words-template"),
    path("lexicon/<int:pk>/import/", lexicon.bring, name="bring-words"),
    path("lexicon/<int:pk>/import/confirm/", lexicon.confirm, name="confirm-words"),
    path("lexicon/words/<int:pk>/remove/", lexicon.remove, name="remove-word"),
    path("practice/<int:pk>/", acts.practice, name="practice"),
    path("<int:pk>/placements/", catalogue.placements, name="placements"),
    path("placements/<int:pk>/take-out/", catalogue.take_out, name="take-out"),
    path("catalogue/", catalogue.catalogues, name="catalogues"),
    path("catalogue/<int:pk>/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/guide/", guide.guide, name="guide"),
    path("catalogue/<int:pk>/subjects/add/", catalogue.add_subject, name="add-subject"),
    path("catalogue/subjects/<int:pk>/end/", catalogue.end_subject, name="end-subject"),
    path("catalogue/<int:pk>/rubrics/add/", catalogue.add_rubric, name="add-rubric"),
    path("catalogue/rubrics/<int:pk>/", catalogue.edit_rubric, name="edit-rubric"),
    path("catalogue/rubrics/<int:pk>/close/", catalogue.close_rubric, name="close-rubric"),
    path("catalogue/entries/", entries.entries, name="entries"),
    path("catalogue/entries/<int:pk>/", entries.entry, name="entry"),
    path("catalogue/entries/<int:pk>/edit/", entries.edit, name="edit-entry"),
    path("catalogue/entries/<int:pk>/close/", entries.close, name="close-entry"),
    path("catalogue/entries/<int:pk>/explain/", entries.explain, name="explain-entry"),
    path("catalogue/entries/<int:pk>/fill/", entries.fill, name="fill-entry"),
    path("catalogue/<int:pk>/entries/add/", entries.add, name="add-entry"),
    path("catalogue/<int:pk>/entries/import/", entries.bring, name="bring-in-entries"),
    path("catalogue/<int:pk>/entries/import/template.xlsx", entries.template, name="entries-template"),
    path("catalogue/<int:pk>/entries/import/confirm/", entries.confirm, name="confirm-entries"),
    path("catalogue/<int:pk>/entries.<slug:form>", entries.export, name="export-entries"),
]
