"""Random acts on letters of the public: who wrote is shown nothing too early, and nobody else who it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.casework import actor
from tests.county import County, county
from tests.sequences import Playing, play

from gongkai.feedback import services
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.models import Letter
from gongkai.feedback.selectors import shown_letters
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db
ROLES = ("handler", "head", "supervisor")
NAME, PHONE = "王小明", "13812345678"
Act = Callable[[County, Letter, Any, int], Any]


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(*ROLES)


def show(made: County, letter: Letter, by: Any, pick: int) -> Any:
    reply = (f"{NAME}同志", "已经办理", f"已经电话{PHONE}告知")[pick]
    return services.show(letter, title="公示", body="请公示", reply=reply, by=by)


ACTS: dict[str, Act] = {
    "assign": lambda made, letter, by, pick: services.assign(letter, made.officers[ROLES[pick]], by=by),
    "draft": lambda made, letter, by, pick: services.draft(letter, reply=" 已办 "[: pick * 2], by=by),
    "return": lambda made, letter, by, pick: services.send_back(letter, remarks="改", by=by),
    "answer": lambda made, letter, by, pick: services.answer(letter, by=by),
    "show": show,
    "hide": lambda made, letter, by, pick: services.hide(letter, reason="误公开", by=by),
}


class Letters(Playing):
    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.drafters: dict[int, str] = {}
        self.answerers: dict[int, str] = {}
        self.come_in(number=0, oversight=False, agrees=True)

    @rule(number=st.integers(0, 5), oversight=st.booleans(), agrees=st.booleans())
    def come_in(self, number: int, oversight: bool, agrees: bool) -> None:
        kind, key = "oversight" if oversight else "suggestion", UUID(int=number)
        there = Letter.objects.filter(sent_key=key).first()
        letter = services.write(
            self.made.science, kind, on=date(2026, 3, 2), sent_key=key, by=SYSTEM, name=NAME, phone=PHONE,
            body="请公示", agrees=agrees,
        )  # fmt: skip
        assert there is None or letter == there
        self.keys += [] if there else [letter.pk]

    @rule(
        name=st.none() | st.sampled_from(sorted(ACTS)),
        role=st.sampled_from(ROLES),
        which=st.integers(0, 9),
        pick=st.integers(0, 2),
    )
    def act(self, name: str | None, role: str, which: int, pick: int) -> None:
        letter = Letter.objects.get(pk=self.keys[which % len(self.keys)])
        if name is None:
            onward = {Stage.RECEIVED: "assign", Stage.HANDLING: "draft", Stage.REVIEWING: "answer"}
            name = onward.get(Stage(letter.stage), "show")
            pick = {"assign": 2 if letter.agency != self.made.science else pick % 2, "draft": 2}.get(name, 1)
        done = self.attempt(name, lambda: ACTS[name](self.made, letter, actor(self.made, role), pick))
        if done and name == "draft":
            self.drafters[letter.pk] = role
        if done and name == "answer":
            self.answerers[letter.pk] = role
        assert Letter.objects.get(pk=letter.pk).version == letter.version + done

    @invariant()
    def an_answer_was_passed_by_another_who_may_deal_with_it(self) -> None:
        for letter in Letter.objects.all():
            assert (letter.answered_on is not None) == (letter.stage == Stage.ANSWERED)
            assert (letter.pk in self.answerers) == (letter.stage == Stage.ANSWERED)
            assert letter.stage != Stage.ANSWERED or self.answerers[letter.pk] != self.drafters[letter.pk]
            fits = {self.made.science: ROLES[:2], self.made.office: ROLES[2:]}[letter.agency]
            assert letter.stage == Stage.RECEIVED or letter.handler.username in fits

    @invariant()
    def what_is_shown_was_agreed_to_and_names_nobody(self) -> None:
        for letter in shown_letters(self.made.science):
            assert letter.agrees
            assert letter.stage == Stage.ANSWERED
            words = f"{letter.shown_title}{letter.shown_body}{letter.shown_reply}"
            assert NAME not in words
            assert PHONE not in words

    @invariant()
    def numbers_follow_one_another(self) -> None:
        for agency in (self.made.science, self.made.office):
            numbers = list(Letter.objects.filter(agency=agency).order_by("pk").values_list("number", flat=True))
            assert numbers == [f"2026-X{number:04d}" for number in range(1, len(numbers) + 1)]


def test_whatever_is_done_with_letters_answers_are_passed_by_another_and_name_nobody(made: County) -> None:
    play(Letters, made, steps=30)
