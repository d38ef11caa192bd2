"""A citizen's software applies, keeps number and code, and follows its own application; nobody sees another's."""

from __future__ import annotations

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate
from tests.api.world import ROOT, error_of
from tests.casework import WANG, WANTED, actor, apply
from tests.county import County, county

from gongkai.applications import services
from gongkai.applications.models import Application
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


@pytest.fixture(autouse=True)
def sound(made: County) -> Any:
    yield
    assert list(differences()) == []


def body(**values: Any) -> dict[str, Any]:
    return {**{name: value for name, value in WANG._asdict().items() if value}, "description": WANTED, **values}


def sent(made: County, key: Any = None, agency: int | None = None, **values: Any) -> Any:
    address = f"{ROOT}agencies/{agency or made.science.pk}/applications"
    headers = {"Idempotency-Key": str(key or uuid4())}
    return Client().post(address, json.dumps(body(**values)), content_type="application/json", headers=headers)


def asked(case: Application, path: str = "", code: str | None = None, **post: Any) -> Any:
    """Ask of an application by its number and code, or do something with it."""
    address, headers = f"{ROOT}applications/{case.number}{path}", {"Query-Code": case.code if code is None else code}
    if post:
        given = json.dumps(post.get("body", {}))
        return Client().post(address, given, content_type="application/json", headers=headers)
    return Client().get(address, headers=headers)


def test_an_application_comes_to_a_receipt_and_is_an_application_like_any(made: County) -> None:
    response = sent(made)
    case = Application.objects.get()
    assert (response.status_code, response["Cache-Control"]) == (201, "no-store")
    told = response.json()
    assert (told["number"], told["code"], told["received_on"], told["due_on"]) == (case.number, case.code, None, None)
    assert told["arrived_on"] == str(localdate())
    assert (case.channel, case.state, case.agency) == ("internet", "awaiting_confirmation", made.science)
    assert case.applicants.get().identity == WANG.identity
    entry = Entry.objects.filter(role="applicant").latest("pk")
    kept = str(Entry.objects.values().get(pk=entry.pk))
    assert (entry.officer_id, case.code in kept, WANG.name in kept) == (None, False, False)


def test_the_same_sent_again_is_registered_once_and_a_key_is_of_no_use_without_the_rest(made: County) -> None:
    key = uuid4()
    first, again = sent(made, key), sent(made, key)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    for changed in ({"description": "另一件事"}, {"name": "李四"}, {"agency": made.water.pk}, {"means": "paper"}):
        response = sent(made, key, **changed)
        assert (response.status_code, error_of(response)["code"]) == (409, "idempotency-key-reused")
        assert first.json()["code"] not in response.content.decode()
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "name", "code"),
    [
        ({"identity": "110105194912310021"}, "identity", "identity"),
        ({"kind": "NOBODY"}, "kind", "invalid_choice"),
        ({"email": "x"}, "email", "invalid"),
        ({"description": ""}, "description", "required"),
        ({"description": "字" * 100_000}, "description", "string_too_long"),
        ({"name": {"a": 1}}, "name", "string_type"),
        ({"means": "stone"}, "means", "invalid_choice"),
    ],
)
def test_what_is_wrong_is_told_in_its_place_and_nothing_is_registered(
    made: County, values: dict[str, Any], name: str, code: str
) -> None:
    response = sent(made, **values)
    assert response.status_code == 422, response.content.decode()
    assert [(each["in"], each["name"], each["code"]) for each in error_of(response)["where"]] == [("body", name, code)]
    assert Application.objects.count() == 0


def test_what_the_law_refuses_is_refused_with_its_provision(made: County) -> None:
    response = sent(made, phone="", address="")
    told = error_of(response)
    assert (response.status_code, told["code"], told["citation"]) == (409, "contact-missing", "条例第29条第2款第1项")
    assert Application.objects.count() == 0


