from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The API for machines."""

    name = "gongkai.api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Have tokens recognised, hear what others are told of, and join the navigation of the desk."""
        from gongkai.api import callers
        from gongkai.api.tokens.recognising import recognise
        from gongkai.api.tokens.rules import makes_some
        from gongkai.api.webhooks import outbox
        from gongkai.ui import desk

        callers.recognise_by(recognise)
        outbox.begin()
        section = desk.Section(_("系统接口"), "tokens:list", 90, makes_some, also=("webhooks:list",))
        desk.register_section(section)
