"""The tables of a new database are there all at once or not at all, and are not made where there are any."""

import subprocess
import sys

SCRIPT = """
import django
django.setup()
from importlib import import_module
from django.db import connection
from gongkai.config.creating import create_tables
from gongkai.config.health import pending_migrations

step = import_module("gongkai.journal.migrations.0002_protection").Migration.operations[0]
protect = step.code

def stop(*given):
    raise KeyboardInterrupt

step.code = stop
try:
    create_tables()
except KeyboardInterrupt:
    print(connection.introspection.table_names())
step.code = protect
print(create_tables(), pending_migrations(), create_tables())
"""


def test_what_is_stopped_in_the_middle_leaves_nothing_and_begins_anew(apart):
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=apart, capture_output=True, encoding="utf-8")
    assert (done.stderr, done.stdout.splitlines()) == ("", ["['django_migrations']", "True [] False"])
