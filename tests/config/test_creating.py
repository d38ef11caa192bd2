"""Tables that a migration makes together are the ones that Django makes one after another."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.db.migrations import AddField, CreateModel, Migration, RunPython
from django.db.migrations.state import ProjectState

from gongkai.config.creating import CreateModels, create_together


def operations() -> list[Any]:
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        CreateModel("Place", [key]),
        CreateModel("Word", [key, ("place", models.ForeignKey("made.Place", models.CASCADE))]),
        CreateModel("Alone", [key]),
        RunPython(RunPython.noop, RunPython.noop),
        CreateModel("Late", [key, ("words", models.ManyToManyField("made.Word"))]),
        AddField("Place", "late", models.ForeignKey("made.Late", models.CASCADE, null=True)),
    ]


def migration() -> Migration:
    made = Migration("0001_initial", "made")
    made.operations = operations()
    return made


def rendered(found: Migration) -> dict[str, list[str]]:
    """Give what each model has after a migration, and what leads to it, of which a stale class would lack some."""
    state = ProjectState()
    assert list(state.apps.get_models()) == []
    state = found.mutate_state(state, preserve=False)
    models = {each._meta.label: each for each in state.apps.get_models(include_auto_created=True)}
    for each in models.values():
        assert all(
            field.related_model is models[field.related_model._meta.label]
            for field in each._meta.get_fields()
            if field.is_relation
        )
    return {label: sorted(field.name for field in each._meta.get_fields()) for label, each in models.items()}


@pytest.mark.parametrize("backwards", [False, True])
def test_what_is_made_together_is_what_is_made_one_by_one(backwards):
    together = migration()
    create_together([(together, backwards)])
    kinds = [type(each) for each in together.operations]
    if backwards:
        assert CreateModels not in kinds  # it cannot be undone; what it was made of can
    else:
        assert kinds == [CreateModels, RunPython, CreateModels, AddField]
    assert rendered(together) == rendered(migration())
