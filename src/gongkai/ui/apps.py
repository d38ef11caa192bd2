from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages' common ground."""

    name = "gongkai.ui"
    verbose_name = "界面"
