"""The acts of this context, as the journal keeps them. `gongkai.feedback.lifecycle` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

WRITTEN = Act("letter.written", _("收到来信"), "条例第47条")
ASSIGNED = Act("letter.assigned", _("登记、分办"), "条例第47条")
DRAFTED = Act("letter.drafted", _("拟写答复"), "条例第47条")
RETURNED = Act("letter.returned", _("退回修改答复"), "条例第47条")
ANSWERED = Act("letter.answered", _("审核同意，答复"), "条例第47条")
SHOWN = Act("letter.shown", _("公开来信和答复"), "条例第15条")
HIDDEN = Act("letter.hidden", _("撤下公开的来信"))
