"""Random acts in any order, lawful or not, each sequence undone at its end: what the state machines of tests share.

    class Problems(Playing): …   # rules that `attempt` an act, invariants

    def test_…(made): play(Problems, made)

What is refused says why and under which article, and leaves journal and rows as they were.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from tests.county import County

from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import GongkaiError

SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
MANY = 10
"""How many are played; the first is always the simplest. `make property` plays thousands."""


class Playing(RuleBasedStateMachine):
    """One sequence, within a transaction that is undone; `outcomes` counts what was done and refused in all of them."""

    made: ClassVar[County]
    outcomes: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self._within = transaction.atomic()
        self._within.__enter__()

    def attempt(self, name: str, act: Callable[[], Any]) -> bool:
        """Do an act, or see that it is refused as it should be; say whether it was done."""
        entries = Entry.objects.count()
        try:
            act()
        except ValidationError:
            explained = True
        except GongkaiError as error:
            explained = error.hint is not None and error.citation is not None
        else:
            self.outcomes["done"] += 1
            return True
        assert explained, name
        assert Entry.objects.count() == entries, name
        self.outcomes["refused"] += 1
        return False

    def teardown(self) -> None:
        """See that the journal tells of every row as it is, and undo it all."""
        try:
            assert [each.text() for each in differences()] == []
        finally:
            transaction.set_rollback(True)
            self._within.__exit__(None, None, None)


def play(machine: type[Playing], made: County, *, steps: int = 30) -> None:
    """Play sequences of a machine in a county; of many, some acts must have been done, and some refused.

    A few are the same ones each time: what they do does not come and go with chance.
    """
    playing: Any = type(machine.__name__, (machine,), {"made": made, "outcomes": Counter()})
    given = settings(
        max_examples=SEQUENCES,
        derandomize=SEQUENCES < MANY,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(playing, settings=given)
    assert playing.outcomes["done"] or SEQUENCES < MANY
    assert playing.outcomes["refused"] or SEQUENCES < MANY
