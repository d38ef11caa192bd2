"""What every act on an item shares: hold it, ask the table, keep what came of it."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate, now

from gongkai.agencies.models import Kind as AgencyKind
from gongkai.disclosure import acts, telling
from gongkai.disclosure.content import File, digest_of, images_in, values_of
from gongkai.disclosure.models import Item, Picture, Plan, PlanKind, PlanState, Reassessment, Referral, Text
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.periods import publication_settings
from gongkai.disclosure.selectors import reported_by, reported_year_of
from gongkai.disclosure.stages import Stage, refusal, stage_after
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import CalendarNotPublished, NotAllowed, NotInForce
from gongkai.law.message import Message
from gongkai.law.periods import months_later
from gongkai.law.publication import (
    ANNUAL_REPORT,
    REPORTED_SINCE,
    Matter,
    Reporter,
    publication_due,
    report_due,
)
from gongkai.law.steps import Deadline
from gongkai.ui.working_days import calendar


def take_up(item: Item, act: Act, *, seen: int | None) -> Item:
    """Give the item as it is now, held, for an act that its stage allows.

    `seen` is the version that whoever acts was shown. Raises NotAllowed when the item has changed since, or its stage
    stands against the act.
    """
    held = hold(item)
    if seen is not None and held.version != seen:
        raise NotAllowed(
            "changed-meanwhile",
            Message("这条信息在您打开之后已经有人办理过，现在是“{stage}”。", stage=str(held.get_stage_display())),
            hint=Message("请看过办理经过，再决定怎样办理；您填写的内容还在。"),
            citation=cite("条例第17条"),
        )
    if refused := refusal(act, Stage(held.stage)):
        raise refused
    return held


def happen(held: Item, act: Act, *, by: Actor, to: Stage | None = None, **note: Any) -> Item:
    """Let an act happen to an item that was taken up, and record it. Plans that it makes void are dropped."""
    held.stage = stage_after(act, to)
    held.version += 1
    _drop_plans(held, by)
    if held.stage != Stage.REFERRED:
        end_referral(held, act, by=by)
    held.save(update_fields=[*(name for name in Item.journaled if name != "agency"), "kind", "version"])
    record(held, act, by=by, **note)
    return held


def end_plan(plan: Plan, state: PlanState, act: Act, *, by: Actor, why: str = "") -> bool:
    """Let a plan end; say whether it was there to end."""
    held = hold(plan)
    if held.state != PlanState.WAITING:
        return False
    held.state, held.ended_at, held.why = state, now(), why
    held.save(update_fields=["state", "ended_at", "why"])
    record(held, act, by=by)
    return True


def end_referral(held: Item, act: Act, *, by: Actor, may_be_public: bool | None = None, reply: str = "") -> None:
    """Let what was referred end, with the reply or without."""
    for referral in Referral.objects.filter(item=held, ended_on__isnull=True):
        row = hold(referral)
        row.ended_on, row.may_be_public, row.reply = localdate(), may_be_public, reply
        row.save(update_fields=["ended_on", "may_be_public", "reply"])
        record(row, act, by=by)


def ask_again(held: Item, *, by: Actor) -> None:
    """Let an item that is not public be looked at again on its day, by the practice of its agency (条例第18条)."""
    if Reassessment.objects.filter(item=held, done_on__isnull=True).exists():  # it was written anew meanwhile
        return
    row = Reassessment(item=held, due_on=months_later(localdate(), practice_of(held.agency).reassess_months))
    row.save(force_insert=True)
    record(row, acts.WITHHELD, by=by)


def _drop_plans(held: Item, by: Actor) -> None:
    """Drop what was planned of a text that is not to be published any more, or of an item that is not shown."""
    void = [PlanKind.PUBLICATION] if held.stage != Stage.APPROVED else []
    void += [PlanKind.WITHDRAWAL] if held.shown is None else []
    for plan in Plan.objects.filter(item=held, kind__in=void, state=PlanState.WAITING).select_related("officer"):
        end_plan(plan, PlanState.DROPPED, acts.PLAN_DROPPED, by=by)
        if by.officer != plan.officer:
            telling.tell_plan_dropped(plan, at=now())


def text_of(item: Item) -> Text:
    """Give the newest text of an item; every item has one from its beginning."""
    assert item.text is not None
    return item.text


def be_newest(item: Item, text: Text) -> None:
    """Let a text be the newest of an item: its kind is the text's, its last day that of the day its content was formed.

    What was public before the rules and calendars held here keeps the day that it was taken over with.
    """
    item.text, item.kind, due = text, text.kind, due_if_known(text)
    if due is not None:
        item.due_on, item.provisional = due.due, due.provisional
    elif item.shown is None or item.shown.formed_on != text.formed_on:
        due_of(text)  # says which rule, or which year, is lacking


def due_if_known(text: Text) -> Deadline | None:
    """Give the last day to publish a text; None where the rules or the calendars of its day are not held here."""
    try:
        return due_of(text)
    except (NotInForce, CalendarNotPublished):
        return None


def due_of(text: Text) -> Deadline:
    """Give the last day to publish a text, by the calendar as it is now.

    An annual report has a date of its own (条例第49条); what is changed in one that was shown is due like any change.
    """
    if text.category == ANNUAL_REPORT.code and text.item.shown_on is None:
        reporter = _reporter_of(text)
        year = reported_year_of(text)
        if reporter is not None and year >= REPORTED_SINCE:
            return report_due(year, reporter)
    matter = Matter[text.matter.upper()]
    return publication_due(text.formed_on, matter=matter, calendar=calendar(), settings=publication_settings())


def _reporter_of(text: Text) -> Reporter | None:
    """Give what kind of agency an annual report is of; None for a township, of which 条例第49条 says nothing."""
    agency = reported_by(text)
    if agency.kind == AgencyKind.TOWNSHIP:
        return None
    return Reporter.GOVERNMENT if agency.kind == AgencyKind.GOVERNMENT else Reporter.DEPARTMENT


def files_now(item: Item, body: str) -> list[File]:
    """Give the attachments of an item as they are now, in their order; of pictures those that its body shows."""
    from gongkai.attachments.selectors import attachments_of

    shown = {image.key for image in images_in(body)}
    left_out = set(Picture.objects.filter(item=item).values_list("attachment", flat=True)) - shown
    return [File(each.pk, each.name, each.sha256) for each in attachments_of(item) if each.pk not in left_out]


def require_unchanged(held: Item, text: Text) -> None:
    """Refuse to go on with a text whose words or files are not those it was reviewed with."""
    if digest_of(values_of(text), files_now(held, text.body)) != text.digest:
        raise NotAllowed(
            "changed-since-review",
            Message("附件在送审以后有增减或者替换，已经作出的审查不再算数。"),
            hint=Message("请打开修改，核对后重新送审。"),
            citation=cite("条例第17条"),
        )
