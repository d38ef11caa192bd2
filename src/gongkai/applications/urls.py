from django.urls import URLPattern, path

from gongkai.applications.views import (
    cases,
    interpretations,
    letters,
    lists,
    reasons,
    records,
    rectifications,
    wordings,
)

app_name = "applications"
urlpatterns: list[URLPattern] = [
    path("", lists.applications, name="list"),
    path("register/", cases.register, name="register"),
    path("practice/<int:pk>/", cases.practice, name="practice"),
    path("wordings/<int:pk>/", wordings.wordings, name="wordings"),
    path("wordings/<int:pk>/<slug:name>/", wordings.wording, name="wording"),
    path("reasons/<int:pk>/", reasons.reasons, name="reasons"),
    path("reasons/<int:pk>/add/", reasons.add, name="add-reason"),
    path("reasons/<int:pk>/end/", reasons.end, name="end-reason"),
    path("interpretations/", interpretations.interpretations, name="interpretations"),
    path("interpretations/<slug:name>/", interpretations.interpret, name="interpret"),
    path("interpretations/<int:pk>/take-back/", interpretations.take_back, name="take-back"),
    path("rectifications/", rectifications.rectifications, name="rectifications"),
    path("rectifications/register/", rectifications.register, name="register-rectification"),
    path("rectifications/<int:pk>/", rectifications.rectification, name="rectification"),
    path("rectifications/<int:pk>/applicant/", rectifications.personal, name="rectification-personal"),
    path("rectifications/<int:pk>/close/", rectifications.close, name="close-rectification"),
    path("<int:pk>/", cases.detail, name="detail"),
    path("<int:pk>/applicants/", cases.personal, name="personal"),
    path("<int:pk>/reply/", cases.draft, name="draft"),
    path("<int:pk>/letters/<slug:key>.<slug:form>", letters.letter, name="letter"),
    path("<int:pk>/enclosures/add/", records.enclose, name="enclose"),
    path("enclosures/<int:pk>/", records.enclosure, name="enclosure"),
    path("enclosures/<int:pk>/file/", records.file, name="enclosure-file"),
    path("enclosures/<int:pk>/do/<slug:name>/", records.do, name="record-do"),
    path("enclosures/<int:pk>/<slug:which>/<int:number>/", records.page, name="record-page"),
    path("enclosures/<int:pk>/<slug:which>/<int:number>.png", records.picture, name="record-picture"),
    path("<int:pk>/do/<slug:name>/", cases.act, name="act"),
]
