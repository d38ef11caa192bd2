from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    """The first setting-up."""

    name = "gongkai.config.setup"
    label = "setup"
    verbose_name = "首次设置"

    def ready(self) -> None:
        """Join the desk while there is something to set up."""
        from gongkai.config.setup.dues import to_set_up
        from gongkai.config.setup.services import may_set_up
        from gongkai.ui.desk import Section, register_due, register_section

        register_section(Section(_("首次设置"), "setup:index", 1, lambda officer, on: may_set_up(officer)))
        register_due(to_set_up)