def test_a_key_and_a_body_that_can_be_read_are_needed(made: County) -> None:
    address = f"{ROOT}agencies/{made.science.pk}/applications"
    without = Client().post(address, json.dumps(body()), content_type="application/json")
    assert [each["name"] for each in error_of(without)["where"]] == ["Idempotency-Key"]
    headers = {"Idempotency-Key": str(uuid4())}
    for content, kind, status in (
        ("{", "application/json", 400),
        (json.dumps(body(name="\ud800")), "application/json", 400),
        (json.dumps(body(name="王\x00")), "application/json", 400),
        ("[]", "application/json", 422),
        ("x", "multipart/form-data", 400),
        ("name=x", "application/x-www-form-urlencoded", 415),
    ):
        response = Client().post(address, content, content_type=kind, headers=headers)
        assert response.status_code == status, (content, response.content)
    assert sent(made, agency=2**40).status_code == 404
    assert Application.objects.count() == 0


def test_files_come_as_a_form_and_are_looked_at(made: County) -> None:
    address = f"{ROOT}agencies/{made.science.pk}/applications"

    def with_file(name: str, content: bytes) -> Any:
        values = {**body(), "attached": SimpleUploadedFile(name, content)}
        return Client().post(address, values, headers={"Idempotency-Key": str(uuid4())})

    refused = with_file("名单.pdf", b"MZ\x90\x00")
    assert (refused.status_code, error_of(refused)["where"][0]["name"]) == (422, "attached")
    assert with_file("委托书.txt", "委托李四".encode()).status_code == 201
    case = Application.objects.get()
    (file,) = asked(case).json()["handed_in"]
    assert file["name"] == "委托书.txt"
    given = asked(case, f"/files/{file['id']}")
    assert (b"".join(given.streaming_content).decode(), given["Cache-Control"]) == ("委托李四", "no-store")
    head = Client().head(f"{ROOT}applications/{case.number}/files/{file['id']}", headers={"Query-Code": case.code})
    assert (head.status_code, b"".join(head.streaming_content)) == (200, b"")
    assert asked(case, f"/files/{file['id'] + 1}").status_code == 404
    assert asked(case, f"/files/{file['id']}", code="AAAA-AAAA-AAAA").status_code == 404


