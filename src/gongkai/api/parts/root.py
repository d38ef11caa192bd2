"""Where the API begins: what there is, and its description."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from gongkai.api.answers import gives
from gongkai.api.errors import JSON

router = Router()


class Root(Schema):
    """The way in."""

    site: str = Field(description=_("网站的地址。"), examples=["https://gk.example.gov.cn"])
    docs: str = Field(description=_("给人看的说明。"))
    openapi: str = Field(description=_("给程序看的说明（OpenAPI 3.1）。"))
    version: str = Field(description=_("接口的版本；v1 承诺的，v1 一直保持。"), examples=["1.0.0"])


@router.get("", response=gives(Root), url_name="root", operation_id="root", summary=_("接口的入口"))
def root(request: HttpRequest) -> Root:
    """Say what this is and where it is described."""
    return Root(
        site=settings.SITE_URL,
        docs=settings.SITE_URL + reverse("developers:docs"),
        openapi=settings.SITE_URL + reverse("api:openapi"),
        version="1.0.0",
    )


@router.get(
    "openapi.json",
    response=gives(dict[str, Any]),
    url_name="openapi",
    operation_id="openapi",
    summary=_("接口说明（OpenAPI）"),
)
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description of the API, in the language asked for."""
    from gongkai.api.description import document  # which describes this module, too

    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type=JSON)
