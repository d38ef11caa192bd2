"""The one API, v1: what it promises it keeps. Its parts join here, each by a line in `PARTS`."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from gongkai.api.bodies import Reading
from gongkai.api.door import door
from gongkai.api.handling import handlers

PREFIX = "api/v1/"
NAMESPACE = "api"
PARTS: tuple[tuple[str, str], ...] = (
    ("gongkai.api.parts.root", _("入口")),
    ("gongkai.api.parts.items", _("公开的信息")),
    ("gongkai.api.parts.categories", _("公开类别和栏目")),
    ("gongkai.api.parts.agencies", _("机关")),
    ("gongkai.api.parts.reports", _("年度报告")),
    ("gongkai.api.parts.search", _("搜索")),
    ("gongkai.api.parts.applications", _("申请和查询进度")),
    ("gongkai.api.desk.applications", _("机关系统：依申请公开")),
    ("gongkai.api.desk.files", _("机关系统：依申请公开")),
    ("gongkai.api.desk.acts", _("机关系统：依申请公开")),
    ("gongkai.api.desk.items", _("机关系统：主动公开")),
    ("gongkai.api.desk.figures", _("机关系统：数字")),
    ("gongkai.api.desk.filings", _("机关系统：年度报告")),
)
"""The modules of the parts, each with the heading it stands under in the description, in that order."""


class Plainly(JSONRenderer):
    """Writes JSON with Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  # as its parent has it


def _made() -> NinjaAPI:
    api = NinjaAPI(
        title="gongkai",
        version="1.0.0",
        urls_namespace=NAMESPACE,
        openapi_url=None,
        docs_url=None,
        parser=Reading(),
        renderer=Plainly(),
    )
    for raised, answer in handlers().items():
        api.add_exception_handler(raised, answer)
    for module, heading in PARTS:
        api.add_router("", import_module(module).router, tags=[heading])
    return api


api = _made()


def urls() -> tuple[list[URLPattern], str, str]:
    """Give the addresses of the API, each behind the door; of ninja's own none."""
    patterns, name, namespace = api.urls
    kept: list[URLPattern] = []
    for each in patterns:
        if isinstance(each, URLPattern) and each.name != "api-root":
            each.callback = door(each.callback)
            kept.append(each)
    return kept, name, namespace
