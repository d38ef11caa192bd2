from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site as a whole: what runs at night, how it fares."""

    name = "gongkai.config"
    verbose_name = "网站"

    def ready(self) -> None:
        """Join the navigation of the desk; hear when somebody signs in, and when a task fails."""
        from django.contrib.auth.signals import user_logged_in
        from django.utils.translation import gettext_lazy as _
        from django_tasks.signals import task_finished

        from gongkai.config import notices, security_log
        from gongkai.config.dues import backup_old
        from gongkai.config.sessions import begin
        from gongkai.config.status import may_see_status
        from gongkai.ui.desk import Section, register_due, register_section

        register_due(backup_old)
        user_logged_in.connect(begin)
        security_log.listen()
        task_finished.connect(notices.task_finished)
        register_section(Section(_("运行状况"), "status", 900, lambda officer, on: may_see_status(officer)))
