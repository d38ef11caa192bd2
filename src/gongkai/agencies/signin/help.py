"""Help on the pages of signing in."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("登录和账号")
HELP = (
    Help(
        "signin:account signin:sessions account_change_password account_set_password account_reauthenticate "
        "mfa_index mfa_activate_totp mfa_deactivate_totp mfa_add_webauthn mfa_list_webauthn mfa_edit_webauthn "
        "mfa_remove_webauthn mfa_reauthenticate mfa_view_recovery_codes mfa_generate_recovery_codes account_logout",
        _("您自己的账号：密码、两步验证、恢复码、在哪些地方登录着。"),
        _("设了两步验证的，把恢复码抄下来另放；手机丢了用它登录。看到不认识的登录，立即结束它并改密码。"),
    ),
    Help(
        "signin:invitations signin:invite signin:reset",
        _("邀请新人，或者给忘了密码的人一个重设的链接。链接只显示一次，只能用一次。"),
        _("把链接交给本人，不要发到群里。写错了的可以收回，再请一次。"),
    ),
)
