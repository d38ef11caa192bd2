from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """People told."""

    name = "gongkai.notifications"
    verbose_name = "通知"

    def ready(self) -> None:
        """Hear of what people are told; join the head of the desk."""
        from gongkai.notifications import channels, of_agencies, services
        from gongkai.ui import desk

        channels.gateway()  # a gateway that cannot be made stops the start, not the first SMS
        of_agencies.begin()
        desk.register_bell(desk.Bell("notices:list", services.unread))
