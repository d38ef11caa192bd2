"""Help on the pages of letters from the public."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("来信")
HELP = (
    Help(
        "feedback:list feedback:detail feedback:act feedback:personal",
        _("公众的意见建议和监督反映：机关没有主动公开或者没有依法答复的，公众可以反映。"),
        _("先交给办理的人，答复以后来信的人凭查询码看到。反映属实的，督促改正。"),
        ("条例第47条",),
    ),
)
