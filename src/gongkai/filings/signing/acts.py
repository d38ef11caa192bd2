"""The acts of review, signature and publication. `gongkai.filings.lifecycle` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

SENT = Act("filing.sent", _("年度报告送审"), "条例第49条")
APPROVED = Act("filing.approved", _("审核同意年度报告"), "条例第49条")
RETURNED = Act("filing.returned", _("退回年度报告"), "条例第49条")
SIGNED = Act("filing.signed", _("签发年度报告"), "条例第49条")
PUBLISHED = Act("filing.published", _("公布年度报告"), "条例第49条")
AMENDED = Act("filing.amended", _("修改已签发的年度报告"), "条例第49条")
PRACTICE_SET = Act("filing.practice_set", _("设置年度报告的审签规则"), "条例第49条")
