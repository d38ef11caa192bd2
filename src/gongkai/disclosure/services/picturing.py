"""Pictures of a body: those that come with its words, as pasting brings them, are kept as attachments of the item."""

from __future__ import annotations

import base64
import binascii
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.attachments import services as attachments
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.storing import Draft
from gongkai.disclosure.content import images_in
from gongkai.disclosure.models import Item, Picture
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold

_WITHIN = re.compile(
    r"""(<img\b[^>]*?\bsrc\s*=\s*)(["'])data:image/([a-z0-9.+-]+);base64,([A-Za-z0-9+/=\s]*)\2""", re.IGNORECASE
)
_ENDINGS = {"png": "png", "jpeg": "jpg", "jpg": "jpg"}
KINDS = frozenset({"png", "jpg"})
"""What every browser shows and attachments may be."""


def pictures_kept(item: Item, body: str, *, by: Actor) -> str:
    """Give a body whose pictures are attachments: what stood in it as data is handed in for the item, and named."""
    return _WITHIN.sub(lambda found: f'{found[1]}"attachment:{_kept(item, found[3], found[4], by).pk}"', body)


@transaction.atomic
def add_picture(item: Item, draft: Draft, name: str, *, by: Actor) -> Attachment:
    """Take in a picture for the body of an item; one it has already is that one. Raises FileRefused for what is none.

    A picture that is still being handed in when its text is saved comes twice: by itself, and as data in the text.
    """
    hold(item)
    there = Picture.objects.filter(item=item, attachment__sha256=draft.sha256, attachment__personal=False)
    known = there.select_related("attachment").order_by("pk").first()
    if known is not None:
        return known.attachment

    def note(attachment: Attachment) -> None:
        if attachment.kind not in KINDS:
            raise ValidationError({"body": _("正文里的图片只能是PNG或者JPEG。")})
        Picture(item=item, attachment=attachment).save(force_insert=True)

    return attachments.attach(item, draft, name, by=by, then=note)


def require_own_pictures(item: Item, body: str) -> None:
    """Raise ValidationError for a body that shows what is no picture of its item, or is marked personal."""
    named = {each.key for each in images_in(body)}
    if not named:
        return
    there = {each.pk for each in attachments_of(item) if each.kind in KINDS and not each.personal}
    if named - there:
        raise ValidationError({"body": _("正文里有图片不是这条信息的附件，或者已经删除、含个人信息；请重新插入。")})


def _kept(item: Item, kind: str, written: str, by: Actor) -> Attachment:
    ending = _ENDINGS.get(kind.lower())
    try:
        content = base64.b64decode("".join(written.split()), validate=True)
    except binascii.Error:
        content = b""
    if ending is None or not content:
        raise ValidationError({"body": _("正文里的图片只能是PNG或者JPEG。")})
    number = Picture.objects.filter(item=item).count() + 1
    with Draft() as draft:
        draft.write(content)
        return add_picture(item, draft, _("正文图片%(number)d") % {"number": number} + f".{ending}", by=by)
