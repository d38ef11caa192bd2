from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchivesConfig(AppConfig):
    """Retention and archives."""

    name = "gongkai.archives"
    verbose_name = _("归档与销毁")

    def ready(self) -> None:
        """Join what is verified of the journal."""
        from gongkai.archives.erasing import erased_without_a_list
        from gongkai.journal import verifying

        verifying.register(erased_without_a_list)
