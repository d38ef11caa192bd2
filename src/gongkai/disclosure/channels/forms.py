"""The forms of channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Channel, ChannelKind, labels
from gongkai.ui.fields import Day

_OF_KIND = {ChannelKind.WEBHOOK: ("address",), ChannelKind.FOLDER: ("folder",), ChannelKind.FEED: ()}


class ChannelForm(RowForm):
    """What a channel takes, and where it leads."""

    categories = forms.MultipleChoiceField(
        label=_("公开类别"),
        choices=labels.CATEGORY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("不选就是全部。"),
    )

    class Meta:
        model = Channel
        fields = ("name", "address", "folder", "categories", "below", "on")
        help_texts = {
            "name": _("如“融公开”“i桓台”。"),
            "address": _("https 开头。信息以签名的 JSON 发（POST）到这里。"),
            "folder": _("英文字母、数字和连字符，如 rong-gongkai。建在服务器的导出目录下。"),
            "below": _("县级统一的渠道选这一项。"),
            "on": _("停用后不再发新的信息；已经发过的撤下时，仍然通知对方撤下。"),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("address", "folder"):
            if name in _OF_KIND[ChannelKind(kind)]:
                self.fields[name].required = True
            else:
                del self.fields[name]

    def _post_clean(self) -> None:
        """Leave the rules of a channel to the services: the row that is shown is not this form's to change."""


class NewChannelForm(ChannelForm):
    """A new channel, with the agency it is of."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"))
    field_order = ("agency", *ChannelForm.Meta.fields)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """How what did not arrive was seen to."""

    reason = forms.CharField(
        label=_("怎样处理的"), max_length=300, help_text=_("如：已电话通知对方撤下，谁在什么时候确认的。")
    )


class SpanForm(forms.Form):
    """What to export: of which agency, from when to when."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"))
    below = forms.BooleanField(label=_("包括下级机关"), required=False)
    since = forms.DateField(label=_("自"), widget=Day())
    until = forms.DateField(label=_("至"), widget=Day())

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
