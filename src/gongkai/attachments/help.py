"""Help on the pages of files."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("附件")
HELP = (
    Help(
        "attachments:of attachments:remove",
        _("这一项的附件。文件加密保存，查过毒才能下载。"),
        _("传错了的可以删除，写明理由；已经公开或者发出的不能删。"),
    ),
)
