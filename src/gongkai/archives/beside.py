"""What stands on the page of an application about its archive: that its data were erased, that it is held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.archives import rules
from gongkai.archives.holding import open_hold
from gongkai.archives.kinds import kind_of
from gongkai.archives.models import ErasedCase
from gongkai.ui.beside import Line, Panel
from gongkai.ui.days import day_in_words

_HEADING = gettext_lazy("归档与销毁")


def beside_case(case: Any, officer: Any, on: date) -> Panel | None:
    """Give what is shown, and whether the case can be held."""
    kind, lines = kind_of(case), list[Line]()
    if not agencies_seen(case, officer, on):
        return None
    if case.erased_on is not None:
        line = ErasedCase.objects.filter(kind=kind.code, object_id=case.pk, erased_at__isnull=False).first()
        url = reverse("archives:erasure", args=[line.erasure_id]) if line else ""
        lines.append(Line(_("个人信息、文书和附件已于%(on)s销毁") % {"on": day_in_words(case.erased_on)}, url))
        return Panel(_HEADING, lines)
    held = open_hold(kind, case)
    if held is not None:
        url = reverse("archives:release", args=[held.pk])
        lines.append(Line(_("%(on)s起暂缓销毁") % {"on": day_in_words(held.from_on)}, url, note=held.reason))
    if held is not None or not rules.may_handle(officer, case.agency, on):
        return Panel(_HEADING, lines) if lines else None
    return Panel(_HEADING, lines, (_("暂缓销毁"), reverse("archives:hold", args=[kind.code, case.pk])))


def agencies_seen(case: Any, officer: Any, on: date) -> bool:
    """Say whether an officer has to do with the archives of the agency of a case."""
    return bool(rules.agencies_in_sight(officer, on).filter(pk=case.agency_id).exists())
