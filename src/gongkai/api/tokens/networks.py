"""From where a token may be used: the networks its maker named, or anywhere."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 20


def as_kept(written: str) -> str:
    """Give networks as a token keeps them, of addresses and networks as somebody writes them; or ValidationError.

    >>> as_kept("203.0.113.7, 10.1.0.0/16")
    '203.0.113.7/32 10.1.0.0/16'
    """
    found: dict[str, None] = {}
    for each in re.split(r"[\s,;，；、]+", written.strip()):
        try:
            if each:
                found[str(ip_network(each))] = None
        except ValueError:  # bits of a host in it, too: a slip of the mask would let in more than was meant
            message = _("“%(written)s”不是地址，也不是网络。请写成 203.0.113.7 或者 10.1.0.0/16。")
            raise ValidationError(message, params={"written": each[:60]}) from None
    if len(found) > MOST:
        raise ValidationError(_("最多%(most)d个。"), params={"most": MOST})
    return " ".join(found)


def lie_in(address: str, kept: str) -> bool:
    """Say whether an address lies in one of some networks; an unknown address lies in none.

    >>> lie_in("::ffff:10.1.2.3", "10.1.0.0/16"), lie_in("10.2.0.1", "10.1.0.0/16"), lie_in("", "10.1.0.0/16")
    (True, False, False)
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
        return any(known.ipv4_mapped in ip_network(each) for each in kept.split())
    return any(known in ip_network(each) for each in kept.split())
