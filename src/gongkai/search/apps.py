from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search over what is public."""

    name = "gongkai.search"
    verbose_name = "搜索"

    def ready(self) -> None:
        """Take in what is searched: what is published, and the agencies; hear of what changes in them."""
        from gongkai.search import sources
        from gongkai.search.sources import agencies, items

        sources.register(items.ITEMS)
        sources.register(agencies.AGENCIES)
        items.listen()
        agencies.listen()
