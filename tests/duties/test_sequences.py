"""Random acts on motions, problems and assessments: what holds of every row and figure, whatever officers do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

import pytest
from django.utils.timezone import localdate
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.casework import actor
from tests.county import County, county
from tests.duties.test_assessment import begin, busy
from tests.sequences import Playing, play

from gongkai.agencies.services import add_member
from gongkai.duties.assessment import services as assessing
from gongkai.duties.assessment.reckoning import lines_of, sheet
from gongkai.duties.models import Assessment, Score, ScoreObjection
from gongkai.duties.models.motions import CoHandling, Motion, MotionReply, Role, Satisfaction
from gongkai.duties.models.rectification import Conclusion, Outcome, Problem, Source
from gongkai.duties.motions import services as motions
from gongkai.duties.motions.lifecycle import ANSWERED, Stage
from gongkai.duties.motions.selectors import rows_counted
from gongkai.duties.rectification import services as problems
from gongkai.duties.rectification.lifecycle import Stage as ProblemStage
from gongkai.duties.rectification.selectors import for_part_five
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db
ROLES = ("handler", "head", "leader")
PICKS = st.integers(0, 5)


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    made = county(
        "supervisor", "county_administrator", "handler", "head", "leader", "publisher", "administrator", "reviewer",
        "secrecy_reviewer",
    )  # fmt: skip
    for member in (made.science, made.water):
        add_member(made.office, member, year=localdate().year, by=SYSTEM)
    return made


def one_of(acts: Any) -> st.SearchStrategy[str | None]:
    """Draw an act, or the next on the way, as often as all others together, so that some come to the end."""
    return st.none() | st.sampled_from(sorted(acts))


class Onward(NamedTuple):
    """The next step of a row's way: the act, who does it, the pick it goes well with, and whether greater ones do."""

    act: str
    role: str
    pick: int
    or_more: bool = False


class Did(NamedTuple):
    """What was tried on a row, as it was before and is after it, and whether it was done."""

    act: str
    before: Any
    after: Any
    done: bool


class Ledger(Playing):
    """A ledger of which one row at a time is followed to the end of its way; then another comes in."""

    acts: ClassVar[Mapping[str, Callable[..., Any]]]
    onward: ClassVar[Mapping[Any, Onward]]

    def __init__(self) -> None:
        super().__init__()
        self.row = self.come_in()

    def come_in(self) -> Any:
        """Enter a row."""
        raise NotImplementedError

    def follow(self, name: str | None, role: str, pick: int) -> Did | None:
        """Try an act on the row, or its next step without a name; None where it is at its end, and another came in."""
        before = type(self.row).objects.get(pk=self.row.pk)
        if name is None:
            if before.stage not in self.onward:
                self.row = self.come_in()
                return None
            step = self.onward[before.stage]
            name, role, pick = step.act, step.role, max(pick, step.pick) if step.or_more else step.pick
        done = self.attempt(name, lambda: self.acts[name](self.made, before, actor(self.made, role), pick))
        return Did(name, before, type(self.row).objects.get(pk=self.row.pk), done)


# ── Motions and proposals ───────────────────────────────────────────────────

RECEIVED = date(2026, 3, 2)
MotionAct = Callable[[County, Motion, Any, int], Any]


def opine(made: County, motion: Motion, by: Any, pick: int) -> Any:
    asked = CoHandling.objects.filter(motion=motion).first()
    return asked and motions.give_opinion(asked, opinion="同意" * (pick % 2), by=by)


def sign(made: County, motion: Motion, by: Any, pick: int) -> Any:
    return motions.sign(motion, letter_number=f"{pick}号", on=RECEIVED + timedelta(40 * pick - 1), by=by)


def rate(made: County, motion: Motion, by: Any, pick: int) -> Any:
    return motions.rate(motion, satisfaction=Satisfaction.values[pick % 3], by=by)


