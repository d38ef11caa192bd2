"""Fields of forms that Django draws otherwise."""

from __future__ import annotations

from django import forms


class Day(forms.DateInput):
    """A day, picked from a calendar where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
