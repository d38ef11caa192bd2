"""Help on the pages of notices."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("通知")
HELP = (
    Help(
        "notices:list notices:detail notices:open notices:preferences notices:mobile notices:undelivered",
        _("您收到的通知，以及用邮件还是短信收。重要的通知不能关掉。"),
        _("出差的人把要紧的几种设成邮件或者短信。"),
    ),
)
