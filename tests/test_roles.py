"""Every address of the site, and what each role meets there: a new one without a line here fails.

Statuses are of GET unless the method stands before the name. What one may not even see is 404, what one sees and may
not do is 403, and who is not signed in is sent to sign in (302).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.signing import Signer
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from tests.casework import apply, enclose, let_mark, reason, rectify
from tests.county import ROLES, County, county
from tests.publishing import begin as begin_item
from tests.publishing import enter, publish
from tests.roles import JOINED_ARGUMENTS, JOINED_TABLE
from tests.roles.statuses import (
    ADMINISTERED,
    ADMINISTRATORS,
    CATALOGUED,
    COUNTY,
    HANDLED,
    HANDLED_LETTERS,
    HANDLERS,
    LETTERS,
    PUBLIC,
    READ,
    REVIEWED,
    SEEN,
    SIGNED_IN,
    SITE,
    WRITERS,
    WRITTEN,
    refused,
)

from gongkai.agencies import services
from gongkai.api import v1
from gongkai.applications.models import Batch
from gongkai.applications.services import close_rectification, interpret
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.attachments.uploading import begin
from gongkai.disclosure.channels.services import set_up
from gongkai.disclosure.models import Kind as TextKind
from gongkai.disclosure.services import cataloguing, set_word
from gongkai.feedback.services import write
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.law.message import Message
from gongkai.notifications.models import Notice
from gongkai.notifications.of_agencies import POST_BEGUN
from gongkai.notifications.services import notify
from gongkai.portal.crawling import PART
from gongkai.ui.limits import View

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "agencies:detail": lambda made: {"pk": made.science.pk},
    "agencies:edit": lambda made: {"pk": made.science.pk},
    "agencies:move": lambda made: {"pk": made.science.pk},
    "agencies:dissolve": lambda made: {"pk": made.science.pk},
    "agencies:succeed": lambda made: {"pk": made.science.pk},
    "agencies:add-office": lambda made: {"pk": made.science.pk},
    "agencies:rename-office": lambda made: {"pk": made.science.offices.get().pk},
    "agencies:name-office": lambda made: {"pk": made.science.offices.get().pk},
    "agencies:close-office": lambda made: {"pk": made.science.offices.get().pk},
    "agencies:appoint": lambda made: {"pk": made.science.pk},
    "agencies:officer": lambda made: {"pk": made.officers["handler"].pk},
    "agencies:edit-officer": lambda made: {"pk": made.officers["handler"].pk},
    "agencies:shut-out": lambda made: {"pk": made.officers["handler"].pk},
    "agencies:let-in": lambda made: {"pk": made.officers["handler"].pk},
    "agencies:delegate": lambda made: {"pk": made.officers["reviewer"].posts.get().pk},
    "agencies:end-post": lambda made: {"pk": made.officers["handler"].posts.get().pk},
    "agencies:members": lambda made: {"pk": made.office.pk, "year": 2026},
    "agencies:add-member": lambda made: {"pk": made.office.pk, "year": 2026},
    "agencies:carry-members-over": lambda made: {"pk": made.office.pk, "year": 2026},
    "agencies:member-leaves": lambda made: {"pk": membership(made)},
    "agencies:remove-member": lambda made: {"pk": membership(made)},
    "agencies:edit-region": lambda made: {"pk": made.region.pk},
    "agencies:take-out": lambda made: {"name": "agencies", "form": "csv"},
    "agencies:bring-in-template": lambda made: {"name": "agencies"},
    "agencies:bring-in": lambda made: {"name": "agencies"},
    "agencies:bring-in-confirm": lambda made: {"name": "agencies"},
    "notices:detail": lambda made: {"pk": notice(made).pk},
    "notices:open": lambda made: {"pk": notice(made).pk},
    "applications:detail": lambda made: {"pk": apply(made).pk},
    "applications:personal": lambda made: {"pk": apply(made).pk},
    "applications:batch-registered": lambda made: {"pk": batch(made)},
    "applications:draft": lambda made: {"pk": apply(made).pk},
    "applications:act": lambda made: {"pk": apply(made).pk, "name": "ask-supplement"},
    "applications:letter": lambda made: {"pk": apply(made).pk, "key": "receipt", "form": "docx"},
    "applications:enclose": lambda made: {"pk": apply(made).pk},
    "applications:enclosure": lambda made: {"pk": enclose(made).pk},
    "applications:enclosure-file": lambda made: {"pk": enclose(made).pk},
    "applications:record-do": lambda made: {"pk": to_be_marked(made), "name": "search"},
    "applications:record-page": lambda made: {"pk": to_be_marked(made), "which": "original", "number": 1},
    "applications:record-picture": lambda made: {"pk": to_be_marked(made), "which": "original", "number": 1},
    "applications:rectification": lambda made: {"pk": rectification(made)},
    "applications:rectification-personal": lambda made: {"pk": rectification(made)},
    "applications:close-rectification": lambda made: {"pk": rectification(made)},
    "applications:rectification-letter": lambda made: {"pk": rectified(made), "form": "docx"},
    "applications:practice": lambda made: {"pk": made.science.pk},
    "applications:wordings": lambda made: {"pk": made.science.pk},
    "applications:reasons": lambda made: {"pk": made.science.pk},
    "applications:add-reason": lambda made: {"pk": made.science.pk},
    "applications:end-reason": lambda made: {"pk": reason(made).pk},
    "applications:wording": lambda made: {"pk": made.science.pk, "name": "receipt"},
    "applications:interpret": lambda made: {"name": "payment_restarts"},
    "applications:take-back": lambda made: {"pk": reading(made)},
    "attachments:of": lambda made: {"object_type": "agencies.agency", "key": attached(made)},
    "attachments:begin": lambda made: {"object_type": "agencies.agency", "key": made.science.pk},
    "attachments:upload": lambda made: {"token": upload(made)},
    "attachments:download": lambda made: {"pk": attachment(made)},
    "attachments:remove": lambda made: {"pk": attachment(made)},
    "portal:agency": lambda made: {"key": made.science.pk},
    "portal:published": lambda made: {"key": made.science.pk},
    "portal:category-all": lambda made: {"category": "A03"},
    "portal:reports": lambda made: {"key": made.science.pk},
    "portal:section": lambda made: {"name": "guide"},
    "portal:feed": lambda made: {"form": "atom"},
    "portal:search-feed": lambda made: {"form": "atom"},
    "portal:helpful": lambda made: {"key": publish(made, begin_item(made)).pk},
    "portal:end-subscription": lambda made: {"token": Signer(salt="gongkai.portal.subscribing").sign(1)},
    "portal:sitemap-items": lambda made: {"part": publish(made, begin_item(made)).pk // PART},
    "portal:category": lambda made: {"key": made.science.pk, "category": "A03"},
    "portal:catalogue": lambda made: {"key": made.science.pk},
    "portal:standard": lambda made: {"key": made.science.pk},
    "portal:guide": lambda made: {"key": made.science.pk},
    "portal:systems": lambda made: {"key": made.science.pk},
    "portal:item": lambda made: {"key": publish(made, begin_item(made)).pk},
    "portal:item-document": lambda made: {"key": publish(made, begin_item(made)).pk, "form": "docx"},
    "portal:change": lambda made: {"key": publish(made, begin_item(made)).pk, "showing": 1},
    "portal:item-file": lambda made: {"key": publish(made, begin_item(made)).pk, "attachment": 1},
    "disclosure:detail": lambda made: {"pk": begin_item(made).pk},
    "disclosure:edit": lambda made: {"pk": begin_item(made).pk},
    "disclosure:read-again": lambda made: {"pk": begin_item(made).pk},
    "disclosure:add-picture": lambda made: {"pk": begin_item(made).pk},
    "disclosure:act": lambda made: {"pk": begin_item(made).pk, "name": "abandon"},
    "disclosure:compare": lambda made: {"pk": begin_item(made).pk},
    "disclosure:practice": lambda made: {"pk": made.science.pk},
    "disclosure:enter": lambda made: {"pk": made.science.pk, "year": 2025},
    "channels:new": lambda made: {"kind": "webhook"},
    "channels:detail": lambda made: {"pk": channel(made)},
    "channels:edit": lambda made: {"pk": channel(made)},
    "channels:renew": lambda made: {"pk": channel(made)},
    "channels:fill": lambda made: {"pk": channel(made)},
    "disclosure:scan": lambda made: {"pk": begin_item(made, body="<p>李某13812345678</p>").pk},
    "disclosure:words": lambda made: {"pk": made.science.pk},
    "disclosure:add-word": lambda made: {"pk": made.science.pk},
    "disclosure:bring-words-template": lambda made: {"pk": made.science.pk},
    "disclosure:bring-words": lambda made: {"pk": made.science.pk},
    "disclosure:bring-words-confirm": lambda made: {"pk": made.science.pk},
    "disclosure:remove-word": lambda made: {"pk": listed_word(made)},
    "disclosure:placements": lambda made: {"pk": begin_item(made).pk},
    "disclosure:take-out": lambda made: {"pk": placement(made)},
    "disclosure:catalogue": lambda made: {"pk": made.science.pk},
    "disclosure:guide": lambda made: {"pk": made.science.pk},
    "disclosure:add-subject": lambda made: {"pk": made.science.pk},
    "disclosure:end-subject": lambda made: {"pk": subject(made)},
    "disclosure:add-rubric": lambda made: {"pk": made.science.pk},
    "disclosure:edit-rubric": lambda made: {"pk": rubric(made)},
    "disclosure:close-rubric": lambda made: {"pk": rubric(made)},
    "disclosure:entry": lambda made: {"pk": enter(made).pk},
    "disclosure:edit-entry": lambda made: {"pk": enter(made).pk},
    "disclosure:close-entry": lambda made: {"pk": enter(made).pk},
    "disclosure:explain-entry": lambda made: {"pk": enter(made).pk},
    "disclosure:fill-entry": lambda made: {"pk": enter(made).pk},
    "disclosure:add-entry": lambda made: {"pk": made.science.pk},
    "disclosure:bring-in-entries": lambda made: {"pk": made.science.pk},
    "disclosure:bring-in-entries-template": lambda made: {"pk": made.science.pk},
    "disclosure:bring-in-entries-confirm": lambda made: {"pk": made.science.pk},
    "disclosure:export-entries": lambda made: {"pk": made.science.pk, "form": "csv"},
    "feedback:detail": lambda made: {"pk": letter(made)},
    "feedback:personal": lambda made: {"pk": letter(made)},
    "feedback:act": lambda made: {"pk": letter(made), "name": "assign"},
    "portal:write": lambda made: {"key": made.science.pk, "kind": "suggestion"},
    "portal:comment": lambda made: {"key": consultation(made)},
    "portal:letters": lambda made: {"key": made.science.pk},
    "portal:apply": lambda made: {"key": made.science.pk},
    "portal:mine-one": lambda made: {"pk": 1},
    "portal:file": lambda made: {"pk": 1},
    "portal:letter": lambda made: {"key": "receipt"},
    "ui:due": lambda made: {"standing": "overdue"},
    "signin:invite": lambda made: {"pk": made.science.pk},
    "signin:reset": lambda made: {"pk": made.officers["handler"].pk},
    "signin:unlock": lambda made: {"pk": made.officers["handler"].pk},
    "mfa_remove_webauthn": lambda made: {"pk": passkey(made).pk},
    "mfa_edit_webauthn": lambda made: {"pk": passkey(made).pk},
    "openid_connect_login": lambda made: {"provider_id": "sso"},
    "openid_connect_callback": lambda made: {"provider_id": "sso"},
}
"""What an address is tried with, by its name, where it takes arguments: mostly of 桓台县科技局."""


def placement(made: County) -> int:
    """Give an item of the science bureau that stands under an entry."""
    return int(cataloguing.place(begin_item(made), enter(made), by=SYSTEM).pk)


def rubric(made: County) -> int:
    """Give a column of the science bureau."""
    return int(cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=SYSTEM).pk)


def subject(made: County) -> int:
    """Give a subject that the science bureau added."""
    on = timezone.localdate()
    row = cataloguing.add_subject(made.science, broader="科技、教育", name="科普", from_on=on, by=SYSTEM)
    return int(row.pk)


def reading(made: County) -> int:
    """Give how an open rule is to be read from tomorrow on."""
    by = Actor(officer=made.officers["site"])
    tomorrow = timezone.localdate() + timedelta(1)
    return int(interpret("payment_restarts", value=False, from_on=tomorrow, basis="某文", by=by).pk)


def to_be_marked(made: County) -> int:
    """Give a record of a reply of the science bureau that is to be given in part, ready to be marked."""
    return int(let_mark(enclose(made, in_part=True)).enclosure_id)


def channel(made: County) -> int:
    """Give a channel of the science bureau."""
    values = {"name": "融公开", "address": "https://rong.example/"}
    return int(set_up(made.science, "webhook", values, at=timezone.now(), by=SYSTEM)[0].pk)


def listed_word(made: County) -> int:
    """Give a word of the list of the science bureau."""
    by = Actor(officer=made.officers["administrator"])
    return int(set_word(made.science, "帐户", kind="wrong", instead="账户", by=by).pk)


def letter(made: County) -> int:
    """Give a suggestion to the science bureau."""
    on = timezone.localdate()
    return int(write(made.science, "suggestion", on=on, sent_key=uuid4(), body="建议公开的目录再细一些", by=SYSTEM).pk)


def consultation(made: County) -> int:
    """Give what asks for comments until today."""
    on = timezone.localdate()
    asked = {"kind": TextKind.CONSULTATION, "comments_from": on, "comments_until": on, "comments_to": "窗口"}
    return publish(made, begin_item(made, **asked)).pk


def passkey(made: County) -> Authenticator:
    """Give a passkey of the handler."""
    return Authenticator.objects.create(user=made.officers["handler"], type="webauthn", data={"name": "办公室"})


def notice(made: County) -> Notice:
    """Give a notice to the handler."""
    notify(
        POST_BEGUN,
        [made.officers["handler"]],
        Message("您自{from_on}起任{post}。", from_on=date(2026, 3, 2), post="桓台县科技局经办人"),
        key="one",
        url=reverse("agencies:detail", args=[made.science.pk]),
        at=timezone.now(),
        agency=made.science,
    )
    found: Notice = Notice.objects.get()
    return found


def attachment(made: County) -> int:
    """Give an attachment of the science bureau."""
    with Draft() as draft:
        draft.write("机构设置".encode())
        return int(attach(made.science, draft, "机构设置.txt", by=Actor(officer=made.officers["administrator"])).pk)


def attached(made: County) -> int:
    """Give the key of the science bureau, with an attachment."""
    attachment(made)
    return int(made.science.pk)


def upload(made: County) -> str:
    """Give an upload that the administrator of the science bureau began."""
    by = Actor(officer=made.officers["administrator"])
    return begin(made.science, name="a.txt", size=5, modified="", personal=False, by=by).token


def rectified(made: County) -> int:
    """Give a request to rectify a record that was answered."""
    row = rectify(made)
    close_rectification(row, outcome="rectified", told="已改正", on=row.received_on, by=SYSTEM)
    return int(row.pk)


def rectification(made: County) -> int:
    """Give a request to the science bureau to rectify a record."""
    return int(rectify(made).pk)


def batch(made: County) -> int:
    """Give the batch in which an application to the science bureau was registered."""
    found = Batch.objects.create(kind=Batch.Kind.LETTERS, agency=made.science, size=1, taken_on=date(2026, 3, 2))
    found.lines.create(row=2, application=apply(made))
    return int(found.pk)


def membership(made: County) -> int:
    """Give a line on the county office's list of members."""
    return int(services.add_member(made.office, made.water, year=2026, by=SYSTEM).pk)


