"""A bundle drawn up for a challenge, and kept with it as an attachment: whose data it shows is on record first.

It is drawn up before the transaction begins, for that can take a while, and drawn up anew whenever it is wanted: each
is kept with its own digest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongkai.applications import rules as applications
from gongkai.attachments.models import Attachment
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.journal.actor import Actor
from gongkai.journal.services import note, record_reading
from gongkai.law.challenges import Kind, Procedure, State, article_of
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies import acts, rules
from gongkai.remedies.bundle.assembling import Bundle, Cover, assembled
from gongkai.remedies.bundle.piece import Piece, Read
from gongkai.remedies.bundle.pieces import pieces_of
from gongkai.remedies.models import Challenge, Party


class Drawn(NamedTuple):
    """A bundle as it was drawn up: its day, and whose data it shows."""

    bundle: Bundle
    on: date
    reads: tuple[Read, ...]


def may_make(officer: Any, challenge: Challenge, on: date) -> bool:
    """Say whether an officer may draw up the evidence: who handles the challenge, and the case that it is about."""
    case = challenge.application
    return case is not None and rules.may_handle(officer, challenge, on) and applications.may_handle(officer, case, on)


def draw_up(challenge: Challenge, keys: Collection[str], *, on: date) -> Drawn:
    """Draw up the evidence of a challenge from the chosen pieces of its case."""
    with override(settings.LANGUAGE_CODE):  # it is in Chinese, whoever reads the desk
        chosen = [piece for piece in _pieces(challenge) if piece.key in keys]
        if not chosen:
            raise NotAllowed(
                "bundle-empty",
                Message("没有选择要编入的证据。"),
                hint=Message("请至少选择一项。"),
                citation=article_of(Kind.ANSWERED, challenge.procedure),
            )
        bundle = assembled(_cover(challenge, on), chosen)
    parties = [Read(party, ("name",)) for party in _challengers(challenge)]
    return Drawn(bundle, on, (*parties, *(read for piece in chosen for read in piece.reads)))


def keep(challenge: Challenge, drawn: Drawn, *, by: Actor) -> Attachment:
    """Keep a bundle with its challenge, and record that it was made and whose data it shows (个保法第51条)."""
    with Draft() as draft:
        draft.write(drawn.bundle.pdf)
        name = f"{_('证据材料')}-{challenge.number}-{drawn.on:%Y%m%d}.pdf"
        return attach(challenge, draft, name, personal=True, by=by, then=lambda row: _record(challenge, drawn, row, by))


@transaction.atomic
def _record(challenge: Challenge, drawn: Drawn, row: Attachment, by: Actor) -> None:
    for read in drawn.reads:
        record_reading(read.row, read.fields, by=by, reason=_("编制证据材料"))
    pieces = [each.piece.key for each in drawn.bundle.pieces]
    note(challenge, acts.BUNDLE_MADE, by=by, sha256=row.sha256, pages=drawn.bundle.pages, pieces=pieces)


def _pieces(challenge: Challenge) -> Iterator[Piece]:
    if challenge.application is None:
        raise NotAllowed(
            "bundle-without-case",
            Message("本件不是对一件申请的办理不服，没有可以编制证据材料的案卷。"),
            hint=Message("请把证据加为附件。"),
            citation=article_of(Kind.ANSWERED, challenge.procedure),
        )
    return pieces_of(challenge.application)


def _challengers(challenge: Challenge) -> list[Party]:
    return list(Party.objects.filter(challenge=challenge, standing=Party.Standing.CHALLENGER))


def _cover(challenge: Challenge, on: date) -> Cover:
    names = "、".join(str(party.name) for party in _challengers(challenge))
    challenger, respondent, forum = _labels(Procedure(challenge.procedure))
    on_appeal = challenge.state == State.ON_APPEAL.value
    facts = [
        (_("案由"), _("不服%(matter)s") % {"matter": challenge.get_matter_display()}),
        (challenger, names),
        (respondent, challenge.agency.name),
        (forum, (on_appeal and challenge.second_forum) or challenge.forum),
        (_("案号"), (on_appeal and challenge.second_number) or challenge.case_number),
        (_("所涉申请"), str(challenge.application)),
    ]
    return Cover(facts, challenge.agency.name, on)


def _labels(procedure: Procedure) -> tuple[str, str, str]:
    """Give what the two sides and the forum are called."""
    if procedure is Procedure.SUIT:
        return _("原告"), _("被告"), _("人民法院")
    if procedure is Procedure.COMPLAINT:
        return _("投诉人"), _("被投诉机关"), _("受理机关")
    return _("申请人"), _("被申请人"), _("复议机关")
