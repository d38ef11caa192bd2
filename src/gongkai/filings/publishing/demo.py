"""The real report of the demonstration, brought to the public: sent, passed, signed and published by its people."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.models import Duty, Post
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing
from gongkai.filings.services import freeze
from gongkai.filings.signing import services
from gongkai.journal.actor import Actor


@transaction.atomic
def load(filing: Filing) -> None:
    """Bring a report to the public in which nothing stands in the way; one that is on its way already stays there."""
    if filing.stage != Stage.COMPILING or filing.versions.exists():
        return
    handler, head, leader = (_in_post(filing, duty) for duty in (Duty.HANDLER, Duty.OFFICE_HEAD, Duty.LEADER))
    freeze(filing, by=head)
    services.send_for_review(filing, remarks="数字与原报告一致（示例）。", by=handler)
    services.approve(filing, remarks="同意（示例）。", by=head)
    services.sign(filing, remarks="同意公布（示例）。", by=leader)
    services.publish(filing, by=head)


def _in_post(filing: Filing, duty: Duty) -> Actor:
    post = Post.objects.filter(agency=filing.agency, duty=duty).select_related("officer", "agency").order_by("pk")[0]
    return Actor(officer=post.officer, post=post)
