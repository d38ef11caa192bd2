from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingsConfig(AppConfig):
    """The annual reports that are compiled here."""

    name = "gongkai.filings"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Join the desk, the search and what is verified; have the files that reports from outside came as."""
        from gongkai.agencies.rules import has_sight, may_run_site
        from gongkai.attachments import owners
        from gongkai.disclosure import elsewhere
        from gongkai.filings import in_hand
        from gongkai.filings.models import Upload
        from gongkai.filings.outside import rules as outside
        from gongkai.filings.publishing import as_items, charting, searching
        from gongkai.filings.signing import dues as turns
        from gongkai.filings.signing.verifying import versions_that_differ
        from gongkai.filings.submitting import dues as upward
        from gongkai.filings.submitting.rules import collects_some
        from gongkai.journal import verifying
        from gongkai.search import sources
        from gongkai.ui import desk

        owners.register(
            Upload, may_see=outside.may_see, may_add=outside.nobody, may_remove=outside.nobody,
            page="filings:uploaded", keeps=lambda attachment: True,
        )  # fmt: skip

        desk.register_section(desk.Section(_("年度报告"), "filings:list", 50, has_sight))
        desk.register_section(
            desk.Section(_("交换密钥"), "filings:keys", 892, lambda officer, on: may_run_site(officer))
        )
        desk.register_section(desk.Section(_("年报收集"), "filings:board", 51, collects_some))
        desk.register_shortcuts(in_hand.reports_in_hand)
        desk.register_due(turns.dues)
        desk.register_due(upward.dues)
        verifying.register(versions_that_differ)
        sources.register(searching.REPORTS)
        elsewhere.register(as_items.compiled_here)
        searching.listen()
        charting.listen()