TABLE: dict[str, dict[str, int]] = {
    "portal:home": PUBLIC,
    "portal:agency": PUBLIC,
    "portal:agencies": PUBLIC,
    "portal:applying": PUBLIC,
    "portal:section": PUBLIC,
    "portal:published-all": PUBLIC,
    "portal:category-all": PUBLIC,
    "portal:reports": PUBLIC,
    "portal:reports-all": PUBLIC,
    "POST portal:helpful": {"*": 422},
    "portal:feed": PUBLIC,
    "portal:search": PUBLIC,
    "portal:suggest": PUBLIC,
    "portal:search-feed": PUBLIC,
    "portal:subscribe": {"*": 404},  # no e-mail is sent here; see tests/portal/test_subscribing.py
    "portal:confirm-subscription": {"*": 404},
    "portal:end-subscription": PUBLIC,
    "POST portal:end-subscription": PUBLIC,
    "portal:robots": PUBLIC,
    "portal:sitemap": PUBLIC,
    "portal:sitemap-pages": PUBLIC,
    "portal:sitemap-items": PUBLIC,
    "portal:published": PUBLIC,
    "portal:category": PUBLIC,
    "portal:catalogue": PUBLIC,
    "portal:standard": PUBLIC,
    "portal:guide": PUBLIC,
    "portal:systems": PUBLIC,
    "portal:item": PUBLIC,
    "portal:item-document": PUBLIC,
    "portal:change": {"*": 404},  # it has had but one text; see tests/disclosure/test_comparing.py
    "portal:item-file": {"*": 404},  # it has none; see tests/portal/test_published.py
    "disclosure:list": SIGNED_IN,
    "disclosure:counts": SIGNED_IN,
    "disclosure:table-two": SIGNED_IN | {"no_post": 404},
    "disclosure:entered": SIGNED_IN | {"no_post": 404},
    "disclosure:enter": WRITTEN,
    "POST disclosure:enter": refused(WRITTEN, 422),
    "disclosure:new": WRITERS,
    "POST disclosure:new": refused(WRITERS, 422),
    "disclosure:detail": SEEN,
    "disclosure:compare": SEEN,
    "disclosure:edit": WRITTEN,
    "POST disclosure:edit": refused(WRITTEN, 422),
    "disclosure:read-new": WRITERS,
    "POST disclosure:read-new": refused(WRITERS, 422),
    "disclosure:read-again": WRITTEN,
    "POST disclosure:read-again": refused(WRITTEN, 422),
    "disclosure:add-picture": {"*": 405, "visitor": 302},
    "POST disclosure:add-picture": refused(WRITTEN, 422),
    "disclosure:act": WRITTEN,
    "POST disclosure:act": refused(WRITTEN, 422),
    "disclosure:practice": ADMINISTERED,
    "POST disclosure:practice": refused(ADMINISTERED, 422),
    "channels:list": SIGNED_IN,
    "channels:export": SIGNED_IN,
    "channels:feed": {"*": 404},  # without a key
    "channels:new": ADMINISTRATORS,
    "POST channels:new": refused(ADMINISTRATORS, 422),
    "channels:detail": SEEN,
    "channels:edit": ADMINISTERED,
    "POST channels:edit": refused(ADMINISTERED, 422),
    "POST channels:renew": ADMINISTERED,
    "POST channels:fill": refused(ADMINISTERED, 302) | {"head": 302, "publisher": 302},
    "disclosure:scan": SEEN,
    "POST disclosure:scan": refused(WRITTEN, 422),
    "disclosure:words": SEEN,
    "disclosure:add-word": ADMINISTERED,
    "POST disclosure:add-word": refused(ADMINISTERED, 422),
    "disclosure:bring-words-template": ADMINISTERED,
    "disclosure:bring-words": ADMINISTERED,
    "POST disclosure:bring-words": refused(ADMINISTERED, 422),
    "POST disclosure:bring-words-confirm": refused(ADMINISTERED, 409),
    "disclosure:remove-word": ADMINISTERED,
    "POST disclosure:remove-word": refused(ADMINISTERED, 302),
    "disclosure:placements": WRITTEN,
    "POST disclosure:placements": refused(WRITTEN, 422),
    "POST disclosure:take-out": refused(WRITTEN, 302),
    "disclosure:catalogues": SIGNED_IN,
    "disclosure:catalogue": SEEN,
    "disclosure:guide": WRITTEN,
    "POST disclosure:guide": refused(WRITTEN, 422),
    "disclosure:add-subject": CATALOGUED,
    "POST disclosure:add-subject": refused(CATALOGUED, 422),
    "disclosure:end-subject": CATALOGUED,
    "POST disclosure:end-subject": refused(CATALOGUED, 422),
    "disclosure:add-rubric": CATALOGUED,
    "POST disclosure:add-rubric": refused(CATALOGUED, 422),
    "disclosure:edit-rubric": CATALOGUED,
    "POST disclosure:edit-rubric": refused(CATALOGUED, 422),
    "POST disclosure:close-rubric": refused(CATALOGUED, 302),
    "disclosure:entries": SIGNED_IN,
    "disclosure:entry": SEEN,
    "disclosure:edit-entry": CATALOGUED,
    "POST disclosure:edit-entry": refused(CATALOGUED, 422),
    "disclosure:close-entry": CATALOGUED,
    "POST disclosure:close-entry": refused(CATALOGUED, 422),
    "disclosure:explain-entry": WRITTEN,
    "POST disclosure:explain-entry": refused(WRITTEN, 422),
    "disclosure:fill-entry": WRITTEN,
    "POST disclosure:fill-entry": refused(WRITTEN, 422),
    "disclosure:add-entry": CATALOGUED,
    "POST disclosure:add-entry": refused(CATALOGUED, 422),
    "disclosure:bring-in-entries": CATALOGUED,
    "POST disclosure:bring-in-entries": refused(CATALOGUED, 422),
    "disclosure:bring-in-entries-template": CATALOGUED,
    "POST disclosure:bring-in-entries-confirm": refused(CATALOGUED, 409),
    "disclosure:export-entries": SEEN,
    "feedback:list": LETTERS,
    "feedback:detail": READ,
    "POST feedback:personal": refused(READ, 422),
    "feedback:act": HANDLED_LETTERS,
    "POST feedback:act": refused(HANDLED_LETTERS, 422),
    "portal:write": PUBLIC,
    "POST portal:write": {"*": 422},
    "portal:comment": PUBLIC,
    "POST portal:comment": {"*": 422},
    "portal:letters": PUBLIC,
    "portal:letter-receipt": {"*": 302},
    "portal:letter-track": PUBLIC,
    "POST portal:letter-track": {"*": 422},
    "portal:letter-tracked": {"*": 302},  # nobody here has shown number and code; see tests/portal/test_writing.py
    "portal:apply": PUBLIC,
    "POST portal:apply": {"*": 422},
    "portal:receipt": {"*": 302},
    "portal:mine": {"*": 404},  # no provider is set up; see tests/portal/test_mine.py
    "portal:mine-one": {"*": 302},
    "POST portal:leave": {"*": 302},
    "portal:track": PUBLIC,
    "POST portal:track": {"*": 422},
    "portal:tracked": {"*": 302},
    "portal:file": {"*": 302},  # nobody here has shown number and code; see tests/portal/test_files.py
    "portal:letter": {"*": 302},
    "POST portal:supplement": {"*": 302},
    "POST portal:reasons": {"*": 302},
    "POST portal:withdraw": {"*": 302},
    "display:choose": PUBLIC,
    "POST display:choose": {"*": 302},
    "POST display:language": {"*": 302},
    "ui:home": SIGNED_IN,
    "ui:due": SIGNED_IN,
    "applications:list": SIGNED_IN,
    "applications:workload": SIGNED_IN,
    "applications:figures": SIGNED_IN,
    "applications:feed": SIGNED_IN,
    "POST applications:renew-feed": {"*": 200, "visitor": 302},
    "POST applications:revoke-feed": {"*": 302},
    "applications:deadlines": {"*": 404},  # without a key
    "applications:register": HANDLERS,
    "POST applications:register": refused(HANDLERS, 422),
    "applications:batch": HANDLERS,
    "POST applications:batch": refused(HANDLERS, 422),
    "applications:batch-template": HANDLERS,
    "POST applications:batch-confirm": refused(HANDLERS, 409),
    "applications:batch-registered": SEEN,
    "applications:detail": SEEN,
    "POST applications:personal": refused(HANDLED, 422),
    "applications:draft": HANDLED,
    "POST applications:draft": refused(HANDLED, 422),
    "applications:act": HANDLED,
    "POST applications:act": refused(HANDLED, 422),
    "applications:letter": HANDLED,
    "applications:enclose": HANDLED,
    "POST applications:enclose": refused(HANDLED, 422),
    "applications:enclosure": HANDLED,
    "HEAD applications:enclosure-file": HANDLED,
    "POST applications:record-do": refused(HANDLED, 422),
    "applications:record-page": HANDLED,
    "POST applications:record-page": refused(HANDLED, 422),
    "applications:record-picture": HANDLED,
    "applications:rectifications": SIGNED_IN,
    "applications:register-rectification": HANDLERS,
    "POST applications:register-rectification": refused(HANDLERS, 422),
    "applications:rectification": HANDLED,
    "POST applications:rectification-personal": refused(HANDLED, 422),
    "applications:close-rectification": HANDLED,
    "POST applications:close-rectification": refused(HANDLED, 422),
    "applications:rectification-letter": HANDLED,
    "applications:practice": ADMINISTERED,
    "POST applications:practice": refused(ADMINISTERED, 422),
    "applications:wordings": ADMINISTERED,
    "applications:reasons": ADMINISTERED,
    "applications:add-reason": ADMINISTERED,
    "POST applications:add-reason": refused(ADMINISTERED, 422),
    "applications:end-reason": ADMINISTERED,
    "POST applications:end-reason": refused(ADMINISTERED, 422),
    "applications:wording": ADMINISTERED,
    "POST applications:wording": refused(ADMINISTERED, 422),
    "applications:interpretations": SITE,
    "applications:interpret": SITE,
    "POST applications:interpret": refused(SITE, 422),
    "POST applications:take-back": refused(SITE, 302),
    "agencies:list": SIGNED_IN,
    "agencies:people": SIGNED_IN,
    "agencies:add": ADMINISTRATORS,
    "POST agencies:add": refused(ADMINISTRATORS, 422),
    "agencies:detail": SEEN,
    "agencies:edit": ADMINISTERED,
    "POST agencies:edit": refused(ADMINISTERED, 422),
    "agencies:move": ADMINISTERED,
    "POST agencies:move": refused(ADMINISTERED, 422),
    "agencies:dissolve": ADMINISTERED,
    "POST agencies:dissolve": refused(ADMINISTERED, 422),
    "agencies:succeed": ADMINISTERED,
    "POST agencies:succeed": refused(ADMINISTERED, 422),
    "agencies:add-office": ADMINISTERED,
    "POST agencies:add-office": refused(ADMINISTERED, 422),
    "agencies:rename-office": ADMINISTERED,
    "POST agencies:rename-office": refused(ADMINISTERED, 422),
    "POST agencies:name-office": refused(ADMINISTERED, 302),
    "agencies:close-office": ADMINISTERED,
    "POST agencies:close-office": refused(ADMINISTERED, 422),
    "agencies:appoint": ADMINISTERED,
    "POST agencies:appoint": refused(ADMINISTERED, 422),
    "agencies:officer": SEEN,
    "agencies:edit-officer": ADMINISTERED | {"handler": 403},
    "POST agencies:edit-officer": refused(ADMINISTERED, 422),
    "agencies:shut-out": ADMINISTERED,
    "POST agencies:shut-out": refused(ADMINISTERED, 302),
    "agencies:let-in": ADMINISTERED,
    "POST agencies:let-in": refused(ADMINISTERED, 302),
    "agencies:delegate": REVIEWED,
    "POST agencies:delegate": refused(REVIEWED, 422),
    "agencies:end-post": ADMINISTERED,
    "POST agencies:end-post": refused(ADMINISTERED, 422),
    "agencies:members": COUNTY,
    "agencies:add-member": COUNTY,
    "POST agencies:add-member": refused(COUNTY, 422),
    "POST agencies:carry-members-over": refused(COUNTY, 302),
    "agencies:member-leaves": COUNTY,
    "POST agencies:member-leaves": refused(COUNTY, 422),
    "POST agencies:remove-member": refused(COUNTY, 302),
    "agencies:regions": SITE,
    "agencies:add-region": SITE,
    "POST agencies:add-region": refused(SITE, 422),
    "agencies:edit-region": SITE,
    "POST agencies:edit-region": refused(SITE, 422),
    "agencies:exchange": SIGNED_IN,
    "agencies:take-out": SIGNED_IN,
    "agencies:bring-in-template": ADMINISTRATORS,
    "agencies:bring-in": ADMINISTRATORS,
    "POST agencies:bring-in": refused(ADMINISTRATORS, 422),
    "POST agencies:bring-in-confirm": refused(ADMINISTRATORS, 409),
    "attachments:of": SEEN,
    "POST attachments:of": refused(ADMINISTERED, 422),
    "attachments:begin": {"*": 405, "visitor": 302},
    "POST attachments:begin": refused(ADMINISTERED, 400),
    "attachments:upload": {"*": 405, "visitor": 302},
    "HEAD attachments:upload": {"administrator": 200, "visitor": 302, "*": 404},  # whose it is
    "PATCH attachments:upload": {"administrator": 415, "visitor": 302, "*": 404},
    "DELETE attachments:upload": {"administrator": 204, "visitor": 302, "*": 404},
    "HEAD attachments:download": SEEN,
    "attachments:remove": ADMINISTERED,
    "POST attachments:remove": refused(ADMINISTERED, 302),
    "status": {"site": 200, "visitor": 302, "*": 403},
    "notices:list": SIGNED_IN,
    "notices:detail": {"visitor": 302, "handler": 200, "*": 404},
    "notices:open": {"visitor": 302, "*": 405},
    "POST notices:open": {"visitor": 302, "handler": 302, "*": 404},
    "notices:read-all": {"visitor": 302, "*": 405},
    "POST notices:read-all": {"*": 302},
    "notices:preferences": SIGNED_IN,
    "POST notices:preferences": {"*": 302},
    "notices:mobile": SIGNED_IN,
    "POST notices:mobile": {"*": 302},
    "notices:undelivered": SITE,
    "health-live": {"*": 200},
    "health-ready": {"*": 200},
    "metrics": {"*": 200},  # from this machine; elsewhere in tests/config/test_metrics.py
    # signing in
    "signin:account": SIGNED_IN,
    "signin:sessions": SIGNED_IN,
    "POST signin:sessions": {"*": 302},
    "signin:invitation": PUBLIC,
    "signin:accept": {"*": 302},  # nobody here has given a code
    "signin:invitations": ADMINISTRATORS,
    "signin:invite": ADMINISTERED,
    "POST signin:invitations": refused(ADMINISTRATORS, 400),
    "signin:reset": ADMINISTERED,
    "POST signin:unlock": refused(ADMINISTERED, 302),
    "signin:unlock": {"*": 405, "visitor": 302},
    "account_login": {"*": 302, "visitor": 200},
    "account_logout": SIGNED_IN,
    "POST account_logout": {"*": 302},
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": {"*": 302},  # there is one
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": {"*": 302},  # nobody is halfway in
    "mfa_reauthenticate": {"*": 302},  # nobody here has a second step
    "mfa_reauthenticate_webauthn": {"*": 302},
    "mfa_activate_totp": {"*": 302},  # proof is asked anew
    "mfa_deactivate_totp": {"*": 404, "visitor": 302},
    "mfa_view_recovery_codes": {"*": 404, "visitor": 302},
    "mfa_generate_recovery_codes": {"*": 302},
    "mfa_download_recovery_codes": {"*": 404, "visitor": 302},
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": {"*": 302},
    "mfa_remove_webauthn": {"*": 302},
    "mfa_edit_webauthn": {"*": 302},
    "mfa_login_webauthn": {"*": 302},
    "openid_connect_login": {"*": 404},  # none is set up
    "openid_connect_callback": {"*": 404},
    "socialaccount_login_cancelled": PUBLIC,
}
"""By the name of the address: the status for each role, `*` for all the others, `visitor` for who is not signed in."""
ARGUMENTS |= JOINED_ARGUMENTS
TABLE |= JOINED_TABLE

