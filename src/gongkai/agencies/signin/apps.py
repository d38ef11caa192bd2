from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigninConfig(AppConfig):
    """Signing in."""

    name = "gongkai.agencies.signin"
    label = "signin"
    verbose_name = "登录"

    def ready(self) -> None:
        """Hear of what allauth and Django do, for the journal; join the navigation and the home page of the desk."""
        from gongkai.agencies.signin import dues, listening, rules
        from gongkai.ui import desk

        listening.begin()
        desk.register_section(desk.Section(_("邀请"), "signin:invitations", 72, rules.may_invite_anywhere))
        desk.register_due(dues.open_invitations)
