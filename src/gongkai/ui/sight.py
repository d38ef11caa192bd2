"""What may not be done is refused (403). What may not even be seen is not there (404): contexts say that themselves."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Refuse what may not be done."""
    if not allowed:
        raise PermissionDenied