MOTION_ACTS: dict[str, MotionAct] = {
    "amend": lambda made, motion, by, pick: motions.amend(
        motion, {"received_on": RECEIVED + timedelta(9 * pick), "role": Role.values[pick % 3], "leader": "县教体局"},
        by=by,
    ),
    "assign": lambda made, motion, by, pick: motions.assign(
        motion, made.officers["leader" if pick == 1 else "handler"], by=by
    ),
    "ask": lambda made, motion, by, pick: motions.ask_co_handlers(
        motion, [made.water], outside=["县气象局"] * (pick % 2), by=by
    ),
    "opine": opine,
    "prolong": lambda made, motion, by, pick: motions.prolong(motion, remarks="涉及面广", by=by),
    "draft": lambda made, motion, by, pick: motions.draft(
        motion, text="办" * (pick % 3), grade="ABCD"[pick % 4], by=by
    ),
    "return": lambda made, motion, by, pick: motions.send_back(motion, remarks="改", by=by),
    "review": lambda made, motion, by, pick: motions.review(motion, by=by),
    "sign": sign,
    "take_over": lambda made, motion, by, pick: motions.take_over(
        motion, on=RECEIVED + timedelta(pick), letter_number="", grade="A", by=by
    ),
    "rate": rate,
    "hand_back": lambda made, motion, by, pick: motions.hand_back(motion, remarks="不属本单位", by=by),
    "withhold": lambda made, motion, by, pick: motions.leave_unpublished(motion, remarks="涉及他人", by=by),
}  # fmt: skip
MOTION_ONWARD = {
    Stage.RECEIVED: Onward("assign", "head", 0),
    Stage.HANDLING: Onward("draft", "handler", 1),
    Stage.REVIEWING: Onward("review", "head", 0),
    Stage.SIGNING: Onward("sign", "leader", 2),
    Stage.REPLIED: Onward("rate", "handler", 0, or_more=True),
}


class Motions(Ledger):
    acts, onward = MOTION_ACTS, MOTION_ONWARD

    def __init__(self) -> None:
        super().__init__()
        self.late: dict[int, bool] = {}

    def come_in(self) -> Motion:
        number = Motion.objects.count()
        given = {"kind": "deputy", "session": "届", "number": f"{number}", "title": "建议", "received_on": RECEIVED}
        return motions.register(self.made.science, given, by=actor(self.made))

    @rule(name=one_of(MOTION_ACTS), role=st.sampled_from(ROLES), pick=PICKS)
    def act(self, name: str | None, role: str, pick: int) -> None:
        did = self.follow(name, role, pick)
        if did is None:
            return
        motion, again = did.before, did.after
        assert again.version == motion.version + did.done or (did.act == "opine" and again.version == motion.version)
        if motion.replied_on is None and again.replied_on is not None:
            self.late[motion.pk] = again.replied_on > motion.due_on

    @invariant()
    def replies_go_round_by_round_and_by_the_hands_of_several(self) -> None:
        for motion in Motion.objects.all():
            rows = MotionReply.objects.filter(motion=motion, replied_on__isnull=False)
            signed = {row.round: row for row in rows}
            assert [signed[each].satisfaction for each in range(1, motion.round)] == ["not"] * (motion.round - 1)
            assert (motion.round in signed) == (motion.stage in ANSWERED)
            assert motion.replied_on == (signed[1].replied_on if signed else None)
            assert motion.late == self.late.get(motion.pk)
            assert motion.stage != Stage.CLOSED or not motion.answers or motion.satisfaction not in ("", "not")
            for row in signed.values():
                others = (row.reviewed_by_id, row.signed_by_id)
                assert row.drafted_by_id is None or (None not in others and row.drafted_by_id not in others)

    @invariant()
    def figures_are_what_one_counts_by_hand(self) -> None:
        there = [each for each in Motion.objects.exclude(stage=Stage.HANDED_BACK) if each.answers]
        by_hand = {
            "received": len(there),
            "replied": len([each for each in there if each.replied_on]),
            "in_time": len([each for each in there if each.replied_on and not self.late[each.pk]]),
            "content": len([each for each in there if each.satisfaction in ("satisfied", "mostly")]),
        }
        year = (date(2026, 1, 1), localdate())
        assert {name: rows_counted(name, [self.made.science], *year).count() for name in by_hand} == by_hand


