from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Applications and their cases."""

    name = "gongkai.applications"
    verbose_name = "依申请公开"
