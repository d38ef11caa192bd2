"""The acts of this context, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

CHOSEN = Act("notices.chosen", _("选择怎样接收通知"))
SENT_AGAIN = Act("notices.sent_again", _("重新发送通知"))
LEFT_UNSENT = Act("notices.left_unsent", _("不再发送通知"))
