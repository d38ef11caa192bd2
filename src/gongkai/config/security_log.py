"""Signing in and out as lines of the log of security, and attempts that failed.

By the number of an officer and never by name or what was typed; the addresses stand in the journal and in the log of
the proxy. The log is kept as long as the site says (网安法第23条第3项), the journal for ever.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

_log = logging.getLogger("gongkai.security")


def listen() -> None:
    """Hear of it."""
    user_logged_in.connect(_signed_in, dispatch_uid="gongkai.security")
    user_logged_out.connect(_signed_out, dispatch_uid="gongkai.security")
    user_login_failed.connect(_failed, dispatch_uid="gongkai.security")


def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    _log.info("signed in: officer %s", user.pk)


def _signed_out(sender: Any, user: Any, **_: Any) -> None:
    _log.info("signed out: officer %s", getattr(user, "pk", None))


def _failed(sender: Any, **_: Any) -> None:
    _log.warning("a sign-in failed")
