"""The description of the API is whole, its examples are answers, its page needs no script; nothing else is answered."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.api.asking import ask, desk_requests_of, requests_of, shape, shown
from tests.api.tokens import machine
from tests.api.world import ROOT, World

from gongkai.api import v1
from gongkai.api.description import SOMEWHERE, Described, TwoOfOneName, document, examples, operations
from gongkai.api.desk import items
from gongkai.applications import deeds as on_cases
from gongkai.disclosure import deeds as on_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.API_RATE = 100_000
    monkeypatch.setattr("gongkai.api.limiting.take", lambda *given: 0)


def schema_of(made: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Give what says whether something is as a schema of the description says."""
    return Draft202012Validator({**schema, "components": made["components"]})


@pytest.mark.once
def test_every_operation_says_what_it_is_for_and_everything_it_may_answer() -> None:
    with override("zh-hans"):
        made = document()
    ids = [operation["operationId"] for _path, _method, operation in operations(made)]
    assert len(ids) == len(set(ids))
    for path, method, operation in operations(made):
        where = f"{method} {path}"
        assert path.startswith(f"/{v1.PREFIX}"), where
        assert re.search("[\u4e00-\u9fff]", operation["summary"]), where
        assert operation["tags"][0] in {tag["name"] for tag in made["tags"]}, where
        statuses = set(operation["responses"])
        assert {"401", "422", "429", "500", "503"} <= statuses, where
        assert statuses & {"200", "201", "202", "204"}, where
        if method == "get":
            assert "304" in statuses, where
        for status, answer in operation["responses"].items():
            assert re.search("[\u4e00-\u9fff]", answer["description"]), (where, status)
            if status >= "400":
                assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Refusal"}
        for each in operation["parameters"]:
            assert re.search("[\u4e00-\u9fff]", each.get("description", "")), (where, each["name"])
    for name, schema in made["components"]["schemas"].items():
        for field, each in schema.get("properties", {}).items():
            assert "description" in each, (name, field)


@pytest.mark.once
def test_the_description_is_given_in_the_language_asked_for(client: Client) -> None:
    chinese = client.get(f"{ROOT}openapi.json").json()
    assert chinese["openapi"].startswith("3.1")
    assert chinese["info"]["title"] == "政府信息公开接口"
    assert chinese["servers"] == [{"url": settings.SITE_URL}]
    english = client.get(f"{ROOT}openapi.json", HTTP_ACCEPT_LANGUAGE="en").json()
    assert shape(english["paths"]) == shape(chinese["paths"])


@pytest.mark.once
def test_two_schemas_of_one_name_are_seen() -> None:
    described = Described(v1.api, v1.PREFIX)
    with pytest.raises(TwoOfOneName):
        described.add_schema_definitions({"Refusal": {"properties": {"other": {}}}})


@pytest.mark.once
def test_examples_are_what_is_answered(made: World, unlimited: None, request: pytest.FixtureRequest) -> None:
    asked, of_desk, described = requests_of(made), desk_requests_of(made), document()
    desk = machine(made.county, "head")
    ids = {each["operationId"]: (method, path, each) for path, method, each in operations(described)}
    open_to_all = {id for id, (_method, _path, each) in ids.items() if "security" not in each}
    assert (open_to_all, set(ids)) == (set(asked), set(asked) | set(of_desk))
    found: dict[str, Any] = {}
    for id, given_ in (asked | of_desk).items():
        method, path, operation = ids[id]
        response = ask(method, path, given_, shown(id, given_, desk) if id in of_desk else {})
        if id in of_desk:
            assert response.status_code in (200, 201), (id, response.content.decode())
        found[id] = {name: each for name, each in given_.items() if name != "files"}
        found[id]["status"] = response.status_code
        is_file = "Content-Disposition" in response or id == "openapi"
        if response.get("Content-Type", "").startswith("application/json") and not is_file:
            answer = cut(response.json())
            kind = operation["responses"][str(response.status_code)]["content"]["application/json"]["schema"]
            assert list(schema_of(described, kind).iter_errors(response.json())) == [], id
            if "body" in given_:
                body = operation["requestBody"]["content"]["application/json"]["schema"]
                assert list(schema_of(described, body).iter_errors(given_["body"])) == [], id
            found[id]["answer"] = answer
    place = Path(str(files("gongkai.api").joinpath("examples.json")))
    if request.config.getoption("--examples"):
        written = json.dumps(found, ensure_ascii=False, indent=1).replace(settings.SITE_URL, SOMEWHERE)
        place.write_text(f"{written}\n", encoding="utf-8")
        examples.cache_clear()
    assert shape(examples()) == shape(found), "look at the difference, and run with --examples"
    assert {id: each["status"] for id, each in found.items()} == {id: each["status"] for id, each in examples().items()}


