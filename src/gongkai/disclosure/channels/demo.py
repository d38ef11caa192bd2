"""The demonstration channels: 融公开 and i桓台 of the county, which write into folders. No network is needed."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now

from gongkai.agencies.models import Agency, Duty, Kind, Post
from gongkai.disclosure.channels import services
from gongkai.disclosure.channels.sending import send_due
from gongkai.disclosure.models import Channel, ChannelKind
from gongkai.journal.actor import Actor

_CHANNELS = (("融公开", "rong-gongkai"), ("i桓台", "i-huantai"))


def load() -> int:
    """Set up the channels that are not there, send them what is public, and give how many there are.

    The county and what it publishes must have been loaded.
    """
    with transaction.atomic():
        government = Agency.objects.get(kind=Kind.GOVERNMENT)
        setting = Post.objects.filter(
            duty=Duty.ADMINISTRATOR, agency__kind=Kind.GENERAL_OFFICE, agency__parent=government
        )
        post = setting.select_related("officer")[0]
        by, at = Actor(officer=post.officer, post=post), now()
        for name, folder in _CHANNELS:
            if not Channel.objects.filter(agency=government, name=name).exists():
                values = {"name": name, "folder": folder, "below": True}
                channel, _secret = services.set_up(government, ChannelKind.FOLDER, values, at=at, by=by)
                services.fill(channel, at=at, by=by)
    send_due()
    return len(_CHANNELS)
