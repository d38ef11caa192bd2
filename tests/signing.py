"""Reports for tests brought on their way to the public, through the services alone."""

from __future__ import annotations

from tests.casework import actor
from tests.county import County

from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Version
from gongkai.filings.signing.services import approve, publish, send_for_review, sign

YEAR = 2025


def begun(made: County, year: int = YEAR) -> Filing:
    """Begin the report of the bureau of science."""
    return services.begin(made.science, year, by=actor(made))


def explained(made: County, filing: Filing) -> Filing:
    """Say of each warning why it stays."""
    for each in gate(filing).judged:
        if each.stands_in_the_way:
            services.waive(filing, each.mark, reason="经核实无误", by=actor(made))
    return again(filing)


def sent(made: County, filing: Filing) -> Filing:
    """Explain, freeze, and send for review what is compiled."""
    services.freeze(explained(made, filing), by=actor(made, "head"))
    return send_for_review(filing, by=actor(made))


def signed(made: County, filing: Filing) -> Version:
    """Bring what is compiled to its signature."""
    approve(sent(made, filing), by=actor(made, "head"))
    return sign(filing, by=actor(made, "leader"))


def published(made: County, filing: Filing) -> Version:
    """Bring what is compiled to the public."""
    signed(made, filing)
    return publish(filing, by=actor(made, "publisher"))


def again(filing: Filing) -> Filing:
    """Give a report as it is now."""
    return Filing.objects.select_related("agency").get(pk=filing.pk)
