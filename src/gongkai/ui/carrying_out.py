"""Doing what a form asks for: the act is a service's, and what the service refuses stays on the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm

from gongkai.law.errors import GongkaiError
from gongkai.ui.forms import refuse
from gongkai.ui.locking import Versioned
from gongkai.ui.once import came_of, note

Result = TypeVar("Result")


def carry_out(form: BaseForm, act: Callable[[Mapping[str, Any]], Result]) -> Result | None:
    """Do the act with what a form holds, and give what comes of it; None when it is not done, and the form says why.

    The row that the form is about is held until the act is done. A form that is sent twice is taken in once (`once`).
    """
    made = None
    if form.is_valid():
        try:
            made = _done(form, act)
        except IntegrityError:  # another was quicker; what there may be but one of is found when it is tried again
            made = came_of(form) or _done(form, act)
    return came_of(form) if made is None else made


def _done(form: BaseForm, act: Callable[[Mapping[str, Any]], Result]) -> Result | None:
    try:
        with transaction.atomic():
            if not isinstance(form, Versioned) or form.stands():
                made = act(form.cleaned_data)
                note(form, made)
                return made
    except ValidationError as error:
        by_field = error.update_error_dict({})
        for name, errors in by_field.items():
            form.add_error(name if name in form.fields else None, errors)
    except GongkaiError as error:
        refuse(form, error)
    return None
