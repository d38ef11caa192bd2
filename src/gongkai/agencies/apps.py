from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """Agencies and their people."""

    name = "gongkai.agencies"
    verbose_name = "行政机关"

    def ready(self) -> None:
        """Join the navigation and the home page of the desk, and say there which posts an officer holds."""
        from gongkai.agencies import dues, rules
        from gongkai.ui import desk

        desk.register_section(desk.Section(_("机关"), "agencies:list", 70, rules.has_sight))
        desk.register_section(desk.Section(_("人员"), "agencies:people", 71, rules.has_sight))
        desk.register_due(dues.agencies_lacking)
        desk.register_due(dues.posts_ending)
        desk.register_posts(lambda officer, on: map(str, rules.foremost(rules.posts_of(officer, on))))
