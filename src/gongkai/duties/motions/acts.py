"""The acts of this ledger, as the journal keeps them. `motions.lifecycle` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

REGISTERED = Act("motion.registered", _("登记建议提案"), "条例第50条")
AMENDED = Act("motion.amended", _("更正登记"), "条例第50条")
ASSIGNED = Act("motion.assigned", _("分办"), "条例第50条")
CO_ASKED = Act("motion.co_asked", _("请会办"), "条例第50条")
OPINED = Act("motion.opined", _("提出会办意见"), "条例第50条")
PROLONGED = Act("motion.prolonged", _("延长办理期限"), "条例第50条")
DRAFTED = Act("motion.drafted", _("拟写答复"), "条例第50条")
RETURNED = Act("motion.returned", _("退回修改答复"), "条例第50条")
PASSED = Act("motion.passed", _("审核同意"), "条例第50条")
SIGNED = Act("motion.signed", _("签发答复"), "条例第50条")
TAKEN_OVER = Act("motion.taken_over", _("移入以前的答复"), "条例第50条")
RATED = Act("motion.rated", _("记录满意度"), "条例第50条")
HANDED_BACK = Act("motion.handed_back", _("退回交办单位"), "条例第50条")
PUBLISHED = Act("motion.published", _("关联公开的答复"), "条例第19条")
WITHHELD = Act("motion.withheld", _("说明答复不公开"), "条例第17条")
