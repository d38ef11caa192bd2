"""The page of settings: those of the site, and what the law leaves open with the default and the reason beside it."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

import gongkai.law
import gongkai.report
from gongkai.config.variables import VARIABLES
from gongkai.law.message import Message
from tools.reference.markdown import Line, grid, page
from tools.reference.modules import modules_of


class Setting(NamedTuple):
    """A field of a settings class: where it is, its default, the reason written beside it."""

    holder: str
    name: str
    default: object
    reason: str


def _is_settings(value: object) -> bool:
    """Tell whether a class holds settings: a dataclass whose name says so."""
    return (
        isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and value.__name__.endswith(("Settings", "Rules", "Limits"))
    )


def _reasons(holder: type) -> Mapping[str, str]:
    """Give the comment above each field; fields that follow without a blank line share it."""
    reasons: dict[str, str] = {}
    comment: list[str] = []
    fresh = True
    for line in map(str.strip, inspect.getsource(holder).splitlines()):
        if line.startswith("#"):
            comment = [*([] if fresh else comment), line.removeprefix("#").strip()]
            fresh = False
        else:
            fresh = True
            name, colon, _ = line.partition(":")
            if colon and name.isidentifier():
                reasons[name] = _joined(comment)
    return reasons


def _joined(lines: list[str]) -> str:
    """Join the lines of a comment: with a space, but not where Chinese runs on."""
    text = ""
    for line in lines:
        text += f" {line}" if text and (text[-1].isascii() or line[0].isascii()) else line
    return text


def settings() -> list[Setting]:
    """Give every setting of the law and the report."""
    return [
        Setting(f"{value.__module__}.{value.__name__}", field.name, getattr(value(), field.name), reasons[field.name])
        for module in modules_of(gongkai.law, gongkai.report)
        for value in vars(module).values()
        if _is_settings(value) and value.__module__ == module.__name__
        for reasons in [_reasons(value)]
        for field in dataclasses.fields(value)
    ]


def _shown(value: object) -> str:
    """Give a default as a person writes it."""
    match value:
        case bool():
            return "是" if value else "否"
        case None:
            return "（不设）"
        case Message():
            return str(value)
        case Enum():
            return _shown(value.value)
        case Mapping():
            return "、".join(f"{_shown(key)}：{_shown(item)}" for key, item in value.items()) or "（空）"
        case frozenset():
            return "、".join(sorted(map(_shown, value))) or "（空）"
        case tuple():
            return "、".join(map(_shown, value)) or "（空）"
        case str() | int() | float() | Decimal() | date():
            return str(value)
        case _:
            raise TypeError(f"no words here for a default of type {type(value).__name__}")


def site() -> list[str]:
    """List the settings of the site: each an environment variable."""
    lines: list[Line] = [
        (f"`{each.variable}`", f"`{each.default}`" if each.default else "（空）", each.kind.expects, each.about)
        for each in VARIABLES
    ]
    return [
        "## 网站",
        "网站的设置都是环境变量，一个也不设就能运行；写错的，启动时指出是哪一个。`gongkai settings` 列出现在的值。",
        grid(("环境变量", "默认", "可以写", "用途"), lines),
    ]


def every_setting() -> str:
    """List the settings of the site, and what the law leaves open: each setting with its default and its reason."""
    parts = [
        *site(),
        "## 法规没有写明的",
        "法规没有写明、或者只核到二手材料的地方，都是设置：默认值和理由如下，各地做法不同的可以改。",
    ]
    by_holder: dict[str, list[Line]] = {}
    for each in settings():
        by_holder.setdefault(each.holder, []).append((f"`{each.name}`", _shown(each.default), each.reason))
    for holder, lines in by_holder.items():
        parts += [f"### {holder}", grid(("设置", "默认", "理由"), lines)]
    return page("设置", *parts)
