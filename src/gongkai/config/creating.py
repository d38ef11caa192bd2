"""The tables of a new database, made at once as the last of its migrations leaves them.

Step by step, Django renders anew after each, as classes, all models that are related to what it changes. Ours nearly
all are, through agencies and officers, and a first start spent nine tenths of its time on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import connection, router
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def create_tables(targets: Iterable[tuple[str, str]] | None = None) -> bool:
    """Make the tables as they are after some migrations, or after all; False where the database has tables already.

    Of those given, what this version does not know, since another has taken its place, is left out.
    They are all there in the end, with what our own migrations do beside tables, or none is.
    """
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations or set(connection.introspection.table_names()) - {_RECORD}:
        return False
    graph = executor.loader.graph
    wanted = graph.leaf_nodes() if targets is None else [node for node in targets if node in graph.nodes]
    plan = executor.migration_plan(wanted)
    migrations = [migration for migration, _backwards in plan]
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    for each in migrations:
        state = each.mutate_state(state, preserve=False)
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection) and router.allow_migrate_model(connection.alias, model):
                editor.create_model(model)
        for each in migrations:
            for operation in _beside_tables(each):
                operation.database_forwards(each.app_label, editor, state, state)
            executor.recorder.record_applied(each.app_label, each.name)
    return True


_RECORD = MigrationRecorder.Migration._meta.db_table


def _beside_tables(migration: Migration) -> list[Operation]:
    """Give the steps that make what no model tells of; those of others mend rows of then, and there are none."""
    if not apps.get_app_config(migration.app_label).name.startswith("gongkai."):
        return []
    return [each for each in migration.operations if isinstance(each, (RunPython, RunSQL))]
