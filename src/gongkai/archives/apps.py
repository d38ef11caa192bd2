from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchivesConfig(AppConfig):
    """Retention and archives."""

    name = "gongkai.archives"
    verbose_name = _("归档与销毁")

    def ready(self) -> None:
        """Join what is verified of the journal."""
        from gongkai.archives import rules
        from gongkai.archives.erasing import erased_without_a_list
        from gongkai.archives.models import Export
        from gongkai.attachments import owners
        from gongkai.journal import verifying

        owners.register(
            Export, may_see=rules.nobody, may_add=rules.nobody, may_remove=rules.nobody, page="archives:exports",
            personal=True, keeps=lambda attachment: True,
        )  # fmt: skip
        verifying.register(erased_without_a_list)
