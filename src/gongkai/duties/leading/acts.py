"""What is done in the ledger of leadership, for the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

SET_UP = Act("leading.set_up", _("成立领导小组"), "条例第4条")
ADJUSTED = Act("leading.adjusted", _("调整领导小组"), "条例第4条")
CHARGED = Act("leading.charged", _("确定负责人"), "条例第4条")
STATED = Act("leading.stated", _("明确职责"), "条例第4条")
ENDED = Act("leading.ended", _("到期、离任"), "条例第4条")
STRUCK = Act("leading.struck", _("误录作废"))
SHOWN = Act("leading.shown", _("向社会公开"), "条例第4条")
HIDDEN = Act("leading.hidden", _("不再向社会公开"), "条例第4条")
