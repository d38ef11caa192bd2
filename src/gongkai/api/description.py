"""The description of the API (OpenAPI 3.1), made from the types of the endpoints: for machines, and for the page.

Sentences stand in the types in Chinese and are said in the language asked for. Examples are answers that were really
given (`examples.json`); a test asks for each again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from ninja.openapi.schema import OpenAPISchema
from ninja.responses import NinjaJSONEncoder

from gongkai.api import v1

_ABOUT = _(
    "公开信息的读取不需要令牌；申请和查询进度与门户上的表单相同；机关的系统凭令牌办理。"
    "列表用游标翻页：把上一页的 next 原样放进 cursor。"
    "读取的回答都带 ETag，再读时放进 If-None-Match，没有变化就回答304。"
    "出了问题的回答都是同一个样子，见 Refusal。请求太频繁的回答429，等 Retry-After 所说的秒数再来。"
    "错误说明和名称的语言按 Accept-Language，zh 或者 en。v1 承诺的一直保持：只会新增，不会改变或者去掉。"
)
SOMEWHERE = "https://gk.example.gov.cn"
"""Where the examples are from, as they are written; a site shows its own address in its place."""

_SAID = frozenset({"description", "summary"})
_MEANINGS: Mapping[str, str] = {
    "200": _("办成了。"),
    "201": _("登记了。"),
    "202": _("收下了，稍后办理。"),
    "204": _("办成了，没有内容。"),
    "304": _("没有变化：与 If-None-Match 所说的相同。"),
    "400": _("请求读不懂。"),
    "401": _("没有出示令牌，或者令牌无效。"),
    "403": _("令牌没有这个权限。"),
    "404": _("没有，或者不公开。"),
    "409": _("现在的状态或者法律不允许，没有办理。"),
    "410": _("已经撤下。"),
    "412": _("读取之后已经被改动，没有办理。"),
    "413": _("请求太大。"),
    "415": _("正文的类型不对。"),
    "422": _("有的内容不合要求，见 where。"),
    "428": _("要用 If-Match 说明改的是哪一版。"),
    "429": _("请求太频繁。"),
    "500": _("系统出错了。"),
    "503": _("暂时不能服务。"),
}
"""What a status means, for its place in the description."""

_SAID_ALIKE: Mapping[str, str] = {
    "address": _("通信地址。"),
    "agency": _("机关。"),
    "applicants": _("申请人。"),
    "arrived_on": _("到达日期。"),
    "at": _("时刻。"),
    "category": _("公开类别。"),
    "channel": _("提交渠道。"),
    "closed_on": _("办结日期；没有办结的为 null。"),
    "collector": _("汇总机关。"),
    "column": _("列的代码。"),
    "description": _("所需信息。"),
    "due_on": _("期限届满之日；没有期限的为 null。"),
    "email": _("电子邮箱。"),
    "fields": _("要填的各项。"),
    "figures": _("数字。"),
    "filing": _("年度报告。"),
    "form": _("文件的格式。"),
    "handler": _("经办人；还没有的为 null。"),
    "help": _("填写说明。"),
    "id": _("编号。"),
    "identity_kind": _("身份证明的种类。"),
    "key": _("编号。"),
    "label": _("名称。"),
    "late": _("是不是逾期。"),
    "means": _("载体形式。"),
    "name": _("代码或者名称。"),
    "note": _("说明。"),
    "number": _("号码。"),
    "obtaining": _("怎样获取。"),
    "office": _("科室；还没有的为 null。"),
    "outcome": _("办理结果的代码。"),
    "postcode": _("邮政编码。"),
    "published_at": _("公布的时刻。"),
    "received_on": _("收到之日；还没有确认的为 null。"),
    "row": _("行的代码。"),
    "signed_at": _("签发的时刻。"),
    "stage": _("办理环节的代码。"),
    "submissions": _("报送的记录。"),
    "table": _("表的代码。"),
    "title": _("名称。"),
    "value": _("值。"),
    "version": _("版次。"),
    "versions": _("各版，新的在前。"),
    "year": _("年度。"),
}
"""What is said of a field or parameter that says nothing of itself: those called the same are the same everywhere."""

_TAG_HEADER = {"ETag": {"description": _("内容的标记；再读时放进 If-None-Match。"), "schema": {"type": "string"}}}
_WAIT_HEADER = {"Retry-After": {"description": _("等几秒再来。"), "schema": {"type": "integer", "minimum": 0}}}


class TwoOfOneName(Exception):
    """Two schemas of the API have one name: one of them would be described as the other."""


class Described(OpenAPISchema):
    """The description as ninja makes it, which two schemas of one name may not stand in."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Add schemas; raise TwoOfOneName where another has that name."""
        for name, schema in definitions.items():
            there = self.schemas.get(name, schema)
            if set(there.get("properties", ())) != set(schema.get("properties", ())):
                raise TwoOfOneName(name)
        super().add_schema_definitions(definitions)


