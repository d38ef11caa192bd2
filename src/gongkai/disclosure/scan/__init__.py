"""The scan before review: pure functions in a tuple, one signature, each yielding findings on a text and its files.

It shows; people decide. An error is what may hardly go public as it stands, a warning needs a look, a notice is for
information. A new check is a function here and its codes. Not here: where the facts come from, what is kept of the
findings, who decides (`services.scanning`, `services.deciding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice

from gongkai.disclosure.scan import dates, files, lexicon, links, names, personal, pictures, punctuation
from gongkai.disclosure.scan.finding import Finding, Sort
from gongkai.disclosure.scan.material import Check, Facts, Material

__all__ = ["CHECKS", "MOST", "SORTS", "scan"]

CHECKS: tuple[Check, ...] = (
    personal.by_form,
    personal.doubtful_numbers,
    personal.minors,
    personal.health,
    files.hidden,
    files.unread,
    lexicon.words,
    dates.impossible,
    dates.weekdays,
    dates.years,
    dates.deadlines,
    dates.contradictions,
    names.nearly,
    names.former,
    names.short,
    links.broken,
    pictures.without_words,
    pictures.in_files,
    punctuation.doubled,
)

SORTS: Mapping[str, Sort] = {
    each.code: each
    for each in (
        *personal.SORTS,
        *files.SORTS,
        *lexicon.SORTS,
        *dates.SORTS,
        *names.SORTS,
        *links.SORTS,
        *pictures.SORTS,
        *punctuation.SORTS,
    )
}
"""Every kind of finding the checks make. A code keeps its meaning for ever: what was found is kept by it."""

MOST = 200
"""Findings of one check that are kept: who has more mends these and is shown the next."""


def scan(material: Material, facts: Facts) -> tuple[Finding, ...]:
    """Give what is found, the gravest first, then in the order of the text."""
    found = list(dict.fromkeys(chain.from_iterable(islice(each(material, facts), MOST) for each in CHECKS)))
    return tuple(sorted(found, key=lambda each: (-SORTS[each.code].severity, each.place.order)))
