"""What is sent to addresses one may use: keys of what one may not see, fields that no form has, forms of strangers.

The table of roles (`test_roles`) asks who meets what at which address; here it is the body that lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.county import SINCE, County, county
from tests.test_roles import ARGUMENTS, TABLE

from gongkai.agencies import services
from gongkai.agencies.models import Agency, Duty, Office
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.ui.models import SavedView


@pytest.fixture
def made(db: None) -> County:
    return county()


def as_role(made: County, role: str, **client: Any) -> Client:
    signed_in = Client(**client)
    signed_in.force_login(made.officers[role])
    return signed_in


Body = Callable[[County], Mapping[str, Any]]


def post(officer: str) -> Body:
    return lambda made: {"officer": made.officers[officer].pk, "duty": "handler", "from_on": "2026-01-01"}


AGENCY = {"name": "某局", "kind": "department"}
KEYS: dict[str, tuple[str, Body]] = {
    "an agency below a sister": (
        "agencies:add",
        lambda made: {**AGENCY, "region": made.region.pk, "parent": made.water.pk},
    ),
    "one's own below a sister": ("agencies:move", lambda made: {"parent": made.water.pk}),
    "one's own below nothing": ("agencies:move", lambda made: {"parent": ""}),
    "one's own below its own": ("agencies:move", lambda made: {"parent": made.branch.pk}),
    "a sister as the one before": (
        "agencies:succeed",
        lambda made: {"predecessor": made.water.pk, "form": "merged", "on": "2026-01-01"},
    ),
    "a post for somebody beside": ("agencies:appoint", post("beside")),
    "a post for somebody above": ("agencies:appoint", post("supervisor")),
    "a post for who runs the site": ("agencies:appoint", post("site")),
    "a post for who has none": ("agencies:appoint", post("no_post")),
    "a post in a sister's office": (
        "agencies:appoint",
        lambda made: {**post("handler")(made), "duty": "publisher", "office": sister_office(made).pk},
    ),
    "a supervisor in a department": ("agencies:appoint", lambda made: {**post("handler")(made), "duty": "supervisor"}),
    "an invitation into a sister's office": (
        "signin:invite",
        lambda made: {"name": "王五", "duties": ["handler"], "office": sister_office(made).pk},
    ),
}
"""What the administrator of the science bureau sends, by what it would do: the address, and the body."""


def sister_office(made: County) -> Office:
    return Office.objects.get_or_create(agency=made.water, name="水政科")[0]


@pytest.mark.parametrize("what", KEYS)
def test_a_key_of_what_one_may_not_use_is_no_choice(made, what):
    route, body = KEYS[what]
    typed, before = body(made), Entry.objects.count()
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    assert as_role(made, "administrator").post(address, typed).status_code == 422
    assert Entry.objects.count() == before


FORGED = {
    "is_superuser": "on", "is_staff": "on", "is_active": "", "must_change_password": "on", "password": "x",
    "username": "other", "mobile": "13800000000", "dissolved_on": "2026-01-01", "lineage": "/", "credit": "1",
    "discloses": "on", "closed_on": "2026-01-01", "resets": "on", "made_by": "1", "expires_at": "2099-01-01",
    "groups": "1", "user_permissions": "1", "id": "1", "pk": "1",
}  # fmt: skip


def told(row: Any) -> dict[str, Any]:
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}


def test_fields_that_a_form_has_not_are_not_taken_in(made):
    client, handler = as_role(made, "administrator"), made.officers["handler"]
    forged = {**FORGED, "agency": made.water.pk, "parent": made.water.pk, "collector": made.water.pk, "duty": "leader"}
    sent = {
        "agencies:edit-officer": (handler, {"name": "张三", "email": ""}, {"name": "张三"}),
        "agencies:edit": (
            made.science,
            {"name": "科技局", "kind": "department", "region": made.region.pk},
            {"name": "科技局", "phone": ""},
        ),
        "agencies:rename-office": (made.science.offices.get(), {"name": "综合科"}, {"name": "综合科"}),
        "agencies:end-post": (handler.posts.get(), {"until_on": "2026-01-01"}, {"until_on"}),
    }
    for route, (row, typed, changed) in sent.items():
        before = told(type(row).objects.get(pk=row.pk))
        address = reverse(route, args=[row.pk])
        version = re.search(r'name="row_version" value="([^"]*)"', client.get(address).content.decode())[1]
        assert client.post(address, {**forged, **typed, "row_version": version}).status_code == 302
        after = told(type(row).objects.get(pk=row.pk))
        differs = {name: value for name, value in after.items() if before[name] != value}
        assert set(differs) == set(changed)
    invited = {"name": "王五", "duties": ["handler"], **forged}
    page = client.post(reverse("signin:invite", args=[made.science.pk]), invited)
    invitation = made.science.invitations.get()
    assert (page.status_code, invitation.resets, invitation.made_by) == (200, False, made.officers["administrator"])


def test_views_and_rows_of_others_are_not_reached_by_their_keys(made):
    view = SavedView.objects.create(officer=made.officers["beside"], listing="agencies", name="我的", query="")
    client = as_role(made, "administrator")
    for do in ("drop-view", "open-with-view"):
        assert client.post(reverse("agencies:list"), {"do": do, "view": view.pk, "opens": "1"}).status_code == 404
    assert SavedView.objects.filter(pk=view.pk, opens=False).exists()


def test_a_file_that_another_tried_is_not_confirmed(made):
    content = "名称,性质,区划代码,上级机关\n某分局,派出机构,370321,桓台县科技局\n".encode()
    one, other = as_role(made, "administrator"), as_role(made, "county_administrator")
    page = one.post(reverse("agencies:bring-in", args=["agencies"]), {"file": SimpleUploadedFile("t.csv", content)})
    kept = re.search(r'name="kept" value="([^"]+)"', page.content.decode())[1]
    address = reverse("agencies:bring-in-confirm", args=["agencies"])
    assert other.post(address, {"kept": kept}).status_code == 409
    assert one.post(reverse("agencies:bring-in-confirm", args=["offices"]), {"kept": kept}).status_code == 409
    assert not Agency.objects.filter(name="某分局").exists()
    assert one.post(address, {"kept": kept}).status_code == 302
    assert Agency.objects.filter(name="某分局").exists()


OPEN_TO_STRANGERS = {"display:choose", "display:language", "portal:helpful", "portal:end-subscription"}
"""Forms that a page of another site may send: they change how pages look, count that a page helped, or end letters.

