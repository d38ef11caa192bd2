"""The pages of subscribing by e-mail: asking for it, confirming it, ending it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from gongkai.agencies.models import Agency
from gongkai.disclosure.models.labels import CATEGORY_CHOICES
from gongkai.portal import subscribing
from gongkai.portal.site import public_page
from gongkai.ui.forms import status_of
from gongkai.ui.limits import limited


class SubscribeForm(forms.Form):
    """Where to write to, and what of."""

    address = forms.EmailField(
        label=gettext_lazy("电子邮箱"),
        max_length=254,
        help_text=gettext_lazy("加密保存，只用来发这封邮件；退订后删除。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("公开机关"),
        required=False,
        empty_label=gettext_lazy("全部"),
        help_text=gettext_lazy("包括它的下级机关。"),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("公开类别"), required=False, choices=[("", gettext_lazy("全部")), *CATEGORY_CHOICES]
    )
    query = forms.CharField(
        label=gettext_lazy("搜索词"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("只要符合这些词的；不填就是全部。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies: Any = self.fields["agency"]
        agencies.queryset = Agency.objects.in_being(localdate()).order_by("pk")
        if not subscribing.takes_words():
            del self.fields["query"]


class CodeForm(forms.Form):
    """The code of the letter."""

    code = forms.CharField(
        label=gettext_lazy("确认码"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def _there_is() -> None:
    """Raise Http404 where the site sends no e-mail."""
    if not settings.EMAIL_HOST:
        raise Http404


@limited("subscribe", times=20, seconds=3600)
@login_not_required
@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take an address and what of it wants to be told; the answer is the same whether it is known or not."""
    _there_is()
    asked = {name: request.GET.get(name, "") for name in ("agency", "category", "query")}
    form = SubscribeForm(request.POST if request.method == "POST" else None, initial=asked)
    if not form.is_valid():
        return public_page(request, "portal/subscribe.html", form=form, status=status_of(form))
    values = {"query": "", **form.cleaned_data}
    made = subscribing.subscribe(**values, language=get_language() or "zh-hans", at=now())
    if made is not None:
        subscribing.ask_to_confirm(*made)
    told = _("邮箱没有写错的话，很快会收到一封请您确认的邮件。两天内确认才生效；不确认，什么也不会发。")
    return public_page(request, "portal/subscription.html", title=_("请查收邮件"), told=told)


@limited("confirm-subscription", times=30, seconds=3600)
@login_not_required
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code of the letter. In its link it stands behind #, which browsers send to nobody."""
    _there_is()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = subscribing.confirm(form.cleaned_data["code"].strip(), at=now())
        if found is not None:
            told = _("以后有新公开的（%(wanted)s），每天汇总成一封邮件发给您。每封邮件里都有退订的链接。")
            told %= {"wanted": subscribing.wanted(found)}
            return public_page(request, "portal/subscription.html", title=_("订阅好了"), told=told)
        form.add_error("code", _("确认码不对，或者已经用过、过了两天。请重新订阅。"))
    return public_page(request, "portal/confirm_subscription.html", form=form, status=status_of(form))


@csrf_exempt  # one click (RFC 8058) comes from mail programs, with no cookie; the token alone says what is ended
@limited("end-subscription", times=60, seconds=3600)
@login_not_required
@never_cache
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to end a subscription; end it when that is sent, by the page or by one click."""
    if not subscribing.is_token(token):
        raise Http404
    if request.method == "POST":
        subscribing.end(token)
        told = _("您的邮箱已经从本站删除，不再给您发这封邮件。")
        return public_page(request, "portal/subscription.html", title=_("已经退订"), told=told)
    return public_page(request, "portal/end_subscription.html")
