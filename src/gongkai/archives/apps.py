from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchivesConfig(AppConfig):
    """Retention and archives."""

    name = "gongkai.archives"
    verbose_name = _("归档与销毁")

    def ready(self) -> None:
        """Join the desk, pages of applications, and what is verified of the journal."""
        from gongkai.archives import rules
        from gongkai.archives.beside import beside_case
        from gongkai.archives.dues import dues
        from gongkai.archives.erasing import erased_without_a_list
        from gongkai.archives.models import Export
        from gongkai.attachments import owners
        from gongkai.journal import verifying
        from gongkai.ui import desk
        from gongkai.ui.beside import register_beside

        owners.register(
            Export, may_see=rules.nobody, may_add=rules.nobody, may_remove=rules.nobody, page="archives:home",
            personal=True, keeps=lambda attachment: True,
        )  # fmt: skip
        desk.register_section(desk.Section(_("归档与销毁"), "archives:home", 60, rules.sees_some))
        desk.register_due(dues)
        register_beside("applications.application", beside_case)
        verifying.register(erased_without_a_list)
