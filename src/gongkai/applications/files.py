"""The files of a case: what the applicant handed in, what was scanned at the desk; who sees and changes them.

All are personal data: their names are sealed, and each time one is given out is recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.applications import rules
from gongkai.applications.models import Application, ReplyAttachment
from gongkai.attachments import owners
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.law.clock import State


def keep_files() -> None:
    """Let cases have files."""
    owners.register(
        Application,
        may_see=rules.may_see_files,
        may_add=rules.may_change_files,
        may_remove=rules.may_change_files,
        page="applications:detail",
        personal=True,
        keeps=is_kept,
    )
    # The pages of records give out what goes to the applicant, and the originals to nobody.
    owners.register(
        ReplyAttachment, may_see=_no, may_add=_no, may_remove=_no, page="applications:enclosure", personal=True
    )


def _no(officer: Any, thing: Any, on: date) -> bool:
    return False


def is_kept(attachment: Attachment) -> bool:
    """Say whether a file stays with its case: the applicant handed it in, and no officer did."""
    return attachment.uploaded_by_id is None


def handed_in(application: Application) -> Any:
    """Give the files that the applicant handed in."""
    return attachments_of(application).filter(uploaded_by=None).select_related("file")


def given(application: Application) -> Any:
    """Give the files that went to the applicant with the reply, once it is served; none of what is withheld."""
    if application.state != State.REPLIED.value:
        return Attachment.objects.none()
    rows = ReplyAttachment.objects.filter(reply__application=application)
    served = rows.exclude(treatment=ReplyAttachment.Treatment.WITHHELD)
    return Attachment.objects.filter(pk__in=served.values("file")).select_related("file", "agency")
