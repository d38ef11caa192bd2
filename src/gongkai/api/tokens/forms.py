"""The form of a new token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.api.tokens.networks import as_kept
from gongkai.api.tokens.rules import scopes_for
from gongkai.api.tokens.services import last_day
from gongkai.ui.fields import Day

USUAL_DAYS = 90


class NewTokenForm(forms.Form):
    """For which agency, for what, until when."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), empty_label=None)
    name = forms.CharField(
        label=_("用途"), max_length=60, help_text=_("哪个系统用、做什么，如“综窗系统登记申请”。不要写口令。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只选用得着的。令牌能办的，不会多于您自己在这个机关能办的；您不再任职，令牌也就失效。"),
    )
    networks = forms.CharField(
        label=_("来源网络"),
        required=False,
        max_length=1000,
        help_text=_(
            "只许从这些地址使用，如 203.0.113.7 或者 10.1.0.0/16，几个的用空格隔开。知道那个系统从哪里来的，请填写："
            "令牌泄露了，别处也用不了。空着的，从哪里都能用。"
        ),
    )
    until_on = forms.DateField(label=_("有效期至"), widget=Day())

    def clean_networks(self) -> str:
        """Give the networks as a token keeps them."""
        return as_kept(self.cleaned_data["networks"])

    def __init__(self, *args: Any, among: Any, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = localdate()
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        given = {each.name: each for agency in among for each in scopes_for(officer, agency, on)}
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (name, f"{each.words}（{name}）") for name, each in given.items()
        ]
        self.initial.setdefault("until_on", min(on + timedelta(USUAL_DAYS), last_day(on)))
