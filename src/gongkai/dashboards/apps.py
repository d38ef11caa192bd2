from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """What heads and those who oversee look at."""

    name = "gongkai.dashboards"
    verbose_name = "全年监测"

    def ready(self) -> None:
        """Join the navigation of the desk."""
        from gongkai.agencies.rules import has_sight
        from gongkai.ui import desk

        desk.register_section(desk.Section(_("全年监测"), "dashboards:home", 5, has_sight))
