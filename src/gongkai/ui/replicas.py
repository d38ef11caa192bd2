"""Pages that a replica of the database may be read for, where the site has one; `config.replicas` decides when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def reads_much(view: View) -> View:
    """Say of a view for officers that it reads much and decides nothing by it but what it shows."""
    view.reads_much = True  # type: ignore[attr-defined]
    return view
