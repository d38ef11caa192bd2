"""The acts of setting a site up, as the journal of the site keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

BEGUN = Act("setup.begun", _("开始首次设置"))
CODE_DRAWN = Act("setup.code_drawn", _("给出一次性代码"))
CHOSEN = Act("setup.agency_chosen", _("选定本机关"))
CALENDAR_ADDED = Act("setup.calendar_added", _("录入放假安排"), "放假办法第2条")
CALENDAR_SEEN = Act("setup.calendar_seen", _("核对工作日历"))
LETTER_SENT = Act("setup.letter_sent", _("发出测试邮件"))
LETTER_ARRIVED = Act("setup.letter_arrived", _("测试邮件已收到"))
WITHOUT_MAIL = Act("setup.without_mail", _("选定不发邮件"))
KEYS_KEPT = Act("setup.keys_kept", _("密钥已另行保管"))
FINISHED = Act("setup.finished", _("首次设置完成"))
