from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Leadership, training, assessment, motions and proposals, rectification."""

    name = "gongkai.duties"
    verbose_name = "监督保障"

    def ready(self) -> None:
        """Let the ledgers join, and with them the navigation of the desk."""
        from gongkai.duties import ledgers
        from gongkai.ui import desk

        ledgers.join()
        also = tuple(ledger.url_name for ledger in ledgers.joined())
        desk.register_section(desk.Section(_("监督保障"), "duties:home", 40, ledgers.sees_some, also))
