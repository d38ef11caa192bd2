"""The acts of this context, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

REGION_ADDED = Act("region.added", _("增设行政区划"))
REGION_EDITED = Act("region.edited", _("修改行政区划"))

AGENCY_ADDED = Act("agency.added", _("登记机关"))
AGENCY_EDITED = Act("agency.edited", _("修改机关信息"), "条例第12条第2款")
AGENCY_MOVED = Act("agency.moved", _("改变隶属"))
AGENCY_DISSOLVED = Act("agency.dissolved", _("撤销机关"))

OFFICE_ADDED = Act("office.added", _("设科室"))
OFFICE_EDITED = Act("office.edited", _("修改科室"))
OFFICE_NAMED = Act("office.named", _("指定政府信息公开工作机构"), "条例第4条")
OFFICE_CLOSED = Act("office.closed", _("撤销科室"))

SUCCEEDED = Act("succession.recorded", _("登记机构沿革"), "国办公开办函〔2019〕14号")

MEMBER_ADDED = Act("membership.added", _("列入填报名单"))
MEMBER_LEFT = Act("membership.left", _("年中退出填报名单"))
MEMBER_REMOVED = Act("membership.removed", _("从填报名单删去"))

OFFICER_ADDED = Act("officer.added", _("登记工作人员"))
OFFICER_EDITED = Act("officer.edited", _("修改工作人员信息"))
OFFICER_SHUT_OUT = Act("officer.shut_out", _("停用账号"))
OFFICER_LET_IN = Act("officer.let_in", _("恢复账号"))

APPOINTED = Act("post.begun", _("任职"))
DELEGATED = Act("post.delegated", _("委托代行职责"))
POST_ENDED = Act("post.ended", _("任职到期"))

LIST_EXPORTED = Act("list.exported", _("导出列表"))
