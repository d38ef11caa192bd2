from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    """What is published."""

    name = "gongkai.disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Join the navigation of the desk, its home page with what is due, and what may have attachments."""
        from gongkai.agencies.rules import has_sight
        from gongkai.attachments import owners
        from gongkai.disclosure import overlooked, rules
        from gongkai.disclosure.channels import alarms, outbox
        from gongkai.disclosure.dues import dues, shortcuts
        from gongkai.disclosure.models import Item
        from gongkai.ui import desk

        owners.register(
            Item,
            may_see=rules.may_see,
            may_add=rules.may_attach,
            may_remove=rules.may_detach,
            page="disclosure:detail",
        )
        desk.register_section(desk.Section(_("主动公开"), "disclosure:list", 10, has_sight))
        desk.register_section(desk.Section(_("公开目录"), "disclosure:catalogues", 11, has_sight))
        desk.register_section(desk.Section(_("公开渠道"), "channels:list", 12, has_sight))
        desk.register_due(dues)
        desk.register_shortcuts(shortcuts)
        desk.register_due(overlooked.dues)
        desk.register_due(alarms.dues)
        outbox.begin()
