"""Migrations after the first release leave the site running while they are made, or say why they do not.

What may be done under a site that runs adds: a table, a column that old code need not know, an index. What takes away,
renames, or makes a large table anew keeps others waiting, or lets processes of the version before fail. Each such
migration stands below with its reason, and the release notes tell administrators to stop the site for it.
"""

import json
import tarfile

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from tests.config.backup.first_release import backup_of

_SALTS = "code from before makes rows without the salt, which the column must have"
STOPS_THE_SITE = {f"{app}.0002_salts": _SALTS for app in ("applications", "attachments", "feedback", "remedies")}
"""Migrations that do not leave the site running, as `app.name`, with the reason."""

OURS = {each.label for each in apps.get_app_configs() if each.name.startswith("gongkai.")}
ADDS = (migrations.CreateModel, migrations.AddIndex, migrations.AlterModelOptions, migrations.AlterModelManagers)
"""What adds. An index that is taken away again is no loss to code from before: it asks for none by name."""
QUIET = (*ADDS, migrations.RemoveIndex)


def released():
    with tarfile.open(backup_of("sqlite")[0]) as tar:
        return set(json.load(tar.extractfile("manifest.json"))["migrations"])


def disturbs(operation, state, app):
    """Say what an operation does to a site that runs, or nothing."""
    if isinstance(operation, QUIET):
        return None
    if isinstance(operation, migrations.AddField):
        field = operation.field
        known = field.null or field.has_db_default() or field.many_to_many
        return None if known else "a column that old code does not fill"
    if isinstance(operation, migrations.AlterField):
        old = state.models[app, operation.model_name_lower].fields[operation.name]
        return None if of_the_database(old) == of_the_database(operation.field) else "a column altered"
    if isinstance(operation, migrations.AddConstraint):
        created = isinstance(operation.constraint, models.UniqueConstraint | models.CheckConstraint)
        return "a constraint on rows that are there" if created else None
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        found = [disturbs(each, state, app) for each in operation.database_operations]
        return next((each for each in found if each), None)
    return type(operation).__name__


def of_the_database(field):
    """Give what the database knows of a field: its words, choices and defaults of Python are none of its business."""
    _name, path, args, said = field.deconstruct()
    ours = {"default", *field.non_db_attrs}
    return path, args, {name: value for name, value in said.items() if name not in ours}


def new_tables(migration):
    return {each.name_lower for each in migration.operations if isinstance(each, migrations.CreateModel)}


def disturbing(migration, state):
    """Name what a migration does that a site that runs would notice; to a table it has just made, anything goes."""
    fresh, found = new_tables(migration), []
    for operation in migration.operations:
        named = getattr(operation, "model_name_lower", None) or getattr(operation, "model_name", "").lower()
        if named not in fresh and (why := disturbs(operation, state, migration.app_label)):
            found.append(why)
        operation.state_forwards(migration.app_label, state)
    return found


def test_migrations_since_the_first_release_leave_the_site_running_or_say_why_not():
    loader, before = MigrationLoader(None), released()
    assert len(before) > 50
    names = [f"{app}.{name}" for app, name in loader.disk_migrations]
    assert {each for each in before if each.partition(".")[0] in loader.migrated_apps} <= set(names)
    found = {}
    state = loader.project_state([tuple(each.split(".", 1)) for each in before if each in names])
    plan = [node for leaf in loader.graph.leaf_nodes() for node in loader.graph.forwards_plan(leaf)]
    for app, name in dict.fromkeys(plan):
        if f"{app}.{name}" not in before:
            whys = disturbing(loader.disk_migrations[app, name], state)
            if whys and app in OURS:
                found[f"{app}.{name}"] = whys
    assert {name: whys for name, whys in found.items() if name not in STOPS_THE_SITE} == {}
    assert set(STOPS_THE_SITE) <= set(found)
    assert all(STOPS_THE_SITE.values())


@pytest.mark.parametrize(
    ("operation", "disturbed"),
    [
        (migrations.CreateModel("New", [("id", models.AutoField(primary_key=True))]), False),
        (migrations.AddField("backup", "more", models.CharField(max_length=9, db_default="")), False),
        (migrations.AddField("backup", "more", models.CharField(max_length=9, default="")), True),
        (migrations.AddField("backup", "more", models.CharField(max_length=9)), True),
        (migrations.AlterField("backup", "name", models.CharField("其他", max_length=200)), False),
        (migrations.AlterField("backup", "name", models.CharField(max_length=300)), True),
        (migrations.RemoveIndex("backup", "name"), False),
        (migrations.RemoveField("backup", "name"), True),
        (migrations.RenameField("backup", "name", "called"), True),
        (migrations.DeleteModel("Backup"), True),
        (migrations.RunPython(migrations.RunPython.noop), True),
        (migrations.RunSQL("UPDATE config_backup SET bytes = 0"), True),
    ],
)
def test_what_a_site_that_runs_would_notice_is_seen(operation, disturbed):
    state = MigrationLoader(None).project_state([("config", "0003_backup")])
    migration = migrations.Migration("0004_x", "config")
    migration.operations = [operation]
    assert bool(disturbing(migration, state)) is disturbed
