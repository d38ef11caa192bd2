"""QR codes: on a receipt, to where one asks how an application stands; on an item or report, to its permanent address.

That of a receipt holds the number of the application. The query code is not in it, nor who applies: what stands in an
address is kept in histories and logs.
"""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.applications.models import Application
from gongkai.disclosure.models import Item
from gongkai.portal.site import address_of


def tracking_address(application: Application) -> str:
    """Give the address where one asks for an application, with its number filled in."""
    return f"{settings.SITE_URL}{reverse('portal:track')}?{urlencode({'number': application.number})}"


def tracking_code(application: Application) -> SafeString:
    """Give that address as a QR code: SVG to stand in a page, black on white whatever the page's colours."""
    return code_of(tracking_address(application))


def item_code(item: Item) -> SafeString:
    """Give the permanent address of an item as a QR code."""
    return code_of(address_of(item))


def code_of(address: str) -> SafeString:
    """Give an address of ours as a QR code."""
    drawn = segno.make_qr(address, error="m")
    return mark_safe(drawn.svg_inline(omitsize=True, border=4, light="#fff"))  # segno's own: an address of ours
