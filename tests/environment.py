"""What processes of a site of their own are given: of the environment of the tests, and of their server."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg


def of_the_machine() -> dict[str, str]:
    """Give the environment without what concerns a site: our settings, and Django's, some of which tests set."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}


@contextmanager
def empty_database(address: str) -> Iterator[str]:
    """Make a database on the PostgreSQL that an address leads to, and give its own address; it is dropped after."""
    name = f"apart_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
