from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """The public pages."""

    name = "gongkai.portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Have the database tell when what public pages show has changed; suggest and find what is published."""
        from gongkai.portal import subscribing, suggesting
        from gongkai.portal.watching import watch
        from gongkai.search.selectors import among

        post_migrate.connect(watch, sender=self, dispatch_uid="gongkai.portal")
        suggesting.register(suggesting.of_items)
        suggesting.register(suggesting.of_guides)
        subscribing.register_matcher(among)