def cut(answer: Any) -> Any:
    """Leave of long lists the first entries: an example shows what there is, and not all of it."""
    if isinstance(answer, dict):
        return {name: cut(each) for name, each in answer.items()}
    return [cut(each) for each in answer[:2]] if isinstance(answer, list) else answer


LONGEST = 60_000
"""Bytes of a public page."""


@pytest.mark.once
def test_every_operation_has_a_page_without_a_script_of_its_own(client: Client, db: None) -> None:
    listed = client.get("/developers/").content.decode()
    scripts = client.get("/apply/").content.decode().count("<script")
    assert listed.count("<script") == scripts
    for path, method, operation in operations(document()):
        address = f"/developers/{operation['operationId']}/"
        assert f'href="{address}"' in listed
        response = client.get(address)
        page = response.content.decode()
        assert f"{method.upper()} {path}" in page
        assert "curl " in page
        assert page.count("<script") == scripts
        assert not re.search(r'(?:src|href)="https?://(?!127\.0\.0\.1)', page)
        assert "'none'" in response["Content-Security-Policy"]
        assert len(response.content) < LONGEST
    assert client.get("/developers/none/").status_code == 404
    assert '<a href="/developers/">' in client.get("/").content.decode()
    assert "/developers/" in client.get("/sitemap/pages.xml").content.decode()


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests through WSGI leave the connection open in which the test has its rows."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
TRIES = int(os.environ.get("TRIES", "8"))
"""How often an operation is tried: always alike; with a number in the environment that often, and anew each time."""
ACTS = {
    "actOnCase": dict(on_cases.DEED_BY_NAME),
    "actOnItem": {name: on_items.DEED_BY_NAME[name] for name in items.ACTS},
}
"""What an officer's system does to a case and to an item, by operation and name: each has fields of its own."""
VALUES = st.one_of(
    st.text(max_size=20), st.integers(), st.booleans(), st.dates().map(str), st.just(str(date.today())), st.none(),
    st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


@st.composite
def acts(draw: st.DrawFn, id: str) -> tuple[str, dict[str, Any]] | None:
    """Give the name of an act and values of its fields, of whatever kind; None for what is no act."""
    if id not in ACTS:
        return None
    name = draw(st.sampled_from(sorted(ACTS[id])))
    fields = sorted(getattr(ACTS[id][name].form, "base_fields", {}))
    return name, draw(st.dictionaries(st.sampled_from(fields), VALUES)) if fields else {}


@pytest.mark.usefixtures("unlimited", "connected")
def test_nothing_is_answered_that_is_not_described_and_nothing_breaks(made: World) -> None:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    checks = [schemathesis.checks.CHECKS.get_one(name) for name in CHECKS]
    of_desk, desk, met = desk_requests_of(made), machine(made.county, "head"), set()
    there = requests_of(made) | of_desk

    def tried(operation: Any) -> None:
        id = operation.definition.raw["operationId"]
        known = there[id]
        made_up = [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]

        @trying(
            max_examples=TRIES, derandomize="TRIES" not in os.environ, database=None, deadline=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=st.one_of(made_up), is_there=st.booleans(), act=acts(id))
        def asked(case: Any, is_there: bool, act: tuple[str, dict[str, Any]] | None) -> None:
            if is_there:  # and whatever else is made up
                case.path_parameters = dict(known.get("path", case.path_parameters))
                if act:
                    case.path_parameters["name"], case.body = act
                case.headers = {**known.get("header", {}), **(case.headers or {})}
            if is_there and id in of_desk:
                case.headers = {**(case.headers or {}), **shown(id, known, desk)}
            response = case.call()
            met.add((id in of_desk, response.status_code))
            case.validate_response(response, checks=checks)

        asked()

    for result in schema.get_all_operations():
        tried(result.ok())
    assert {(of_it, status) for of_it in (False, True) for status in (200, 404, 422)} <= met
    assert (True, 401) in met
