"""The headers that officers' systems send, as the description of the API has them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

_IF_MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": _("读取时得到的 ETag：说明您看到的是哪一版。"),
    "schema": {"type": "string", "minLength": 1},
    "example": '"v1"',
}
_KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": _("每个新的请求用新的键；没有等到答复的，用同一个键原样再发，不会办第二次。"),
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "example": "window-3-20260302-0017",
}

ONCE: dict[str, Any] = {"parameters": [_KEY]}
"""Of what is done once under a key."""
ON_A_VERSION: dict[str, Any] = {"parameters": [_IF_MATCH, _KEY]}
"""Of what is done on the version that was seen, too."""
_BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
_ATTACHED: dict[str, Any] = {"type": "array", "items": _BYTES, "minItems": 1, "maxItems": 20}
_PERSONAL: dict[str, Any] = {
    "type": "boolean",
    "default": False,
    "description": _("含个人信息：加密保存，不会公开。这一次的文件都是。"),
}


def _form(**fields: Any) -> dict[str, Any]:
    schema = {"type": "object", "required": ["attached"], "properties": fields}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


FILES: dict[str, Any] = _form(attached=_ATTACHED)
"""Of what brings files."""
OPEN_FILES: dict[str, Any] = _form(attached=_ATTACHED, personal=_PERSONAL)
"""Of what brings files that may be made public."""
_SIGNED: dict[str, Any] = {"type": "object", "description": _("签发的内容，格式见 report 的 JSON Schema。")}
FILE: dict[str, Any] = {
    "responses": {200: {"content": {"application/json": {"schema": _SIGNED}, "*/*": {"schema": _BYTES}}}}
}
"""Of what gives a report that was signed, as a file."""
