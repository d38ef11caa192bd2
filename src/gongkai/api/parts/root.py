"""Where the API begins: what there is, and its description."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from gongkai.api.answers import gives

router = Router()


class Root(Schema):
    """The way in."""

    site: str = Field(description=_("网站的地址。"), examples=["https://gk.example.gov.cn"])
    version: str = Field(description=_("接口的版本；v1 承诺的，v1 一直保持。"), examples=["1.0.0"])


@router.get("", response=gives(Root), url_name="root", operation_id="root", summary=_("接口的入口"))
def root(request: HttpRequest) -> Root:
    """Say what this is and where it is described."""
    return Root(site=settings.SITE_URL, version="1.0.0")
