"""What is done in the ledger of training, for the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

PLANNED = Act("training.planned", _("定年度培训计划"), "条例第48条")
SCHEDULED = Act("training.scheduled", _("安排培训"), "条例第48条")
CHANGED = Act("training.changed", _("调整培训安排"))
INVITED = Act("training.invited", _("通知参加培训"))
ATTENDED = Act("training.attended", _("签到"))
TICKED = Act("training.ticked", _("登记到场情况"))
HELD = Act("training.held", _("登记培训结果"), "条例第48条")
CANCELLED = Act("training.cancelled", _("取消培训"))