A page that is the same for everybody holds no token, and who ends letters by their mail program (RFC 8058) has none.
"""


def of_machines(name: str) -> bool:
    """Say whether an address is of the API, which reads no cookie, so that a page elsewhere sends nothing in a name."""
    return name.rpartition(" ")[2].startswith("api:")


@transaction.atomic
def refused_to_strangers(made: County, route: str) -> bool:
    """Say whether an address refuses a form without the token of ours, and takes it for an error of nobody else."""
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    status = as_role(made, "site", enforce_csrf_checks=True).post(address, {"x": "1"}).status_code
    transaction.set_rollback(True)
    return status in (403, 405)


@pytest.mark.once
def test_no_form_is_taken_from_a_page_of_another_site(made):
    routes = {name.rpartition(" ")[2] for name in TABLE if not of_machines(name)}
    assert {route for route in routes if not refused_to_strangers(made, route)} == OPEN_TO_STRANGERS


def test_the_key_of_a_row_beside_answers_as_that_of_none(made):
    client = as_role(made, "administrator")
    post = services.appoint(made.officers["beside"], made.water, Duty.PUBLISHER, from_on=SINCE, by=SYSTEM)
    nothing = 10**6
    for route, row in {
        "agencies:detail": made.water, "agencies:edit": made.water, "agencies:officer": made.officers["beside"],
        "agencies:edit-officer": made.officers["beside"], "signin:reset": made.officers["beside"],
        "signin:invite": made.water, "agencies:end-post": post, "agencies:close-office": sister_office(made),
    }.items():  # fmt: skip
        assert [client.get(reverse(route, args=[key])).status_code for key in (row.pk, nothing)] == [404, 404]
