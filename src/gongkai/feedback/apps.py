from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """What the public writes."""

    name = "gongkai.feedback"
    verbose_name = "公众来信"

    def ready(self) -> None:
        """Join the navigation of the desk, and its home page with what is due."""
        from gongkai.feedback import rules
        from gongkai.feedback.dues import dues
        from gongkai.ui import desk

        desk.register_section(desk.Section(_("公众来信"), "feedback:list", 25, rules.handles_some))
        desk.register_due(dues)
