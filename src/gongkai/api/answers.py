"""What an endpoint declares of its answers: what it gives, and every way in which it may refuse.

@router.get("/items/{key}", response=gives(Item, 404, 410))
@router.post("/applications", response=takes(Receipt, 404, 409, status=201))
"""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import create_model

_PLACE: dict[str, Any] = {
    "in": (Literal["path", "query", "header", "body"], Field(description=_("在请求的哪一部分。"))),
    "name": (str, Field(description=_("哪一项；层层深入的用点隔开。整个有误的为空。"))),
    "code": (str, Field(description=_("哪里不对，供程序判断。"))),
    "message": (str, Field(description=_("哪里不对，供人看。"))),
}
Place = create_model("Place", __base__=Schema, **_PLACE)
"""A place of a request that cannot be as it is. What says where is a word that no class can have as a name."""


class Error(Schema):
    """What went wrong."""

    code: str = Field(description=_("错误代码，供程序判断；一个代码的意思永远不变。"), examples=["not-found"])
    message: str = Field(description=_("出了什么问题，供人看；语言按 Accept-Language。"))
    hint: str | None = Field(description=_("怎么办。"))
    citation: str | None = Field(description=_("依据的条款，如“条例第33条第2款”。"))
    where: list[Place] = Field(  # type: ignore[valid-type]
        description=_("请求的哪些地方不合要求。")
    )
    details: dict[str, Any] | None = Field(description=_("程序可以据以处理的其他内容。"))
    request_id: str = Field(description=_("请求编号；向管理员询问时请告知。"))


class Refusal(Schema):
    """The one shape of everything that goes wrong."""

    error: Error = Field(description=_("出了什么问题。"))


_ALWAYS = (401, 422, 429, 500, 503)
_OF_BODIES = (400, 413, 415)


def gives(model: Any, *refuses: int) -> dict[int, Any]:
    """Give what reading answers: with the thing, with nothing new (304), or with a refusal."""
    return {200: model, 304: None, **_refusals(*refuses)}


def takes(model: Any, *refuses: int, status: int = 200) -> dict[int, Any]:
    """Give what an act answers: with what came of it, or with a refusal."""
    return {status: model, **_refusals(*_OF_BODIES, *refuses)}


def _refusals(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(sorted({*_ALWAYS, *statuses}), Refusal)
