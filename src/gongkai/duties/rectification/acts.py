"""The acts of this ledger, as the journal keeps them. `rectification.lifecycle` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

RAISED = Act("problem.raised", _("列入整改台账"), "条例第50条")
AMENDED = Act("problem.amended", _("更正问题"), "条例第50条")
PLANNED = Act("problem.planned", _("制定整改措施"), "条例第47条")
REPORTED = Act("problem.reported", _("记录整改进展"), "条例第47条")
CONCLUDED = Act("problem.concluded", _("提请核验"), "条例第47条")
VERIFIED = Act("problem.verified", _("核验通过"), "条例第47条")
RETURNED = Act("problem.returned", _("退回整改"), "条例第47条")
REOPENED = Act("problem.reopened", _("重新整改"), "条例第47条")
DROPPED = Act("problem.dropped", _("不列入台账"), "条例第50条")
