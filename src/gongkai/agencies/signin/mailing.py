"""An invitation sent by e-mail, where the site sends e-mail and the invitation has an address.

It is sent at once and by nobody else: its code is kept as a hash alone, and so cannot wait in a queue.
"""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gongkai.agencies.signin.models import Invitation

_log = logging.getLogger(__name__)


def send_link(invitation: Invitation, link: str) -> bool | None:
    """Send a link to whom it is for; say whether it went, None where nothing can be sent."""
    if not settings.EMAIL_HOST or not invitation.email:
        return None
    until = localtime(invitation.expires_at).strftime("%Y-%m-%d %H:%M")
    words = {"name": invitation.name, "until": until}
    body = _("%(name)s：请打开下面的链接，只能用一次，%(until)s 前有效。不是您本人的，请不要打开。") % words
    try:
        send_mail(_("政府信息公开工作台的邀请"), f"{body}\n\n{link}\n", None, [invitation.email])
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _log.warning("an invitation was not sent: %s", type(error).__name__)
        return False
    return True