def test_turns_are_counted_with_those_of_the_form(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.portal.turns.APPLY", {"times": 2, "seconds": 3600})
    monkeypatch.setattr("gongkai.ui.limits.time", lambda: 1800.0)
    assert [sent(made, name="").status_code for _ in range(3)] == [422, 422, 429]
    assert Client().post(f"/agencies/{made.science.pk}/apply/", {}).status_code == 422  # which has more of the same


def test_who_has_number_and_code_sees_how_it_stands(made: County) -> None:
    case = apply(made)
    told = asked(case)
    assert (told.status_code, told["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in told
    found = told.json()
    assert (found["number"], found["received_on"], found["description"]) == (case.number, "2026-03-02", WANTED)
    assert found["due_on"] == str(Application.objects.get(pk=case.pk).due_on)
    assert found["steps"]
    assert any(each["citation"] == "条例第33条第2款" for each in found["steps"])
    assert (found["may_withdraw"], found["may_supplement"], found["may_give_reasons"]) == (True, False, False)
    pair = {"number": case.number, "code": case.code.lower().replace("-", "")}
    posted = Client().post(f"{ROOT}applications/track", json.dumps(pair), content_type="application/json")
    assert (posted.status_code, posted.json(), posted["Cache-Control"]) == (200, found, "no-store")
    assert WANG.identity not in told.content.decode()


def test_that_one_of_the_two_is_right_is_told_to_nobody(made: County) -> None:
    case, other = apply(made), apply(made, description="另一件事")
    wrong = [
        asked(case, code="AAAA-AAAA-AAAA"),
        asked(case, code=other.code),
        Client().get(f"{ROOT}applications/2019-99999", headers={"Query-Code": case.code}),
        Client().get(f"{ROOT}applications/2019-99999", headers={"Query-Code": "AAAA-AAAA-AAAA"}),
    ]
    told = [{**error_of(each), "request_id": ""} for each in wrong]
    assert [each.status_code for each in wrong] == [404] * 4
    assert all(each == told[0] for each in told)
    assert told[0]["code"] == "application-not-found"
    for act in ("withdraw", "supplement", "reasons"):
        assert asked(case, f"/{act}", code=other.code, body={}).status_code == 404
    missing = Client().get(f"{ROOT}applications/{case.number}")
    assert (missing.status_code, error_of(missing)["where"][0]["name"]) == (422, "Query-Code")
    in_address = Client().get(f"{ROOT}applications/{case.number}", {"code": case.code, "Query-Code": case.code})
    assert in_address.status_code == 422


def test_who_guesses_codes_is_stopped_here_and_at_the_page_together(made: County) -> None:
    case = apply(made)
    for _ in range(5):
        assert asked(case, code="AAAA-AAAA-AAAA").status_code == 404
        assert Client().post("/track/", {"number": case.number, "code": "AAAA-AAAA-AAAA"}).status_code == 422
    stopped = asked(case)
    assert (stopped.status_code, error_of(stopped)["code"]) == (429, "too-many")
    assert int(stopped["Retry-After"]) > 0
    assert Client().post("/track/", {"number": case.number, "code": case.code}).status_code == 429


def test_an_applicant_supplements_gives_reasons_and_withdraws(made: County) -> None:
    case = apply(made, on=localdate())
    early = asked(case, "/supplement", body={"description": "补正后的描述"})
    assert (early.status_code, error_of(early)["citation"] is not None) == (409, True)
    assert error_of(asked(case, "/reasons", body={"reasons": "核对"}))["code"] == "reasons-not-asked"
    services.ask_supplement(case, on=localdate(), by=actor(made), matters="请写明年度")
    assert asked(case).json()["may_supplement"] is True
    done = asked(case, "/supplement", body={"description": "2025年省级科技计划项目立项名单"})
    assert (done.status_code, done.json()["may_supplement"]) == (200, False)
    assert done.json()["description"] == "2025年省级科技计划项目立项名单"
    gone = asked(case, "/withdraw", body={})
    assert (gone.status_code, gone.json()["closed_on"]) == (200, str(localdate()))
    again = asked(case, "/withdraw", body={})
    assert (again.status_code, error_of(again)["citation"] is not None) == (409, True)


def test_letters_that_were_served_are_had_and_no_others(made: County) -> None:
    case = apply(made)
    letters = asked(case).json()["letters"]
    assert letters
    pdf = asked(case, f"/letters/{letters[0]['key']}")
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert pdf["Cache-Control"] == "no-store"
    assert asked(case, "/letters/reply").status_code == 404
    assert asked(case, f"/letters/{letters[0]['key']}", code="AAAA-AAAA-AAAA").status_code == 404


def test_nothing_personal_is_in_a_log_or_an_address(made: County, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    case_of = sent(made)
    case = Application.objects.get()
    asked(case)
    asked(case, "/withdraw", body={})
    sent(made, identity="张三的号码")
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("gongkai"))
    assert f"/api/v1/applications/{case.number}" in lines
    for hidden in (case.code, WANG.name, WANG.identity, WANG.phone, WANTED, "张三的号码"):
        assert hidden not in lines
    assert case_of.status_code == 201


@pytest.mark.usefixtures("made")
def test_no_page_of_another_site_reads_an_application(made: County, settings: Any) -> None:
    settings.API_ORIGINS = frozenset({"*"})
    case = apply(made)
    headers = {"Query-Code": case.code, "Origin": "https://other.example"}
    response = Client().get(f"{ROOT}applications/{case.number}", headers=headers)
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response
