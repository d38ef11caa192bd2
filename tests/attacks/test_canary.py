"""Hostile text in every field of every row, rendered by every page: it is text wherever it comes out.

What is made of it is asked by its kind: a page shows no element and no address of it, a feed neither, a table for
spreadsheets has no formula of it, and a header or a line of a calendar no other beside it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from lxml import html as reader
from tests.attacks.places import signed_in, together
from tests.attacks.planting import MARK, PAYLOAD, make_lacking, plant, text_fields
from tests.county import County, county
from tests.test_roles import TABLE, expected

from gongkai.attachments.models import Attachment
from gongkai.ui import limits

FIRST = ("visitor", "head", "site")
"""Who looks where they may, the first of them that does: between them they see nearly all there is."""
_RUN = re.compile(r"""(?i)\b(?:href|src|action|formaction|data|xlink:href)\s*=\s*["']?\s*javascript:""")
_LINE = "X-Cnry:"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    """Give a county that all tests here find as it is."""
    return county()


@pytest.fixture(scope="module")
def places(made):  # type: ignore[no-untyped-def]
    """Give all addresses in it, and the names of those whose rows cannot stand beside the others."""
    return together(made)


@pytest.fixture(autouse=True)
def never_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "take", lambda *_: 0)


def looker(route: str) -> str | None:
    """Give the role that looks at a page, None where nobody sees it."""
    statuses = expected(TABLE.get(route.partition(" ")[0], {}))
    return next((role for role in (*FIRST, *statuses) if statuses[role] == 200), None)


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined, arg-type]


def wrong(answer: HttpResponseBase) -> str:
    """Say what hostile text has become in an answer where it is more than text, empty where it is not."""
    if any("\r" in value or "\n" in value for value in answer.headers.values()) or _LINE[:-1] in answer.headers:
        return "a header"
    body, kind = content(answer), answer.headers.get("Content-Type", "").partition(";")[0]
    if kind in _SPREADSHEETS:
        return _in_workbook(body)
    if kind not in _JUDGED:
        return ""
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        return "of no kind that is sure"
    return _JUDGED[kind](body.decode())


def _in_page(body: str) -> str:
    if MARK in body:
        return f"an element: {body[max(0, body.index(MARK) - 90) : body.index(MARK) + 20]}"
    return "an address that runs" if _RUN.search(body) else ""


def _in_feed(body: str) -> str:
    tree = ElementTree.fromstring(body)  # raises where it is no XML any more
    marked = [each.text or "" for each in tree.iter() if each.get("type") == "html"]
    return next(filter(None, map(_in_page, [body, *marked])), "")


def _in_json(body: str) -> str:
    value = json.loads(body)
    items = value.get("items", []) if isinstance(value, dict) else []
    return next(filter(None, (_in_page(each.get("content_html", "")) for each in items if isinstance(each, dict))), "")


