from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingsConfig(AppConfig):
    """The annual reports that are compiled here."""

    name = "gongkai.filings"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Join the navigation of the desk."""
        from gongkai.agencies.rules import has_sight
        from gongkai.ui import desk

        desk.register_section(desk.Section(_("年度报告"), "filings:list", 50, has_sight))
