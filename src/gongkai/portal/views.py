"""The public pages of the site and of agencies. Nothing of people or of the journal is shown here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Scope
from gongkai.law.subjects import subjects_on
from gongkai.portal.directory import directory, guide
from gongkai.portal.keeping import same_for_all
from gongkai.portal.newest import newest
from gongkai.portal.site import column, public_page, there_is

NEWEST = 10
"""Lines of what is newest that the first page shows."""
JANUARY = 1
"""When the annual reports of departments are published (条例第49条第1款): then they come first."""

SECTIONS = {
    "guide": gettext_lazy("政府信息公开指南"),
    "systems": gettext_lazy("政府信息公开制度"),
    "catalogue": gettext_lazy("政府信息公开目录"),
    "letters": gettext_lazy("意见箱和监督反映"),
}
"""The fixed sections (国办公开办函〔2019〕61号) that each agency has a page of, and the letters to it."""


@same_for_all
@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to find, to apply, to follow and to object, each with its provision."""
    about = column(_("使用帮助"), _("怎样查找、申请政府信息，怎样查办理情况，不满意怎么办"))
    return public_page(request, "portal/help.html", about, follows=(None, ""))


@same_for_all
@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the way to the fixed sections and to applying, what is newest, and the categories of the law."""
    on = localdate()
    parts = directory(on)
    kinds = [(part.region, kind, len(agencies)) for part in parts for kind, agencies in part.kinds]
    return public_page(
        request,
        "portal/home.html",
        column(_("首页"), _("查找、查阅、下载政府信息，申请公开政府信息")),
        follows=(None, ""),
        newest=newest(None, "", NEWEST),
        reports=newest(None, ANNUAL_REPORT.code, NEWEST) if on.month == JANUARY else [],
        kinds=kinds,
        several=len(parts) > 1,
        categories=[(scope.value, [each for each in CATEGORIES if each.scope is scope]) for scope in Scope],
        subjects=[each.name for each in subjects_on(on)],
        search=there_is("portal:search"),
    )


@same_for_all
@login_not_required
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Show the agencies whose disclosure work is done here, by region and kind."""
    marks = column(_("机关名录"), _("公开政府信息的行政机关"))
    return public_page(request, "portal/agencies.html", marks, directory=directory(localdate()))


@same_for_all
@login_not_required
@require_safe
def applying(request: HttpRequest) -> HttpResponse:
    """Show how one applies, and the agencies to which one does."""
    marks = column(_("依申请公开"), _("向行政机关申请公开政府信息"))
    return public_page(request, "portal/applying.html", marks, directory=directory(localdate()))


@same_for_all
@login_not_required
@require_safe
def section(request: HttpRequest, name: str) -> HttpResponse:
    """Show where each agency has its page of a section."""
    title = SECTIONS.get(name)
    if title is None or not there_is(f"portal:{name}", 1):
        raise Http404
    marks = column(str(title), _("各行政机关的%(title)s") % {"title": title})
    context: dict[str, Any] = {"title": title, "page_name": f"portal:{name}", "directory": directory(localdate())}
    return public_page(request, "portal/section.html", marks, **context)


@same_for_all
@login_not_required
@require_safe
def agency(request: HttpRequest, key: int) -> HttpResponse:
    """Show an agency: its sections, what it published last, and what the guide says of it."""
    try:
        found = guide(key, localdate())
    except Agency.DoesNotExist:
        raise Http404 from None
    marks = column(found.agency.name, _("%(agency)s的政府信息公开") % {"agency": found.agency.name})
    follows = (found.agency, "")
    context: dict[str, Any] = {"guide": found, "agency": found.agency, "newest": newest(found.agency, "", NEWEST)}
    return public_page(request, "portal/agency.html", marks, follows=follows, **context)
