"""The pages of the open data, its files as answers, its descriptions for machines."""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import http_date
from selectolax.lexbor import LexborHTMLParser
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.opendata import issuing
from gongkai.opendata.datasets import DATASETS
from gongkai.opendata.models import Issue
from gongkai.opendata.schemas import schemas

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 9)
LICENSE = "https://license.example/1.0"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


@pytest.fixture
def issue(made: County, tmp_path: Any, settings: Any) -> Issue:
    settings.OPEN_DATA_FILES, settings.OPEN_DATA_LICENSE = tmp_path / "open-data", LICENSE
    publish(made, begin(made))
    return issuing.make(DAY)


def test_a_download_that_broke_off_goes_on_where_it_stopped(issue: Issue) -> None:
    def ask(**headers: str) -> Any:
        shown = {name.replace("_", "-"): each for name, each in headers.items()}
        return Client().get("/open-data/files/items.csv", headers=shown)

    def sent(answer: Any) -> bytes:
        return b"".join(answer.streaming_content)

    whole = ask()
    content, tag, at = sent(whole), whole["ETag"], whole["Last-Modified"]
    size = len(content)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    for asked, start, stop in (("0-9", 0, 10), ("10-", 10, size), ("-5", size - 5, size), (f"5-{size * 9}", 5, size)):
        part = ask(Range=f"bytes={asked}")
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {start}-{stop - 1}/{size}")
        assert (part["Content-Length"], sent(part)) == (str(stop - start), content[start:stop])
        assert part["ETag"] == tag
    for held, status in ((tag, 206), (at, 206), ('"other"', 200), (f"W/{tag}", 200), (http_date(0), 200)):
        answer = ask(Range="bytes=1-", If_Range=held)
        assert (answer.status_code, sent(answer)) == (status, content[1:] if status == 206 else content), held
    for odd in ("bytes=0-1,3-4", "bytes=-", "lines=1-2", "bytes=x-y", "bytes=1", "bytes=5-4"):
        assert sent(ask(Range=odd)) == content, odd
    for none in (f"bytes={size}-", "bytes=-0"):
        answer = ask(Range=none)
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}"), none
    assert ask(Range="bytes=1-", If_None_Match=tag).status_code == 304
    head = Client().head("/open-data/files/items.csv", headers={"Range": "bytes=1-"})
    assert (head.status_code, head["Content-Length"]) == (200, str(size))


def test_before_the_first_night_the_page_says_so_and_there_is_no_file(made: County) -> None:
    shown = Client().get("/open-data/").content.decode()
    assert "还没有生成" in shown
    assert all(str(each.title) in shown for each in DATASETS)
    assert Client().get("/open-data/files/items.csv").status_code == 404
    assert Client().get("/open-data/dcat.ttl").status_code == 200
    assert Client().get("/open-data/items/").status_code == 200


def test_the_page_lists_every_dataset_with_its_files_and_the_front_page_leads_there(issue: Issue) -> None:
    shown = LexborHTMLParser(Client().get("/open-data/").content.decode())
    links = [each.attributes["href"] for each in shown.css("main a")]
    for dataset in DATASETS:
        assert f"/open-data/{dataset.code}/" in links
        assert {f"/open-data/files/{dataset.code}.{form}" for form in ("csv", "jsonl", "parquet")} <= set(links)
    assert {each.url for each in schemas()} <= set(links)
    assert LICENSE in links
    foot = LexborHTMLParser(Client().get("/").content.decode()).css("footer a")
    assert "/open-data/" in [each.attributes["href"] for each in foot]
    with CaptureQueriesContext(connection) as asked:
        Client().get("/open-data/")
    assert len(asked) <= 5


