"""Before whom a challenge to an act of an agency goes, and what must come first: asked of the law, by the tree."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.selectors import in_law
from gongkai.applications.models.interpretation import outcome_settings_on
from gongkai.applications.models.practice import practice_of
from gongkai.law import remedies
from gongkai.law.challenges import Procedure
from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.law.outcomes import (
    DEFAULTS,
    OUTCOMES,
    Group,
    Prerequisite,
    reconsideration_for_silence,
    reconsideration_required,
)
from gongkai.law.steps import Step
from gongkai.remedies.bringing import Brought, brought_by
from gongkai.remedies.models import Before, Challenge, Matter, Role


def forum_of(agency: Agency, procedure: Procedure, on: date) -> str:
    """Give who hears a challenge to what an agency did on a day; nothing where neither tree nor site says.

    Of a suit that is the court that the agency has named for its letters; of a complaint the agency above (条例第51条).
    """
    if procedure is Procedure.SUIT:
        return practice_of(agency).court
    placed = in_law(agency)
    if procedure is Procedure.COMPLAINT:
        return placed.superior
    try:
        return remedies.forum(placed, on=on).agencies[0]
    except GongkaiError:
        return ""


def forum_steps(challenge: Challenge) -> tuple[Step, ...]:
    """Give why the forum of reconsideration is the one it is, or what the law has to say against it."""
    if challenge.procedure != Procedure.RECONSIDERATION:
        return ()
    try:
        found = remedies.forum(in_law(challenge.agency), on=challenge.acted_on)
    except GongkaiError as error:
        return (Step(error.message, error.citation if isinstance(error, NotAllowed) else None),)
    return (found.step,)


def agency_called(agency: Agency, name: str) -> Agency | None:
    """Give the agency of this site of a name that a challenge to an agency may go to: itself, or one above it."""
    return next((each for each in Agency.objects.above(agency) if each.name == name), None)


def prerequisite_of(challenge: Challenge) -> Prerequisite | None:
    """Say whether reconsideration had to come before suit (复议法第23条); None for what no application asked for."""
    if challenge.matter == Matter.SILENCE:
        return reconsideration_for_silence(on=challenge.acted_on)
    application = challenge.application
    if challenge.matter != Matter.REPLY or not challenge.ground or application is None:
        return None
    if challenge.ground in _DISCLOSING and brought_by(challenge) is Brought.THIRD_PARTY:
        return Prerequisite(False, (_OF_WHAT_WAS_GIVEN,))
    code, settings = challenge.ground, outcome_settings_on(application.arrived_on)  # as the letter was written
    if code != "PARTIAL" and set(challenge.grounds) - {code}:  # of several outcomes, as the reply told the applicant
        code, settings = "PARTIAL", DEFAULTS
    try:
        return reconsideration_required(code, on=challenge.acted_on, grounds=challenge.grounds, settings=settings)
    except NotAllowed as error:
        return Prerequisite(None, (Step(error.message, error.citation),))


_DISCLOSING = {each.code for each in OUTCOMES if each.group in (Group.GRANTED, Group.GRANTED_IN_PART)}
_OF_WHAT_WAS_GIVEN = Step(
    Message("第三方对公开的内容不服，不在复议前置的范围内，可以申请行政复议，也可以提起行政诉讼。"), cite("条例第51条")
)

_SKIPPED = Step(
    Message("依法应当先申请行政复议，本件没有经过复议。未先复议直接起诉的，法院不予立案；请在答辩时提出。"),
    cite("行诉解释第56条"),
)
# [推导] “申请政府信息公开，行政机关不予公开”: what was given is no such thing. Of others than the applicant and third
# parties known by name nobody here can say which they are.
_SKIPPED_IN_PART = Step(
    Message(
        "对不予公开的部分不服的，依法应当先申请行政复议，本件没有经过复议；未先复议直接起诉的，法院不予立案，请在答辩时提出。"
        "第三方对公开的部分不服的，不在前置范围内。"
    ),
    cite("行诉解释第56条"),
)


def skipped_reconsideration(challenge: Challenge) -> Step | None:
    """Say that a suit came without the reconsideration that had to come first, or None: a court does not file it.

    Over a partial disclosure a third party may sue for what was given, which need not be reconsidered first.
    """
    if challenge.procedure != Procedure.SUIT or challenge.before != Before.NONE:
        return None
    found = prerequisite_of(challenge)
    if found is None or not found.required:
        return None
    is_applicant = brought_by(challenge) is Brought.APPLICANT
    return _SKIPPED_IN_PART if challenge.ground == "PARTIAL" and not is_applicant else _SKIPPED


def defendants_of(challenge: Challenge) -> tuple[str, ...]:
    """Give who is to be sued (行诉法第26条), by what became of the matter in reconsideration."""
    if challenge.procedure != Procedure.SUIT:
        return ()
    before = {Before.UPHELD: remedies.Reconsidered.UPHELD, Before.CHANGED: remedies.Reconsidered.CHANGED}
    reconsidered = before.get(Before(challenge.before), remedies.Reconsidered.NONE)
    about = challenge.application or challenge.item
    if challenge.role == Role.JOINT and about is None:  # who acted is not said; the forum is the agency itself
        return (challenge.agency.name,)
    original = about.agency if about else challenge.agency
    if challenge.after:
        heard = challenge.after.forum
    elif challenge.role == Role.JOINT or original != challenge.agency:
        heard = challenge.agency.name
    else:
        heard = forum_of(original, Procedure.RECONSIDERATION, challenge.acted_on)
    return tuple(name for name in remedies.defendants(original.name, reconsidered=reconsidered, forum=heard) if name)


def is_sued_as_forum(role: str, before: str) -> bool:
    """Say whether an agency is sued as the forum: with who acted, or alone where it changed the act (行诉法第26条)."""
    return role == Role.JOINT or before == Before.CHANGED
