"""“有帮助吗”: what readers say of an item is counted, without account or cookie, and nothing is kept of who said it.

A device counts once a day for an item. What stands for a device is a fingerprint of its address and of how its browser
names itself, which is forgotten after the day and leads back to neither (`ui.limits`). Two who share both count as one;
who would count twice can. The figures say what readers feel, and nothing is decided by them.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gongkai.disclosure.models import Item
from gongkai.disclosure.services import count_opinion
from gongkai.portal.site import public_page
from gongkai.ui.limits import limited, sender_of, take

_DAY = 86400


@csrf_exempt  # nobody is signed in here, so that there is nothing of theirs to misuse; the page is the same for all
@limited("helpful", times=60, seconds=3600)
@login_not_required
@never_cache
@require_POST
def helpful(request: HttpRequest, key: int) -> HttpResponse:
    """Count whether an item helped, once a day for a device; the answer is the same whether it was counted or not."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied  # a form on somebody else's site
    item = get_object_or_404(Item.objects.public().select_related("shown", "agency"), pk=key)
    said = request.POST.get("helped")
    is_answer = said in ("yes", "no")
    if is_answer:
        device = f"{sender_of(request)} {request.headers.get('User-Agent', '')}"
        if not take(f"helpful:{item.pk}:{device}", 1, _DAY):
            count_opinion(item, helped=said == "yes")
    status = 200 if is_answer else 422
    return public_page(request, "portal/helpful.html", status=status, item=item, agency=item.agency, said=is_answer)
