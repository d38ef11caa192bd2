"""Which exception of an endpoint is answered how, in the one shape of errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as WrongParameters

from gongkai.api.errors import Refused, answer, of_fields, of_status, place_of, unauthenticated, wrong
from gongkai.law.errors import GongkaiError


def handlers() -> Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]:
    """Give which exception of an endpoint is answered how. Any other is a fault of ours, and Django's to note."""
    return {
        GongkaiError: answer,
        WrongParameters: lambda request, error: answer(request, _of_parameters(error)),
        ValidationError: lambda request, error: answer(request, of_fields(error)),
        Http404: lambda request, error: answer(request, of_status(404)),
        PermissionDenied: lambda request, error: answer(request, of_status(403)),
        RequestDataTooBig: lambda request, error: answer(request, of_status(413)),
        SuspiciousOperation: lambda request, error: answer(request, of_status(400)),
        AuthenticationError: lambda request, error: answer(request, unauthenticated()),
        HttpError: lambda request, error: answer(request, of_status(error.status_code)),
    }


def _of_parameters(error: WrongParameters) -> Refused:
    return wrong(place_of(str(each["loc"][0]), _name_of(each["loc"]), each) for each in error.errors)


def _name_of(location: Sequence[Any]) -> str:
    """Give the name of a place. Of a body, that of the argument it is taken in is nobody's business."""
    within, *names = map(str, location)
    return ".".join(names[1:] if within == "body" else names)
