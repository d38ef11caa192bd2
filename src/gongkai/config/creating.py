"""Tables that one migration makes after one another, made together.

After each new table Django renders anew, as classes, all models that are related to it in any number of steps. Ours
nearly all are, through agencies and officers, and a first start spent nine tenths of its time on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create models one by one, as Django does, once all of them are rendered."""

    def __init__(self, creations: Sequence[CreateModel]) -> None:
        self.creations = creations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Put the models into the state, and render them, and what is related to them, once."""
        rendered = state.__dict__.pop("apps", None)
        for each in self.creations:
            each.state_forwards(app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered
            state.reload_models([(app_label, each.name_lower) for each in self.creations], delay=False)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create the tables in their order."""
        for each in self.creations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what is done."""
        return ", ".join(each.describe() for each in self.creations)


def create_together(plan: Sequence[tuple[Migration, bool]], **signal: Any) -> None:
    """Let the migrations of a plan that are about to be applied make their tables together."""
    for migration, backwards in plan:
        if not backwards:
            migration.operations = list(_together(migration.operations))  # type: ignore[misc]  # each has a list of its own


def _together(operations: Sequence[Operation]) -> Iterator[Operation]:
    for creates, found in groupby(operations, lambda each: type(each) is CreateModel):
        if creates:
            yield CreateModels([each for each in found if isinstance(each, CreateModel)])
        else:
            yield from found
