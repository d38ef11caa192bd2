"""Pages of what went wrong: in plain words, with what to do and the number of the request to name when asking.

They are drawn without the session, the officer and the database, any of which may be what is broken. `page` serves
every status; the others are what Django calls (`handler404` and its like, the view of a failed CSRF check).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gongkai.law.errors import GongkaiError
from gongkai.ui.display import Display


@dataclass(frozen=True)
class Trouble:
    """What went wrong, why that may be, and what to do."""

    title: Any
    why: Any
    do: Any


TROUBLES: Mapping[int, Trouble] = {
    400: Trouble(
        _("请求有误"),
        _("浏览器发来的内容不完整，或者不合规矩，没有办理。"),
        _("请返回上一页重试。从别处点来的链接，可能已经损坏。"),
    ),
    403: Trouble(
        _("无权办理"),
        _("您现在的职责不包括这件事。"),
        _("如果应当由您办理，请本机关管理员核对您的任职。"),
    ),
    404: Trouble(
        _("没有这个页面"),
        _("地址可能写错了，内容可能已经撤下，也可能不在您能看到的范围内。"),
        _("请核对地址，或者从首页找起。"),
    ),
    409: Trouble(
        _("现在不能这样办"),
        _("这件事的当前状态不允许这样做，没有办理。"),
        _("请返回上一页，刷新后看看最新情况。"),
    ),
    413: Trouble(
        _("内容太大"),
        _("发来的内容超过了允许的大小，没有收下。"),
        _("请减小文件，或者分几次提交。"),
    ),
    429: Trouble(
        _("操作太频繁"),
        _("短时间内的请求太多，为保护服务暂停了片刻。"),
        _("请稍等再试，不必重新填写。"),
    ),
    500: Trouble(
        _("系统出错了"),
        _("这是系统的问题，不是您的操作有误。这一步没有办成，已有的数据没有受影响。"),
        _("请稍后再试。仍然不行的，请把下面的编号告诉管理员。"),
    ),
    503: Trouble(
        _("暂时不能服务"),
        _("系统正在维护，或者数据库暂时连不上。这一步没有办成，已有的数据没有受影响。"),
        _("请过几分钟再试。仍然不行的，请把下面的编号告诉管理员。"),
    ),
}

TOO_LONG_OPEN = Trouble(
    _("页面已失效"),
    _("这一页打开得太久，或者浏览器不接受 Cookie，为安全起见没有办理。"),
    _("请返回上一页，刷新后再提交。"),
)


def page(
    request: HttpRequest,
    status: int,
    *,
    trouble: Trouble | None = None,
    error: GongkaiError | None = None,
    retry_after: int | None = None,
) -> HttpResponse:
    """Give the page of a status; with an error of ours it says that one's message, hint and provision."""
    body = render_to_string(
        "ui/error.html",
        {
            "trouble": trouble or TROUBLES[status],
            "error": error,
            "status": status,
            "retry_after": retry_after,
            "request_id": getattr(request, "request_id", ""),
            "csp_nonce": getattr(request, "csp_nonce", None),
            "display": Display.of(request),
            "at_desk": request.path.startswith("/desk/"),
        },
    )
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of a request that cannot be read, or is too large to be."""
    return page(request, 413 if isinstance(exception, RequestDataTooBig | TooManyFilesSent) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of what one may not do."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page of what is not there, or must not be known to be."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Give the page of a fault of ours."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give the page of a form whose token is missing or stale."""
    return page(request, 403, trouble=TOO_LONG_OPEN)


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Give the page of who asks too often, with the seconds to wait."""
    return page(request, 429, retry_after=retry_after)


def unavailable(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    """Give the page of a site that cannot serve now."""
    return page(request, 503, retry_after=retry_after)
