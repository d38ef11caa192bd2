"""Who a small bureau needs, as four people have it: who writes is not who reviews (条例第17条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty


class Role(NamedTuple):
    """What one of the four does, and the duties that it has here."""

    name: Any
    about: Any
    duties: tuple[Duty, ...]


ROLES: Mapping[str, Role] = {
    "handler": Role(_("经办人"), _("受理申请、拟稿、发布。"), (Duty.HANDLER, Duty.PUBLISHER)),
    "reviewer": Role(
        _("审查人"),
        _("审查拟公开的信息，不能是拟稿的人（条例第17条）。"),
        (Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER),
    ),
    "head": Role(
        _("公开工作机构负责人"),
        _("审批、延期、管理本机关人员（条例第4条、第33条）。"),
        (Duty.OFFICE_HEAD, Duty.ADMINISTRATOR),
    ),
    "leader": Role(_("分管领导"), _("第一责任人，签发年度报告。"), (Duty.LEADER,)),
}