ELSEWHERE = frozenset[str]()
"""Names of addresses that others answer for, and where they are tested: static files."""


def names(resolver: URLResolver, within: tuple[str, ...] = ()) -> Iterator[str]:
    """Go through the names of all addresses."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, (*within, each.namespace) if each.namespace else within)
        elif isinstance(each, URLPattern):
            yield ":".join((*within, each.name or repr(each.pattern)))


EVERYONE = (*ROLES, "visitor")


def expected(statuses: dict[str, int]) -> dict[str, int | None]:
    """Give the status of each role, None where the table says nothing of it."""
    return {role: statuses.get(role, statuses.get("*")) for role in EVERYONE}


def goes_furthest(statuses: dict[str, int | None]) -> tuple[str]:
    """Give one who sees the page, if anybody does: who may is the same on every database, and what it asks is not."""
    return (next((role for role, status in statuses.items() if status == 200), EVERYONE[0]),)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    """Give a county that all tests here find as it is."""
    return county()


@pytest.fixture(scope="module")
def sessions(made: County) -> dict[str, str]:
    """Give the key of the session of each role that is signed in."""
    keys = {}
    for role, officer in made.officers.items():
        client = Client()
        client.force_login(officer)
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


CLIENT = Client()
"""One for all, as a server is: a new one makes all the layers between it and the pages anew."""


@transaction.atomic
def met(method: str, address: str, session: str | None) -> int:
    """Give the status that is met at an address in a session or in none, and undo what was done there.

    What is shown to whoever is signed in is kept by nobody on the way.
    """
    CLIENT.cookies.clear()
    if session is not None:
        CLIENT.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = CLIENT.generic(method, address)
    if session is not None and method == "GET" and not address.startswith(f"/{v1.PREFIX}"):
        assert "no-store" in answer.get("Cache-Control", ""), address
    transaction.set_rollback(True)
    return answer.status_code


COUNTED_BY_LOCK_OUT = {"account_login", "mfa_authenticate"}
"""Public forms whose every attempt is counted before it is looked at, by account and by sender."""


@transaction.atomic
def takes_of_a_visitor(made: County, route: str) -> View | None:
    """Give the view of an address where anybody may send a form, None where that is refused; undo what was done."""
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    view = resolve(address).func
    taken = not getattr(view, "login_required", True) and Client().post(address).status_code != 405
    transaction.set_rollback(True)
    return view if taken else None


@pytest.mark.once
@pytest.mark.django_db
def test_every_public_form_is_limited(made):
    routes = {name.rpartition(" ")[2] for name in TABLE} - ELSEWHERE
    public = {route: view for route in routes if (view := takes_of_a_visitor(made, route))}
    assert {route for route, view in public.items() if not hasattr(view, "limited")} == COUNTED_BY_LOCK_OUT
    assert {"signin:invitation", "signin:accept", "display:choose", "openid_connect_login"} <= set(public)


def test_every_address_stands_in_the_table():
    assert {name.rpartition(" ")[2] for name in TABLE} | ELSEWHERE == set(names(get_resolver()))


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.django_db
def test_each_role_meets_what_the_table_says(made, sessions, name):
    method, _, route = name.rpartition(" ")
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    statuses = expected(TABLE[name])
    asked = EVERYONE if connection.vendor == "sqlite" else goes_furthest(statuses)
    assert {role: met(method or "GET", address, sessions.get(role)) for role in asked} == {
        role: statuses[role] for role in asked
    }
