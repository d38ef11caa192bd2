from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """Applications and their cases."""

    name = "gongkai.applications"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Join the desk's navigation and its home page, let cases have files, and have them verified by the clock."""
        from gongkai.agencies import rules
        from gongkai.agencies import unfinished as dissolving
        from gongkai.applications import (
            telling,  # noqa: F401 - the kinds of notice it has are there to be chosen
            unfinished,
        )
        from gongkai.applications.dues import dues, rectification_dues, shortcuts
        from gongkai.applications.files import keep_files
        from gongkai.applications.verifying import cases_that_differ
        from gongkai.journal import verifying
        from gongkai.ui import desk

        dissolving.register(unfinished.applications_of)
        dissolving.register(unfinished.rectifications_of)
        desk.register_section(desk.Section(_("依申请公开"), "applications:list", 20, rules.has_sight))
        desk.register_section(
            desk.Section(
                _("法规口径"), "applications:interpretations", 890, lambda officer, on: rules.may_run_site(officer)
            )
        )
        desk.register_due(dues)
        desk.register_due(rectification_dues)
        desk.register_shortcuts(shortcuts)
        keep_files()
        verifying.register(cases_that_differ)
