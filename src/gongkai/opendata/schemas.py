"""The JSON Schemas that are published, each with its version at an address that stays."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.channels.document import FORMAT as ITEM
from gongkai.disclosure.channels.schema import json_schema as item_schema
from gongkai.opendata.datasets import DATASETS, dataset_of
from gongkai.opendata.dictionary import schema_of
from gongkai.report.schema import SCHEMA as REPORT
from gongkai.report.schema import json_schema as report_schema

_DOCUMENTS = {"report": (REPORT, _("一份年度报告"), report_schema), "item": (ITEM, _("一条信息"), item_schema)}
"""Documents with a schema of their own: by the name it is published under, what they call themselves, the schema."""


class Published(NamedTuple):
    """A schema: the name and version it is published under, and what it describes."""

    name: str
    version: int
    title: Any

    @property
    def url(self) -> str:
        """Give where it is."""
        return reverse("opendata:schema", args=[self.name, self.version])


def schemas() -> list[Published]:
    """Give the schemas that are published: of a report and an item as a whole, and of the rows of each dataset."""
    documents = [Published(name, _version_of(called), title) for name, (called, title, _schema) in _DOCUMENTS.items()]
    return [*documents, *(Published(each.code, each.version, each.title) for each in DATASETS)]


def _version_of(called: str) -> int:
    """Give the version of a format that calls itself by it, as gongkai-report/1."""
    return int(called.rpartition("/")[2])


def schema_named(name: str, version: int) -> dict[str, Any] | None:
    """Give a schema by its name and version, if there is one."""
    if not any((each.name, each.version) == (name, version) for each in schemas()):
        return None
    found = dataset_of(name)
    return schema_of(found) if found is not None else _DOCUMENTS[name][2]()
