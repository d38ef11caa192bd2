"""The forms in which a text is written."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.content import LONGEST_BODY, SHOWN
from gongkai.disclosure.models import Item, Text
from gongkai.ui.fields import Day

_DAYS = ("formed_on", "made_on", "produced_on", "effective_on", "repealed_on")


class TextForm(forms.ModelForm):
    """An item as it is worded."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.CharField(
        label=_("正文"),
        widget=forms.Textarea(attrs={"rows": 16}),
        required=False,
        max_length=LONGEST_BODY,
        help_text=_("可以用HTML写段落、标题、列表、表格和链接；脚本、样式和外来图片会去掉。空一行起另一段。"),
    )

    field_order: tuple[str, ...] = ("title", *SHOWN)

    class Meta:
        model = Text
        fields = SHOWN
        widgets: ClassVar = {**dict.fromkeys(_DAYS, Day()), "summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["instance"] = item.text
            kwargs["initial"] = {"seen": item.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["produced_on"].initial = localdate

    def _post_clean(self) -> None:
        """Leave the rules of a text to the services: the row that is shown is not this form's to change."""


class NewTextForm(TextForm):
    """A new item, with the agency it is of."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("公开机关"))
    field_order = ("agency", *TextForm.field_order)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
