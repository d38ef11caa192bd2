"""The acts of this context, as the journal keeps them. `gongkai.filings.lifecycle` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

BEGUN = Act("filing.begun", _("开始编制年度报告"), "条例第49条")
COMPUTED = Act("filing.computed", _("计算年度报告的数字"), "条例第50条")
ENTERED = Act("filing.entered", _("填报年度报告的数字"), "条例第50条")
CORRECTED = Act("filing.corrected", _("更正年度报告的数字"), "条例第50条")
CORRECTION_TAKEN_BACK = Act("filing.correction_taken_back", _("取消数字更正"), "条例第50条")
WRITTEN = Act("filing.written", _("编写年度报告的文字"), "条例第50条")
PROBLEMS_CHOSEN = Act("filing.problems_chosen", _("选择写进第五部分的问题"), "条例第50条")
WAIVED = Act("filing.waived", _("说明检查提示"), "条例第50条")
WAIVER_TAKEN_BACK = Act("filing.waiver_taken_back", _("取消检查提示的说明"), "条例第50条")
FROZEN = Act("filing.frozen", _("冻结年度报告的数字"), "条例第49条")
REOPENED = Act("filing.reopened", _("解除冻结"), "条例第49条")
