"""Who issued a text (发文机关): the names as they are written, and the agencies of the tree that are called so."""

from __future__ import annotations

import re
from collections import defaultdict

from django.db.models import Q

from gongkai.agencies.models import Agency

_BETWEEN = re.compile(r"[、，,;；\n]+|\s{2,}")


def names_in(written: str) -> list[str]:
    """Give the names of those who issued a text together, each once, in their order.

    >>> names_in("桓台县财政局、桓台县科技局")
    ['桓台县财政局', '桓台县科技局']
    """
    return list(dict.fromkeys(each for part in _BETWEEN.split(written) if (each := part.strip())))


def agencies_called(names: list[str]) -> dict[str, Agency]:
    """Give the agencies that some names are those of; a name that several have is nobody's."""
    called: dict[str, set[Agency]] = defaultdict(set)
    for agency in Agency.objects.filter(Q(name__in=names) | Q(short_name__in=names)):
        for name in {agency.name, agency.short_name} & set(names):
            called[name].add(agency)
    return {name: next(iter(some)) for name, some in called.items() if len(some) == 1}
