"""Whose turn it is: an act waits for its chain before it locks anything else, and for several in one order.

Entries of a chain are written one after another. An act that held a row while it waited for the chain, and another
that held the chain while it waited for the row, would wait for each other for ever: PostgreSQL ends one of them. SQLite
lets one transaction write at a time in any case.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from gongkai.journal.models import Chain

_MANY = 0x676B_6D61_6E79
"""Ours among the advisory locks of a PostgreSQL database."""


def take_chain(row: models.Model) -> None:
    """Wait for the chain of a row, and have it to the end of the transaction; of a new agency there is none yet."""
    agency = getattr(row, "journal_agency", None)
    if agency is None or agency.pk is not None:
        chain_of(agency)


def take_chains(*agencies: Any) -> None:
    """Wait for the chains of several agencies that an act writes in: the site's (None) first, then by their keys."""
    for agency in sorted(agencies, key=lambda agency: 0 if agency is None else agency.pk):
        chain_of(agency)


def one_at_a_time() -> None:
    """Be the only act of those that come through many agencies, or move them in their tree; to be called first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MANY])


def chain_of(agency: Any) -> Chain:
    """Give the chain of an agency, or of the site where there is none, locked."""
    key = "site" if agency is None else f"agency:{agency.pk}"
    chains = Chain.objects.select_for_update(no_key=True)
    try:
        return chains.get(key=key)
    except Chain.DoesNotExist:  # of two that find none, one makes it and the other finds that
        Chain.objects.bulk_create([Chain(key=key, agency=agency)], ignore_conflicts=True)
        return chains.get(key=key)
