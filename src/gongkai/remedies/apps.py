from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """Challenges to what agencies did."""

    name = "gongkai.remedies"
    verbose_name = "复议诉讼"
