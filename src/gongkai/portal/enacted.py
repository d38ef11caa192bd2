"""The rules and normative documents of an agency, or of all, in one place (集中公开): those in force unless asked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.disclosure.enacted import FORCES, IN_FORCE, KINDS, public_enacted
from gongkai.portal.keeping import same_for_all
from gongkai.portal.published import COUNTED, PAGE, Pages, agency_of
from gongkai.portal.site import column, public_page


@same_for_all
@login_not_required
@require_safe
def enacted(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Show the rules and normative documents that are in force, or stand as asked, a page at a time."""
    agency, title = agency_of(key), _("规章、行政规范性文件")
    kind = next((each for each in KINDS if each == request.GET.get("kind")), None)
    force = next((each for each in FORCES if each.code == request.GET.get("force")), IN_FORCE)
    page = Pages(public_enacted(agency, kind or "", force), PAGE).get_page(request.GET.get("page"))
    return public_page(
        request,
        "portal/enacted.html",
        column(title, f"{agency or ''}{title}"),
        agency=agency,
        title=title,
        kinds=KINDS,
        forces=FORCES,
        kind=kind,
        force=force,
        page=page,
        more=page.paginator.count == COUNTED,
    )
