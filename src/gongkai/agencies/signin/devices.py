"""What somebody signs in with: a browser by its name, and whether they did so before from where it is.

The journal knows: it keeps each sign-in with its browser and address. A version that changes, or another address in the
same network, makes no other device.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from gongkai.agencies.models import Officer
from gongkai.agencies.signin import acts
from gongkai.journal.models import Entry
from gongkai.journal.services import type_of

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
_LOOKED_AT = 50
"""Sign-ins that are looked at, the last ones."""


def name_of(user_agent: str) -> str:
    """Give the name of a browser and of what it runs on; nothing for one that is not known."""
    found = [next((name for sign, name in names if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found))


def is_new(officer: Officer, browser: str, address: str) -> bool:
    """Say whether an officer signs in as never before lately; the first time of all is nothing new."""
    entries = Entry.objects.filter(object_type=type_of(officer), object_id=officer.pk, act=acts.SIGNED_IN.code)
    before = entries.order_by("-id").values_list("note", "address")[:_LOOKED_AT]
    known = {(note.get("browser"), _network(where)) for note, where in before}
    return bool(known) and (browser, _network(address)) not in known


def _network(address: str) -> str:
    """Give the network of an address, as far as one office or one connection has it: /24, of IPv6 /64."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 24 if known.version == 4 else 64), strict=False))
