"""What a token may be made for (权限范围): a literal table; each scope with the duties of those who may give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.applications import rules as applications
from gongkai.disclosure import rules as disclosure
from gongkai.filings import rules as filings


@dataclass(frozen=True)
class Scope:
    """One thing that a token lets a program do; `duties` are those of who may give it, None where any post will do."""

    name: str
    words: Any
    duties: frozenset[str] | None = None


SCOPES: tuple[Scope, ...] = (
    Scope("applications:register", _("登记收到的申请，附上扫描件"), applications.HANDLING),
    Scope("applications:read", _("查看申请的办理情况（没有申请人的信息和申请内容）")),
    Scope("applications:personal", _("查看申请人的信息和申请内容，每次写明事由、留痕"), applications.HANDLING),
    Scope("applications:act", _("办理申请"), applications.HANDLING),
    Scope("applications:decide", _("审查、同意延期、作出答复"), applications.PASSING | applications.HANDLING),
    Scope("items:read", _("查看未公开的稿件")),
    Scope("items:write", _("拟稿、修改和送审（不能审查，不能公开）"), disclosure.WRITING),
    Scope("figures:read", _("查看各年的数字")),
    Scope("figures:write", _("填报表二的数字"), disclosure.WRITING),
    Scope("filings:read", _("查看和下载年度报告")),
    Scope("filings:submit", _("报送已签发的年度报告"), filings.COMPILING),
)
SCOPE_BY_NAME: Mapping[str, Scope] = {scope.name: scope for scope in SCOPES}
