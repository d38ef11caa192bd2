"""The pages of our JSON forms, of a report and of an item, from their JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.disclosure.channels.schema import json_schema as schema_of_item
from gongkai.report.schema import json_schema as schema_of_report
from tools.reference.markdown import Line, grid, page


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


def report() -> str:
    """Document our JSON form of a report from its JSON Schema."""
    top = schema_of_report()
    return _written(
        "年报的 JSON 格式",
        f"`gongkai report convert` 写出、各命令都能读入的格式。JSON Schema 随程序发布，标识为 `{top['$id']}`。",
        top,
    )


def item() -> str:
    """Document our JSON form of an item from its JSON Schema, and how it reaches others."""
    top = schema_of_item()
    return _written(
        "公开信息的 JSON 格式",
        f"公开渠道推送、导出和取走的格式。JSON Schema 随程序发布，标识为 `{top['$id']}`。",
        top,
        *_HANDED_OVER,
    )


_HANDED_OVER = (
    "## 怎样收到",
    "三种方式，内容都是这份文档：",
    "- 推送：以 POST 发到对方的接口。答复 2xx 就是收下；408、425、429 和 5xx 的，过 1、5、30 分钟和 2、8、16 小时再发；"
    "其他答复不再发。不跟随跳转。\n"
    "- 导出文件夹：每条信息一个文件夹 `item-编号`，有 `item.json`、`item.html` 和 `files/` 里的附件，整个替换。"
    "撤下的只留 `item.json`。以点开头的是正在写的，不要读。\n"
    "- 取走：定时请求给您的地址，加上 `&after=` 和上一次答复里的 `next`。",
    "## 推送的签名",
    "`X-Gongkai-Timestamp` 是发送时刻（秒）；`X-Gongkai-Signature` 是 `sha256=` 加上以密钥对“时刻、一个句点、正文”"
    "作的 HMAC-SHA256。两样都要核对，时刻差得远的不收。"
    "`Idempotency-Key` 是这次发送的编号，重发时不变：收过的可以不再处理。",
    "每次发送至少到达一次，可能到达几次，也可能晚到：同一编号只认 `changed_at` 最晚的。",
    "## 取走的答复",
    "`format` 为 `gongkai-feed/1`；`channel` 是渠道名称；`documents` 是 `after` 之后变动过的信息，每条只有最新的一份，"
    "另有发送编号 `key`；`next` 是下一次的 `after`；`more` 为真时还有，请马上再取。变动十秒后才列出。",
)


def _written(title: str, about: str, top: Mapping[str, Any], *more: str) -> str:
    parts = list(_object(top["title"], top))
    for name, node in top.get("$defs", {}).items():
        parts += _object(name, node)
    return page(title, about, *parts, *more)
