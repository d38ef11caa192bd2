from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemediesConfig(AppConfig):
    """Challenges to what agencies did."""

    name = "gongkai.remedies"
    verbose_name = "复议诉讼"

    def ready(self) -> None:
        """Join the desk, its home page, the pages of applications and items; have files; hear of what is redone."""
        from gongkai.agencies import rules as agencies
        from gongkai.agencies import unfinished
        from gongkai.applications import acts
        from gongkai.attachments import owners
        from gongkai.journal import verifying
        from gongkai.journal.hearing import hear
        from gongkai.remedies import (
            dues,
            rules,
            telling,  # noqa: F401 - the kinds of notice it has are there to be chosen
        )
        from gongkai.remedies.models import Challenge
        from gongkai.remedies.selectors import beside_application, beside_item, unfinished_of
        from gongkai.remedies.services.redoing import follow
        from gongkai.remedies.verifying import challenges_that_differ
        from gongkai.ui import desk
        from gongkai.ui.beside import register_beside

        desk.register_section(desk.Section(_("复议诉讼"), "remedies:list", 30, agencies.has_sight))
        desk.register_section(
            desk.Section(_("救济口径"), "remedies:readings", 891, lambda officer, on: rules.may_run_site(officer))
        )
        desk.register_due(dues.challenge_dues)
        desk.register_due(dues.advice_dues)
        desk.register_due(dues.lesson_dues)
        register_beside("applications.application", beside_application)
        register_beside("disclosure.item", beside_item)
        owners.register(
            Challenge, may_see=rules.may_see_files, may_add=rules.may_change_files, may_remove=rules.may_change_files,
            page="remedies:detail", personal=True,
        )  # fmt: skip
        verifying.register(challenges_that_differ)
        hear(acts.SERVED, follow)
        unfinished.register(unfinished_of)
