from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """What the public writes."""

    name = "gongkai.feedback"
    verbose_name = "公众来信"

    def ready(self) -> None:
        """Join the navigation of the desk, its home page with what is due, and items with the comments on them."""
        from gongkai.disclosure import consulting
        from gongkai.feedback import rules
        from gongkai.feedback.dues import dues
        from gongkai.feedback.selectors import received_of
        from gongkai.ui import desk

        desk.register_section(desk.Section(_("公众来信"), "feedback:list", 25, rules.handles_some))
        desk.register_due(dues)
        consulting.register_counter(received_of)
