from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    """The journal of acts."""

    name = "gongkai.journal"
    verbose_name = "留痕"

    def ready(self) -> None:
        """See to it that no migration leaves the entries without protection."""
        from gongkai.journal.protection import put_in_place

        post_migrate.connect(put_in_place, sender=self, dispatch_uid="gongkai.journal.protection")
