"""How somebody wants to be told, as they tick it; and the number that SMS go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Officer
from gongkai.notifications.kinds import CHANNELS, EMAIL, SITE, Kind, kinds
from gongkai.notifications.models import Preferences


class Tick(NamedTuple):
    """One box: of which channel, whether it is ticked, whether it must be."""

    channel: str
    name: Any
    on: bool
    fixed: bool


class PreferencesForm(forms.ModelForm):
    """Which kinds of notice reach somebody by which channel, of those that the site has."""

    class Meta:
        model = Preferences
        fields = ("gathered", "language")
        help_texts = {"gathered": _("紧急的仍然马上发。")}

    def __init__(self, *args: Any, has: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has = has
        self.kinds = kinds(of_site=self.instance.officer.is_superuser)
        for kind in self.kinds:
            choices = [(channel, CHANNELS[channel]) for channel in has]
            self.fields[kind.code] = forms.MultipleChoiceField(choices=choices, required=False, label=kind.title)
        if EMAIL not in has:
            del self.fields["gathered"]
        if len(has) == 1:
            del self.fields["language"]

    @property
    def ways(self) -> list[Any]:
        """Give the names of the channels."""
        return [CHANNELS[channel] for channel in self.has]

    @property
    def rows(self) -> list[tuple[Kind, list[Tick]]]:
        """Give each kind with its boxes: as they were sent, as a draft has them, or as they are."""
        found = []
        for kind in self.kinds:
            sent: Any = self.data
            kept = self.initial.get(kind.code, self.instance.channels_of(kind))
            chosen = sent.getlist(kind.code) if self.is_bound else kept
            ticks = []
            for channel in self.has:
                fixed = kind.always and channel == SITE
                ticks.append(Tick(channel, CHANNELS[channel], fixed or channel in chosen, fixed))
            found.append((kind, ticks))
        return found

    @property
    def others(self) -> list[forms.BoundField]:
        """Give the fields beside the boxes."""
        return [self[name] for name in ("gathered", "language") if name in self.fields]

    @property
    def wanted(self) -> dict[Kind, frozenset[str]]:
        """Give what was chosen; of channels that the site does not have, what was chosen before stays."""
        found = {}
        for kind in self.kinds:
            closed = self.instance.channels_of(kind) - set(self.has)
            found[kind] = closed | set(self.cleaned_data[kind.code]) | ({SITE} if kind.always else set())
        return found


class MobileForm(forms.Form):
    """The number that SMS go to; the one that is kept is not shown again in full."""

    mobile = Officer._meta.get_field("mobile").formfield(
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "inputmode": "numeric"}),
        help_text=_("11位。加密保存，只用来给您发短信。留空就不再发。"),
    )
