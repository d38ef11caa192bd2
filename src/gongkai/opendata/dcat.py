"""The datasets described by DCAT, as portals of open data harvest them: one graph, written as JSON-LD or Turtle.

What of the application profile (DCAT-AP) is asked for is there, as far as the site knows it: publisher, title and
description in Chinese and English, when it was changed, how often it is, under what terms, and of each file its form,
size and digest. Nothing of it is invented: a license that is not set is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from gongkai.opendata import writing
from gongkai.opendata.columns import Dataset
from gongkai.opendata.datasets import DATASETS
from gongkai.opendata.models import Issue
from gongkai.opendata.schemas import schemas
from gongkai.portal.directory import whose

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_MEDIA = "https://www.iana.org/assignments/media-types/"


class Resource(NamedTuple):
    """Something that has an address, full or with a prefix."""

    iri: str


class Literal(NamedTuple):
    """A text, in a language or of a type that is named with its prefix."""

    text: str
    language: str = ""
    type: str = ""


class Node(NamedTuple):
    """A resource, or one without an address, and what is said of it."""

    iri: str
    said: tuple[tuple[str, Any], ...]


def described(issue: Issue | None) -> Node:
    """Give the catalogue with its datasets, and their files in an issue if there is one."""
    site = settings.SITE_URL
    region = whose()
    host = settings.SITE_HOST or (f"{region}" if region else str(urlsplit(site).hostname))
    publisher = Node(f"{site}/#publisher", (_is("foaf:Agent"), ("foaf:name", Literal(host, "zh"))))
    here = site + reverse("opendata:home")
    return Node(
        here,
        (
            _is("dcat:Catalog"),
            *_in_words("dct:title", lambda: gettext("开放数据")),
            *_in_words("dct:description", lambda: gettext("本网站公开的全部信息，供下载")),
            ("dct:publisher", publisher),
            ("dct:language", Resource(_CHINESE)),
            ("foaf:homepage", Resource(here)),
            *_changed(issue),
            *_terms(),
            *(("dcat:dataset", _dataset(each, issue, publisher)) for each in DATASETS),
        ),
    )


def _is(kind: str) -> tuple[str, Any]:
    return "rdf:type", Resource(kind)


def _in_words(name: str, words: Callable[[], Any]) -> Iterator[tuple[str, Any]]:
    """Give a text in each language of the site."""
    for tag, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            yield name, Literal(str(words()), tag)


def _changed(issue: Issue | None) -> Iterator[tuple[str, Any]]:
    if issue is not None:
        at = localtime(issue.made_at).isoformat(timespec="seconds")
        yield "dct:modified", Literal(at, type="xsd:dateTime")


def _terms() -> Iterator[tuple[str, Any]]:
    written = settings.OPEN_DATA_LICENSE
    if urlsplit(written).scheme in ("http", "https"):
        yield "dct:license", Resource(written)
    elif written:
        yield "dct:rights", Node("", (_is("dct:RightsStatement"), ("dct:description", Literal(written, "zh"))))


def _dataset(dataset: Dataset, issue: Issue | None, publisher: Node) -> Node:
    page = settings.SITE_URL + reverse("opendata:dataset", args=[dataset.code])
    schema = next(each for each in schemas() if each.name == dataset.code)
    words = [pair for each in dataset.keywords for pair in _in_words("dcat:keyword", lambda each=each: each)]  # type: ignore[misc]
    return Node(
        f"{page}#dataset",
        (
            _is("dcat:Dataset"),
            ("dct:identifier", Literal(dataset.code)),
            *_in_words("dct:title", lambda: dataset.title),
            *_in_words("dct:description", lambda: dataset.about),
            *words,
            ("dct:publisher", Resource(publisher.iri)),
            ("dct:language", Resource(_CHINESE)),
            ("dct:accrualPeriodicity", Resource(_DAILY)),
            ("dcat:version", Literal(str(dataset.version))),
            ("dcat:landingPage", Resource(page)),
            ("dct:conformsTo", Resource(settings.SITE_URL + schema.url)),
            *_changed(issue),
            *(("dcat:distribution", each) for each in _distributions(dataset, issue, page)),
        ),
    )


def _distributions(dataset: Dataset, issue: Issue | None, page: str) -> Iterator[Node]:
    forms = issue.files[dataset.code]["forms"] if issue and dataset.code in issue.files else {}
    for form, told in forms.items():
        url = settings.SITE_URL + reverse("opendata:file", kwargs={"name": dataset.code, "form": form})
        checksum = (
            _is("spdx:Checksum"),
            ("spdx:algorithm", Resource("spdx:checksumAlgorithm_sha256")),
            ("spdx:checksumValue", Literal(told["sha256"], type="xsd:hexBinary")),
        )
        yield Node(
            url,
            (
                _is("dcat:Distribution"),
                ("dct:title", Literal(f"{dataset.code}.{form}")),
                ("dcat:accessURL", Resource(page)),
                ("dcat:downloadURL", Resource(url)),
                ("dcat:mediaType", Resource(_MEDIA + writing.FORMS[form].partition(";")[0])),
                ("dct:format", Literal(form.upper())),
                ("dcat:byteSize", Literal(str(told["size"]), type="xsd:nonNegativeInteger")),
                ("spdx:checksum", Node("", checksum)),
                *_changed(issue),
                *_terms(),
            ),
        )


def as_json(node: Node) -> bytes:
    """Write a graph as JSON-LD."""
    return json.dumps({"@context": PREFIXES, **_object(node)}, ensure_ascii=False, indent=1).encode() + b"\n"


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, Resource):
        return {"@id": value.iri}
    if isinstance(value, Literal):
        told = {"@language": value.language, "@type": value.type}
        return {"@value": value.text, **{name: each for name, each in told.items() if each}}
    found: dict[str, Any] = {"@id": value.iri} if value.iri else {}
    for name, each in value.said:
        found.setdefault(name, []).append(_object(each))
    if "rdf:type" in found:
        found["@type"] = [each["@id"] for each in found.pop("rdf:type")]
    return found


def as_turtle(node: Node) -> bytes:
    """Write a graph as Turtle: each resource that has an address by itself, the others where they are named."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    for each in _addressed(node):
        said = " ;\n  ".join(f"{name} {_term(value)}" for name, value in each.said)
        lines += ["", f"<{_escaped(each.iri)}> {said} ."]
    return "\n".join([*lines, ""]).encode()


def _addressed(node: Node) -> Iterator[Node]:
    if node.iri:
        yield node
    for _name, value in node.said:
        if isinstance(value, Node):
            yield from _addressed(value)


def _term(value: Any) -> str:
    if isinstance(value, Literal):
        quoted = json.dumps(value.text, ensure_ascii=False)
        return f"{quoted}@{value.language}" if value.language else f"{quoted}^^{value.type}" if value.type else quoted
    if isinstance(value, Node) and not value.iri:
        return "[ {} ]".format(" ; ".join(f"{name} {_term(each)}" for name, each in value.said))
    prefix = value.iri.partition(":")[0]
    return value.iri if prefix in PREFIXES else f"<{_escaped(value.iri)}>"


def _escaped(iri: str) -> str:
    """Give an address without what may not stand in one."""
    return "".join(f"\\u{ord(sign):04X}" if sign in '<>"{}|^`\\' or sign <= " " else sign for sign in iri)


FORMS: Mapping[str, tuple[str, Callable[[Node], bytes]]] = {
    "jsonld": ("application/ld+json", as_json),
    "ttl": ("text/turtle; charset=utf-8", as_turtle),
}
"""The forms of the description by the ending of its address, each with what kind of content it is."""
