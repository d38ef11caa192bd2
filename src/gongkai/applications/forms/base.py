"""What the forms of this context have in common: the day of an act, and words of several lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import Application
from gongkai.ui.fields import Day


def text_box(rows: int = 4) -> forms.Textarea:
    """Give a box for words of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class DayField(forms.DateField):
    """A day of an act; today unless said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("日期"), "widget": Day(), "initial": localdate, **kwargs})


class ActForm(forms.Form):
    """The form of an act on a case. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        self.officer = officer
        self.initial["seen"] = application.version
        self.prepare()

    def prepare(self) -> None:
        """Fit the form to the case."""


class OnForm(ActForm):
    """The day of an act."""

    on = DayField()