def _in_table(body: str) -> str:
    cells = (cell for row in csv.reader(io.StringIO(body.removeprefix("\ufeff"))) for cell in row)
    return next((f"a formula: {cell}" for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")), "")


def _in_calendar(body: str) -> str:
    return "a line" if any(line.startswith(_LINE) for line in re.split(r"[\r\n]+", body)) else ""


_JUDGED = {
    "text/html": _in_page,
    "image/svg+xml": _in_page,
    "application/xml": _in_feed,
    "application/atom+xml": _in_feed,
    "application/json": _in_json,
    "application/feed+json": _in_json,
    "text/csv": _in_table,
    "text/calendar": _in_calendar,
    "text/plain": lambda body: "",
}
_SPREADSHEETS = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _in_workbook(body: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f" and "1+1" in str(cell.value)]
    linked = [cell.hyperlink.target for cell in cells if cell.hyperlink and "cnry" in str(cell.hyperlink.target)]
    return f"a formula: {formulas[0]}" if formulas else f"a link: {linked[0]}" if linked else ""


@transaction.atomic
def shown_wrong(client: Client, address: str, values: dict[str, Any] | None = None) -> str:
    """Say what is wrong with what is shown at an address, or answered to a form; undo what was done there."""
    answer = client.get(address) if values is None else client.post(address, values)
    found = wrong(answer)
    transaction.set_rollback(True)
    return found


NOT_PLANTED = frozenset({
    "disclosure.Sending.trouble", "filings.Filing.problems", "filings.LocalRule.point", "filings.LocalRule.words",
})  # fmt: skip
"""Texts of which there is none here: what a kind of rule or a state alone has. Their pages are those of the others."""


OTHER_FORMS = {
    "agencies:take-out": ("csv", "xlsx"), "disclosure:export-entries": ("csv", "xlsx"),
    "portal:feed": ("atom", "json"), "portal:search-feed": ("atom", "json"),
}  # fmt: skip
"""What is given in other forms, too, by the form that its address here has."""


@pytest.mark.django_db
def test_no_page_has_hostile_text_as_anything_but_text(made, places):
    make_lacking()
    done = plant()
    fields = {f"{model._meta.label}.{field.name}" for model, field in text_fields()}
    assert sorted(fields - done) == sorted(NOT_PLANTED)
    assert len(done) > 250
    addresses, clients = dict(places[0]), signed_in(made, *made.officers)
    for route, (one, other) in OTHER_FORMS.items():
        assert one in addresses[route]
        addresses[f"{route} {other}"] = addresses[route].replace(one, other)
    found = {
        f"{role} {route}": said
        for route, address in addresses.items()
        if (role := looker(route)) and (said := shown_wrong(clients[role], address))
    }
    assert found == {}
    # And it was there to be shown.
    assert "cnry" in clients["head"].get(addresses["applications:detail"]).content.decode()
    assert "cnry" in clients["visitor"].get(addresses["portal:published"]).content.decode()


NAMES = (
    "q", "query", "search", "name", "next", "page", "sort", "order", "year", "agency", "from", "until", "category",
    "state", "kind", "view", "title", "number", "code", "word", "form", "message", "error", "on", "of", "with",
)  # fmt: skip
"""What pages read of their addresses, and what they might."""


@pytest.mark.django_db
def test_nothing_of_an_address_or_a_form_is_given_back_as_anything_but_text(made, places):
    addresses = places[0]
    clients, found, sent = signed_in(made, "site", "head", "publisher"), {}, set()
    asked = dict.fromkeys(NAMES, PAYLOAD)
    for route, address in addresses.items():
        role = next((role for role in clients if expected(TABLE.get(route, {}))[role] == 200), None)
        if role is None:
            continue
        with transaction.atomic():
            answer = clients[role].get(address, asked)
            found[f"{route}?"] = wrong(answer)
            page = clients[role].get(address)
            transaction.set_rollback(True)
        for action, values in forms_of(page):
            if (form := (action or address, *values)) in sent:
                continue  # it stands on many pages
            sent.add(form)
            found[f"POST {action} on {route}"] = shown_wrong(clients[role], action or address, values)
    assert {where: said for where, said in found.items() if said} == {}
    assert len(sent) > 100


_CHOSEN = ("hidden", "checkbox", "radio")


def forms_of(page: HttpResponseBase) -> list[tuple[str, dict[str, Any]]]:
    """Give the forms of a page that are sent, filled in with hostile text wherever one can type."""
    if not page.headers.get("Content-Type", "").startswith("text/html") or page.status_code != 200:
        return []
    tree, found = reader.fromstring(content(page)), []
    for form in tree.forms:
        if form.method.upper() == "POST" and "logout" not in (form.action or ""):
            typed = [each for each in form.inputs if each.name and each.get("type") not in _CHOSEN]
            free = [each.name for each in typed if each.tag != "select"]
            found.append((form.action or "", {**dict(form.form_values()), **dict.fromkeys(free, PAYLOAD)}))
    return found


@pytest.mark.django_db
def test_names_of_files_make_no_header(made, places):
    addresses = places[0]
    Attachment.objects.update(open_name='a\r\nX-Cnry: 1"; filename=b.html', state="clean")
    answer = signed_in(made, "administrator")["administrator"].get(addresses["attachments:download"])
    answer.close()
    assert answer.status_code == 200
    assert "X-Cnry" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer.headers["Content-Disposition"]
