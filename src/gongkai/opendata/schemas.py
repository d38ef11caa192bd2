"""The JSON Schemas that are published, each with its version at an address that stays."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.opendata.datasets import DATASETS, dataset_of
from gongkai.opendata.dictionary import schema_of
from gongkai.report.schema import SCHEMA, json_schema

REPORT = "report"


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
    """Give the schemas that are published: of a report as a whole, and of the rows of each dataset."""
    report = Published(REPORT, int(SCHEMA.rpartition("/")[2]), _("一份年度报告"))
    return [report, *(Published(each.code, each.version, each.title) for each in DATASETS)]


def schema_named(name: str, version: int) -> dict[str, Any] | None:
    """Give a schema by its name and version, if there is one."""
    if not any((each.name, each.version) == (name, version) for each in schemas()):
        return None
    found = dataset_of(name)
    return schema_of(found) if found is not None else json_schema()
