from django.urls import URLPattern, path

from gongkai.config.setup import views

app_name = "setup"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("administrator/", views.administrator, name="administrator"),
    path("agency/", views.agency, name="agency"),
    path("agency/choose/", views.choose, name="choose"),
    path("people/", views.people, name="people"),
    path("guide/", views.guide, name="guide"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/seen/", views.calendar_seen, name="calendar-seen"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("mail/", views.mail, name="mail"),
    path("mail/arrived/", views.mail_arrived, name="mail-arrived"),
    path("mail/without/", views.without_mail, name="without-mail"),
    path("keys/", views.keys, name="keys"),
    path("finish/", views.finish, name="finish"),
]
