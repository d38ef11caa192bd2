"""The acts of signing in, as the journal of the site keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

SIGNED_IN = Act("signin.signed_in", _("登录"))
SIGNED_OUT = Act("signin.signed_out", _("退出登录"))
FAILED = Act("signin.failed", _("登录未成功"))
LOCKED = Act("signin.locked", _("连续登录未成功，已锁定"))
UNLOCKED = Act("signin.unlocked", _("解除登录锁定"))
SESSIONS_ENDED = Act("signin.sessions_ended", _("结束登录会话"))

PASSWORD_CHANGED = Act("signin.password_changed", _("修改密码"))
PASSWORD_TAKEN = Act("signin.password_taken", _("作废密码"))

STEP_ADDED = Act("signin.step_added", _("设置两步验证"))
STEP_REMOVED = Act("signin.step_removed", _("去掉两步验证"))
CODES_RENEWED = Act("signin.codes_renewed", _("更换恢复码"))
IDENTITY_LINKED = Act("signin.identity_linked", _("关联统一身份认证"))

INVITED = Act("invitation.made", _("邀请"))
RESET_MADE = Act("invitation.reset_made", _("发出重设密码的链接"))
INVITATION_WITHDRAWN = Act("invitation.withdrawn", _("收回邀请"))
INVITATION_USED = Act("invitation.used", _("接受邀请"))
