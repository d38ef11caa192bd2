from django.urls import URLPattern, path

from gongkai.agencies.views import agencies, exchange, lists, members, people, regions

app_name = "agencies"
urlpatterns: list[URLPattern] = [
    path("", lists.agencies, name="list"),
    path("add/", agencies.add, name="add"),
    path("<int:pk>/", agencies.detail, name="detail"),
    path("<int:pk>/edit/", agencies.edit, name="edit"),
    path("<int:pk>/move/", agencies.move, name="move"),
    path("<int:pk>/dissolve/", agencies.dissolve, name="dissolve"),
    path("<int:pk>/succession/", agencies.succeed, name="succeed"),
    path("<int:pk>/offices/add/", agencies.add_office, name="add-office"),
    path("offices/<int:pk>/rename/", agencies.rename_office, name="rename-office"),
    path("offices/<int:pk>/name/", agencies.name_office, name="name-office"),
    path("offices/<int:pk>/close/", agencies.close_office, name="close-office"),
    path("<int:pk>/appoint/", people.appoint, name="appoint"),
    path("people/", lists.people, name="people"),
    path("people/<int:pk>/", people.detail, name="officer"),
    path("people/<int:pk>/edit/", people.edit, name="edit-officer"),
    path("people/<int:pk>/shut-out/", people.shut_out, name="shut-out"),
    path("people/<int:pk>/let-in/", people.let_in, name="let-in"),
    path("posts/<int:pk>/delegate/", people.delegate, name="delegate"),
    path("posts/<int:pk>/end/", people.end_post, name="end-post"),
    path("<int:pk>/members/<int:year>/", members.members, name="members"),
    path("<int:pk>/members/<int:year>/add/", members.add, name="add-member"),
    path("<int:pk>/members/<int:year>/carry-over/", members.carry_over, name="carry-members-over"),
    path("memberships/<int:pk>/leave/", members.leave, name="member-leaves"),
    path("memberships/<int:pk>/remove/", members.remove, name="remove-member"),
    path("regions/", regions.regions, name="regions"),
    path("regions/add/", regions.add, name="add-region"),
    path("regions/<int:pk>/edit/", regions.edit, name="edit-region"),
    path("exchange/", exchange.tables, name="exchange"),
    path("exchange/<slug:name>.<slug:form>", exchange.take_out, name="take-out"),
    path("exchange/<slug:name>/template.xlsx", exchange.template, name="bring-in-template"),
    path("exchange/<slug:name>/import/", exchange.bring, name="bring-in"),
    path("exchange/<slug:name>/confirm/", exchange.confirm, name="bring-in-confirm"),
]
