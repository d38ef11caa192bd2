from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of acts."""

    name = "gongkai.journal"
    verbose_name = "留痕"