def test_whatever_is_done_with_motions_each_is_answered_by_several_and_counted_once(made: County) -> None:
    play(Motions, made)


# ── The ledger of rectification ─────────────────────────────────────────────

ProblemAct = Callable[[County, Problem, Any, int], Any]
PROBLEM_ACTS: dict[str, ProblemAct] = {
    "amend": lambda made, row, by, pick: problems.amend(
        row, source="report", text="改", reference="", raised_on=localdate() + timedelta(1 - pick), by=by
    ),
    "plan": lambda made, row, by, pick: problems.plan(
        row, measure="培训", officer=made.officers[(*ROLES, "publisher", "supervisor", "head")[pick]],
        due_on=localdate() + timedelta(pick - 1), by=by,
    ),
    "report": lambda made, row, by, pick: problems.report_progress(
        row, text="已开展", on=localdate() + timedelta(1 - pick), by=by
    ),
    "conclude": lambda made, row, by, pick: problems.conclude(
        row, outcome=Outcome.values[pick % 3], reason="经费" * (pick // 3), by=by
    ),
    "verify": lambda made, row, by, pick: problems.verify(row, by=by),
    "return": lambda made, row, by, pick: problems.send_back(row, remarks="不实", by=by),
    "reopen": lambda made, row, by, pick: problems.reopen(row, remarks="反弹", by=by),
    "drop": lambda made, row, by, pick: problems.drop(row, remarks="重复", by=by),
}  # fmt: skip
PROBLEM_ONWARD = {
    ProblemStage.RAISED: Onward("plan", "handler", 3),
    ProblemStage.UNDER_WAY: Onward("conclude", "handler", 3, or_more=True),
    ProblemStage.VERIFYING: Onward("verify", "head", 0),
}


class Problems(Ledger):
    acts, onward = PROBLEM_ACTS, PROBLEM_ONWARD

    def come_in(self) -> Problem:
        return problems.raise_problem(
            self.made.science, source="report", text="问题", raised_on=localdate(), by=actor(self.made)
        )

    @rule(name=one_of(PROBLEM_ACTS), role=st.sampled_from(ROLES), pick=PICKS)
    def act(self, name: str | None, role: str, pick: int) -> None:
        did = self.follow(name, role, pick)
        assert did is None or did.after.version == did.before.version + did.done

    @invariant()
    def one_conclusion_stands_and_another_verified_it(self) -> None:
        for problem in Problem.objects.all():
            standing = Conclusion.objects.filter(
                problem=problem, returned_on__isnull=True, reopened_on__isnull=True
            ).first()
            assert (standing is not None) == (problem.stage in (ProblemStage.VERIFYING, ProblemStage.CLOSED))
            closed = standing is not None and standing.verified_on is not None
            assert closed == (problem.stage == ProblemStage.CLOSED)
            if closed:
                assert problem.outcome == standing.outcome
                assert standing.verified_by_id not in (None, standing.concluded_by_id, problem.officer_id)

    @invariant()
    def part_five_tells_of_each_in_one_place(self) -> None:
        told = for_part_five(self.made.science, localdate().year)
        rows = list(Problem.objects.exclude(stage=ProblemStage.DROPPED).order_by("raised_on", "pk"))
        assert list(told.finished) == [each for each in rows if each.outcome == Outcome.DONE]
        assert list(told.lasting) == [each for each in rows if each.outcome == Outcome.LASTING]
        assert list(told.unfinished) == [each for each in rows if each.outcome in ("", Outcome.UNFINISHED)]


def test_whatever_is_done_with_problems_another_verifies_and_part_five_tells_all(made: County) -> None:
    play(Problems, made)


# ── Assessments ─────────────────────────────────────────────────────────────

AssessmentAct = Callable[["Assessments", Assessment, int], Any]


def score(self: Assessments, assessment: Assessment, pick: int) -> Any:
    rows = list(Score.objects.filter(assessment=assessment, indicator__kind="scored").order_by("points", "pk"))
    row = rows[0 if pick else -1]
    level = "没有的" if pick == 5 else row.indicator.levels[pick % 2]["name"]
    return assessing.score(row, level=level, evidence="文件" * (pick != 4), by=self.by)


def object_to(self: Assessments, assessment: Assessment, pick: int) -> Any:
    row = list(Score.objects.filter(assessment=assessment).order_by("pk"))[pick]
    return assessing.object_to(row, statement="有误", on=self.on, by=actor(self.made, "head"))


def answer(self: Assessments, assessment: Assessment, pick: int) -> Any:
    rows = ScoreObjection.objects.filter(score__assessment=assessment).order_by("-answer", "pk")
    points = None if pick % 3 == 0 else Decimal(pick - 2) * 3
    return rows and assessing.answer(rows.last(), points=points, reason="核实", on=self.on, by=self.by)


ASSESSMENT_ACTS: dict[str, AssessmentAct] = {
    "score": score,
    "announce": lambda self, assessment, pick: assessing.announce(assessment, on=self.on, by=self.by),
    "recompute": lambda self, assessment, pick: assessing.recompute(assessment, on=self.on, by=self.by),
    "object": object_to,
    "answer": answer,
    "publish": lambda self, assessment, pick: assessing.publish(assessment, on=self.on, by=self.by),
    "abandon": lambda self, assessment, pick: pick or assessing.abandon(assessment, reason="指标有误", by=self.by),
}


class Assessments(Playing):
    def __init__(self) -> None:
        super().__init__()
        self.on, self.by = localdate(), actor(self.made, "supervisor")
        busy(self.made)
        self.assessment = begin(self.made)

    @rule(name=one_of(ASSESSMENT_ACTS), pick=PICKS, later=st.integers(0, 3))
    def act(self, name: str | None, pick: int, later: int) -> None:
        self.on += timedelta(later)
        assessment = Assessment.objects.get(pk=self.assessment.pk)
        if name is None:
            waits = Score.objects.filter(assessment=assessment, applies=True, points__isnull=True).exists()
            objected = ScoreObjection.objects.filter(score__assessment=assessment, answer="").exists()
            onward = {"scoring": "score" if waits else "announce", "objecting": "answer" if objected else "publish"}
            name, pick = onward.get(assessment.stage, "score"), 1 + pick % 3
        if self.attempt(name, lambda: ASSESSMENT_ACTS[name](self, assessment, pick)):
            self.every_point_is_explained_and_totals_are_their_sum()

    def every_point_is_explained_and_totals_are_their_sum(self) -> None:
        assessment = Assessment.objects.get(pk=self.assessment.pk)
        rows = Score.objects.filter(assessment=assessment)
        for row in rows.select_related("indicator"):
            assert row.final is None or 0 <= row.final <= row.indicator.weight
            assert row.applies or row.final is None
            assert sum(line.points for line in lines_of(row)) == (row.final or 0)
        for line in sheet(assessment, rows).rows:
            found = [each.final or 0 for each in line.scores if each is not None and each.applies]
            assert line.total.points == sum(found) + line.total.spread

    @invariant()
    def what_is_published_was_scored_and_no_objection_is_open(self) -> None:
        assessment = Assessment.objects.get(pk=self.assessment.pk)
        assert (assessment.published_on is not None) == (assessment.stage == "published")
        assert Problem.objects.filter(source=Source.ASSESSMENT).exists() == (assessment.stage == "published")
        if assessment.published_on is not None:
            assert assessment.objections_until < assessment.published_on
            assert not Score.objects.filter(assessment=assessment, applies=True, points__isnull=True).exists()
            assert not ScoreObjection.objects.filter(score__assessment=assessment, answer="").exists()


def test_whatever_is_done_in_an_assessment_every_point_is_explained(made: County) -> None:
    play(Assessments, made, steps=20)
