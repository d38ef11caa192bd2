from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies and their people."""

    name = "gongkai.agencies"
    verbose_name = "行政机关"
