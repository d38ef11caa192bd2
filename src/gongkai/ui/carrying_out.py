"""Doing what a form asks for: the act is a service's, and what the service refuses stays on the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from gongkai.law.errors import GongkaiError
from gongkai.ui.forms import refuse

Result = TypeVar("Result")


def carry_out(form: BaseForm, act: Callable[[Mapping[str, Any]], Result]) -> Result | None:
    """Do the act with what a form holds, and give what comes of it; None when it is not done, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        by_field = error.update_error_dict({})
        for name, errors in by_field.items():
            form.add_error(name if name in form.fields else None, errors)
    except GongkaiError as error:
        refuse(form, error)
    return None


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form is bound to: what was sent, even when that is nothing; None when the form is only shown."""
    return request.POST if request.method == "POST" else None
