from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """All that is public, as data in bulk."""

    name = "gongkai.opendata"
    verbose_name = "开放数据"

    def ready(self) -> None:
        """Hear of what is taken back."""
        from gongkai.opendata import standing

        standing.listen()
