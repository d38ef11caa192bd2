"""Nothing unreviewed is ever seen and nothing withdrawn remains, whatever is done in whatever order and breaks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, Phase, event, given
from hypothesis import settings as played_with
from hypothesis import strategies as st
from tests.casework import actor
from tests.county import County, county
from tests.disclosure.windows import NOW, WINDOWS, Window
from tests.publishing import FORMED, PASSING, WORDS, begin, passes

from gongkai.attachments.models import Attachment
from gongkai.attachments.services import attach, remove
from gongkai.attachments.storing import Draft
from gongkai.disclosure import acts, rules, services
from gongkai.disclosure.content import digest_of, values_of
from gongkai.disclosure.models import Item, Plan, PlanState, Review, Showing, Text
from gongkai.disclosure.services.acting import files_now
from gongkai.journal import services as journal
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import GongkaiError

pytestmark = pytest.mark.django_db
ROLE_OF = {duty: role for role, duty in PASSING}
LIKELY = {
    "draft": "approve approve approve submit revise attach remove-file abandon withdraw plan-withdrawal hour-comes",
    "reviewing": "approve approve pass pass return refer revise set-steps withdraw hour-comes",
    "referred": "determine determine revise withdraw abandon",
    "approved": "publish publish correct plan-publication drop-plan hour-comes hour-comes revise return set-steps",
    "settled": "revise revise revise withdraw plan-withdrawal hour-comes drop-plan",
    "kept": "revise revise publish withdraw plan-publication",
    "ended": "revise publish plan-publication hour-comes submit withdraw",
}
"""What is done in each stage, what leads on more often; now and then something that the stage forbids."""
ACTS = sorted({name for names in LIKELY.values() for name in names.split()})
PLAIN = "attach approve publish revise attach approve publish revise approve correct revise withdraw"
"""A way past every window: what is public changes; what was is shown beside it, then no more; then there is nothing."""

_FIRST = count(step=100)
"""The numbers of the texts of an item: none that another item has."""


class Crash(Exception):
    """The process ends in the middle of an act."""


@contextmanager
def _crashing(at: int | None) -> Iterator[None]:
    """Let the so-many-th entry of the journal be the last thing that is done."""
    left = at
    written = journal._next_entry

    def next_entry(*args: Any, **values: Any) -> Any:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                raise Crash
        return written(*args, **values)

    with patch.object(journal, "_next_entry", next_entry):
        yield


@played_with(
    max_examples=int(os.environ.get("SEQUENCES", "3")),
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from([*[None] * 8, 0, 1, 2, 4])), min_size=10, max_size=16))
def test_only_what_was_reviewed_is_seen_and_nothing_that_was_withdrawn(
    made: County, played: list[tuple[int, int | None]]
) -> None:
    item, first = _begin(made)
    for number, (choice, crash) in enumerate(played, start=first + 1):
        before = Item.objects.get(pk=item.pk)
        names = ACTS if choice % 7 == 0 else LIKELY[before.stage].split()
        name = names[choice % len(names)]
        try:
            with suppress(GongkaiError), _crashing(crash):
                _play(made, before, name, number)
                event(name)
        except Crash:
            event("crash")
            whole = name != "approve"  # which is several acts
            assert not whole or Item.objects.get(pk=item.pk).version == before.version, name
        _look(Item.objects.get(pk=item.pk), range(first, number + 1))
    assert not list(differences())


def test_the_plain_way_is_seen_through_every_window_and_nothing_else_is(made: County) -> None:
    item, first = _begin(made)
    seen: set[Window] = set()
    for number, name in enumerate(PLAIN.split(), start=first + 1):
        _play(made, Item.objects.get(pk=item.pk), name, number)
        seen |= _look(Item.objects.get(pk=item.pk), range(first, number + 1))
    assert seen == set(WINDOWS)
    assert _is_withdrawn(item)


@pytest.fixture
def made(tmp_path: Path, settings: Any) -> County:
    settings.SEARCH_INDEX = tmp_path / "index"
    return county("administrator", "handler", "head", "reviewer", "secrecy_reviewer", "leader", "publisher")


def _begin(made: County) -> tuple[Item, int]:
    """Begin an item that all must review, and give the number of its first text too."""
    first = next(_FIRST)
    item = begin(made, **_words(first))
    services.set_practice(made.science, {"reviews": [duty for _, duty in PASSING]}, by=actor(made, "administrator"))
    return item, first


def _words(number: int) -> dict[str, Any]:
    """Give a text that is known by its words wherever it is seen."""
    word = _word(number)
    document = {"kind": "normative", "category": "A01", "effective_on": FORMED}
    return {**WORDS, **document, "title": f"名称{word}", "body": f"<p>正文{word}</p>", "summary": f"概述{word}"}


def _word(number: int) -> str:
    return f"〈{number}〉"


def _play(made: County, item: Item, name: str, number: int) -> None:
    by, publisher, hour = actor(made), actor(made, "publisher"), now() + timedelta(hours=1)
    turn = services.turn_of(item)
    reviewer = actor(made, ROLE_OF.get(turn, "publisher"))
    plans = Plan.objects.filter(item=item, state=PlanState.WAITING)
    files = Attachment.objects.filter(object_type="disclosure.item", object_id=item.pk)
    if name == "revise":
        services.revise(item, by=by, **_words(number))
    elif name == "submit":
        services.submit(item, by=by)
    elif name == "pass" and turn in ROLE_OF:
        passes(made, item, ROLE_OF[turn], turn)
    elif name == "approve":
        _approve(made, item)
    elif name == "return":
        services.send_back(item, turn, remarks="请改", by=reviewer)
    elif name == "publish":
        services.publish(item, by=publisher)
    elif name == "correct":
        services.publish(item, note="更正", correction=True, comparable=False, by=publisher)
    elif name == "withdraw":
        services.withdraw(item, note="有误", by=publisher)
    elif name == "abandon":
        services.abandon(item, reason="不再需要", by=by)
    elif name == "refer":
        services.refer(item, turn, to="县保密局", remarks="拿不准", by=reviewer)
    elif name == "determine":
        ground = {} if number % 2 else {"ground": "DENY_6", "ground_reason": "讨论稿"}
        services.determine(item, may_be_public=bool(number % 2), reply="见复函", by=by, **ground)
    elif name == "plan-publication":
        services.plan_publication(item, at=hour, by=publisher)
    elif name == "plan-withdrawal":
        services.plan_withdrawal(item, at=hour, note="期满", by=publisher)
    elif name == "drop-plan" and plans:
        services.drop_plan(item, plans[0], by=publisher)
    elif name == "hour-comes":
        services.carry_out_due(hour + timedelta(hours=1))
    elif name == "attach" and rules.may_attach(by.officer, item, localdate()):
        _attach(item, number, made)
    elif name == "remove-file" and files and rules.may_detach(by.officer, item, localdate()):
        remove(files[0], by=by)
    elif name == "set-steps":
        steps = [duty for _, duty in PASSING][number % 2 :]
        services.set_practice(made.science, {"reviews": steps}, by=actor(made, "administrator"))


def _approve(made: County, item: Item) -> None:
    if item.stage == "draft":
        item = services.submit(item, by=actor(made))
    while services.turn_of(item) in ROLE_OF:
        item = passes(made, item, ROLE_OF[services.turn_of(item)], services.turn_of(item))


def _attach(item: Item, number: int, made: County) -> None:
    with Draft() as draft:
        draft.write(f"%PDF-1.4\n%{_word(number)}\n%%EOF\n".encode())
        draft.finish()
        attach(item, draft, f"附件{_word(number)}.pdf", by=actor(made))


def _look(item: Item, numbers: range) -> set[Window]:
    """Look through every window: what is there was reviewed; what is public is there; what was withdrawn is nowhere.

    Gives the windows that something of it was seen through.
    """
    seen: set[Window] = set()
    shown = item.shown
    may_be_read: set[str] = set()
    if shown is not None:
        _require_reviewed(item, shown)
        may_be_read = {*_words_of(shown), *_words_that_were(item)}
    assert (shown is None) == _is_withdrawn(item)
    for window in WINDOWS:
        found = window(item)
        words = {_word(number) for number in numbers if _word(number) in found}
        assert words <= may_be_read, window.__name__
        if words:
            seen.add(window)
        if shown is not None and window in NOW:
            assert shown.title in found, window.__name__
    return seen


def _words_of(text: Text) -> set[str]:
    names = [text.title, *(each.open_name for each in Attachment.objects.filter(pk__in=text.files))]
    return {name[name.index("〈") : name.index("〉") + 1] for name in names}


def _words_that_were(item: Item) -> set[str]:
    """Give what may still be read of texts that were shown: back to the last that took away what was before it."""
    found: set[str] = set()
    for showing in Showing.objects.filter(item=item).select_related("text").order_by("-pk"):
        found |= _words_of(showing.text)
        if not showing.comparable:
            break
    return found


def _is_withdrawn(item: Item) -> bool:
    """Say whether the journal has it that nothing of an item is public."""
    entries = Entry.objects.filter(object_type="disclosure.item", object_id=item.pk)
    last = entries.filter(act__in=[acts.PUBLISHED.code, acts.WITHDRAWN.code]).order_by("-pk").first()
    return last is None or last.act == acts.WITHDRAWN.code


def _require_reviewed(item: Item, text: Text) -> None:
    files = [file for file in files_now(item, text.body) if file.key in text.files]
    assert text.digest == digest_of(values_of(text), files)
    showing = Showing.objects.get(item=item, until__isnull=True)
    assert showing.text == text
    passed = Review.objects.filter(text=text, digest=text.digest, passed=True, at__lte=showing.since)
    assert "secrecy_reviewer" in {review.duty for review in passed}
    assert {code for review in passed for code in review.answers} >= services.reviewing.EVERY
    assert text.author_id not in {review.officer_id for review in passed}
