"""The addresses of challenges at the desk."""

from django.urls import URLPattern, path

from gongkai.remedies.bundle.views import bundle
from gongkai.remedies.views import cases, figures, lists, readings

app_name = "remedies"
urlpatterns: list[URLPattern] = [
    path("", lists.challenges, name="list"),
    path("figures/", figures.figures, name="figures"),
    path("lessons/", figures.lessons, name="lessons"),
    path("readings/", readings.readings, name="readings"),
    path("readings/<slug:name>/", readings.decide, name="decide-reading"),
    path("readings/<int:pk>/take-back/", readings.take_back, name="take-back"),
    *lists.IMPORT.urls("import/"),
    path("register/", cases.register, name="register"),
    path("<int:pk>/", cases.detail, name="detail"),
    path("<int:pk>/parties/", cases.personal, name="personal"),
    path("<int:pk>/do/<slug:name>/", cases.act, name="act"),
    path("<int:pk>/bundle/", bundle, name="bundle"),
    path("advice/<int:pk>/", cases.feedback, name="feedback"),
]
