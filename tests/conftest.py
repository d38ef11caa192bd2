"""What holds for all tests: generated input may take its time, since the machine may be busy with other work."""

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the tests that commit empty the database after themselves, which the journal's protection forbids."""
    from django.db import connection

    from gongkai.journal.protection import lifted

    flush = connection.ops.execute_sql_flush

    def execute_sql_flush(statements: list[str]) -> None:
        with lifted(connection):
            flush(statements)

    connection.ops.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
