"""The forms of letters at the desk."""

from __future__ import annotations

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.models import Officer
from gongkai.feedback.models import LONGEST
from gongkai.feedback.rules import HANDLING
from gongkai.notifications.recipients import holders


class AssignForm(ActForm):
    """Who deals with a letter."""

    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"))

    def prepare(self) -> None:
        """Offer who has the duty in the agency."""
        fit = holders(self.row.agency, HANDLING, localdate()).order_by("name")
        self.fields["handler"].queryset = fit  # type: ignore[attr-defined]
        self.initial.setdefault("handler", self.row.handler)


class ReplyForm(ActForm):
    """The answer."""

    reply = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 10}), max_length=LONGEST)

    def prepare(self) -> None:
        """Go on from what was written before."""
        self.initial.setdefault("reply", self.row.reply)


class ManyAssignForm(forms.Form):
    """Who deals with several letters."""

    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"))


class ManyReplyForm(forms.Form):
    """One answer to several."""

    reply = forms.CharField(
        label=_("答复"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        help_text=_("每一件都得到这段答复；要各自答复的，请单独办理。"),
    )


class ShowForm(ActForm):
    """What is shown of a letter and its answer."""

    title = forms.CharField(label=_("公开的标题"), max_length=100)
    body = forms.CharField(
        label=_("公开的来信内容"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        help_text=_("改写成看不出是谁写的：去掉姓名、电话、住址和能认出人的细节。"),
    )
    reply = forms.CharField(label=_("公开的答复"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST)

    def prepare(self) -> None:
        """Begin with what is shown, or with what was written."""
        letter = self.row
        written = {"title": "", "body": letter.body, "reply": letter.reply}
        shown = {"title": letter.shown_title, "body": letter.shown_body, "reply": letter.shown_reply}
        for name, value in (shown if letter.shown_title else written).items():
            self.initial.setdefault(name, value)
