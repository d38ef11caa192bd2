"""Publishing: the text that was passed, and no other, is shown; what is withdrawn is gone, and why is said."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.disclosure import acts
from gongkai.disclosure.elsewhere import require_kept_here
from gongkai.disclosure.guides import require_in_force
from gongkai.disclosure.models import Item, Nature, Showing
from gongkai.disclosure.models.labels import PENALTIES
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.services.acting import happen, require_unchanged, take_up, text_of
from gongkai.disclosure.services.cataloguing import refresh_of
from gongkai.disclosure.services.following import ask_for_feedback, end_follow_ups
from gongkai.disclosure.services.reviewing import passes_of, steps_left
from gongkai.disclosure.services.scanning import require_decided
from gongkai.disclosure.services.settling import acted_on, remember_validity, settle_each
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def publish(
    item: Item,
    *,
    note: str = "",
    correction: bool = False,
    comparable: bool = True,
    by: Actor,
    seen: int | None = None,
) -> Item:
    """Show the text that all reviews passed, instead of what was shown before (公开).

    `note` says to the public what was changed; of a `correction` (更正) it must. Whether the text before may be
    compared with it is for who publishes to say. Raises NotAllowed as `require_publishable` does.
    """
    held, at = take_up(item, acts.PUBLISHED, seen=seen), now()
    require_publishable(held, note=note, correction=correction, by=by, on=localdate(at))
    text = text_of(held)
    targets = acted_on(held.shown, text)
    # The period runs from the day the content was formed or changed: wording put right later has none of its own.
    formed_anew = held.shown is None or held.shown.formed_on != text.formed_on
    if formed_anew:
        held.late = localdate(at) > held.due_on
    _end_showing(held, at=at, note="", by=by)
    due_on = held.due_on if formed_anew else None
    showing = Showing(item=held, text=text, since=at, note=note.strip(), correction=correction, comparable=comparable)
    showing.due_on, showing.late = due_on, due_on is not None and held.late
    showing.save(force_insert=True)
    record(showing, acts.PUBLISHED, by=by)
    held.shown, held.category = text, text.category
    held.shown_on = held.shown_on or localdate(at)
    held.withdrawn_on, held.withdrawal_note = None, ""
    remember_validity(held)
    done = happen(held, acts.PUBLISHED, by=by)
    refresh_of(done)
    ask_for_feedback(done, by=by)
    settle_each(targets, by=by)
    return done


def require_publishable(held: Item, *, note: str, correction: bool, by: Actor, on: date) -> None:
    """Refuse to publish while a review lacks, words or files are not those reviewed, or the text is not for it.

    So too what one reviewed, where the agency has others publish it, and a correction that says nothing or of nothing.
    """
    text = text_of(held)
    require_kept_here(held, text)
    require_unchanged(held, text)
    require_decided(held, text)
    if left := steps_left(held):
        raise NotAllowed(
            "review-lacking",
            Message("这一稿还缺{number}个环节的审查，不能公开。", number=len(left)),
            hint=Message("请由还没有审查的人审查。"),
            citation=cite("条例第17条"),
        )
    reviewers = {each.officer_id for each in passes_of(text)}
    if practice_of(held.agency).publisher_apart and by.officer and by.officer.pk in reviewers:
        raise NotAllowed(
            "own-review",
            Message("这一稿是您审查的，不能由您公开。"),
            hint=Message("本机关规定公开与审查由不同的人办理，请由另一位发布人办理。"),
            citation=cite("条例第17条"),
        )
    if text.nature != Nature.PROACTIVE:
        raise NotAllowed(
            "not-for-publication",
            Message("公开属性是“{nature}”，不能主动公开。", nature=str(text.get_nature_display())),
            hint=Message("要公开的，请修改公开属性后重新送审。"),
            citation=cite("条例第13条"),
        )
    if text.made_on is not None and text.made_on > on:
        raise NotAllowed(
            "made-after-publication",
            Message("成文日期{made}晚于公开日期，不能公开。", made=text.made_on),
            hint=Message("请更正成文日期后重新送审，或者到那一天再公开。"),
            citation=cite("条例第26条"),
        )
    require_in_force(held, text, on)
    if correction and held.shown is None:
        raise NotAllowed("nothing-to-correct", Message("没有公开过的，谈不上更正。"), citation=cite("条例第6条"))
    if correction and not note.strip():
        raise NotAllowed(
            "correction-unexplained",
            Message("更正没有写明更正了什么。"),
            hint=Message("请在修改说明里写明，给公众看。"),
            citation=cite("条例第6条"),
        )


@transaction.atomic
def withdraw(item: Item, *, note: str, by: Actor, seen: int | None = None) -> Item:
    """Take down what is shown (撤下), and say to the public why."""
    held, at = take_up(item, acts.WITHDRAWN, seen=seen), now()
    require_reason(held, note)
    _end_showing(held, at=at, note=note.strip(), by=by)
    targets = acted_on(held.shown)
    held.shown = None
    held.withdrawn_on, held.withdrawal_note = localdate(at), note.strip()
    remember_validity(held)
    done = happen(held, acts.WITHDRAWN, by=by)
    refresh_of(done)
    end_follow_ups(done, by=by)
    settle_each(targets, by=by)
    return done


def require_reason(held: Item, note: str) -> None:
    """Refuse to take down what is not shown, and without a reason for the public."""
    if held.shown is None:
        raise NotAllowed("not-shown", Message("这条信息没有公开，不用撤下。"), citation=cite("条例第17条"))
    if not note.strip():
        raise NotAllowed(
            "reason-missing",
            Message("没有写明撤下的理由。"),
            hint=Message("理由会登在原来的网址上。"),
            citation=cite("行政处罚法第48条第2款" if held.category == PENALTIES else "条例第17条"),
        )


def _end_showing(held: Item, *, at: datetime, note: str, by: Actor) -> None:
    for showing in Showing.objects.filter(item=held, until__isnull=True):
        row = hold(showing)
        row.until = at
        row.note = note or row.note
        row.save(update_fields=["until", "note"])
        record(row, acts.WITHDRAWN if note else acts.PUBLISHED, by=by)
