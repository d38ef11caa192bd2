"""Which letters a case has come to, and their facts: taken from its rows, for the functions that write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import override

from gongkai.agencies.models import Agency
from gongkai.agencies.selectors import in_law
from gongkai.applications.models import (
    Applicant,
    Application,
    BatchLine,
    CaseEvent,
    Charge,
    Consultation,
    Delivery,
    Dispatch,
    Issued,
    MadePublic,
    Obtaining,
    Part,
    Rectification,
    Reply,
    ReplyAttachment,
    Search,
)
from gongkai.applications.models.handling import consulted_on
from gongkai.applications.models.interpretation import clock_rules_on, outcome_settings_on
from gongkai.applications.models.practice import practice_of
from gongkai.applications.notices import facts as of
from gongkai.applications.notices.kinds import KIND_BY_NAME, Kind, kind_of_reply, require_without, write
from gongkai.applications.notices.letter import Letter
from gongkai.applications.notices.wordings import words_of
from gongkai.applications.selectors import others_of
from gongkai.applications.table_three import COUNTED
from gongkai.applications.timing import clock_after
from gongkai.law.clock import Clock, Party, State
from gongkai.law.clock import Kind as Happened
from gongkai.law.delivery import Manner
from gongkai.law.fees import Standard, fee_by

_BY_PARTY = {
    Party.THIRD_PARTY: "third-party",
    Party.CO_AUTHOR: "co-author",
    Party.OTHER_AGENCY: "other-agency",
}
_BY_EVENT = {
    Happened.SUPPLEMENT_ASKED: "supplement",
    Happened.REASONS_ASKED: "reasons",
    Happened.EXTENDED: "extension",
    Happened.DELAY_SET: "delay",
    Happened.SUPPLEMENT_LAPSED: "supplement-lapsed",
    Happened.FEE_LAPSED: "fee-lapsed",
}
_STANDARDS = {Standard.BY_PIECE: ("按件", "处理费办法第4条"), Standard.BY_PAGE: ("按量", "处理费办法第5条")}


DRAFT = "draft-reply"
"""The reply as it would be, before it is made: no number is taken for it, and it says that it is a draft."""


class Offer(NamedTuple):
    """A letter that a case has come to: what it is called in an address, its kind, which of several."""

    key: str
    kind: Kind
    consultation: Consultation | None = None
    issued: Issued | None = None
    """As it was issued; None while it may still change."""
    slip_of: Offer | None = None
    """Of a 送达回证, the issued letter it belongs to."""

    @property
    def is_draft(self) -> bool:
        """Say whether it still lacks its number: it is not for sending."""
        return self.issued is None and self.kind.takes_number and self.key != "reply"

    @property
    def may_be_issued(self) -> bool:
        """Say whether it may be issued by itself: a reply is made instead, and has its letter with that."""
        return self.issued is None and self.key not in ("reply", DRAFT) and self.slip_of is None

    @property
    def slip(self) -> Offer | None:
        """Give the 送达回证 of an issued letter."""
        if self.issued is None:
            return None
        return Offer(f"slip-{self.issued.pk}", KIND_BY_NAME["return-slip"], self.consultation, slip_of=self)

    @property
    def dispatches(self) -> list[Dispatch]:
        """Give how it went to whom it is for."""
        return list(self.issued.dispatches.all()) if self.issued else []

    @property
    def to_others(self) -> bool:
        """Say whether it goes to somebody else than the applicants."""
        kind = self.slip_of.kind if self.slip_of else self.kind
        return self.consultation is not None and kind.name != "consulting"


class Reading(NamedTuple):
    """Personal data that a letter shows."""

    row: models.Model
    fields: tuple[str, ...]


def offers(application: Application) -> list[Offer]:
    """Give the letters that a case has come to, in the order of their codes; of one that was over when it was taken
    over from elsewhere, none; of one whose personal data were erased, none either.
    """
    if application.erased_on is not None or BatchLine.objects.filter(application=application, ended=True).exists():
        return []
    happened = _events(application)
    registered = _last(happened, Happened.RECEIVED) is not None  # and not opened by an order to reply anew
    names = ["receipt"] if application.received_on and registered else []
    names += [name for kind, name in _BY_EVENT.items() if _last(happened, kind) is not None]
    if Charge.objects.filter(application=application).exists():
        names.append("fee")
    if MadePublic.objects.filter(application=application).exists():
        names.append("made-public")
    found = [Offer(name, KIND_BY_NAME[name]) for name in names]
    for asked in Consultation.objects.filter(application=application):
        letter = KIND_BY_NAME[_BY_PARTY[Party(asked.party)]]
        found.append(Offer(f"{letter.name}-{asked.order}", letter, asked))
        found.append(Offer(f"consulting-{asked.order}", KIND_BY_NAME["consulting"], asked))
    reply = Reply.objects.filter(application=application).first()
    if reply is not None and not reply.number:
        found.append(Offer(DRAFT, kind_of_reply(reply.outcome)))
    elif reply is not None:
        found.append(Offer("reply", kind_of_reply(reply.outcome)))
        if reply.gives:
            weighed = Consultation.objects.filter(application=application, party=Party.THIRD_PARTY.value)
            told = weighed.exclude(public_interest="").exclude(opinion=Consultation.Opinion.AGREES)
            found += [Offer(f"disclosed-{asked.order}", KIND_BY_NAME["disclosed"], asked) for asked in told]
    order = list(KIND_BY_NAME)
    rows = Issued.objects.filter(application=application).select_related("officer", "seal").defer("seal__pdf")
    issued = {row.key: row for row in rows.prefetch_related("dispatches__officer")}
    found = [offer._replace(issued=issued.get(offer.key)) for offer in found]
    return sorted(found, key=lambda offer: order.index(offer.kind.name))


def letters_served(application: Application) -> list[Offer]:
    """Give the letters that went to the applicant: of a reply, once it is served, and no draft of any."""
    replied = application.state == State.REPLIED.value
    return [
        each
        for each in offers(application)
        if not each.to_others and not each.is_draft and each.key != DRAFT and (replied or each.key != "reply")
    ]


def offer_called(application: Application, key: str) -> Offer | None:
    """Give the letter of a case by its name in an address; None where the case has not come to it."""
    found = offers(application)
    slips = [offer.slip for offer in found if offer.slip]
    return next((offer for offer in [*found, *slips] if offer.key == key), None)


def letter_of(application: Application, offer: Offer) -> tuple[Letter, list[Reading]]:
    """Write a letter of a case; give with it the personal data it shows, for the journal.

    One that was issued is given as it was then. Raises NotAllowed, with the article, when something that it must hold
    is lacking.
    """
    people = list(Applicant.objects.filter(application=application))
    readings = _readings(application, offer, people)
    if offer.issued is not None:
        return Letter.as_kept(offer.issued.content), readings
    letter = _written(application, offer, people)
    return (replace(letter, mark="草稿") if offer.is_draft else letter), readings


def _readings(application: Application, offer: Offer, people: Sequence[Applicant]) -> list[Reading]:
    if offer.consultation is not None and offer.to_others:
        return [Reading(offer.consultation, ("whom", "scope"))]
    return [*(Reading(person, ("name",)) for person in people), Reading(application, ("description",))]


def _written(application: Application, offer: Offer, people: Sequence[Applicant]) -> Letter:
    if offer.slip_of is not None:
        slip = _slip(application, offer.slip_of)
        return write(offer.kind, slip, words_of(application.agency, offer.kind, slip.on))
    if offer.consultation is not None and offer.to_others:
        opinion = _opinion(application, offer, offer.consultation)
        letter = write(offer.kind, opinion, words_of(application.agency, offer.kind, opinion.on))
        require_without(letter, _personal(people))
        return letter
    case = _Case(application, people)
    with override(settings.LANGUAGE_CODE):  # a letter is in Chinese, whoever reads the desk
        facts = case.facts(offer)
    return write(offer.kind, facts, words_of(application.agency, offer.kind, facts.on))


def _personal(people: Sequence[Applicant]) -> set[str]:
    names = ("name", "identity", "representative", "phone", "email", "address")
    return {str(value) for person in people for name in names if (value := getattr(person, name))}


def _events(application: Application) -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(application=application).order_by("order"))


def _last(events: Sequence[CaseEvent], kind: Happened) -> CaseEvent | None:
    return next((event for event in reversed(events) if event.kind == kind.value), None)


def sender_of(agency: Agency, arrived_on: date) -> of.Sender:
    """Give an agency as its letters know it, those about an application that arrived on a day."""
    practice = practice_of(agency)
    return of.Sender(
        in_law(agency),
        phone=agency.phone,
        address=agency.address,
        court=practice.court,
        reconsideration_online=practice.reconsideration_online,
        fee_payment=practice.fee_payment,
        settings=outcome_settings_on(arrived_on),
    )


def _opinion(application: Application, offer: Offer, asked: Consultation) -> of.Opinion:
    if offer.kind.name == "disclosed":
        on = Reply.objects.get(application=application).decided_on
        assert on is not None  # it has its number
        whom, scope, reason = str(asked.whom), str(asked.scope), asked.public_interest
        return of.Disclosed(sender_of(application.agency, application.arrived_on), on, whom, scope, reason=reason)
    return of.Opinion(
        sender_of(application.agency, application.arrived_on), asked.sent_on, str(asked.whom), str(asked.scope)
    )


def _slip(application: Application, offer: Offer) -> of.ReturnSlip:
    issued = offer.issued
    assert issued is not None  # it is offered for what was issued
    letter = Letter.as_kept(issued.content)
    last = offer.dispatches[-1] if offer.dispatches else Dispatch()
    with override(settings.LANGUAGE_CODE):
        manner = str(last.get_manner_display())
    return of.ReturnSlip(
        sender_of(application.agency, application.arrived_on),
        last.sent_on or issued.on,
        letter.addressee,
        f"{letter.title}（{issued.number}）" if issued.number else letter.title,
        manner,
        last.sent_on,
        str(last.signer),
        last.signed_on,
    )


def rectification_letter(row: Rectification) -> tuple[Letter, list[Reading]]:
    """Write the letter that ends a request to rectify a record; give with it the personal data it shows."""
    assert row.closed_on is not None  # the page offers it for what has ended
    passed_on = row.outcome in (Rectification.Outcome.FORWARDED, Rectification.Outcome.DIRECTED)
    kind = KIND_BY_NAME["passed-on" if passed_on else "rectified"]
    asked = of.Asked(row.number, (str(row.name),), row.kind == "NATURAL", str(row.record), row.received_on)
    sender = sender_of(row.agency, row.received_on)
    facts = of.Rectified(sender, asked, row.closed_on, row.outcome, str(row.told))
    letter = write(kind, facts, words_of(row.agency, kind, facts.on))
    return letter, [Reading(row, ("name", "record", "told"))]


def _form_change(row: Reply) -> of.FormChange | None:
    if not (row.gives and row.changes_form):
        return None
    given = [str(words) for words in (row.get_obtaining_display(), row.get_means_display()) if words]
    return of.FormChange("、".join(given), str(row.form_reason))


def _part(row: Part) -> of.Part:
    quoted = row.ground.quoted if row.ground else ""
    return of.Part(str(row.content), row.outcome, str(row.reason), str(row.told), quoted)


def _due(clock: Clock) -> of.Due:
    begun = clock.counted_from
    left_out = begun is not None and any(each.ended > begun for each in clock.left_out)
    return of.Due(clock.due, clock.provisional, left_out, clock.state is State.CONSULTING)


@dataclass
class _Case:
    """The rows of a case, read once, and the facts of each letter to its applicants."""

    application: Application
    people: Sequence[Applicant]

    def __post_init__(self) -> None:
        self.events = _events(self.application)
        self.sender = sender_of(self.application.agency, self.application.arrived_on)
        self.asked = of.Asked(
            register=self.application.number,
            applicants=tuple(str(person.name) for person in self.people),
            is_person=self.application.kind == "NATURAL",
            wanted=str(self.application.description),
            received_on=(self.application.redo_of or self.application).received_on,
        )

    def facts(self, offer: Offer) -> Any:
        """Give the facts of a letter."""
        if offer.consultation is not None:
            asked = offer.consultation
            return of.Consulting(self.sender, self.asked, asked.sent_on, str(asked.get_party_display()))
        if offer.key in ("reply", DRAFT):
            return self._reply()
        return {
            "receipt": self._receipt,
            "supplement": self._supplement,
            "reasons": self._reasons,
            "extension": self._extension,
            "delay": self._delay,
            "fee": self._fee,
            "made-public": self._made_public,
            "supplement-lapsed": self._supplement_lapsed,
            "fee-lapsed": self._fee_lapsed,
        }[offer.key]()

    def _event(self, kind: Happened) -> CaseEvent:
        found = _last(self.events, kind)
        assert found is not None  # the letter is offered for it
        return found

    def _until(self, event: CaseEvent, *, through: bool = True) -> Clock:
        """Give the clock as it was when an event happened, with it or before it."""
        place = self.events.index(event) + through
        return clock_after([row.event for row in self.events[:place]])

    def _clock(self, *without: Happened) -> Clock:
        """Give the clock as it ran to the reply, or to the first event of some kinds before it."""
        ends = {Happened.REPLIED.value, *(kind.value for kind in without)}
        return clock_after([row.event for row in takewhile(lambda row: row.kind not in ends, self.events)])

    def _extended(self, clock: Clock) -> of.Due | None:
        """Give until when the reply was due by an extension that holds; None where the period began anew since.

        Opinions asked for meanwhile have moved it. A delay set later (条例第35条) has a day of its own.
        """
        if not clock.extended_by:
            return None
        return _due(clock if clock.delayed_until is None else self._clock(Happened.DELAY_SET))

    def _receipt(self) -> of.Receipt:
        received = _last(self.events, Happened.CONFIRMED) or self._event(Happened.RECEIVED)
        due = _due(self._until(received))
        on = self.application.received_on
        assert on is not None
        return of.Receipt(self.sender, self.asked, on, due, str(self.application.code))

    def _supplement(self) -> of.Supplement:
        event = self._event(Happened.SUPPLEMENT_ASKED)
        return of.Supplement(self.sender, self.asked, event.on, str(event.said), event.until)

    def _reasons(self) -> of.Reasons:
        event = self._event(Happened.REASONS_ASKED)
        others = others_of(self.application).filter(COUNTED, arrived_on__year=event.on.year, arrived_on__lte=event.on)
        return of.Reasons(self.sender, self.asked, event.on, str(event.said), others.count() + 1, event.until)

    def _delay(self) -> of.Delay:
        event = self._event(Happened.DELAY_SET)
        return of.Delay(self.sender, self.asked, event.on, event.until)

    def _extension(self) -> of.Extension:
        event = self._event(Happened.EXTENDED)
        before, due = _due(self._until(event, through=False)), _due(self._until(event))
        reason = self.application.extension_reason
        return of.Extension(self.sender, self.asked, event.on, reason, event.days or 0, before, due)

    def _fee(self) -> of.Fee:
        row = Charge.objects.get(application=self.application)
        standard = Standard[row.standard.upper()]
        counted = fee_by(standard, row.quantity, on=row.noticed_on)
        lines = tuple(str(step.message) for step in counted.steps)
        words, citation = _STANDARDS[standard]
        rules = clock_rules_on(self.application.arrived_on)
        days, restarts = rules.fee_payment_days, rules.payment_restarts
        return of.Fee(self.sender, self.asked, row.noticed_on, words, citation, lines, counted.total, days, restarts)

    def _supplement_lapsed(self) -> of.Lapse:
        asked, event = self._event(Happened.SUPPLEMENT_ASKED), self._event(Happened.SUPPLEMENT_LAPSED)
        return of.Lapse(
            self.sender,
            self.asked,
            event.on,
            "OTHER_1",
            asked.on,
            asked.until,
            self._online(),
            self._number("supplement"),
        )

    def _fee_lapsed(self) -> of.Lapse:
        row, event = Charge.objects.get(application=self.application), self._event(Happened.FEE_LAPSED)
        return of.Lapse(
            self.sender,
            self.asked,
            event.on,
            "OTHER_2",
            row.noticed_on,
            row.due_on,
            self._online(),
            self._number("fee"),
        )

    def _number(self, key: str) -> str:
        """Give the number under which a letter was issued."""
        issued = Issued.objects.filter(application=self.application, key=key).first()
        return issued.number if issued else ""

    def _made_public(self) -> of.MadePublic:
        row = MadePublic.objects.get(application=self.application)
        return of.MadePublic(self.sender, self.asked, row.on, row.place)

    def _online(self) -> bool:
        """Say whether a letter is served over the internet: as it was, or as it is to be."""
        served = Delivery.objects.filter(reply__application=self.application).first()
        if served is not None:
            return Manner(served.manner) is Manner.ELECTRONIC
        reply = Reply.objects.filter(application=self.application).first()
        way = (reply.obtaining if reply else "") or self.application.obtaining
        return way in (Obtaining.ONLINE, Obtaining.EMAIL)

    def _reply(self) -> of.Reply:
        row = Reply.objects.get(application=self.application)
        supplemented = _last(self.events, Happened.SUPPLEMENTED)
        reasons_asked, reasons_given = (
            _last(self.events, kind) for kind in (Happened.REASONS_ASKED, Happened.REASONS_GIVEN)
        )
        clock = self._clock()
        parts = Part.objects.filter(reply=row).order_by("order").select_related("ground")
        enclosed = ReplyAttachment.objects.filter(reply=row)
        heard = consulted_on(self.application).filter(party=Party.THIRD_PARTY.value)
        return of.Reply(
            self.sender,
            self.asked,
            row.decided_on or localdate(),
            numbered=row.number or "（文号待编）",
            parts=tuple(map(_part, parts)),
            facts=str(row.facts),
            supplemented_on=supplemented.on if supplemented else None,
            extended=self._extended(clock),
            searches=tuple(
                of.Search(done.on, done.scope, done.keywords, done.result)
                for done in Search.objects.filter(application=self.application, found=False)
            ),
            third_parties=tuple(
                of.Heard(each.sent_on, str(each.get_opinion_display())) for each in heard if each.opinion
            ),
            reasons_asked_on=reasons_asked.on if reasons_asked else None,
            reasons_given_on=reasons_given.on if reasons_given else None,
            delayed_until=clock.delayed_until if self.application.redo_of_id is None else None,
            form_change=_form_change(row),
            served_online=self._online(),
            enclosed=tuple(str(each.title) for each in enclosed if not each.is_withheld),
            left_out=tuple(of.LeftOut(str(each.title), each.ground_list) for each in enclosed if each.grounds),
        )