def test_the_page_of_a_dataset_is_its_dictionary(issue: Issue) -> None:
    for dataset in DATASETS:
        shown = LexborHTMLParser(Client().get(f"/open-data/{dataset.code}/").content.decode())
        (table,) = shown.css("section[aria-labelledby=columns] table")
        assert [each.text() for each in table.css("tbody tr td:nth-child(2)")] == list(dataset.names)
    dictionary = json.loads(b"".join(Client().get("/open-data/files/dictionary.json").streaming_content))  # type: ignore[attr-defined]
    assert [[c["name"] for c in each["columns"]] for each in dictionary["datasets"]] == [
        list(d.names) for d in DATASETS
    ]
    rows = b"".join(Client().get("/open-data/files/dictionary.csv").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(rows) == 1 + sum(len(each.columns) for each in DATASETS)


def test_a_file_is_given_whole_and_not_again_to_who_has_it(issue: Issue) -> None:
    told = issue.files["items"]["forms"]["csv"]
    answer = Client().get("/open-data/files/items.csv")
    assert (answer["Content-Type"], int(answer["Content-Length"])) == ("text/csv; charset=utf-8", told["size"])
    assert answer["Content-Disposition"] == 'attachment; filename="items-2026-03-09.csv"'
    assert answer["Cache-Control"] == "public, no-cache"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (len(content), sha256(content).hexdigest()) == (told["size"], told["sha256"])
    for known in ({"If-None-Match": answer["ETag"]}, {"If-Modified-Since": answer["Last-Modified"]}):
        again = Client().get("/open-data/2026-03-09/items.csv", headers=known)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


@pytest.mark.parametrize(
    "address",
    ["files/items.xlsx", "files/nothing.csv", "files/items..csv", "2026-03-08/items.csv", "2026-13-99/items.csv",
     "nothing/", "schema/items-2.json", "schema/nothing-1.json", "dcat.xml", "files/..%2Fsecret-key.csv"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(issue: Issue, address: str) -> None:
    assert Client().get(f"/open-data/{address}").status_code == 404


def test_schemas_are_published_under_names_that_stay_and_are_schemas(issue: Issue) -> None:
    assert Client().get("/open-data/schema/report-1.json").json()["properties"]["schema"] == {
        "const": "gongkai-report/1", "description": "格式名和版本。旧程序读不懂的改动，版本加一。",
    }  # fmt: skip
    for each in schemas():
        answer = Client().get(each.url)
        assert answer["Content-Type"] == "application/schema+json"
        jsonschema.Draft202012Validator.check_schema(answer.json())


def triples_of_json(node: dict[str, Any], found: set[tuple[str, str, str]]) -> str:
    """Give the key of a node, and add what is said of it; one without an address is told by what is said of it."""
    if "@value" in node:
        return json.dumps([node["@value"], node.get("@language", ""), node.get("@type", "")])
    said = [("rdf:type", each) for each in node.get("@type", [])]
    for name, values in node.items():
        if not name.startswith("@"):
            said += [(name, triples_of_json(each, found)) for each in values]
    key = node.get("@id") or repr(sorted(said))
    found |= {(key, name, value) for name, value in said}
    return str(key)


TERM = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")(?:@(?P<language>\w+)|\^\^(?P<type>\S+))?|<(?P<iri>[^<>]*)>|(?P<sign>[\[\];.])(?=\s|$)|(?P<name>\w+:\w+))'
)


def triples_of_turtle(written: str) -> set[tuple[str, str, str]]:
    """Read the part of Turtle that is written here."""
    body = written[written.index("\n\n") :]
    terms = [each.groupdict() for each in TERM.finditer(body)]
    assert "".join(each[0] for each in TERM.finditer(body)).split() == body.split()
    found: set[tuple[str, str, str]] = set()

    def value(at: int) -> tuple[str, int]:
        term = terms[at]
        if term["text"] is not None:
            return json.dumps([json.loads(term["text"]), term["language"] or "", term["type"] or ""]), at + 1
        if term["sign"] == "[":
            said, at = statements(at + 1)
            key = repr(sorted(said))
            found.update((key, name, each) for name, each in said)
            return key, at + 1
        return term["iri"] or term["name"], at + 1

    def statements(at: int) -> tuple[list[tuple[str, str]], int]:
        said = []
        while True:
            name = terms[at]["name"]
            each, at = value(at + 1)
            said.append((name, each))
            if terms[at]["sign"] != ";":
                return said, at
            at += 1

    at = 0
    while at < len(terms):
        subject = terms[at]["iri"]
        said, at = statements(at + 1)
        found |= {(subject, name, each) for name, each in said}
        assert terms[at]["sign"] == "."
        at += 1
    return found


def test_dcat_says_the_same_in_both_forms_with_the_size_and_digest_of_each_file(issue: Issue) -> None:
    found: set[tuple[str, str, str]] = set()
    answer = Client().get("/open-data/dcat.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    catalogue = answer.json()
    triples_of_json({name: each for name, each in catalogue.items() if name != "@context"}, found)
    assert triples_of_turtle(Client().get("/open-data/dcat.ttl").content.decode()) == found
    datasets = {key for key, name, value in found if (name, value) == ("rdf:type", "dcat:Dataset")}
    files = {key for key, name, value in found if (name, value) == ("rdf:type", "dcat:Distribution")}
    assert (len(datasets), len(files)) == (len(DATASETS), 3 * len(DATASETS))
    for key in datasets | files:
        said = {name for subject, name, _value in found if subject == key}
        assert {"dct:title", "dct:modified"} <= said
    for key in files:
        said_of = {name: value for subject, name, value in found if subject == key}
        name, _, form = key.rpartition("/")[2].partition(".")
        told = issue.files[name]["forms"][form]
        assert said_of["dct:license"] == LICENSE
        assert json.loads(said_of["dcat:byteSize"]) == [str(told["size"]), "", "xsd:nonNegativeInteger"]
        assert told["sha256"] in said_of["spdx:checksum"]
        given = Client().get(said_of["dcat:downloadURL"].removeprefix("http://127.0.0.1:8000"))
        assert len(b"".join(given.streaming_content)) == told["size"]  # type: ignore[attr-defined]
    assert {reverse("opendata:schema", args=["items", 1])} == {
        value.removeprefix("http://127.0.0.1:8000")
        for key, name, value in found
        if name == "dct:conformsTo" and "/items/" in key
    }