def document() -> dict[str, Any]:
    """Give the description in the language spoken now."""
    return _document(get_language() or settings.LANGUAGE_CODE)


@cache
def _document(language: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(Described(v1.api, v1.PREFIX), cls=NinjaJSONEncoder))
    made["info"] = {"title": _("政府信息公开接口"), "version": v1.api.version, "description": _ABOUT}
    made["servers"] = [{"url": settings.SITE_URL}]
    made["tags"] = [{"name": heading} for heading in dict.fromkeys(heading for _module, heading in v1.PARTS)]
    shown = examples()
    for operation in (each for _path, _method, each in operations(made)):
        _answers(operation, shown.get(operation["operationId"]))
        _request(operation, shown.get(operation["operationId"]))
    _without_english(made)
    _say_alike(made)
    made["info"]["title"] = gettext(made["info"]["title"])
    _translated(made)
    return made


def operations(made: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Go through the operations of a description: path, method, and what is said of it."""
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@lru_cache(maxsize=1)
def examples() -> Mapping[str, Any]:
    """Give for operations, by their ids, how each was asked once and what it answered."""
    written = files("gongkai.api").joinpath("examples.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(written.replace(SOMEWHERE, settings.SITE_URL))
    return found


def _answers(operation: dict[str, Any], example: Mapping[str, Any] | None) -> None:
    for status, answer in operation["responses"].items():
        answer["description"] = _MEANINGS.get(status, answer["description"])
        if status == "200" and "304" in operation["responses"]:
            answer["headers"] = _TAG_HEADER
        if status in ("429", "503"):
            answer["headers"] = _WAIT_HEADER
        if example is not None and example["status"] == int(status) and "answer" in example:
            answer["content"]["application/json"]["example"] = example["answer"]


def _request(operation: dict[str, Any], example: Mapping[str, Any] | None) -> None:
    if example is None:
        return
    for parameter in operation["parameters"]:
        given = example.get(parameter["in"], {})
        if parameter["name"] in given:
            parameter["example"] = given[parameter["name"]]
    if "body" in example:
        operation["requestBody"]["content"]["application/json"]["example"] = example["body"]


def _without_english(said: Any) -> None:
    """Leave out what ninja takes from our docstrings, which are for whoever reads the code."""
    if isinstance(said, dict):
        for name in _SAID & set(said):
            if isinstance(said[name], str) and said[name].isascii():
                del said[name]
        for name, each in said.items():
            if name not in ("example", "examples"):
                _without_english(each)
    elif isinstance(said, list):
        for each in said:
            _without_english(each)


def _say_alike(made: Mapping[str, Any]) -> None:
    """Say of fields and parameters that say nothing of themselves what those of their name are."""
    said = [(each["name"], each) for _path, _method, operation in operations(made) for each in operation["parameters"]]
    for schema in made["components"]["schemas"].values():
        said += schema.get("properties", {}).items()
    for name, each in said:
        if "description" not in each and name in _SAID_ALIKE:
            each["description"] = _SAID_ALIKE[name]


def _translated(said: Any) -> None:
    """Say every sentence in the language spoken now; examples stay as they are."""
    if isinstance(said, list):
        for each in said:
            _translated(each)
    if not isinstance(said, dict):
        return
    for name, each in said.items():
        if name in _SAID and isinstance(each, str):
            said[name] = gettext(each)
        elif name == "tags":
            said[name] = [{"name": gettext(tag["name"])} if isinstance(tag, dict) else gettext(tag) for tag in each]
        elif name not in ("example", "examples"):
            _translated(each)
