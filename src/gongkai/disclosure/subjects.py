"""Which subjects (主题分类) a text of an agency may have: those of the State Council, and what those above add."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.models.catalogue import LocalSubject
from gongkai.law.subjects import SEPARATOR, normalised, subjects_on


def local_subjects(agencies: Iterable[Agency], on: date) -> list[LocalSubject]:
    """Give what agencies, and those above them, have added to the subjects and use on a day."""
    above = {key for agency in agencies for key in Agency.objects.above(agency).values_list("pk", flat=True)}
    rows = LocalSubject.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), agency__in=above, from_on__lte=on)
    return list(rows)


def subjects_of(agencies: Iterable[Agency], on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the subjects to choose from, by their first level, as a field takes them: the path, and its last name."""
    found = {each.name: list(each.paths) for each in subjects_on(on)}
    for added in local_subjects(agencies, on):
        paths = found.setdefault(added.broader, [])
        if str(added) not in paths:
            paths.append(str(added))
    return [(name, [(path, path.rpartition(SEPARATOR)[2]) for path in paths]) for name, paths in found.items()]


def paths_of(agency: Agency, on: date) -> set[str]:
    """Give the subjects a text of an agency may have, as they are written."""
    return {path for _name, paths in subjects_of([agency], on) for path, _words in paths}


def chosen_subject(written: str, agency: Agency, on: date) -> str:
    """Give a subject as it is written here; raises ValidationError for one that an agency may not choose on a day."""
    path = normalised(written)
    there = paths_of(agency, on)
    if path in there:
        return path
    last = path.rpartition(SEPARATOR)[2]
    near = sorted(each for each in there if last and last in each)[:3]
    told = {"written": written, "near": "、".join(near)}
    if near:
        raise ValidationError({"subject": _("主题分类里没有“%(written)s”，相近的有：%(near)s。") % told})
    raise ValidationError({"subject": _("主题分类里没有“%(written)s”，请从字典里选。") % told})
