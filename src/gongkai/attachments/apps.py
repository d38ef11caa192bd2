from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files handed in."""

    name = "gongkai.attachments"
    verbose_name = "附件"

    def ready(self) -> None:
        """Let agencies have attachments; tell whoever handed in a file in which a virus was found."""
        from gongkai.agencies import rules
        from gongkai.agencies.models import Agency
        from gongkai.attachments import owners, selectors
        from gongkai.ui import desk

        owners.register(
            Agency,
            may_see=rules.may_see_agency,
            may_add=rules.may_edit_agency,
            may_remove=rules.may_edit_agency,
            page="agencies:detail",
        )
        desk.register_due(selectors.infected_of)
