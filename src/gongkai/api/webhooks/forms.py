"""The forms of webhooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm
from gongkai.agencies.models import Agency
from gongkai.api.models import Webhook
from gongkai.api.webhooks.kinds import CHOICES


class WebhookForm(RowForm):
    """Where a webhook leads, and what it tells."""

    kinds = forms.MultipleChoiceField(
        label=_("推送哪些事件"), choices=CHOICES, widget=forms.CheckboxSelectMultiple,
        help_text=_("只说什么时候对哪一件办了什么，没有申请人的信息和内容；要看的，由对方凭令牌读取。"),
    )  # fmt: skip

    class Meta:
        model = Webhook
        fields = ("name", "address", "kinds", "below", "on")
        help_texts = {
            "name": _("如“市一体化平台”。"),
            "address": _("https 开头。事件以签名的 JSON 发（POST）到这里。"),
            "on": _("停用后发生的事件不再推送，启用后也不补。"),
        }

    def _post_clean(self) -> None:
        """Leave the rules of a webhook to the services: the row that is shown is not this form's to change."""


class NewWebhookForm(WebhookForm):
    """A new webhook, with the agency it is of."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"))
    field_order = ("agency", *WebhookForm.Meta.fields)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
