"""Help on the pages of tokens and webhooks."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("接口")
HELP = (
    Help(
        "tokens:list tokens:detail tokens:new",
        _("别的系统代本机关办理业务用的令牌：能办什么、用到哪一天。"),
        _("令牌只显示一次；只给用得着的权限，泄露了立即作废。"),
    ),
    Help(
        "webhooks:list webhooks:detail webhooks:new webhooks:edit",
        _("有事时通知别的系统的地址。通知带签名，没有送到的会重试。"),
        _("对方要核对签名；长期送不到的停用。"),
    ),
)
