"""The addresses of the site, and `act/`: renames an agency, makes it an office and records both, as one act."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from tests.config.served import IN_THE_MIDDLE

from gongkai.agencies.models import Agency, Office
from gongkai.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

RENAMED = Act("test.renamed", "更名")
OPENED = Act("test.opened", "设立科室")


@transaction.atomic
def act(agency: Agency, name: str, pause: float) -> int:
    """Do what takes several steps, slowly, so that it can be interrupted between any two."""
    held = hold(agency)
    held.name = name
    held.save(update_fields=["name"])
    if pause:
        (settings.DATA / IN_THE_MIDDLE).touch()
        time.sleep(pause)
    record(held, RENAMED, by=SYSTEM)
    office = Office(agency=held, name=name)
    office.save()
    time.sleep(pause)
    record(office, OPENED, by=SYSTEM)
    return int(office.pk)


@login_not_required
@csrf_exempt
def view(request: HttpRequest) -> HttpResponse:
    """Act on the agency of a number; answer with the key of the office that was made."""
    agency = Agency.objects.get(pk=request.POST["agency"])
    return HttpResponse(str(act(agency, request.POST["name"], float(request.POST.get("pause", 0)))))


urlpatterns = [*urlpatterns, path("act/", view, name="act")]
