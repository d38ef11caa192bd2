"""The page of our JSON form of a report, from its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tools.reference.markdown import Line, grid, page


@cache
def _schema() -> Any:
    (file,) = (file for file in (files("gongkai.report") / "schema").iterdir() if file.name.endswith(".json"))
    return json.loads(file.read_text(encoding="utf-8"))


def _type(node: Mapping[str, Any]) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in node:
        return f"`{json.dumps(node['const'], ensure_ascii=False)}`"
    if "enum" in node:
        return "、".join(f"`{json.dumps(each, ensure_ascii=False)}`" for each in node["enum"])
    for word in ("anyOf", "oneOf"):
        if word in node:
            return " 或 ".join(map(_type, node[word]))
    types = node.get("type", "")
    name = " 或 ".join(types) if isinstance(types, list) else str(types)
    of = node.get("items", node.get("additionalProperties"))
    return f"{name}（{_type(of)}）" if isinstance(of, dict) else name


def _object(name: str, node: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    if node.get("description"):
        yield str(node["description"])
    shape = node.get("items", node) if node.get("type") == "array" else node
    if "properties" not in shape:
        yield f"类型：{_type(node)}"
        return
    required = shape.get("required", ())
    lines: list[Line] = [
        (f"`{key}`", _type(value), "是" if key in required else "", value.get("description", ""))
        for key, value in shape["properties"].items()
    ]
    yield grid(("名称", "类型", "必有", "说明"), lines)


def schema() -> str:
    """Document our JSON form of a report from its JSON Schema."""
    top = _schema()
    parts = list(_object(top["title"], top))
    for name, node in top.get("$defs", {}).items():
        parts += _object(name, node)
    return page(
        "年报的 JSON 格式",
        f"`gongkai report convert` 写出、各命令都能读入的格式。JSON Schema 随程序发布，标识为 `{top['$id']}`。",
        *parts,
    )
