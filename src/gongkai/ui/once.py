"""A form that is sent twice is taken in once: pressed twice, or sent again because no answer came.

A form that is opened gets a number. The number and what was typed name a sending; its row is made in the transaction of
the act, with what came of it. Whoever sends the same again is given that, and nothing more is done. A form changed and
sent once more is another sending: what was changed in between is not passed over.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.timezone import now

from gongkai.ui.models import Sending

NUMBER = "form_number"
KEPT_DAYS = 7
_NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


def number(request: HttpRequest, form: Any, before: str | None = None) -> None:
    """Give a form its number: the one it was sent with, or that of its draft, or a new one.

    A form of a row that is there already has its version (`locking`), which says more.
    """
    form.form_number = request.POST.get(NUMBER) or before or get_random_string(16)
    if request.method == "POST" and getattr(getattr(form, "instance", None), "pk", None) is None:
        typed = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_TYPED)
        said = json.dumps([request.user.pk, request.get_full_path(), typed], ensure_ascii=False)
        form.sending = salted_hmac("gongkai.ui.once", said, algorithm="sha256").hexdigest()


def came_of(form: BaseForm) -> Any:
    """Give what came of a form when it was sent before; None when it was not, or that is there no longer."""
    sending = Sending.objects.filter(key=_key(form)).first() if _key(form) else None
    if sending is None:
        return None
    made = apps.get_model(sending.kind)._default_manager.filter(pk=sending.made).first()
    if made is None:
        sending.delete()
    return made


def note(form: BaseForm, made: object) -> None:
    """Note what came of a form, in the transaction of the act; IntegrityError when that was done before."""
    if _key(form) and isinstance(made, Model):
        Sending.objects.create(key=_key(form), kind=made._meta.label_lower, made=made.pk, at=now())


def sweep() -> int:
    """Forget what was sent long ago, and give how many that were."""
    return Sending.objects.filter(at__lt=now() - timedelta(days=KEPT_DAYS)).delete()[0]


def _key(form: BaseForm) -> str:
    return getattr(form, "sending", "")
