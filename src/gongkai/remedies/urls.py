"""The addresses of challenges at the desk."""

from django.urls import URLPattern, path

from gongkai.remedies.views import cases, lists

app_name = "remedies"
urlpatterns: list[URLPattern] = [
    path("", lists.challenges, name="list"),
    path("register/", cases.register, name="register"),
    path("<int:pk>/", cases.detail, name="detail"),
    path("<int:pk>/parties/", cases.personal, name="personal"),
    path("<int:pk>/do/<slug:name>/", cases.act, name="act"),
    path("advice/<int:pk>/", cases.feedback, name="feedback"),
]
