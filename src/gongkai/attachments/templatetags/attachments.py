"""The panel of an object's attachments, for the page of whatever they belong to."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.timezone import localdate

from gongkai.attachments import rules, scanning, storing
from gongkai.attachments.kinds import taken_extensions
from gongkai.attachments.models import Attachment
from gongkai.attachments.owners import owner_of
from gongkai.attachments.selectors import attachments_of
from gongkai.journal.services import type_of

register = template.Library()


@register.inclusion_tag("attachments/panel.html", takes_context=True)
def attachments(context: Context, thing: Any) -> dict[str, Any]:
    """Show the attachments of an object, with what whoever is signed in may do with them."""
    request, on = context["request"], localdate()
    owner = owner_of(type_of(thing))
    if owner is None or not rules.may_see(request.user, owner, thing, on):
        return {"seen": False}
    return {
        "seen": True,
        "request": request,
        "thing_type": type_of(thing),
        "key": thing.pk,
        "rows": [
            (each, rules.may_be_given_out(each), rules.may_be_removed(each, owner)) for each in attachments_of(thing)
        ],
        "all_personal": owner.personal,
        "scanning": scanning.is_on(),
        "may_add": rules.may_add(request.user, owner, thing, on),
        "may_remove": rules.may_remove(request.user, owner, thing, on),
        "most": settings.UPLOAD_MOST,
        "extensions": taken_extensions(),
    }


@register.filter
def size(value: int) -> str:
    """Give a number of bytes in words."""
    return storing.size_in_words(value)


@register.filter
def tone(attachment: Attachment) -> str:
    """Give how grave the state of an attachment is, as the tag of it is drawn."""
    return {"clean": "good", "waiting": "warn"}.get(attachment.state, "bad")
