from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API for machines."""

    name = "gongkai.api"
    verbose_name = "接口"
