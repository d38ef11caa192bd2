"""The data dictionary: each column of each dataset, from the literal that the files are written from.

It lies with the files of each issue as CSV and JSON. A dataset has a JSON Schema of its rows too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import override

from gongkai.opendata.columns import Column, Dataset
from gongkai.opendata.datasets import DATASETS

NAME = "dictionary"
FORMS: Mapping[str, str] = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

_HEADINGS = (
    "数据集", "数据集名称", "序号", "列名", "名称", "类型", "必有", "单位", "说明", "可能的值", "来源", "依据"
)  # fmt: skip


def described(dataset: Dataset) -> dict[str, Any]:
    """Give a dataset and its columns in words."""
    return {
        "dataset": dataset.code,
        "version": dataset.version,
        "title": str(dataset.title),
        "about": str(dataset.about),
        "article": dataset.article,
        "key": list(dataset.key),
        "columns": [_column(each) for each in dataset.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": str(column.title),
        "type": column.type.code,
        "required": column.required,
        "unit": str(column.unit),
        "about": str(column.about),
        "values": [str(each) for each in column.values],
        "source": column.of,
        "article": column.article,
    }


def _lines() -> Iterator[tuple[Any, ...]]:
    for dataset in DATASETS:
        told = described(dataset)
        for place, (column, each) in enumerate(zip(dataset.columns, told["columns"]), start=1):
            yield (
                dataset.code, told["title"], place, each["name"], each["title"], str(column.type.name),
                "是" if column.required else "否", each["unit"], each["about"], "、".join(each["values"]),
                each["source"], each["article"],
            )  # fmt: skip


def write(folder: Path) -> None:
    """Write the dictionary into a folder, in Chinese."""
    with override("zh-hans"):
        out = io.StringIO(newline="")
        csv.writer(out).writerows([_HEADINGS, *_lines()])
        written = json.dumps({"datasets": [described(each) for each in DATASETS]}, ensure_ascii=False, indent=1)
    (folder / f"{NAME}.csv").write_bytes(out.getvalue().encode("utf-8-sig"))
    (folder / f"{NAME}.json").write_bytes(written.encode() + b"\n")


def schema_of(dataset: Dataset) -> dict[str, Any]:
    """Give the JSON Schema of a row of a dataset, as its lines of JSON have it."""
    with override("zh-hans"):
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:gongkai:open-data:{dataset.code}:{dataset.version}",
            "title": str(dataset.title),
            "description": str(dataset.about),
            "type": "object",
            "required": list(dataset.names),
            # What comes in a later release breaks nobody; so a reader lets it pass.
            "additionalProperties": True,
            "properties": {each.name: _property(each) for each in dataset.columns},
        }


def _property(column: Column) -> dict[str, Any]:
    kind = column.type.schema["type"]
    allowed = [str(each) for each in column.values]
    found: dict[str, Any] = {"title": str(column.title), **column.type.schema}
    found["type"] = kind if column.required else [kind, "null"]
    if column.about:
        found["description"] = str(column.about)
    if allowed:
        found["enum"] = allowed if column.required else [*allowed, None]
    return found
