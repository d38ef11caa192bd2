"""The acts of this context, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

TOKEN_MADE = Act("token.made", _("生成接口令牌"))
TOKEN_ELSEWHERE = Act("token.elsewhere", _("令牌在别处被使用，没有让它办"))
TOKEN_REVOKED = Act("token.revoked", _("吊销接口令牌"))

WEBHOOK_SET_UP = Act("webhook.set_up", _("设立事件推送"))
WEBHOOK_EDITED = Act("webhook.edited", _("修改事件推送"))
WEBHOOK_SECRET_RENEWED = Act("webhook.secret_renewed", _("更换事件推送的密钥"))
WEBHOOK_STOPPED = Act("webhook.stopped", _("事件推送连续失败，自动停用"))
SENT_AGAIN = Act("webhook.sent_again", _("重新发送"))
