from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Leadership, training, assessment, motions and proposals, rectification."""

    name = "gongkai.duties"
    verbose_name = "监督保障"
