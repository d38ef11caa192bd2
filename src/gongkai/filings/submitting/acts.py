"""The acts of handing reports up, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

# 条例第49条第1款 is on what a department hands in; to ask for it and to have it put right is 督促整改 (第47条第1款).

SUBMITTED = Act("submission.submitted", _("报送年度报告"), "条例第49条第1款")
RETURNED = Act("submission.returned", _("退回年度报告"), "条例第47条第1款")
ACCEPTED = Act("submission.accepted", _("接收年度报告"), "条例第49条第1款")
CHASED = Act("filing.chased", _("催报年度报告"), "条例第47条第1款")
